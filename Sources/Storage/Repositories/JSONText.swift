internal import Foundation

/// Lists and dictionaries as JSON text in a column.
enum JSONText {
    static func encode(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func decode<T: Decodable>(_ type: T.Type, _ text: String) throws -> T {
        try JSONDecoder().decode(type, from: Data(text.utf8))
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
