/// A body of `multipart/form-data` (RFC 7578): a form with a file in it.
struct MultipartForm: Sendable {
    struct Part: Sendable {
        let name: String
        let bytes: ArraySlice<UInt8>
        let isFile: Bool
    }

    /// More fields than any of our forms has.
    static let mostParts = 1000

    let parts: [Part]

    /// What stands between the parts; `nil` for a body of another type.
    static func boundary(of contentType: String?) -> String? {
        guard let contentType, contentType.lowercased().hasPrefix("multipart/form-data") else { return nil }
        return parameter("boundary", of: contentType) ?? ""
    }

    /// - Returns: `nil` for a body that breaks off or is no such form.
    init?(_ body: [UInt8], boundary: String) {
        guard (1...70).contains(boundary.utf8.count) else { return nil }
        let mark = Array("--\(boundary)".utf8)
        // The first boundary stands at the start, as if a line had ended before it.
        guard body.starts(with: mark) else { return nil }
        let separator = [UInt8(ascii: "\r"), UInt8(ascii: "\n")] + mark
        var rest = body[mark.count...]
        var parts: [Part] = []
        while !rest.starts(with: "--".utf8) {
            guard rest.starts(with: "\r\n".utf8), parts.count < Self.mostParts,
                let end = Self.range(of: separator, in: rest)
            else { return nil }
            if let part = Self.part(rest[(rest.startIndex + 2)..<end.lowerBound]) { parts.append(part) }
            rest = rest[end.upperBound...]
        }
        self.parts = parts
    }

    /// - Returns: `nil` for a part without a name, which is none of ours.
    private static func part(_ bytes: ArraySlice<UInt8>) -> Part? {
        let blank = Array("\r\n\r\n".utf8)
        guard let end = range(of: blank, in: bytes) else { return nil }
        let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
        let disposition = head.split(whereSeparator: \.isNewline).first { $0.lowercased().hasPrefix("content-disposition:") }
        guard let disposition = disposition.map(String.init), let name = parameter("name", of: disposition) else { return nil }
        return Part(
            name: name, bytes: bytes[end.upperBound...], isFile: parameter("filename", of: disposition) != nil)
    }

    /// `name="value"` or `name=value`. Browsers write a quotation mark within as `%22`.
    private static func parameter(_ name: String, of field: String) -> String? {
        for item in field.split(separator: ";").dropFirst() {
            let pair = item.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, pair[0].filter({ !$0.isWhitespace }).lowercased() == name else { continue }
            return pair[1].filter { $0 != "\"" }
        }
        return nil
    }

    private static func range(of pattern: [UInt8], in bytes: ArraySlice<UInt8>) -> Range<Int>? {
        guard let first = pattern.first else { return nil }
        var start = bytes.startIndex
        while let found = bytes[start...].firstIndex(of: first) {
            if bytes[found...].starts(with: pattern) { return found..<(found + pattern.count) }
            start = found + 1
        }
        return nil
    }
}
