internal import Catalog
internal import HTTPTypes
internal import Hummingbird
internal import Visibility

/// Who is cited: by owner and domain, and one domain by its pages.
struct SourcesController: Sendable {
    let site: Site

    /// A longer name is no domain.
    private static let longestDomain = 1000

    var entries: [SiteEntry] {
        [
            .view(.sources, site, at: .sources, others: understood, show),
            .view(.sourceDomain, site, at: .sources, showDomain),
            .viewFile(.sourceChart, site, file),
        ]
    }

    /// What the list's address says beside the view.
    @Sendable private func understood(_ fields: FormFields) -> OtherFields {
        let query = SourcesQuery(fields)
        return OtherFields(items: query.items, complaint: query.complaint)
    }

    @Sendable func show(_ visit: BrandVisit, _ page: PageRequest) async throws -> Response {
        let today = site.today
        let view = BrandView(page.query, today: today)
        let query = SourcesQuery(page.query)
        try PageFailure.check(query.complaint)
        let labels = try await site.catalog.prompts.labels(of: visit.brand)
        let baseURL = site.baseURL(page)
        let totals = view.query([.metric(.responses), .metric(.citingResponses)], today: today)
        let charts = SourceChart.allCases
        let queries =
            [totals, ViewChoices.countriesQuery(view, today: today)] + charts.map { $0.part(view, query, today: today) }
        let model = try await site.analyst.answer(queries, of: visit.brand.id, for: page) { answers in
            SourcesPage(
                totals: answers[0], charts: Dictionary(uniqueKeysWithValues: zip(charts, answers.dropFirst(2))),
                view: view, query: query, choices: ViewChoices(brand: visit.brand, labels: labels, countries: answers[1]),
                today: today, visit, baseURL: baseURL)
        }
        return site.page(model, for: visit, at: .sources)
    }

    @Sendable func showDomain(_ visit: BrandVisit, _ page: PageRequest) async throws -> Response {
        let today = site.today
        let domain = try domain(page)
        let view = BrandView(page.query, today: today)
        let number = Pager.number(page.query)
        let labels = try await site.catalog.prompts.labels(of: visit.brand)
        let baseURL = site.baseURL(page)
        let queries =
            [
                ViewChoices.countriesQuery(view, today: today),
                view.query([.metric(.responses), .metric(.citingResponses)], today: today),
                DomainChart.owners(view, domain: domain, today: today),
            ] + DomainChart.allCases.map { $0.part(view, domain: domain, page: number, today: today) }
        let model = try await site.analyst.answer(queries, of: visit.brand.id, for: page) { answers in
            SourceDomainPage(
                domain, all: answers[1], owners: answers[2],
                charts: Dictionary(uniqueKeysWithValues: zip(DomainChart.allCases, answers.dropFirst(3))), view: view,
                page: number, choices: ViewChoices(brand: visit.brand, labels: labels, countries: answers[0]), today: today,
                visit, baseURL: baseURL)
        }
        return site.page(model, for: visit, at: .sources)
    }

    @Sendable func file(_ visit: BrandVisit, _ page: PageRequest) async throws -> Response {
        let (view, today) = (BrandView(page.query, today: site.today), site.today)
        let name = page.context.parameters.get("chart") ?? ""
        let query: ChartQuery
        let make: @Sendable (ChartAnswer) -> String
        if let chart = SourceChart.allCases.first(where: { "\($0.rawValue).csv" == name }) {
            let shown = SourcesQuery(page.query)
            try PageFailure.check(shown.complaint)
            query = chart.query(view, shown, today: today)
            make =
                switch chart {
                case .owners: { OwnerShares($0).csv }
                case .domains, .ownPages: { ChartFile($0).csv }
                }
        } else if let chart = DomainChart.allCases.first(where: { "\($0.rawValue).csv" == name }) {
            query = chart.query(view, domain: try domain(page), today: today)
            make = { ChartFile($0).csv }
        } else {
            throw PageFailure.notFound
        }
        let csv = try await site.analyst.answer([query], of: visit.brand.id, for: page) { answers in make(answers[0]) }
        return .csv(csv, name: view.fileName(String(name.dropLast(4)), of: visit.brand, today: today))
    }

    private func domain(_ page: PageRequest) throws -> String {
        let domain = page.query["domain"]
        guard !domain.isEmpty, domain.utf8.count <= Self.longestDomain else { throw PageFailure.notFound }
        return domain
    }
}
