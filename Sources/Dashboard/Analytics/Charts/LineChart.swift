internal import Mustache
internal import Visibility

/// A trend as the `chart-frame` template draws it: this period solid, the one before dashed, in a box of 1000 by 1000 that is stretched.
struct LineChart: Sendable {
    let linePath: String
    /// Marks where a line has no length.
    let lineDots: String
    /// Empty where nothing is compared.
    let beforePath: String
    let beforeDots: String
    let hasBefore: Bool
    let gridPath: String
    let marks: [Mark]
    /// Under the picture, at even distances.
    let lineTicks: [String]
    let hovers: [Hover]
    /// The whole in a sentence.
    let lineSummary: String

    struct Mark: Hashable, Sendable {
        let markY: Int
        let markText: String
    }

    /// What the pointer learns over a point.
    struct Hover: Hashable, Sendable, MustacheParent {
        let hoverX: Int
        let hoverWidth: Int
        let hoverTip: String

        func child(named name: String) -> Any? {
            switch name {
            case "hoverX": hoverX
            case "hoverWidth": hoverWidth
            case "hoverTip": hoverTip
            default: nil
            }
        }
    }

    struct Point: Hashable, Sendable {
        var day: Day
        var now: Double?
        var before: Double?
    }

    /// - Parameter points: in their order, at even distances, one for each span of time.
    init(_ points: [Point], of metric: Metric, by unit: DateUnit) {
        let values = points.flatMap { [$0.now, $0.before] }.compactMap { $0 }
        let plot = Plot(axis: Axis(values, of: metric), count: points.count)
        linePath = plot.line(points.map(\.now))
        lineDots = plot.loneDots(points.map(\.now))
        beforePath = plot.line(points.map(\.before))
        beforeDots = plot.loneDots(points.map(\.before))
        hasBefore = !beforePath.isEmpty
        gridPath = plot.grid
        marks = plot.marks
        lineTicks = Self.ticks(points.map { unit.tick($0.day) })
        hovers = plot.hovers { index in
            let point = points[index]
            let before = point.before.map { ", before \(metric.words($0))" } ?? ""
            return "\(unit.words(point.day)): \(metric.words(point.now))\(before)"
        }
        lineSummary = Self.summary(points, metric, unit)
    }

    /// Some of them, at even distances if that can be.
    static func ticks(_ all: [String]) -> [String] {
        guard all.count > 7 else { return all }
        let count = [7, 6, 5, 4].first { (all.count - 1).isMultiple(of: $0 - 1) } ?? 5
        return (0..<count).map { all[$0 * (all.count - 1) / (count - 1)] }
    }

    private static func summary(_ points: [Point], _ metric: Metric, _ unit: DateUnit) -> String {
        let known = points.filter { $0.now != nil }
        guard let first = known.first, let last = known.last,
            let least = known.min(by: { ($0.now ?? 0) < ($1.now ?? 0) }),
            let most = known.max(by: { ($0.now ?? 0) < ($1.now ?? 0) })
        else { return "No answers." }
        let said = { (point: Point) in "\(metric.words(point.now)) \(unit.phrase(point.day))" }
        return "\(metric.label) from \(said(first)) to \(said(last)). Least \(said(least)), most \(said(most))."
    }
}

/// The scale of a chart: round numbers around what is shown.
struct Axis: Hashable, Sendable {
    let lower: Double
    let upper: Double
    let steps: [Double]
    private let unit: Metric.Unit

    init(_ values: [Double], of metric: Metric) {
        unit = metric.unit
        let full = metric.unit == .share ? 1.0 : metric.unit == .score ? 100 : .infinity
        var most = values.max() ?? (full.isFinite ? full : 1)
        // Counts begin at zero; of the others the changes are what is looked at.
        var least = metric.unit == .count ? 0 : values.min() ?? 0
        // Where nothing changes, the whole scale shows how much it is.
        if full.isFinite, least == most { (least, most) = (0, full) }
        let step = Self.step((most - least) / 3, least: metric.unit == .share ? 0.01 : 1)
        var lower = (least / step).rounded(.down) * step
        var upper = (most / step).rounded(.up) * step
        if upper <= lower { upper = lower + step }
        if upper > full { (lower, upper) = (max(0, lower - (upper - full)), full) }
        let start = max(0, lower)
        let count = max(1, min(Int(((upper - start) / step).rounded()), 8))
        self.lower = start
        self.upper = upper
        steps = (0...count).map { start + Double($0) * step }
    }

    /// 0 at the lower end of the scale, 1 at the upper.
    func portion(_ value: Double) -> Double { min(1, max(0, (value - lower) / (upper - lower))) }

    func words(_ value: Double) -> String {
        switch unit {
        case .share: "\(Int((value * 100).rounded()))%"
        case .score, .count: grouped(Int(value.rounded()))
        }
    }

    /// The next of 1, 2, 5, 10, 20, 50 and so on.
    private static func step(_ wish: Double, least: Double) -> Double {
        guard wish.isFinite, wish > least else { return least }
        var power = least
        while power < 1e15 {
            for factor in [1.0, 2, 5] where factor * power >= wish { return factor * power }
            power *= 10
        }
        return power
    }
}
