internal import Catalog
internal import Visibility

/// What the pages about competitors ask, as their files are named.
enum RivalChart: String, CaseIterable, Sendable {
    case ranking = "share-of-voice"
    case trend = "competitor-trend"
    case prompts = "competitor-prompts"
    case platforms = "competitor-platforms"

    static let brandMetrics: [Metric] = [.brandPresence, .brandPosition, .brandSentiment, .brandCitationRate]
    static let rivalMetrics: [Metric] = [
        .competitorPresence, .competitorPosition, .competitorSentiment, .competitorCitationRate,
    ]

    /// - Parameter competitors: whom it is about; empty for all.
    func query(_ view: BrandView, competitors: [Int], today: Day) -> ChartQuery {
        let both: [QueryPlan.Field] = [.metric(.competitorPresence), .metric(.brandPresence)]
        let fields: [QueryPlan.Field] =
            switch self {
            // In a row of a competitor, the brand's metrics are those of the brand.
            case .ranking:
                [.dimension(.competitorID), .dimension(.competitorName)]
                    + (Self.rivalMetrics + Self.brandMetrics).map { .metric($0) }
            case .trend:
                [
                    .dimension(view.period.days(today: today).trendUnit), .dimension(.competitorID), .dimension(.competitorName),
                ] + both
            case .prompts: [.dimension(.promptID), .dimension(.prompt)] + both + [.metric(.responses)]
            case .platforms: [.dimension(.platform)] + both + [.metric(.responses)]
            }
        let filters = competitors.isEmpty ? [] : [QueryPlan.Filter(.competitorID, competitors.map { String($0) })]
        return view.query(fields, today: today, filters: filters, isCompared: self == .ranking)
    }

    /// Who is named how often, the brand and all competitors: more is asked only of those on a page. See ``VoiceRanking``.
    static func presence(_ view: BrandView, today: Day) -> ChartQuery { view.query(presenceFields, today: today) }

    static let presenceFields: [QueryPlan.Field] = [
        .dimension(.competitorID), .dimension(.competitorName), .metric(.competitorPresence), .metric(.brandPresence),
    ]

    /// In which prompts each of these competitors is ahead: see ``Lead/counts(_:)``.
    static func leads(_ view: BrandView, competitors: [Int], today: Day) -> ChartQuery {
        var query = view.query(
            [
                .dimension(.competitorID), .dimension(.promptID), .metric(.competitorPresence), .metric(.brandPresence),
            ], today: today, filters: [QueryPlan.Filter(.competitorID, competitors.map { String($0) })], isCompared: false)
        query.plan.having = [QueryPlan.Having(.responses, .greaterOrEqual, Lead.leastAnswers)]
        return query
    }

    /// Of the brand, and how many answers there are.
    static func totals(_ view: BrandView, today: Day) -> ChartQuery {
        view.query([.metric(.responses)] + brandMetrics.map { .metric($0) }, today: today)
    }

    /// What the API call beside it gives.
    var note: String {
        switch self {
        case .trend: DataTools.plainNote
        case .prompts, .platforms: DataTools.sortedNote
        case .ranking:
            "\(DataTools.sortedNote) The share of voice is worked out: the presence of one, divided by the sum of everybody's, "
                + "which is competitor_presence_percentage of each row and brand_presence_percentage once. The API does not count the "
                + "answers that name one and not the brand."
        }
    }

    /// - Parameter instead: of the ranking, the answer to ``Displacement``.
    func file(_ answer: ChartAnswer, instead: ChartAnswer? = nil, of brand: Brand) -> ChartFile {
        switch self {
        case .ranking: VoiceRanking(answer, of: brand).file(hasShares: true, instead: instead.map(Displacement.counts))
        case .trend: ChartFile(answer)
        case .prompts: ChartFile(answer, order: Lead.order(answer) { _ in true })
        case .platforms: ChartFile(answer, order: answer.order(by: .responses))
        }
    }
}
