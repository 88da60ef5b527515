/// A whole API key: `lk_` + 12 characters of id + `_` + 32 characters of secret + 6 characters of checksum; or a whole admin token,
/// which begins with `lka_`.
///
/// The checksum is the CRC-32 of everything before it, in base62, left-padded with `0`. The 32 characters of secret
/// carry 190 bits. A secret scanner finds tokens by `lka?_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}`.
///
/// A token prints, interpolates and reflects as its public id; ``reveal()`` is the one way to its text, so that a
/// search for that word finds every place where a secret is shown.
public struct Token: Sendable {
    /// What a token is for. The two never open each other's doors.
    public enum Kind: UInt8, CaseIterable, Sendable {
        /// An organization API key, for the data API.
        case key
        /// An admin token, for the management API.
        case admin

        public var prefix: String {
            switch self {
            case .key: "lk_"
            case .admin: "lka_"
            }
        }
    }

    private static let secretLength = 32
    static let checksumLength = 6
    /// What follows the prefix: id, `_`, secret and checksum.
    static let lengthAfterPrefix = KeyID.length + 1 + secretLength + checksumLength

    /// The public part.
    public let id: KeyID
    let bytes: [UInt8]

    public var kind: Kind { id.kind }

    /// A new token with a secret from the system's generator.
    public static func generate(_ kind: Kind = .key) -> Token {
        var generator = SystemRandomNumberGenerator()
        return generate(kind, using: &generator)
    }

    static func generate(_ kind: Kind = .key, using generator: inout some RandomNumberGenerator) -> Token {
        let id = KeyID.random(kind, using: &generator)
        var bytes = Array(kind.prefix.utf8) + id.characters + [UInt8(ascii: "_")]
        bytes += Base62.random(secretLength, using: &generator)
        bytes += Base62.encode(Checksum.crc32(bytes), width: checksumLength)
        return Token(id: id, bytes: bytes)
    }

    private init(id: KeyID, bytes: [UInt8]) {
        self.id = id
        self.bytes = bytes
    }

    /// Reads a token of either kind. `nil` for everything that is not one to the last character: wrong length, prefix, alphabet or
    /// checksum, leading or trailing space.
    public init?(_ text: some StringProtocol) {
        self.init(bytes: Array(text.utf8))
    }

    init?(bytes: [UInt8]) {
        guard let token = bytes.withUnsafeBufferPointer({ Token(bytes: $0) }) else { return nil }
        self = token
    }

    /// Nothing is allocated but the token itself: whoever sends texts that are none should cost little.
    init?(bytes: UnsafeBufferPointer<UInt8>) {
        // The length tells the kinds apart before anything is compared.
        let kind: Kind = bytes.count == 3 + Self.lengthAfterPrefix ? .key : .admin
        let idStart = kind == .key ? 3 : 4
        let idEnd = idStart + KeyID.length
        guard bytes.count == idStart + Self.lengthAfterPrefix, bytes.starts(with: kind.prefix.utf8),
            bytes[idEnd] == UInt8(ascii: "_"),
            let id = KeyID(kind, characters: bytes[idStart..<idEnd]),
            bytes[(idEnd + 1)...].allSatisfy(Base62.contains)
        else { return nil }
        let bodyEnd = bytes.count - Self.checksumLength
        let checksum = Checksum.crc32(UnsafeBufferPointer(rebasing: bytes[..<bodyEnd]))
        guard Base62.decode(bytes[bodyEnd...]) == UInt64(checksum) else { return nil }
        self.init(id: id, bytes: Array(bytes))
    }

    /// The id in what has the length and the marks of a key's token; whether it is one, the rest of it tells.
    static func idOfKey(in bytes: UnsafeBufferPointer<UInt8>) -> KeyID? {
        guard bytes.count == 3 + lengthAfterPrefix, bytes[0] == UInt8(ascii: "l"), bytes[1] == UInt8(ascii: "k"),
            bytes[2] == UInt8(ascii: "_"), bytes[3 + KeyID.length] == UInt8(ascii: "_")
        else { return nil }
        return KeyID(lookingUp: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[3..<(3 + KeyID.length)]))
    }

    /// The token's text. Call this only where its holder is shown it, once.
    public func reveal() -> String { String(decoding: bytes, as: UTF8.self) }
}

extension Token: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "\(id)_…" }
    public var debugDescription: String { description }
    /// Without children: `dump` and crash reporters walk mirrors.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension Token {
    /// The text with every run that looks like the secret part of a token replaced by `…`: what came from outside is echoed in
    /// errors, and a key pasted into the wrong place must not be.
    ///
    /// In one pass over the bytes: such text is anybody's, and may be long.
    public static func masking(_ text: String) -> String {
        var text = text
        return text.withUTF8 { bytes in
            var result: [UInt8] = []
            var (copied, index) = (0, 0)
            while index < bytes.count {
                guard let start = endOfPrefix(at: index, in: bytes) else {
                    index += 1
                    continue
                }
                let run = bytes[start...].prefix { $0 == UInt8(ascii: "_") || Base62.contains($0) }
                if run.count > KeyID.length {
                    result += bytes[copied..<(start + KeyID.length)]
                    result += "…".utf8
                    copied = run.endIndex
                }
                index = run.endIndex
            }
            return String(decoding: result + bytes[copied...], as: UTF8.self)
        }
    }

    private static func endOfPrefix(at index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard bytes[index] == UInt8(ascii: "l") else { return nil }
        return Kind.allCases.first { bytes[index...].starts(with: $0.prefix.utf8) }.map { index + $0.prefix.utf8.count }
    }
}
