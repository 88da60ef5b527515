internal import Catalog
internal import Visibility

/// What the answers to one prompt say about the brand.
struct PromptVisibility: Sendable {
    let periodNote: String
    let hasAnswers: Bool
    /// It has none because of the filters.
    let isFilteredOut: Bool
    let unfilteredURL: String
    let figures: [Figure]
    let trendChart: ChartFrame
    let platformChart: ChartFrame
    /// `nil` where the brand has no competitors.
    let rivalChart: ChartFrame?

    init(
        _ prompt: Prompt, totals: ChartAnswer, charts: [PromptChart: ChartAnswer], view: BrandView, today: Day,
        _ visit: BrandVisit, baseURL: String
    ) {
        let (slug, brand) = (visit.slug, visit.brand)
        hasAnswers = totals.wholeCount > 0
        isFilteredOut = !hasAnswers && view.isFiltered
        unfilteredURL = view.unfiltered.address(.prompt(slug, brand.id, prompt.id))
        periodNote = view.lead(totals, today: today)
        figures = TrendMetric.allCases.map { Figure($0.metric, totals) }
        func answer(_ chart: PromptChart) -> ChartAnswer {
            charts[chart]
                ?? ChartAnswer(chart.query(view, prompt: prompt.id, today: today), QueryResult(columns: [], rowCount: 0))
        }
        func tools(_ chart: PromptChart, of name: String) -> DataTools {
            DataTools(
                chart.rawValue, of: name,
                csv: SitePath.promptChart(slug, brand.id, prompt.id, "\(chart.rawValue).csv").address(view.items),
                query: answer(chart).query, brand: brand.id, baseURL: baseURL, note: chart.note)
        }
        let unit = view.period.days(today: today).trendUnit
        let trendName = "Presence by \(unit.label.lowercased())"
        trendChart = ChartFrame(
            PromptChart.trend.rawValue, trendName, answer: answer(.trend),
            line: LineChart(answer(.trend), of: .brandPresence), tools: tools(.trend, of: trendName))
        let platforms = answer(.platforms)
        platformChart = ChartFrame(
            PromptChart.platforms.rawValue, "Presence by platform", answer: platforms,
            order: platforms.order(by: .brandPresence),
            bars: ShareBars(platforms.groups(.platform, .brandPresence), of: .brandPresence),
            tools: tools(.platforms, of: "Presence by platform"))
        let voices = VoiceRanking(answer(.competitors), of: brand)
        rivalChart =
            brand.competitors.isEmpty
            ? nil
            : ChartFrame(
                PromptChart.competitors.rawValue, "Who is named", answer: answer(.competitors),
                bars: voices.bars(note: "Answers to this prompt that name each.") {
                    view.address(.competitor(slug, brand.id, $0))
                }, tools: tools(.competitors, of: "Who is named"), table: voices.table)
    }
}
