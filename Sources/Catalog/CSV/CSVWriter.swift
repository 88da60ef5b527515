/// Writes CSV (RFC 4180): commas, CRLF, quotation marks where they are needed.
package enum CSVWriter {
    /// Before the first record it tells spreadsheets that the file is UTF-8; other programs do without.
    package static let byteOrderMark = "\u{FEFF}"

    package static func record(_ fields: [String]) -> String {
        // A record of one empty field would be an empty line, which is none.
        fields == [""] ? "\"\"\r\n" : fields.map(field).joined(separator: ",") + "\r\n"
    }

    /// The same of texts that strangers wrote; see ``SafeCell``.
    package static func safeRecord(_ fields: [String]) -> String { record(fields.map(SafeCell.written)) }

    private static func field(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { !special.contains($0) } && text.utf8.first != space && text.utf8.last != space
        if isPlain { return text }
        var quoted: [UInt8] = [quote]
        for byte in text.utf8 { quoted += byte == quote ? [quote, quote] : [byte] }
        return String(decoding: quoted + [quote], as: UTF8.self)
    }

    private static let quote = UInt8(ascii: "\"")
    private static let space = UInt8(ascii: " ")
    /// The semicolon and the tab too: a program that separates by those shall see one field.
    private static let special = [UInt8]("\",;\t\r\n".utf8)
}
