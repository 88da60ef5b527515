internal import APIKeys

/// Between the password and the code: who gave a right password, in which browser, until when. It is no session and opens nothing
/// but the question for a code.
///
/// Nothing of it is stored. Its value names the person and its end, and carries a code under the server secret over both, the
/// browser's visitor cookie, the password as it was and the person's sign-in epoch: another browser, five minutes, a new password, or
/// signing out everywhere make it worthless.
package struct SignInChallenge: Sendable {
    package static let lifetime = Duration.seconds(300)

    /// What the browser keeps as a cookie.
    package let value: String

    init(for user: User, visitor: String, password: String, epoch: Int, endsAt: Timestamp, under secret: ServerSecret) {
        value =
            "\(user.id)-\(endsAt.milliseconds)-"
            + Hex.text(Self.seal(user.id, endsAt, visitor: visitor, password: password, epoch: epoch, secret).bytes)
    }

    /// What such a value claims; believed only after ``isTrue(visitor:password:epoch:at:under:)``.
    struct Claim {
        let user: Int
        let endsAt: Timestamp
        private let seal: AuthenticationCode

        init?(_ value: String) {
            guard value.utf8.count <= 128 else { return nil }
            let parts = value.split(separator: "-", omittingEmptySubsequences: false)
            guard parts.count == 3, let user = Int(parts[0]), let end = Int64(parts[1]),
                let seal = Hex.bytes(String(parts[2])).flatMap({ AuthenticationCode($0) })
            else { return nil }
            self.user = user
            endsAt = Timestamp(milliseconds: end)
            self.seal = seal
        }

        /// - Parameter password: its stored hash.
        func isTrue(visitor: String, password: String, epoch: Int, at now: Timestamp, under secret: ServerSecret) -> Bool {
            let expected = SignInChallenge.seal(user, endsAt, visitor: visitor, password: password, epoch: epoch, secret)
            return expected == seal && now < endsAt && !visitor.isEmpty
        }
    }

    private static func seal(
        _ user: Int, _ endsAt: Timestamp, visitor: String, password: String, epoch: Int, _ secret: ServerSecret
    ) -> AuthenticationCode {
        let text = "\(user):\(epoch):\(endsAt.milliseconds):\(visitor.utf8.count):\(visitor):\(password)"
        return secret.code(for: Array(text.utf8), .signInChallenge)
    }
}
