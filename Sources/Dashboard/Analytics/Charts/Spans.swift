internal import Visibility

/// The spans of time that a trend goes through, at even distances, whether there are answers in them or not.
struct Spans: Sendable {
    let unit: DateUnit
    /// The first day of each.
    let days: [Day]
    /// By row: where it lies among the spans; `nil` for one outside of the period, which a comparison has where the earlier period
    /// touches more spans.
    let places: [Int?]
    /// Whether none was left out between the first row in the period and the last.
    let isWhole: Bool

    /// More are no picture.
    private static let most = 1000

    /// All that the period of an answer touches which is grouped by a date first. Of a period that is longer than anybody's answers reach,
    /// those from the first row on.
    init(_ answer: ChartAnswer) {
        let (plan, dimension) = (answer.query.plan, answer.query.plan.trendDimension)
        let unit = dimension?.dateUnit ?? .day
        var range = unit.index(of: plan.period.lowerBound)...unit.index(of: plan.period.upperBound)
        let indices = (0..<answer.rowCount).map { row in
            dimension.flatMap { answer.text($0, row) }.flatMap { unit.firstDay(of: $0) }.map { unit.index(of: $0) }
        }
        var first = range.lowerBound
        if range.count > Self.most {
            let rows = indices.compactMap { $0 }.filter { range.contains($0) }
            let last = rows.max() ?? range.upperBound
            first = rows.min() ?? last
            range = max(first, last - Self.most + 1)...last
        }
        isWhole = range.lowerBound == first
        self.unit = unit
        days = range.compactMap { unit.firstDay(of: $0) }
        places = indices.map { index in index.flatMap { range.contains($0) ? $0 - range.lowerBound : nil } }
    }

    /// By span: its row.
    var rows: [Int?] {
        var rows = [Int?](repeating: nil, count: days.count)
        for (row, place) in places.enumerated() {
            if let place { rows[place] = row }
        }
        return rows
    }
}

extension LineChart {
    /// A trend over all of a period; see ``ChartAnswer/absent(_:)`` for where the answer has no row.
    init(_ answer: ChartAnswer, of metric: Metric) {
        let spans = Spans(answer)
        let absent = answer.absent(metric)
        let points = zip(spans.days, spans.rows).map { day, row in
            Point(
                day: day, now: row.flatMap { answer.number(metric, $0) } ?? absent,
                before: row.flatMap { answer.priorNumber(metric, $0) } ?? (answer.isCompared ? absent : nil))
        }
        self.init(points, of: metric, by: spans.unit)
    }
}

extension ChartAnswer {
    /// What a metric is in a span without a row: a count is none, and any other number is not known; nor is a count that may just not
    /// have reached a threshold.
    func absent(_ metric: Metric) -> Double? { metric.isCount && query.plan.having.isEmpty ? 0 : nil }

    /// The rows of a trend that lie in its period, in their order.
    var rowsInPeriod: [Int] { Spans(self).places.enumerated().compactMap { $1 == nil ? nil : $0 } }
}

extension QueryPlan {
    /// The date by which it is grouped first; `nil` where it is grouped by something else.
    var trendDimension: Dimension? {
        guard case .dimension(let dimension) = fields.first, dimension.dateUnit != nil else { return nil }
        return dimension
    }
}

extension ChartQuery {
    /// What is not plain about the points of a trend; `nil` where each stands for a whole span.
    var cutNote: String? {
        guard let unit = plan.trendDimension?.dateUnit else { return nil }
        var sentences = [unit.cutWords(plan.period)].compactMap { $0 }
        if unit == .week, let before = priorPeriod, before.lowerBound.weekday != plan.period.lowerBound.weekday {
            sentences.append("The earlier days begin on another weekday, so their weeks are cut elsewhere.")
        }
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }
}

extension DateUnit {
    /// Of all its spans that a period touches.
    func firstDays(in days: ClosedRange<Day>) -> [Day] {
        (index(of: days.lowerBound)...index(of: days.upperBound)).compactMap { firstDay(of: $0) }
    }

    /// Which ends of a period lie within a span, so that its point stands for a part of one: `The first and the last week are cut.`
    func cutWords(_ days: ClosedRange<Day>) -> String? {
        let isFirstCut = firstDay(of: index(of: days.lowerBound)) != days.lowerBound
        let isLastCut = days.upperBound < .last && index(of: days.upperBound.advanced(by: 1)) == index(of: days.upperBound)
        return switch (isFirstCut, isLastCut) {
        case (true, true) where index(of: days.lowerBound) == index(of: days.upperBound): "The \(word) is cut by the period."
        case (true, true): "The first and the last \(word) are cut by the period."
        case (true, false): "The first \(word) is cut by the period."
        case (false, true): "The last \(word) is cut by the period."
        case (false, false): nil
        }
    }

    private var word: String {
        switch self {
        case .day: "day"
        case .week: "week"
        case .month: "month"
        case .quarter: "quarter"
        case .year: "year"
        }
    }
}
