internal import Catalog
internal import Visibility

/// The charts of a brand's first page, as their files are named.
enum OverviewChart: String, CaseIterable, Sendable {
    case trend, platforms, share, domains, movers

    /// - Parameter trend: what the trend is of.
    func query(_ view: BrandView, trend: TrendMetric, today: Day) -> ChartQuery {
        let fields: [QueryPlan.Field] =
            switch self {
            case .trend:
                [
                    .dimension(view.period.days(today: today).trendUnit), .metric(trend.metric), .metric(.responses),
                ]
            case .platforms: [.dimension(.platform), .metric(.brandPresence), .metric(.responses)]
            case .share: RivalChart.presenceFields
            case .domains: [.dimension(.sourceDomain), .dimension(.sourceType), .metric(.citingResponses), .metric(.citations)]
            case .movers: [.dimension(.promptID), .dimension(.prompt), .metric(.brandPresence), .metric(.responses)]
            }
        // Domains are many, and what changed about them has a page of its own. Answers that cite nothing are no domain.
        var query = view.query(
            fields, today: today,
            filters: self == .domains ? [QueryPlan.Filter(.sourceType, SourceType.allCases.map(\.rawValue))] : [],
            isCompared: self != .domains)
        if self == .domains { query.rows.order = QueryPlan.Order(by: .citingResponses) }
        return query
    }

    /// The rows that a page shows: there may be hundreds of thousands of domains.
    func part(_ view: BrandView, trend: TrendMetric, today: Day) -> ChartQuery {
        let query = query(view, trend: trend, today: today)
        return self == .domains ? query.part(atMost: ChartTable.mostBehindBars) : query
    }

    /// What the API call beside it gives.
    var note: String {
        switch self {
        case .trend: DataTools.plainNote
        case .platforms, .share, .domains: DataTools.sortedNote
        case .movers:
            "This asks the API for the presence in every prompt now and before, in the order of the API; here the largest changes stand."
        }
    }

    /// The rows of the table and of the file, in their order; that of the answer if not said.
    func order(_ answer: ChartAnswer) -> [Int]? {
        switch self {
        case .trend, .share, .domains: nil
        case .platforms: answer.order(by: .brandPresence)
        case .movers: answer.order(byChangeOf: .brandPresence)
        }
    }

    func file(_ answer: ChartAnswer, of brand: Brand) -> ChartFile {
        self == .share ? VoiceRanking(answer, of: brand).file() : ChartFile(answer, order: order(answer))
    }

    /// The four numbers over the charts.
    static func totals(_ view: BrandView, today: Day) -> ChartQuery {
        view.query([.metric(.responses)] + TrendMetric.allCases.map { .metric($0.metric) }, today: today)
    }
}

/// What a brand's first page shows as numbers that matter, and as a trend.
enum TrendMetric: String, CaseIterable, Sendable {
    case presence, position, sentiment, citations

    /// What an address asks for, and in a sentence what of that could not be understood.
    static func asked(_ fields: FormFields) -> (metric: TrendMetric, complaint: String?) {
        var reader = FieldReader(fields)
        let metric = reader.choice("trend", of: TrendMetric.self, else: "no number with a trend")
        return (metric ?? .presence, reader.complaint)
    }

    /// What the address of a page with a trend says beside the view.
    static func others(_ fields: FormFields) -> OtherFields {
        let complaint = asked(fields).complaint
        return OtherFields(items: fields.pairs.filter { complaint == nil || $0.name != "trend" }, complaint: complaint)
    }

    var metric: Metric {
        switch self {
        case .presence: .brandPresence
        case .position: .brandPosition
        case .sentiment: .brandSentiment
        case .citations: .brandCitationRate
        }
    }
}
