internal import Visibility

/// What the page about all sources asks, as its files are named.
enum SourceChart: String, CaseIterable, Sendable {
    case owners, domains
    case ownPages = "own-pages"

    /// All of its rows, in the order of the page.
    /// - Parameter shown: which domains.
    func query(_ view: BrandView, _ shown: SourcesQuery, today: Day) -> ChartQuery {
        let fields: [QueryPlan.Field]
        var owners = SourceType.allCases
        var order = QueryPlan.Order(by: .citingResponses)
        switch self {
        case .owners:
            fields = [.dimension(.sourceType), .metric(.citations), .metric(.citingResponses), .metric(.citedDomains)]
        case .domains:
            fields = [.dimension(.sourceDomain), .dimension(.sourceType), .metric(.citingResponses), .metric(.citations)]
            if let owner = shown.owner { owners = [owner] }
            order = shown.order.ofRows
        case .ownPages:
            fields = [.dimension(.sourceURL), .metric(.citingResponses), .metric(.citations)]
            owners = [.brand]
        }
        // Without the filter, answers that cite nothing are a group as well.
        var query = view.query(fields, today: today, filters: [QueryPlan.Filter(.sourceType, owners.map(\.rawValue))])
        query.rows.order = order
        if self == .domains { query.plan.domainPart = shown.domainPart }
        return query
    }

    /// The rows up to those that a page shows, of hundreds of thousands perhaps: beyond the last page the last one is shown.
    func part(_ view: BrandView, _ shown: SourcesQuery, today: Day) -> ChartQuery {
        let query = query(view, shown, today: today)
        switch self {
        case .owners: return query
        case .domains: return query.part(atMost: shown.page * SourcesQuery.pageSize)
        case .ownPages: return query.part(atMost: SourcesPage.mostOwnPages)
        }
    }
}

/// What the page about one domain asks, as its files are named.
enum DomainChart: String, CaseIterable, Sendable {
    case trend = "domain-trend"
    case platforms = "domain-platforms"
    case prompts = "domain-prompts"
    case pages = "domain-pages"

    /// All of its rows, in the order of the page.
    func query(_ view: BrandView, domain: String, today: Day) -> ChartQuery {
        let fields: [QueryPlan.Field]
        var order: QueryPlan.Order? = QueryPlan.Order(by: .responses)
        switch self {
        case .trend: (fields, order) = ([.dimension(view.period.days(today: today).trendUnit), .metric(.responses)], nil)
        case .platforms: fields = [.dimension(.platform), .metric(.responses)]
        case .prompts: fields = [.dimension(.promptID), .dimension(.prompt), .metric(.responses)]
        case .pages:
            fields = [.dimension(.sourceURL), .metric(.citingResponses), .metric(.citations)]
            order = QueryPlan.Order(by: .citingResponses)
        }
        var query = view.query(fields, today: today, filters: [Self.filter(domain)], isCompared: self != .prompts)
        query.rows.order = order
        return query
    }

    /// The rows up to those that a page shows.
    /// - Parameter page: of the list of pages, from 1.
    func part(_ view: BrandView, domain: String, page: Int, today: Day) -> ChartQuery {
        let query = query(view, domain: domain, today: today)
        switch self {
        case .trend, .platforms: return query
        case .prompts: return query.part(atMost: ChartTable.mostBehindBars)
        case .pages: return query.part(atMost: page * SourceDomainPage.pageSize)
        }
    }

    /// Whose it is, and the number of citations.
    static func owners(_ view: BrandView, domain: String, today: Day) -> ChartQuery {
        view.query(
            [.dimension(.sourceType), .metric(.citations)], today: today, filters: [filter(domain)], isCompared: false)
    }

    private static func filter(_ domain: String) -> QueryPlan.Filter { QueryPlan.Filter(.sourceDomain, [domain]) }
}

extension SourceType {
    /// `The brand`, `A competitor`, `Others`
    var label: String { Dimension.sourceType.words(rawValue) }
}
