internal import Catalog
internal import HTTPTypes
internal import Hummingbird
internal import Visibility

/// Any question that the Query API answers, put together by hand: as a chart, a table, a file and an API call.
struct ExplorerController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .view(
                .explorer, site, at: .explorer, others: { OtherFields(items: ExplorerQuery($0, today: site.today).items) }, show),
            .viewFile(.explorerFile, site, file),
        ]
    }

    @Sendable func show(_ visit: BrandVisit, _ page: PageRequest) async throws -> Response {
        let today = site.today
        let explorer = ExplorerQuery(page.query, today: today)
        let labels = try await site.catalog.prompts.labels(of: visit.brand)
        let baseURL = site.baseURL(page)
        let countries = ViewChoices.countriesQuery(explorer.view, today: today)
        do {
            let question = try explorer.question(today: today)
            let queries = [countries, question.probe, question.ranking].compactMap(\.self)
            var model = try await site.analyst.answer(queries, of: visit.brand.id, for: page) { answers in
                try question.check(answers[1])
                let result = ExplorerResult(
                    question, answers[1], ranking: answers.dropFirst(2).first, explorer, today: today, visit, baseURL: baseURL)
                let choices = ViewChoices(brand: visit.brand, labels: labels, countries: answers[0])
                return ExplorerPage(explorer, result, choices: choices, today: today, visit)
            }
            if model.isEmpty, !model.isNarrow {
                model.newest = try await site.newestAnswer(visit) { there in
                    explorer.with { $0.view = there }.address(.explorer(visit.slug, visit.brand.id))
                }
            }
            return site.page(model, for: visit, at: .explorer)
        } catch let failure as PageFailure where failure.status == .badRequest {
            // What was asked stands in the form still, so that it can be put right.
            let model = try await site.analyst.answer([countries], of: visit.brand.id, for: page) { answers in
                let choices = ViewChoices(brand: visit.brand, labels: labels, countries: answers[0])
                return ExplorerPage(explorer, failure: failure, choices: choices, today: today, visit)
            }
            return site.page(model, for: visit, at: .explorer, status: .badRequest)
        }
    }

    @Sendable func file(_ visit: BrandVisit, _ page: PageRequest) async throws -> Response {
        let today = site.today
        let explorer = ExplorerQuery(page.query, today: today)
        let question = try explorer.question(today: today)
        let csv = try await site.analyst.answer([question.probe], of: visit.brand.id, for: page) { answers in
            try question.check(answers[0])
            return ChartFile(answers[0], order: question.sort.order(answers[0])).csv
        }
        return .csv(csv, name: explorer.view.fileName("explorer", of: visit.brand, today: today))
    }
}
