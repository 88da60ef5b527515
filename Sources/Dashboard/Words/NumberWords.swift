/// A count as people read it: `1,204`.
func grouped(_ count: Int) -> String {
    let digits = String(count.magnitude)
    var text = ""
    for (place, digit) in digits.enumerated() {
        if place > 0, (digits.count - place).isMultiple(of: 3) { text.append(",") }
        text.append(digit)
    }
    return count < 0 ? "−\(text)" : text
}

/// `1 key`, `1,204 keys`
func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    "\(grouped(count)) \(count == 1 ? one : many ?? one + "s")"
}

extension Duration {
    /// `45 seconds`, `12 min`, `3 h`, `2 days`: the largest unit of which there is one at least.
    var words: String {
        let seconds = components.seconds
        return switch seconds {
        case ..<60: counted(Int(seconds), "second")
        case ..<3600: "\(seconds / 60) min"
        case ..<(48 * 3600): "\(seconds / 3600) h"
        default: "\(seconds / 86_400) days"
        }
    }

    /// To the nearest, not cut off: what is chosen as 3 days is `3 days` a minute later.
    var nearWords: String {
        let half =
            switch components.seconds {
            case ..<60: 0
            case ..<3600: 30
            case ..<(48 * 3600): 1800
            default: 43_200
            }
        return (self + .seconds(half)).words
    }
}
