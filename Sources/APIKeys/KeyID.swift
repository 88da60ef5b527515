/// The public name of a key: `lk_` and 12 characters of base62; of an admin token: `lka_` and as many. It may stand in logs,
/// pages and addresses; it opens nothing.
///
/// Held as 12 bytes in two words, so that a million of them index without a million strings.
public struct KeyID: Hashable, Sendable {
    static let length = 12

    private let head: UInt64
    private let tail: UInt32
    public let kind: Token.Kind

    /// - Parameter characters: exactly 12 bytes, each in `0-9A-Za-z`; anything else is `nil`.
    init?(_ kind: Token.Kind, characters: some Collection<UInt8>) {
        guard characters.count == Self.length, characters.allSatisfy(Base62.contains) else { return nil }
        head = characters.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        tail = characters.dropFirst(8).reduce(0) { $0 << 8 | UInt32($1) }
        self.kind = kind
    }

    /// The id of a key in these 12 bytes, whether they are its characters or not: to look for a record with, and for nothing else.
    ///
    /// - Precondition: `bytes` has 12.
    init(lookingUp bytes: UnsafeRawBufferPointer) {
        head = UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self))
        tail = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self))
        kind = .key
    }

    /// Reads an id as people write it; without a prefix it is a key's.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        let kind = Token.Kind.allCases.first { bytes.starts(with: $0.prefix.utf8) }
        self.init(kind ?? .key, characters: bytes.dropFirst(kind?.prefix.utf8.count ?? 0))
    }

    /// A new id from the system's generator.
    public static func random(_ kind: Token.Kind = .key) -> KeyID {
        var generator = SystemRandomNumberGenerator()
        return random(kind, using: &generator)
    }

    static func random(_ kind: Token.Kind = .key, using generator: inout some RandomNumberGenerator) -> KeyID {
        var head: UInt64 = 0
        var tail: UInt32 = 0
        for (index, byte) in Base62.random(length, using: &generator).enumerated() {
            if index < 8 { head = head << 8 | UInt64(byte) } else { tail = tail << 8 | UInt32(byte) }
        }
        return KeyID(kind: kind, head: head, tail: tail)
    }

    private init(kind: Token.Kind, head: UInt64, tail: UInt32) {
        self.kind = kind
        self.head = head
        self.tail = tail
    }

    /// Without the kind, by which almost no two differ alone: every request is looked up by its id several times.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(head)
        hasher.combine(tail)
    }

    /// Writes ``description`` without making a string of it.
    public func append(to bytes: inout [UInt8]) {
        bytes.append(contentsOf: kind.prefix.utf8)
        bytes.append(contentsOf: characters)
    }

    var characters: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.length)
        for index in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: head >> (56 - 8 * index))) }
        for index in 0..<4 { bytes.append(UInt8(truncatingIfNeeded: tail >> (24 - 8 * index))) }
        return bytes
    }
}

extension KeyID: CustomStringConvertible, LosslessStringConvertible {
    /// `lk_7Qm2xVb9RtYs`
    public var description: String { kind.prefix + String(decoding: characters, as: UTF8.self) }

    public init?(_ description: String) { self.init(description[...]) }
}
