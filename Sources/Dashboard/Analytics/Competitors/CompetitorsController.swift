internal import Catalog
internal import HTTPTypes
internal import Hummingbird
internal import Visibility

/// The brand among its competitors, and one competitor against the brand.
struct CompetitorsController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .view(.competitors, site, at: .competitors, show),
            .view(.competitor, site, at: .competitors, showOne),
            .viewFile(.competitorChart, site, file),
        ]
    }

    @Sendable func show(_ visit: BrandVisit, _ page: PageRequest) async throws -> Response {
        let today = site.today
        let view = BrandView(page.query, today: today)
        let labels = try await site.catalog.prompts.labels(of: visit.brand)
        let baseURL = site.baseURL(page)
        let first = try await site.analyst.answer(
            [
                RivalChart.totals(view, today: today), ViewChoices.countriesQuery(view, today: today),
                RivalChart.presence(view, today: today),
            ], of: visit.brand.id, for: page)
        let ranking = VoiceRanking(first[2], of: visit.brand)
        let number = Pager.shown(Pager.number(page.query), size: VoiceRanking.pageSize, total: ranking.voices.count)
        var answers = CompetitorsPage.Answers(totals: first[0])
        let shown = ranking.voices(on: number).compactMap(\.competitor)
        let hasAnswers = first[0].rowCount > 0 && (first[0].number(.responses, 0) ?? 0) > 0
        if hasAnswers, !shown.isEmpty {
            let second = try await site.analyst.answer(
                [
                    RivalChart.ranking.query(view, competitors: shown, today: today),
                    RivalChart.trend.query(view, competitors: ranking.leaders, today: today),
                    RivalChart.leads(view, competitors: shown, today: today),
                    Displacement.query(view, competitors: shown, today: today),
                ], of: visit.brand.id, for: page)
            (answers.details, answers.trend, answers.leads, answers.instead) = (second[0], second[1], second[2], second[3])
        }
        let model = CompetitorsPage(
            ranking, answers, view: view, page: number,
            choices: ViewChoices(brand: visit.brand, labels: labels, countries: first[1]), today: today, visit,
            baseURL: baseURL)
        return site.page(model, for: visit, at: .competitors)
    }

    @Sendable func showOne(_ visit: BrandVisit, _ page: PageRequest) async throws -> Response {
        let id = try page.number("part")
        guard let competitor = visit.brand.competitors.first(where: { $0.id == id }) else { throw PageFailure.notFound }
        let today = site.today
        let view = BrandView(page.query, today: today)
        let labels = try await site.catalog.prompts.labels(of: visit.brand)
        let baseURL = site.baseURL(page)
        let number = Pager.number(page.query)
        let totals = view.query(
            [.metric(.competitorPresence), .metric(.brandPresence), .metric(.responses)], today: today,
            filters: [QueryPlan.Filter(.competitorID, [String(id)])])
        let queries =
            [
                ViewChoices.countriesQuery(view, today: today), totals,
                Displacement.query(view, competitors: [id], today: today, isCompared: true),
            ]
            + [RivalChart.trend, .prompts, .platforms].map { $0.query(view, competitors: [id], today: today) }
        var model = try await site.analyst.answer(queries, of: visit.brand.id, for: page) { answers in
            CompetitorPage(
                competitor,
                CompetitorPage.Answers(
                    trend: answers[3], prompts: answers[4], platforms: answers[5], totals: answers[1], instead: answers[2]),
                view: view, page: number, choices: ViewChoices(brand: visit.brand, labels: labels, countries: answers[0]),
                today: today, visit, baseURL: baseURL)
        }
        model.tell(try await site.personas(of: model.leads.map(\.leadID), visit.brand))
        return site.page(model, for: visit, at: .competitors)
    }

    @Sendable func file(_ visit: BrandVisit, _ page: PageRequest) async throws -> Response {
        let name = page.context.parameters.get("chart") ?? ""
        guard let chart = RivalChart.allCases.first(where: { "\($0.rawValue).csv" == name }) else { throw PageFailure.notFound }
        let view = BrandView(page.query, today: site.today)
        var reader = FieldReader(page.query)
        let asked = reader.values("competitor", else: "not the number of a competitor") { Int($0) }
        try PageFailure.check(reader.complaint)
        // Of a part of the competitors there is no share of voice.
        let competitors = chart == .ranking ? [] : asked
        let query = chart.query(view, competitors: competitors, today: site.today)
        let more = chart == .ranking ? [Displacement.query(view, competitors: [], today: site.today)] : []
        let csv = try await site.analyst.answer([query] + more, of: visit.brand.id, for: page) { answers in
            chart.file(answers[0], instead: answers.dropFirst().first, of: visit.brand).csv
        }
        return .csv(csv, name: visit.view.fileName(chart.rawValue, of: visit.brand, today: site.today))
    }
}
