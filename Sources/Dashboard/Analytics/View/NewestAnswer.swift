internal import Catalog
internal import Visibility

/// Where a brand's answers are, for a page that has none of them in its days.
struct NewestAnswer: Sendable {
    let newestDay: String?
    /// Shows the page in the days up to the newest answer; `nil` where the brand has none at all.
    let newestURL: String?
    let promptsURL: String
}

extension Site {
    /// - Parameter address: of the page over another view.
    func newestAnswer(_ visit: BrandVisit, at address: (BrandView) -> String) async throws -> NewestAnswer {
        var query = AnswerQuery()
        query.limit = 1
        let last = try await catalog.observations.list(query, of: visit.brand.id).first?.observation.day
        let there = last.map { day in
            var view = BrandView()
            view.period = .range(day.advanced(by: -29)...day)
            return view
        }
        return NewestAnswer(
            newestDay: last.map { CalendarDay($0).shortWithYear }, newestURL: there.map(address),
            promptsURL: visit.view.address(.prompts(visit.slug, visit.brand.id)))
    }
}
