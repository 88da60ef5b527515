internal import Mustache

/// Escapes text for HTML, scalar by scalar.
///
/// The `HTML` content type of swift-mustache looks at whole characters, and a quotation mark with a combining accent behind it
/// is a character of its own: it would pass, and close the attribute it stands in. Hence a type of our own, under a name that
/// only exists once it is registered: a template that asks for it cannot fall back to the other in silence.
struct HTMLEscaping: MustacheContentType {
    static let name = "PAGE"

    func escapeText(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
            case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
            case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
            case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
            case "\0": escaped.append("\u{FFFD}")
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }
}
