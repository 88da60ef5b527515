internal import Catalog
internal import Hummingbird
internal import Web

/// Where a shared link leads: a brand's report in the view that was shared, and the files of its charts.
struct SharedController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .shared(.shared, site) { visit, page in
                try await site.sharedTurns.take(visit.report.share.id) { try await show(visit, page) }
            },
            .shared(.sharedChart, site) { visit, page in
                try await site.sharedTurns.take(visit.report.share.id) { try await file(visit, page) }
            },
        ]
    }

    @Sendable func show(_ visit: SharedVisit, _ page: PageRequest) async throws -> Response {
        let (today, view) = (site.today, visit.view)
        // The only thing that the reader chooses. Whatever else stands in the address is not looked at.
        let trend = TrendMetric.asked(page.query).metric
        let queries = BrandReport.queries(view, trend: trend, today: today)
        let words = site.words
        var model = try await site.analyst.answer(queries, of: visit.brand.id, for: page) { answers in
            let report = BrandReport(
                answers, view: view, trend: trend, today: today, of: visit.brand, for: .holder(link: visit.link))
            return SharedReportPage(report, visit, today: today, words: words)
        }
        model.report.movers.tell(try await site.personas(of: model.report.movers.prompts, visit.brand))
        model.evaluation = try await site.catalog.jobs.openReevaluation(of: visit.brand)
            .map { EvaluationNotice($0, slug: visit.report.organization.slug) }
        return site.renderer.response(model, host: visit.report.organization)
    }

    @Sendable func file(_ visit: SharedVisit, _ page: PageRequest) async throws -> Response {
        guard let chart = page.overviewChart else { throw ShareClosed() }
        return try await site.csv(of: chart, visit.view, of: visit.brand, for: page)
    }
}
