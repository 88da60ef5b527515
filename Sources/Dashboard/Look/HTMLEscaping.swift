internal import Mustache

/// Escapes text for HTML, byte by byte: what is to be escaped is ASCII, and no byte of another scalar is.
///
/// The `HTML` content type of swift-mustache looks at whole characters, and a quotation mark with a combining accent behind it
/// is a character of its own: it would pass, and close the attribute it stands in. Hence a type of our own, under a name that
/// only exists once it is registered: a template that asks for it cannot fall back to the other in silence.
struct HTMLEscaping: MustacheContentType {
    static let name = "PAGE"

    func escapeText(_ text: String) -> String {
        var text = text
        let more = text.withUTF8 { bytes in bytes.reduce(0) { $0 + (Self.escape($1)?.utf8.count ?? 1) } - bytes.count }
        // Most texts have nothing to escape.
        guard more > 0 else { return text }
        return text.withUTF8 { bytes in
            String(unsafeUninitializedCapacity: bytes.count + more) { room in
                var end = 0
                for byte in bytes {
                    guard let escape = Self.escape(byte) else {
                        room[end] = byte
                        end += 1
                        continue
                    }
                    for byte in escape.utf8 {
                        room[end] = byte
                        end += 1
                    }
                }
                return end
            }
        }
    }

    private static func escape(_ byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        case 0: "\u{FFFD}"
        default: nil
        }
    }
}
