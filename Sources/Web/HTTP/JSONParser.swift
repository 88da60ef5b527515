/// A strict JSON parser (RFC 8259) in one pass over the bytes, in time and memory proportional to them whatever they are:
/// Foundation's decoders take minutes for a megabyte of brackets, on a thread that serves others.
///
/// What is wrong is said in the words and at the places of Python's `json`, which clients of the original service know.
struct JSONParser {
    static let deepest = 64

    private let bytes: [UInt8]
    private let isForgiving: Bool
    private var position = 0
    private var depth = 0

    init(_ bytes: [UInt8], isForgiving: Bool = false) {
        self.bytes = bytes
        self.isForgiving = isForgiving
    }

    mutating func document() throws(JSONFault) -> JSONValue {
        let value = try value()
        skipSpace()
        guard position == bytes.count else { throw fault("Extra data") }
        return value
    }

    /// The elements of a document that is an array, each as it was read.
    mutating func elements(_ take: (JSONValue) -> Void) throws(JSONFault) {
        guard self.take(UInt8(ascii: "[")) else { throw fault("Expecting '['") }
        depth = 1
        if !self.take(UInt8(ascii: "]")) {
            repeat { take(try value()) } while self.take(UInt8(ascii: ","))
            guard self.take(UInt8(ascii: "]")) else { throw fault("Expecting ',' delimiter") }
        }
        skipSpace()
        guard position == bytes.count else { throw fault("Extra data") }
    }

    private mutating func value() throws(JSONFault) -> JSONValue {
        skipSpace()
        guard let byte = peek else { throw fault("Expecting value") }
        if isForgiving, depth == Self.deepest, byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") { return try passOver() }
        switch byte {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw fault("Expecting value")
        }
    }

    private mutating func object() throws(JSONFault) -> JSONValue {
        try descend()
        var members: [(String, JSONValue)] = []
        if !take(UInt8(ascii: "}")) {
            repeat {
                skipSpace()
                guard peek == UInt8(ascii: "\"") else { throw fault("Expecting property name enclosed in double quotes") }
                let name = try string()
                guard take(UInt8(ascii: ":")) else { throw fault("Expecting ':' delimiter") }
                members.append((name, try value()))
            } while take(UInt8(ascii: ","))
            guard take(UInt8(ascii: "}")) else { throw fault("Expecting ',' delimiter") }
        }
        depth -= 1
        return .object(members)
    }

    private mutating func array() throws(JSONFault) -> JSONValue {
        try descend()
        var items: [JSONValue] = []
        if !take(UInt8(ascii: "]")) {
            repeat { items.append(try value()) } while take(UInt8(ascii: ","))
            guard take(UInt8(ascii: "]")) else { throw fault("Expecting ',' delimiter") }
        }
        depth -= 1
        return .array(items)
    }

    private mutating func descend() throws(JSONFault) {
        position += 1
        depth += 1
        guard depth <= Self.deepest else { throw fault("Nested too deep") }
    }

