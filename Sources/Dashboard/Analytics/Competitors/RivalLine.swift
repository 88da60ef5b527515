internal import Visibility

/// The numbers behind such lines.
struct RivalTable: Sendable {
    let chartName: String
    let tableHeads: [ChartTable.Head]
    let tableRows: [ChartTable.Row]
    let moreRows: String?
    /// Which points stand for a part of a span.
    let rivalNote: String?

    init(_ trend: ChartAnswer, of name: String) {
        let table = ChartTable(trend, order: trend.rowsInPeriod, hasIDs: false)
            .part(atMost: ChartTable.mostRows)
        (chartName, tableHeads, tableRows) = (name, table.heads, table.rows)
        let more = table.rowCount - table.rows.count
        moreRows = more > 0 ? "And \(counted(more, "more row")); the CSV has all of them." : nil
        rivalNote = trend.query.cutNote
    }
}

/// The presence of one competitor over time, with marks on its line, and the brand's beside it.
struct RivalLine: Sendable {
    let rivalName: String
    let rivalURL: String?
    let rivalPath: String
    let rivalDots: String
    let brandPath: String
    let brandDots: String
    let rivalGrid: String
    let rivalMarks: [LineChart.Mark]
    let rivalTicks: [String]
    let rivalHovers: [LineChart.Hover]
    let rivalSummary: String

    struct Point: Hashable, Sendable {
        var day: Day
        var rival: Double?
        var brand: Double?
    }

    /// - Parameter axis: the same for all that are looked at together.
    init(_ name: String, brand: String, _ points: [Point], axis: Axis, by unit: DateUnit, url: String? = nil) {
        rivalName = name
        rivalURL = url
        let metric = Metric.competitorPresence
        let plot = Plot(axis: axis, count: points.count)
        let (rivals, brands) = (points.map(\.rival), points.map(\.brand))
        rivalPath = plot.line(rivals)
        rivalDots = plot.dots(rivals) + plot.loneDots(rivals)
        brandPath = plot.line(brands)
        brandDots = plot.loneDots(brands)
        rivalGrid = plot.grid
        rivalMarks = plot.marks
        rivalTicks = [points.first, points.count > 1 ? points.last : nil].compactMap { $0.map { unit.tick($0.day) } }
        rivalHovers = plot.hovers { index in
            let point = points[index]
            return "\(unit.words(point.day)): \(name) \(metric.words(point.rival)), \(brand) \(metric.words(point.brand))"
        }
        let known = points.filter { $0.rival != nil }
        let ends = [known.first, known.last].compactMap { $0 }.map {
            "\(metric.words($0.rival)) \(unit.phrase($0.day)), \(brand) \(metric.words($0.brand))"
        }
        rivalSummary = known.isEmpty ? "\(name): no answers." : "\(name): from \(ends[0]); to \(ends[ends.count - 1])."
    }

    /// Of each competitor the points of ``RivalChart/trend``, one for each span of the period.
    static func points(_ answer: ChartAnswer) -> [Int: [Point]] {
        let spans = Spans(answer)
        let nothing = spans.days.map { Point(day: $0) }
        var points: [Int: [Point]] = [:]
        for (row, place) in spans.places.enumerated() {
            guard let place, let id = answer.text(.competitorID, row).flatMap({ Int($0) }) else { continue }
            points[id, default: nothing][place].rival = answer.number(.competitorPresence, row)
            points[id, default: nothing][place].brand = answer.number(.brandPresence, row)
        }
        return points
    }

    /// A scale for all of them.
    static func axis(_ points: [Int: [Point]]) -> Axis {
        Axis(points.values.flatMap { $0.flatMap { [$0.rival, $0.brand] } }.compactMap { $0 }, of: .competitorPresence)
    }
}
