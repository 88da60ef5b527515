internal import APIKeys
internal import Catalog

/// Requests over time as bars of text: `█` accepted, `░` refused. By hour for up to two days, by day beyond.
struct UsageChart {
    struct Bar {
        let label: String
        var accepted = 0
        var refused = 0
        var all: Int { accepted + refused }
    }

    private(set) var bars: [Bar] = []

    private static let width = 40

    init(_ report: UsageReport, days: Int) {
        for hour in report.hours {
            let text = hour.start.iso8601
            // 2027-02-21T13:00:00.000Z
            let label = days <= 2 ? "\(text.prefix(10)) \(text.dropFirst(11).prefix(5))" : String(text.prefix(10))
            if bars.last?.label != label { bars.append(Bar(label: label)) }
            bars[bars.count - 1].accepted += hour.accepted
            bars[bars.count - 1].refused += hour.refused
        }
    }

    /// A line for each bar, those without a request included.
    var lines: [String] {
        let most = max(1, bars.map(\.all).max() ?? 1)
        return bars.map { bar in
            let whole = Self.length(bar.all, of: most)
            // What is there is seen, be it ever so little.
            let refused = min(whole, Self.length(bar.refused, of: most))
            let accepted = bar.accepted > 0 ? max(1, whole - refused) : 0
            let drawn = String(repeating: "█", count: accepted) + String(repeating: "░", count: refused)
            let numbers = bar.refused > 0 ? "\(bar.accepted), \(bar.refused) refused" : String(bar.accepted)
            return drawn.isEmpty ? "\(bar.label)  0" : "\(bar.label)  \(drawn) \(numbers)"
        }
    }

    private static func length(_ count: Int, of most: Int) -> Int {
        count == 0 ? 0 : max(1, Int((Double(count) / Double(most) * Double(width)).rounded()))
    }
}