    /// An array or object of any depth, of which only the brackets are counted.
    private mutating func passOver() throws(JSONFault) -> JSONValue {
        var open = 0
        repeat {
            guard let byte = peek else { throw fault("Expecting value") }
            if byte == UInt8(ascii: "\"") {
                _ = try string()
                continue
            }
            position += 1
            switch byte {
            case UInt8(ascii: "["), UInt8(ascii: "{"): open += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): open -= 1
            default: break
            }
        } while open > 0
        return .null
    }

    private mutating func literal(_ text: StaticString, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        let count = text.utf8CodeUnitCount
        guard position + count <= bytes.count,
            bytes[position..<position + count].elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: count))
        else { throw fault("Expecting value") }
        position += count
        return value
    }

    /// As much as is a number. What follows it, as in `01` or `1.`, is for the caller to find fault with.
    private mutating func number() throws(JSONFault) -> JSONValue {
        let start = position
        if peek == UInt8(ascii: "-") { position += 1 }
        if peek == UInt8(ascii: "0") {
            position += 1
        } else {
            guard skipDigits() else { throw fault("Expecting value", at: start) }
        }
        let isInteger = !skipFraction() && !skipExponent()
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isInteger, let value = Int(text) { return .integer(value) }
        if let value = Double(text), value.isFinite { return .number(value) }
        guard isForgiving else { throw fault("Number out of range", at: start) }
        return .null
    }

    /// - Returns: whether there was one; an exponent behind it belongs to it.
    private mutating func skipFraction() -> Bool {
        let start = position
        guard peek == UInt8(ascii: ".") else { return false }
        position += 1
        guard skipDigits() else {
            position = start
            return false
        }
        _ = skipExponent()
        return true
    }

    private mutating func skipExponent() -> Bool {
        let start = position
        guard peek.map({ $0 | 0x20 }) == UInt8(ascii: "e") else { return false }
        position += 1
        if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
        guard skipDigits() else {
            position = start
            return false
        }
        return true
    }

    /// - Returns: whether there were any.
    private mutating func skipDigits() -> Bool {
        let start = position
        while let byte = peek, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
        return position > start
    }

    private mutating func string() throws(JSONFault) -> String {
        let quote = position
        position += 1
        var text: [UInt8] = []
        var copied = position
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                text += bytes[copied..<position]
                position += 1
                guard let string = String(validating: text, as: UTF8.self) else { throw fault("Invalid UTF-8") }
                return string
            case UInt8(ascii: "\\"):
                text += bytes[copied..<position]
                position += 1
                guard peek != nil else { throw fault(Self.unterminated, at: quote) }
                text += try escape()
                copied = position
            case ..<0x20: throw fault("Invalid control character at")
            default: position += 1
            }
        }
        throw fault(Self.unterminated, at: quote)
    }

    private static let unterminated = "Unterminated string starting at"

    /// What stands behind a backslash.
    private mutating func escape() throws(JSONFault) -> [UInt8] {
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [8]
        case UInt8(ascii: "f"): return [12]
        case UInt8(ascii: "n"): return [10]
        case UInt8(ascii: "r"): return [13]
        case UInt8(ascii: "t"): return [9]
        case UInt8(ascii: "u"): return Array(String(Character(try unicode())).utf8)
        default: throw fault("Invalid \\escape", at: position - 2)
        }
    }

    /// `\uXXXX`, and the two of a surrogate pair. A lone surrogate is no character: it becomes U+FFFD.
    private mutating func unicode() throws(JSONFault) -> Unicode.Scalar {
        let first = try hex()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard (0xD800..<0xDC00).contains(first), peek == UInt8(ascii: "\\"), position + 1 < bytes.count,
            bytes[position + 1] == UInt8(ascii: "u")
        else { return "\u{FFFD}" }
        let back = position
        position += 2
        let second = try hex()
        guard (0xDC00..<0xE000).contains(second) else {
            position = back
            return "\u{FFFD}"
        }
        return Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)) ?? "\u{FFFD}"
    }

    private mutating func hex() throws(JSONFault) -> UInt32 {
        // Something must follow, a quotation mark at least.
        guard position + 4 < bytes.count else { throw fault("Invalid \\uXXXX escape", at: position - 1) }
        var value: UInt32 = 0
        for byte in bytes[position..<position + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
                throw fault("Invalid \\uXXXX escape", at: position - 1)
            }
            value = value << 4 | UInt32(digit)
        }
        position += 4
        return value
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// Space, and then this byte, if it stands there.
    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard peek == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private func fault(_ reason: String) -> JSONFault { fault(reason, at: position) }

    private func fault(_ reason: String, at position: Int) -> JSONFault {
        // In characters: bytes that go on with one do not count.
        JSONFault(position: bytes[..<position].count { $0 & 0xC0 != 0x80 }, reason: reason)
    }
}
