/// Spans of time as people write them: `90s`, `15m`, `24h`, `7d`, and `0` for none.
package enum SpanText {
    private static let units: [(letter: Character, seconds: Int)] = [("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)]

    /// - Returns: `nil` for what is no such span, and for spans beyond a hundred years.
    package static func read(_ text: String) -> Duration? {
        if text == "0" { return .zero }
        guard let unit = units.first(where: { $0.letter == text.last }),
            text.dropLast().allSatisfy({ ("0"..."9").contains($0) }), let count = Int(text.dropLast()),
            count <= 36_525 * 86_400 / unit.seconds
        else { return nil }
        return .seconds(count * unit.seconds)
    }

    /// In the largest unit of which it is a whole number: `24h` is `1d`. What is less than a second is cut off.
    package static func words(_ span: Duration) -> String {
        let seconds = Int(span.components.seconds)
        guard seconds != 0, let unit = units.first(where: { seconds % $0.seconds == 0 }) else { return "0" }
        return "\(seconds / unit.seconds)\(unit.letter)"
    }

    /// Its two largest units, the rest cut off: `2d 3h`, `5m 12s`.
    package static func rough(_ span: Duration) -> String {
        var rest = Int(span.components.seconds)
        var parts: [String] = []
        for unit in units where parts.count < 2 && (rest >= unit.seconds || !parts.isEmpty) {
            if rest >= unit.seconds { parts.append("\(rest / unit.seconds)\(unit.letter)") } else { break }
            rest %= unit.seconds
        }
        return parts.isEmpty ? "0s" : parts.joined(separator: " ")
    }
}
