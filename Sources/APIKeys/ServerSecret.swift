internal import Crypto

/// The secret that makes a stolen or edited database useless: without it nobody can mint a key, widen one or write an
/// audit entry that verifies. It lives outside the database.
///
/// Each use has a key of its own, derived by HKDF-SHA-256, so that a code made for one purpose means nothing for another.
public struct ServerSecret: Sendable {
    public static let minimumByteCount = 32

    private let root: SymmetricKey
    private let tokenKey: KeyedHash
    private let suppliedTokenKey: KeyedHash
    private let sealKey: KeyedHash
    private let auditKey: KeyedHash

    /// What a code is for.
    public enum Purpose: String, Sendable {
        case token = "latchkey token digest v1"
        case seal = "latchkey grant seal v1"
        case audit = "latchkey audit chain v1"
        case auditSignature = "latchkey audit signature v1"
        case session = "latchkey session v1"
        case password = "latchkey password hash v1"
        case membership = "latchkey membership v1"
        case membershipBrand = "latchkey membership brand v1"
        case invitation = "latchkey invitation seal v1"
        case invitationLink = "latchkey invitation link v1"
        case share = "latchkey share seal v1"
        case shareLink = "latchkey share link v1"
        case suppliedToken = "latchkey supplied token digest v1"
        case policy = "latchkey policy seal v1"
        case approval = "latchkey approval v1"
        case adminToken = "latchkey admin token seal v1"
        case webhook = "latchkey webhook secret v1"
        case webhookMessage = "latchkey webhook message seal v1"
        case leakReport = "latchkey leak report seal v1"
        case secondFactor = "latchkey second factor v1"
        case secondFactorOffer = "latchkey second factor offer v1"
        case recoveryCode = "latchkey recovery code v1"
        case signInChallenge = "latchkey sign-in challenge v1"
        case identity = "latchkey identity link v1"
        case providerSignIn = "latchkey provider sign-in v1"
        case instance = "latchkey instance check v1"
    }

    /// `nil` when there are fewer than 32 bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count >= Self.minimumByteCount else { return nil }
        root = SymmetricKey(data: bytes)
        tokenKey = KeyedHash(Self.derive(.token, from: root))
        suppliedTokenKey = KeyedHash(Self.derive(.suppliedToken, from: root))
        sealKey = KeyedHash(Self.derive(.seal, from: root))
        auditKey = KeyedHash(Self.derive(.audit, from: root))
    }

    /// 32 new bytes from the system's generator, to be stored by the caller.
    public static func randomBytes() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<minimumByteCount).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// The key for one purpose, for what is not a code; see ``sign(_:_:)``.
    func derivedKey(_ purpose: Purpose) -> SymmetricKey { Self.derive(purpose, from: root) }

    private static func derive(_ purpose: Purpose, from root: SymmetricKey) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: root, info: Array(purpose.rawValue.utf8), outputByteCount: 32)
    }

    /// HMAC-SHA-256 of `message` under the key for `purpose`.
    public func code(for message: [UInt8], _ purpose: Purpose) -> AuthenticationCode {
        let key =
            switch purpose {
            case .token: tokenKey
            case .suppliedToken: suppliedTokenKey
            case .seal: sealKey
            case .audit: auditKey
            default: KeyedHash(Self.derive(purpose, from: root))
            }
        return message.withUnsafeBytes(key.code(for:))
    }

    /// What is stored of a token that this server generated.
    public func digest(of token: Token) -> AuthenticationCode { code(for: token.bytes, .token) }

    /// The same of bytes that may be a token.
    func digest(of credentials: UnsafeBufferPointer<UInt8>) -> AuthenticationCode {
        tokenKey.code(for: UnsafeRawBufferPointer(credentials))
    }

    /// - Parameter supplied: whether the token was made by a caller, who gave its hash only.
    public func digest(of token: Token, supplied: Bool) -> AuthenticationCode {
        supplied ? code(for: TokenHash(of: token).bytes, .suppliedToken) : digest(of: token)
    }

    /// What is stored of a new key's secret.
    public func digest(of secret: KeySecret) -> AuthenticationCode {
        switch secret {
        case .generated(let token): digest(of: token)
        case .supplied(_, let hash): code(for: hash.bytes, .suppliedToken)
        }
    }
}

extension ServerSecret: CustomStringConvertible, CustomReflectable {
    public var description: String { "ServerSecret(…)" }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
