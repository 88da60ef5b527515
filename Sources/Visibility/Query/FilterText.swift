/// The grammar of a filter: `field:value`, split at the first colon only.
///
/// `a|b` is either of two values, a `!` before them negates the whole list, an empty value is the null group. A backslash makes a `|`,
/// `\` or `!` after it a character like any other; before anything else it stands for itself.
struct FilterText {
    var field: Substring
    /// No more than one beyond ``QueryPlan/mostValues``.
    var values: [String?]
    var negated: Bool

    /// - Returns: `nil` where there is no colon.
    init?(_ text: String) {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        field = text[..<colon].trimmed
        var bytes = text.utf8[text.utf8.index(after: colon)...]
        negated = bytes.first == UInt8(ascii: "!")
        if negated { bytes = bytes.dropFirst() }
        values = FilterText.split(bytes)
    }

    private static func split(_ bytes: Substring.UTF8View) -> [String?] {
        var values: [String?] = []
        var value: [UInt8] = []
        var isEscaped = false
        for byte in bytes {
            switch (isEscaped, byte) {
            case (false, UInt8(ascii: "\\")): isEscaped = true
            case (false, UInt8(ascii: "|")):
                values.append(text(value))
                if values.count > QueryPlan.mostValues { return values }
                value = []
            case (true, UInt8(ascii: "|")), (true, UInt8(ascii: "\\")), (true, UInt8(ascii: "!")):
                isEscaped = false
                value.append(byte)
            case (true, _):
                isEscaped = false
                value += [UInt8(ascii: "\\"), byte]
            default: value.append(byte)
            }
        }
        if isEscaped { value.append(UInt8(ascii: "\\")) }
        return values + [text(value)]
    }

    private static func text(_ bytes: [UInt8]) -> String? { bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self) }

    /// The inverse, for a filter with at least one value, and none that is empty. Values are in the order of their bytes, null last.
    static func print(_ filter: QueryPlan.Filter) -> String {
        let values = filter.values.map { $0.map(escaped) ?? "" }
        return "\(filter.dimension.rawValue):\(filter.negated ? "!" : "")\(values.joined(separator: "|"))"
    }

    private static func escaped(_ value: String) -> String {
        var bytes: [UInt8] = value.utf8.first == UInt8(ascii: "!") ? [UInt8(ascii: "\\")] : []
        for byte in value.utf8 {
            if byte == UInt8(ascii: "|") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
