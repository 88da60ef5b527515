/// What a new key is made from: a token that this server generated, or the hash of one that the caller did.
public enum KeySecret: Sendable {
    case generated(Token)
    /// The caller generated the token and keeps it; this server sees its id and hash only, so that no state file and no log in
    /// between ever holds the secret.
    case supplied(id: KeyID, hash: TokenHash)

    public var id: KeyID {
        switch self {
        case .generated(let token): token.id
        case .supplied(let id, _): id
        }
    }

    public var isSupplied: Bool {
        switch self {
        case .generated: false
        case .supplied: true
        }
    }
}

/// The SHA-256 of a whole token's text. Enough to recognise the token, not to use it.
public struct TokenHash: Sendable {
    let bytes: [UInt8]

    public init(of token: Token) { bytes = KeyedHash.sha256(token.bytes) }

    /// Reads 64 hexadecimal digits, in either case.
    public init?(hex: some StringProtocol) {
        let digits = Array(hex.utf8)
        guard digits.count == 64 else { return nil }
        let nibbles = digits.compactMap { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
            default: nil
            }
        }
        guard nibbles.count == 64 else { return nil }
        bytes = stride(from: 0, to: 64, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }
    }

    /// 64 lower-case hexadecimal digits.
    public var hex: String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
