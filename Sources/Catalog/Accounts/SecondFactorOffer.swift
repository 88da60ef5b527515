internal import APIKeys

/// A second factor that a person is about to set up: which secret, for whom, in which session, until when.
///
/// Nothing of it is stored. The form of the page carries its value, with a code under the server secret over all of it, since a salt alone
/// must not be enough to be shown a secret: who reads the database knows the salt of a factor that is on.
package struct SecondFactorOffer: Sendable {
    package static let lifetime = Duration.seconds(1800)

    package let salt: SecondFactorSalt
    /// What the form carries.
    package let value: String

    init(_ salt: SecondFactorSalt, in session: Session, endsAt: Timestamp, under secret: ServerSecret) {
        self.salt = salt
        value =
            "\(salt.text)-\(endsAt.milliseconds)-" + Hex.text(Self.seal(salt, in: session, endsAt: endsAt, secret).bytes)
    }

    /// - Returns: `nil` for what is over, another session's or made up.
    init?(_ value: String, in session: Session, at now: Timestamp, under secret: ServerSecret) {
        guard value.utf8.count <= 256 else { return nil }
        let parts = value.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let salt = SecondFactorSalt(parts[0]), let end = Int64(parts[1]),
            let seal = Hex.bytes(parts[2]).flatMap({ AuthenticationCode($0) })
        else { return nil }
        let endsAt = Timestamp(milliseconds: end)
        guard seal == Self.seal(salt, in: session, endsAt: endsAt, secret), now < endsAt else { return nil }
        self.salt = salt
        self.value = value
    }

    private static func seal(
        _ salt: SecondFactorSalt, in session: Session, endsAt: Timestamp, _ secret: ServerSecret
    ) -> AuthenticationCode {
        let text = "\(session.user.id):\(endsAt.milliseconds):"
        return secret.code(for: Array(text.utf8) + salt.bytes + session.digest.bytes, .secondFactorOffer)
    }
}
