/// A whole API key: `lk_` + 12 characters of id + `_` + 32 characters of secret + 6 characters of checksum.
///
/// The checksum is the CRC-32 of everything before it, in base62, left-padded with `0`. The 32 characters of secret
/// carry 190 bits. A secret scanner finds tokens by `lk_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}`.
///
/// A token prints, interpolates and reflects as its public id; ``reveal()`` is the one way to its text, so that a
/// search for that word finds every place where a secret is shown.
public struct Token: Sendable {
    public static let prefix = "lk_"
    static let length = 3 + KeyID.length + 1 + secretLength + checksumLength
    private static let secretLength = 32
    private static let checksumLength = 6

    /// The public part.
    public let id: KeyID
    let bytes: [UInt8]

    /// A new token with a secret from the system's generator.
    public static func generate() -> Token {
        var generator = SystemRandomNumberGenerator()
        return generate(using: &generator)
    }

    static func generate(using generator: inout some RandomNumberGenerator) -> Token {
        let id = KeyID.random(using: &generator)
        var bytes = Array(prefix.utf8) + id.characters + [UInt8(ascii: "_")]
        bytes += Base62.random(secretLength, using: &generator)
        bytes += Base62.encode(Checksum.crc32(bytes), width: checksumLength)
        return Token(id: id, bytes: bytes)
    }

    private init(id: KeyID, bytes: [UInt8]) {
        self.id = id
        self.bytes = bytes
    }

    /// Reads a token. `nil` for everything that is not one to the last character: wrong length, prefix, alphabet or
    /// checksum, leading or trailing space.
    public init?(_ text: some StringProtocol) {
        self.init(bytes: Array(text.utf8))
    }

    init?(bytes: [UInt8]) {
        guard let token = bytes.withUnsafeBufferPointer({ Token(bytes: $0) }) else { return nil }
        self = token
    }

    /// On the path of every request: nothing is allocated but the token itself.
    init?(bytes: UnsafeBufferPointer<UInt8>) {
        let idStart = Self.prefix.utf8.count
        let idEnd = idStart + KeyID.length
        guard bytes.count == Self.length, bytes.starts(with: Self.prefix.utf8), bytes[idEnd] == UInt8(ascii: "_"),
            let id = KeyID(characters: bytes[idStart..<idEnd]),
            bytes[(idEnd + 1)...].allSatisfy(Base62.contains)
        else { return nil }
        let bodyEnd = bytes.count - Self.checksumLength
        let checksum = Checksum.crc32(UnsafeBufferPointer(rebasing: bytes[..<bodyEnd]))
        guard Base62.decode(bytes[bodyEnd...]) == UInt64(checksum) else { return nil }
        self.init(id: id, bytes: Array(bytes))
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
    public static func masking(_ text: String) -> String {
        guard text.contains(prefix) else { return text }
        var result = ""
        var rest = text[...]
        while let range = rest.firstRange(of: prefix) {
            let tail = rest[range.upperBound...]
            let run = tail.prefix { $0 == "_" || ($0.utf8.count == 1 && $0.utf8.allSatisfy(Base62.contains)) }
            result += rest[..<range.upperBound]
            result += run.count > KeyID.length ? "\(run.prefix(KeyID.length))…" : run
            rest = tail[run.endIndex...]
        }
        return result + rest
    }
}
