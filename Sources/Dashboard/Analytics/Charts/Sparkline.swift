internal import Visibility

/// A trend in a line of a list, without scale: it says up or down, and the numbers stand beside it.
struct Sparkline: Hashable, Sendable {
    /// In a box of 100 by 24.
    let sparkPath: String

    /// - Returns: `nil` where there are not two values.
    init?(_ values: [Double?]) {
        let known = values.compactMap { $0 }
        guard known.count > 1, let least = known.min(), let most = known.max() else { return nil }
        let span = most > least ? most - least : 1
        var path = ""
        var isOpen = false
        for (index, value) in values.enumerated() {
            guard let value else {
                isOpen = false
                continue
            }
            let x = index * 100 / (values.count - 1)
            let y = most > least ? 22 - Int(((value - least) / span * 20).rounded()) : 12
            path += isOpen ? "L\(x) \(y)" : "M\(x) \(y)h0"
            isOpen = true
        }
        sparkPath = path
    }

    /// The same for ears: `By week from 40.0% to 75.0%`.
    static func words(_ values: [Double?], of metric: Metric, by dimension: Dimension) -> String {
        let (known, unit) = (values.compactMap { $0 }, dimension.label.lowercased())
        return known.count > 1
            ? "By \(unit) from \(metric.words(known.first)) to \(metric.words(known.last))" : "Too few \(unit)s for a trend"
    }
}
