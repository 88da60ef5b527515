internal import Visibility

/// The picture of an answer: lines where it goes along time, else bars.
struct ExplorerChart: Sendable {
    private(set) var line: LineChart?
    private(set) var series: SeriesChart?
    private(set) var bars: ShareBars?
    private(set) var note: String?

    /// More are not looked at.
    static let mostBars = 20

    /// - Parameter ranking: the answer to ``ExplorerQuestion/ranking``.
    init(_ question: ExplorerQuestion, _ answer: ChartAnswer, ranking: ChartAnswer? = nil) {
        guard let first = question.dimensions.first else {
            note = "Group by something, and there is a chart."
            return
        }
        guard first.dateUnit != nil else {
            drawBars(question, answer)
            return
        }
        let spans = Spans(answer)
        guard spans.isWhole else {
            note = "There are too many points for a chart. Group by a longer span of time."
            return
        }
        if let ranking {
            drawSeries(question, answer, ranking, spans)
        } else {
            line = LineChart(answer, of: question.chartMetric)
        }
    }

    private mutating func drawSeries(
        _ question: ExplorerQuestion, _ answer: ChartAnswer, _ ranking: ChartAnswer, _ spans: Spans
    ) {
        let (metric, rest) = (question.chartMetric, question.dimensions.dropFirst())
        let members = RowGroups(answer, by: rest)
        var groups: [SeriesChart.Group] = []
        for row in 0..<ranking.rowCount where groups.count < SeriesChart.mostLines {
            guard let rows = members.rows(of: ranking, row) else { continue }
            var values = [Double?](repeating: answer.absent(metric), count: spans.days.count)
            for row in rows {
                if let place = spans.places[row], let value = answer.number(metric, row) { values[place] = value }
            }
            groups.append(
                SeriesChart.Group(name: ranking.name(of: rest, row), values: values, total: ranking.number(metric, row)))
        }
        series = SeriesChart(groups, days: spans.days, of: metric, by: spans.unit)
        var sentences: [String] = []
        if members.count > groups.count {
            sentences.append("The \(groups.count) largest of \(grouped(members.count)) groups, by \(metric.label.lowercased()).")
        }
        if answer.prior != nil { sentences.append("The table compares each with before.") }
        note = sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }

    private mutating func drawBars(_ question: ExplorerQuestion, _ answer: ChartAnswer) {
        let metric = question.chartMetric
        let order = ExplorerSort(.metric(metric), isDescending: true).order(answer)
        let groups = order.prefix(Self.mostBars).map { row in
            ShareBars.Group(
                name: answer.name(of: question.dimensions[...], row), now: answer.number(metric, row),
                before: answer.priorNumber(metric, row), isOwn: answer.text(.sourceType, row) == SourceType.brand.rawValue,
                isJudged: !metric.isCompetitors)
        }
        bars = ShareBars(
            groups, of: metric,
            note: order.count > groups.count ? "The \(groups.count) largest of \(counted(order.count, "row"))." : nil)
    }
}

extension ChartAnswer {
    /// What the group of a row is called, in a line.
    fileprivate func name(of dimensions: ArraySlice<Dimension>, _ row: Int) -> String {
        dimensions.map { $0.words(text($0, row)).oneLine(most: 60) }.joined(separator: " · ")
    }
}
