internal import Catalog
internal import Hummingbird
internal import Visibility

/// A brand's first page: how visible it is, and what changed.
struct BrandOverviewController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .view(.brand, site, at: .overview, others: TrendMetric.others, show),
            .viewFile(.overviewChart, site, file),
        ]
    }

    @Sendable func show(_ visit: BrandVisit, _ page: PageRequest) async throws -> Response {
        let today = site.today
        let view = BrandView(page.query, today: today)
        let trend = TrendMetric.asked(page.query).metric
        let labels = try await site.catalog.prompts.labels(of: visit.brand)
        let reader = ReportReader.member(slug: visit.slug, brand: visit.brand.id, baseURL: site.baseURL(page))
        let queries =
            [ViewChoices.countriesQuery(view, today: today)] + BrandReport.queries(view, trend: trend, today: today)
        var model = try await site.analyst.answer(queries, of: visit.brand.id, for: page) { answers in
            let choices = ViewChoices(brand: visit.brand, labels: labels, countries: answers[0])
            let report = BrandReport(
                answers.dropFirst(), view: view, trend: trend, today: today, of: visit.brand, for: reader)
            return BrandOverviewPage(report, view: view, trend: trend, choices: choices, today: today, visit)
        }
        model.report.movers.tell(try await site.personas(of: model.report.movers.prompts, visit.brand))
        if model.isEmpty {
            model.newest = try await site.newestAnswer(visit) { $0.address(.brand(visit.slug, visit.brand.id)) }
        }
        return site.page(model, for: visit, at: .overview)
    }

    @Sendable func file(_ visit: BrandVisit, _ page: PageRequest) async throws -> Response {
        guard let chart = page.overviewChart else { throw PageFailure.notFound }
        try PageFailure.check(TrendMetric.asked(page.query).complaint)
        return try await site.csv(of: chart, visit.view, of: visit.brand, for: page)
    }
}

extension PageRequest {
    /// The chart whose file the address names.
    var overviewChart: OverviewChart? {
        let name = context.parameters.get("chart") ?? ""
        return OverviewChart.allCases.first { "\($0.rawValue).csv" == name }
    }
}

extension Site {
    /// The numbers of a chart of a brand's report as a file; the trend is of the metric in the address.
    func csv(of chart: OverviewChart, _ view: BrandView, of brand: Brand, for page: PageRequest) async throws -> Response {
        let query = chart.query(view, trend: TrendMetric.asked(page.query).metric, today: today)
        let csv = try await analyst.answer([query], of: brand.id, for: page) { answers in
            chart.file(answers[0], of: brand).csv
        }
        return .csv(csv, name: view.fileName(chart.rawValue, of: brand, today: today))
    }
}
