package import APIKeys

/// What a person's authenticator app and this server share.
///
/// Never stored: derived from the server secret, a salt and the person, as the secrets of webhooks are. Whoever reads the database
/// makes no codes; a salt that is moved to another person yields another secret.
package struct SecondFactorSecret: Sendable {
    /// 160 bits, as long as the hash (RFC 4226 §4, R6).
    private let key: [UInt8]

    package static let byteCount = 20

    package init(salt: SecondFactorSalt, of user: User, under secret: ServerSecret) {
        key = Array(secret.code(for: Array("\(user.id):".utf8) + salt.bytes, .secondFactor).bytes.prefix(Self.byteCount))
    }

    package var codes: TOTP { TOTP(key: key) }

    /// In base32. Call this only where the person sets up the app.
    package func reveal() -> String { Base32.encode(key) }
}

extension SecondFactorSecret: CustomStringConvertible, CustomReflectable {
    package var description: String { "SecondFactorSecret(…)" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// Which of a person's possible secrets it is. It may be known: without the server secret it is worth nothing.
package struct SecondFactorSalt: Hashable, Sendable {
    package let bytes: [UInt8]
    package static let byteCount = 20

    package init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// As a form carries it.
    package init?(_ text: String) {
        guard text.utf8.count == Self.byteCount * 2, let bytes = Hex.bytes(text) else { return nil }
        self.init(bytes)
    }

    package var text: String { Hex.text(bytes) }

    package static func random() -> SecondFactorSalt {
        var generator = SystemRandomNumberGenerator()
        return SecondFactorSalt(unchecked: (0..<byteCount).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    private init(unchecked bytes: [UInt8]) { self.bytes = bytes }
}

/// A person's second factor as it is stored.
package struct SecondFactor: Sendable {
    package let salt: SecondFactorSalt
    /// The step of the last code that was taken.
    package let lastStep: Int64
    package let since: Timestamp
    /// How many recovery codes are unused.
    package let codesLeft: Int

    package init(salt: SecondFactorSalt, lastStep: Int64, since: Timestamp, codesLeft: Int) {
        self.salt = salt
        self.lastStep = lastStep
        self.since = since
        self.codesLeft = codesLeft
    }
}

/// What a right code uses up, so that it works once.
package enum SpentCode: Sendable {
    case step(Int64)
    /// Its digest.
    case recovery(AuthenticationCode)
}
