/// A piece of JSON that is being written, in room that was made for all of it.
struct JSONPiece {
    private let room: UnsafeMutableBufferPointer<UInt8>
    private(set) var end: Int

    /// `-9223372036854775808`
    static let longestInteger = 20

    init(_ room: UnsafeMutableBufferPointer<UInt8>, at start: Int) {
        self.room = room
        end = start
    }

    mutating func put(_ byte: UInt8) {
        room[end] = byte
        end += 1
    }

    mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let from = bytes.baseAddress, let to = room.baseAddress else { return }
        (to + end).update(from: from, count: bytes.count)
        end += bytes.count
    }

    mutating func put(_ value: Int) {
        if value < 0 { put(UInt8(ascii: "-")) }
        let start = end
        var rest = value.magnitude
        repeat {
            put(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        room[start..<end].reverse()
    }

    // MARK: Text

    /// How long the text becomes by its escapes: those that RFC 8259 §7 demands.
    static func lengthEscaped(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        // Without a branch and without a sum, so that the compiler looks at many bytes at once.
        var isSpecial: UInt8 = 0
        for byte in text {
            isSpecial |= (byte < 0x20 ? 1 : 0) | (byte == UInt8(ascii: "\"") ? 1 : 0) | (byte == UInt8(ascii: "\\") ? 1 : 0)
        }
        return isSpecial == 0 ? text.count : text.reduce(0) { $0 + length(of: $1) }
    }

    private static func length(of byte: UInt8) -> Int {
        if short(byte) != nil { return 2 }
        return byte < 0x20 ? 6 : 1
    }

    /// What stands behind the backslash where that is one character.
    private static func short(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): byte
        case UInt8(ascii: "\n"): UInt8(ascii: "n")
        case UInt8(ascii: "\r"): UInt8(ascii: "r")
        case UInt8(ascii: "\t"): UInt8(ascii: "t")
        default: nil
        }
    }

    /// The text between quotation marks.
    /// - Parameter length: what ``lengthEscaped(_:)`` says of it.
    mutating func put(_ text: UnsafeBufferPointer<UInt8>, escapedTo length: Int) {
        put(UInt8(ascii: "\""))
        if length == text.count { put(text) } else { text.forEach { escape($0) } }
        put(UInt8(ascii: "\""))
    }

    private mutating func escape(_ byte: UInt8) {
        if let short = Self.short(byte) {
            put(UInt8(ascii: "\\"))
            put(short)
        } else if byte < 0x20 {
            for character in "\\u00".utf8 { put(character) }
            put(UInt8(ascii: "0") + byte >> 4)
            put(byte & 15 < 10 ? UInt8(ascii: "0") + byte & 15 : UInt8(ascii: "a") + (byte & 15) - 10)
        } else {
            put(byte)
        }
    }
}

extension String {
    /// Without a copy where the text is UTF-8 in one piece, as all that Swift makes is.
    func withUTF8Bytes(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        if utf8.withContiguousStorageIfAvailable(body) == nil {
            var copy = self
            copy.withUTF8(body)
        }
    }
}
