internal import Crypto

/// The secret that makes a stolen or edited database useless: without it nobody can mint a key, widen one or write an
/// audit entry that verifies. It lives outside the database.
///
/// Each use has a key of its own, derived by HKDF-SHA-256, so that a code made for one purpose means nothing for another.
public struct ServerSecret: Sendable {
    public static let minimumByteCount = 32

    private let root: SymmetricKey
    private let tokenKey: KeyedHash
    private let sealKey: KeyedHash

    /// What a code is for.
    public enum Purpose: String, Sendable {
        case token = "latchkey token digest v1"
        case seal = "latchkey grant seal v1"
        case audit = "latchkey audit chain v1"
        case session = "latchkey session v1"
        case password = "latchkey password hash v1"
        case membership = "latchkey membership v1"
        case instance = "latchkey instance check v1"
    }

    /// `nil` when there are fewer than 32 bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count >= Self.minimumByteCount else { return nil }
        root = SymmetricKey(data: bytes)
        tokenKey = KeyedHash(Self.derive(.token, from: root))
        sealKey = KeyedHash(Self.derive(.seal, from: root))
    }

    /// 32 new bytes from the system's generator, to be stored by the caller.
    public static func randomBytes() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<minimumByteCount).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    private static func derive(_ purpose: Purpose, from root: SymmetricKey) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: root, info: Array(purpose.rawValue.utf8), outputByteCount: 32)
    }

    /// HMAC-SHA-256 of `message` under the key for `purpose`.
    public func code(for message: [UInt8], _ purpose: Purpose) -> AuthenticationCode {
        let key =
            switch purpose {
            case .token: tokenKey
            case .seal: sealKey
            default: KeyedHash(Self.derive(purpose, from: root))
            }
        return message.withUnsafeBytes(key.code(for:))
    }

    /// What is stored of a token.
    public func digest(of token: Token) -> AuthenticationCode { code(for: token.bytes, .token) }
}

extension ServerSecret: CustomStringConvertible, CustomReflectable {
    public var description: String { "ServerSecret(…)" }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
