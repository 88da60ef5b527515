internal import Visibility

/// Several trends on one scale, as the `series-chart` template draws them. Each has a dash and a mark of its own, so that no colour has
/// to tell them apart.
struct SeriesChart: Sendable {
    let seriesLines: [Line]
    let seriesGrid: String
    let seriesMarks: [LineChart.Mark]
    /// Under the picture, at even distances.
    let seriesTicks: [String]
    let seriesHovers: [LineChart.Hover]
    /// What the numbers beside the names are.
    let seriesMeaning: String
    /// The whole in sentences.
    let seriesSummary: String

    struct Line: Hashable, Sendable {
        let seriesPath: String
        let seriesDots: String
        /// Marks where a line has no length.
        let seriesLone: String
        /// Of the style sheet: its dash and mark.
        let seriesStyle: String
        let seriesName: String
        /// Of all its days together.
        let seriesTotal: String
    }

    struct Group: Hashable, Sendable {
        var name: String
        /// One for each day.
        var values: [Double?]
        /// Over all of them.
        var total: Double?
    }

    private static let styles = ["one", "two", "three", "four", "five"]
    /// More lines are not told apart.
    static let mostLines = styles.count

    /// - Parameters:
    ///   - groups: no more than ``mostLines``; others are left out.
    ///   - days: the first of each span, in their order, at even distances.
    init(_ groups: [Group], days: [Day], of metric: Metric, by unit: DateUnit) {
        let groups = groups.prefix(Self.mostLines)
        let plot = Plot(axis: Axis(groups.flatMap(\.values).compactMap { $0 }, of: metric), count: days.count)
        seriesLines = zip(groups, Self.styles).map { group, style in
            Line(
                seriesPath: plot.line(group.values), seriesDots: plot.dots(group.values),
                seriesLone: plot.loneDots(group.values), seriesStyle: style,
                seriesName: group.name, seriesTotal: metric.words(group.total))
        }
        seriesMeaning = "Beside each name stands “\(metric.label)” over all of these days."
        seriesGrid = plot.grid
        seriesMarks = plot.marks
        seriesTicks = LineChart.ticks(days.map { unit.tick($0) })
        seriesHovers = plot.hovers { index in
            let values = groups.map { "\($0.name) \(metric.words($0.values[index]))" }
            return "\(unit.words(days[index])): \(values.joined(separator: ", "))"
        }
        seriesSummary = groups.map { Self.summary($0, days, metric, unit) }.joined(separator: " ")
    }

    private static func summary(_ group: Group, _ days: [Day], _ metric: Metric, _ unit: DateUnit) -> String {
        let known = zip(days, group.values).filter { $0.1 != nil }
        guard let first = known.first, let last = known.last else { return "\(group.name): no values." }
        let said = { (value: Double?, day: Day) in "\(metric.words(value)) \(unit.phrase(day))" }
        return "\(group.name) from \(said(first.1, first.0)) to \(said(last.1, last.0))."
    }
}
