internal import Catalog
internal import Visibility

/// How visible a brand is, against the period before: what a member sees on its first page, and who it is shared with.
struct BrandReport: Sendable {
    let figures: [Figure]
    let trendChart: ChartFrame
    let shareChart: ChartFrame
    let platformChart: ChartFrame
    let domainChart: ChartFrame
    var movers: Movers
    /// The days, what they are compared with, and how many answers there are.
    let lead: String
    let isEmpty: Bool

    /// All that the report asks, in one call; ``init(_:view:trend:today:of:for:)`` takes the answers in this order.
    static func queries(_ view: BrandView, trend: TrendMetric, today: Day) -> [ChartQuery] {
        [OverviewChart.totals(view, today: today)] + asked(view).map { $0.part(view, trend: trend, today: today) }
    }

    /// Of a view that is compared with nothing, nothing can have moved.
    private static func asked(_ view: BrandView) -> [OverviewChart] {
        OverviewChart.allCases.filter { $0 != .movers || view.against != .nothing }
    }

    init(
        _ answered: some Sequence<ChartAnswer>, view: BrandView, trend: TrendMetric, today: Day, of brand: Brand,
        for reader: ReportReader
    ) {
        func nothing(_ query: ChartQuery) -> ChartAnswer { ChartAnswer(query, QueryResult(columns: [], rowCount: 0)) }
        let all = Array(answered)
        let totals = all.first ?? nothing(OverviewChart.totals(view, today: today))
        let charts = Dictionary(uniqueKeysWithValues: zip(Self.asked(view), all.dropFirst()))
        isEmpty = totals.wholeCount == 0
        lead = view.lead(totals, today: today)
        figures = TrendMetric.allCases.map { shown in
            Figure(shown.metric, totals, url: reader.trendURL(view, shown), isShown: shown == trend)
        }
        func answer(_ chart: OverviewChart) -> ChartAnswer {
            (charts[chart] ?? nothing(chart.part(view, trend: trend, today: today))).compared(by: totals)
        }
        func tools(_ chart: OverviewChart, of name: String) -> DataTools {
            let query = answer(chart).query.asking(for: answer(chart).groupCount)
            return DataTools(
                chart.rawValue, of: name, csv: reader.fileURL(chart, view, trend), query: query, call: reader.apiCall(query),
                note: chart.note)
        }
        func frame(_ chart: OverviewChart, _ name: String, bars: ShareBars) -> ChartFrame {
            ChartFrame(
                chart.rawValue, name, answer: answer(chart), order: chart.order(answer(chart)), bars: bars,
                tools: tools(chart, of: name))
        }
        let unit = view.period.days(today: today).trendUnit
        let trendName = "\(trend.metric.label) by \(unit.label.lowercased())"
        trendChart = ChartFrame(
            OverviewChart.trend.rawValue, trendName, answer: answer(.trend),
            line: LineChart(answer(.trend), of: trend.metric), tools: tools(.trend, of: trendName))
        let voices = VoiceRanking(answer(.share), of: brand)
        shareChart = ChartFrame(
            OverviewChart.share.rawValue, "Share of answers", answer: answer(.share),
            bars: voices.bars(note: "Answers that name each, of all answers.") { reader.competitorURL(view, $0) },
            tools: tools(.share, of: "Share of answers"), table: voices.table,
            absent: "The brand has no competitors yet, so there is nobody to share with.")
        let platforms = answer(.platforms)
        platformChart = frame(
            .platforms, "Presence by platform",
            bars: ShareBars(
                platforms.groups(.platform, .brandPresence) { row in
                    Platform(named: platforms.text(.platform, row)).flatMap { reader.platformURL(view, trend, $0) }
                }, of: .brandPresence))
        let domains = answer(.domains)
        domainChart = frame(
            .domains, "Top cited domains",
            bars: ShareBars(
                domains.groups(.sourceDomain, .citingResponses, most: 10) { row in
                    domains.text(.sourceDomain, row).flatMap { reader.domainURL(view, $0) }
                }, of: .citingResponses, note: "In how many answers each is cited."))
        movers = Movers(
            charts[.movers], totals: totals, view: view, tools: tools(.movers, of: "what moved most"), for: reader)
    }
}

extension Platform {
    /// As results show it.
    init?(named name: String?) {
        guard let platform = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = platform
    }
}
