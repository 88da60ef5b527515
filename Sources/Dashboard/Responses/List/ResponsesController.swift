internal import Catalog
internal import HTTPTypes
internal import Hummingbird
internal import Visibility

/// What assistants answered: the list, and one of them.
struct ResponsesController: Sendable {
    let site: Site

    /// Both neighbours of an answer are looked for.
    private static let neighbourTime = Duration.milliseconds(5)

    var entries: [SiteEntry] {
        [
            .brand(.responses, .seeBrands, site, list),
            .brand(.response, .seeBrands, site, show),
        ]
    }

    @Sendable func list(_ visit: BrandVisit, _ page: PageRequest) async throws -> Response {
        let today = site.today
        let query = ResponseQuery(page.query, visit.view, today: today)
        let isRefused = query.complaint != nil
        // Only where nothing is left out of the address by that.
        if !isRefused, page.isUntidy {
            return .seeOther(SitePath.responses(visit.slug, visit.brand.id).address(query.itemsWithPart))
        }
        let labels = try await site.catalog.prompts.labels(of: visit.brand)
        let asked = [
            ViewChoices.countriesQuery(query.span(today: today), today: today), query.total(of: visit.brand, today: today),
        ]
        let counts = try await site.analyst.answer(asked.compactMap(\.self), of: visit.brand.id, for: page)
        let found = ResponsesPage.Found(
            answers: isRefused
                ? FoundAnswers()
                : try await site.catalog.answers.find(
                    query.filter(today: today), query.part, limit: ResponseQuery.pageSize, of: visit.brand.id),
            // Every answer is of one country, or of none.
            total: query.isCountable(of: visit.brand) ? counts.last.map(query.count) : nil,
            choices: ViewChoices(brand: visit.brand, labels: labels, countries: counts[0]),
            prompt: try await prompt(query.prompt, visit))
        let model = ResponsesPage(found, for: query, today: today, visit, words: site.words, baseURL: site.baseURL(page))
        return site.page(model, for: visit, at: .responses, status: isRefused ? .badRequest : .ok)
    }

    private func prompt(_ id: Int?, _ visit: BrandVisit) async throws -> Prompt? {
        guard let id else { return nil }
        do {
            return try await site.catalog.prompts.find(id, of: visit.brand)
        } catch CatalogError.notFound {
            return nil
        }
    }

    @Sendable func show(_ visit: BrandVisit, _ page: PageRequest) async throws -> Response {
        let answer = try await site.catalog.answers.answer(try page.number("answer"), of: visit.brand)
        let query = ResponseQuery(page.query, today: site.today)
        let newer = try await neighbour(.newer(than: answer.place), in: query, visit)
        let older = try await neighbour(.older(than: answer.place), in: query, visit)
        let model = ResponsePage(
            answer, ResponsePage.Neighbours(query: query, newer: newer, older: older), visit, words: site.words)
        return site.page(model, for: visit, at: .responses)
    }

    /// The next one of the list in one direction, where it is soon found.
    private func neighbour(_ part: AnswerPart, in query: ResponseQuery, _ visit: BrandVisit) async throws -> Int? {
        guard query.complaint == nil else { return nil }
        let found = try await site.catalog.answers.find(
            query.filter(today: site.today), part, limit: 1, of: visit.brand.id, budget: .page(Self.neighbourTime))
        // Near the beginning of the list the finder gives that instead.
        return found.answers.first { part.contains($0.place) }?.observation.id
    }
}
