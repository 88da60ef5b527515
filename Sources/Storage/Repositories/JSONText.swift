internal import Foundation

/// Lists and dictionaries as JSON text in a column.
enum JSONText {
    static func encode(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// A text or null as JSON, without Foundation, which takes longer for ten letters than the database for a row.
    static func literal(_ text: String?) -> String {
        guard let text else { return "null" }
        let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
        if isPlain { return "\"\(text)\"" }
        var bytes = [UInt8(ascii: "\"")]
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case ..<0x20:
                let digits = String(byte, radix: 16)
                bytes += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes + [UInt8(ascii: "\"")], as: UTF8.self)
    }

    static func decode<T: Decodable>(_ type: T.Type, _ text: String) throws -> T {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }

    /// A list of texts. Without Foundation where nothing in it is escaped, which is nearly always: a list of prompts has thousands.
    static func strings(_ text: String) throws -> [String] {
        var text = text
        let plain = text.withUTF8 { plainStrings($0) }
        return try plain ?? decode([String].self, text)
    }

    /// `nil` for anything that ``encode(_:)`` would not have written, or would have written with an escape.
    static func plainStrings(_ bytes: UnsafeBufferPointer<UInt8>) -> [String]? {
        let quote = UInt8(ascii: "\"")
        guard bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]"), bytes.count >= 2 else { return nil }
        if bytes.count == 2 { return [] }
        var items: [String] = []
        var index = 1
        while index < bytes.count - 1 {
            guard bytes[index] == quote else { return nil }
            let start = index + 1
            index = start
            while index < bytes.count - 1, bytes[index] != quote {
                if bytes[index] == UInt8(ascii: "\\") { return nil }
                index += 1
            }
            guard index < bytes.count - 1,
                let item = String(utf8: UnsafeBufferPointer(rebasing: bytes[start..<index]))
            else { return nil }
            items.append(item)
            index += 1
            if index == bytes.count - 1 { return items }
            guard bytes[index] == UInt8(ascii: ",") else { return nil }
            index += 1
        }
        return nil
    }

    /// `[1,2,3]`, without Foundation: a million of them are read when a server starts. `nil` for anything that
    /// ``encode(_:)`` would not have written.
    static func integers(_ text: String) -> [Int]? {
        var text = text
        return text.withUTF8 { bytes in
            guard bytes.count >= 2, bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]") else { return nil }
            let inner = bytes[1..<bytes.count - 1]
            if inner.isEmpty { return [] }
            var list: [Int] = []
            for part in inner.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
                guard !part.isEmpty, part.count < 19 else { return nil }
                var value = 0
                for byte in part {
                    guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
                    value = value * 10 + Int(byte - UInt8(ascii: "0"))
                }
                list.append(value)
            }
            return list
        }
    }
}
