internal import Catalog
internal import Visibility

/// What the page about one prompt asks, as its files are named.
enum PromptChart: String, CaseIterable, Sendable {
    case trend = "prompt-trend"
    case platforms = "prompt-platforms"
    case competitors = "prompt-competitors"

    func query(_ view: BrandView, prompt: Int, today: Day) -> ChartQuery {
        let fields: [QueryPlan.Field] =
            switch self {
            case .trend:
                [.dimension(view.period.days(today: today).trendUnit), .metric(.brandPresence), .metric(.responses)]
            case .platforms: [.dimension(.platform), .metric(.brandPresence), .metric(.responses)]
            case .competitors: RivalChart.presenceFields
            }
        return view.query(fields, today: today, filters: [Self.filter(prompt)])
    }

    /// The numbers over the charts.
    static func totals(_ view: BrandView, prompt: Int, today: Day) -> ChartQuery {
        view.query(
            [.metric(.responses)] + TrendMetric.allCases.map { .metric($0.metric) }, today: today, filters: [filter(prompt)])
    }

    private static func filter(_ prompt: Int) -> QueryPlan.Filter { QueryPlan.Filter(.promptID, [String(prompt)]) }

    /// What the API call beside it gives.
    var note: String { self == .trend ? DataTools.plainNote : DataTools.sortedNote }

    func file(_ answer: ChartAnswer, of brand: Brand) -> ChartFile {
        switch self {
        case .trend: ChartFile(answer)
        case .platforms: ChartFile(answer, order: answer.order(by: .brandPresence))
        case .competitors: VoiceRanking(answer, of: brand).file()
        }
    }
}
