internal import Visibility

/// Finds answers of a brand by words and facts, newest first, in a time that has a bound whatever is asked.
///
/// A list by dates alone is read in the order of time. All else is asked of the index, and of the latest changes, which it may not have
/// yet, so that an answer is found as soon as it is stored. Where there is no index, answers are looked at one after the other.
/// Whatever way, a search stops when its time is spent, says how far it came, and goes on from there when it is asked to.
package struct AnswerFinder: Sendable {
    /// So many of the latest changes are looked at one by one. More of them are reported as not searched.
    static let latest = 500
    /// Where there is no index, so many answers are read at a time.
    private static let step = 100

    private let answers: any SearchedAnswerStore
    private let prompts: any PromptStore
    private let search: any AnswerSearch
    private let computing: any TaskExecutor

    init(
        answers: any SearchedAnswerStore, prompts: any PromptStore, search: any AnswerSearch, computing: any TaskExecutor
    ) {
        self.answers = answers
        self.prompts = prompts
        self.search = search
        self.computing = computing
    }

    /// - Parameter limit: how many answers a page has.
    package func find(
        _ filter: AnswerFilter, _ part: AnswerPart, limit: Int, of brand: Int, budget: SearchBudget = .page()
    ) async throws -> FoundAnswers {
        let condition = try await condition(filter, of: brand)
        guard !condition.isEmpty else { return FoundAnswers() }
        let search = try await places(condition, part, limit: limit, of: brand, budget)
        if part.isAscending, search.found.places.count <= limit, search.found.stoppedAt == nil {
            // The beginning of the list is near; then that is shown, and whole.
            return try await find(filter, .newest, limit: limit, of: brand, budget: budget)
        }
        return try await page(search, part, limit: limit, of: brand)
    }

    /// - Throws: ``CatalogError/notFound(_:)``, also for an answer of another brand.
    package func answer(_ id: Int, of brand: Brand) async throws -> ObservedAnswer {
        guard let answer = try await answers.answers(ids: [id], of: brand.id).first else {
            throw CatalogError.notFound("\(brand.name) has no response \(id).")
        }
        return answer
    }

    private func condition(_ filter: AnswerFilter, of brand: Int) async throws -> AnswerCondition {
        var fitting: Set<Int>?
        for list in filter.ofPrompts {
            let ids = try await ids(list, of: brand)
            fitting = fitting?.intersection(ids) ?? ids
        }
        guard !filter.personas.isEmpty else { return AnswerCondition(filter, prompts: fitting) }
        let queries = filter.personas.map { persona in
            var query = PromptQuery()
            (query.status, query.persona) = (.all, persona)
            return query
        }
        let askedAs = AnswerCondition.AskedAs(
            personas: Set(filter.personas), prompts: try await ids(queries, of: brand))
        return AnswerCondition(filter, prompts: fitting, askedAs: askedAs)
    }

    private func ids(_ queries: [PromptQuery], of brand: Int) async throws -> Set<Int> {
        var ids: Set<Int> = []
        for query in queries { ids.formUnion(try await prompts.ids(query, of: brand)) }
        return ids
    }

    // MARK: Places

    private struct Search {
        var found: FoundPlaces
        var unsearched = 0
    }

    /// One more than a page has, where there are so many.
    private func places(
        _ condition: AnswerCondition, _ part: AnswerPart, limit: Int, of brand: Int, _ budget: SearchBudget
    ) async throws -> Search {
        if !condition.isPlain, let mark = search.mark(of: brand),
            let found = try await indexed(condition, part, limit: limit, of: brand, after: mark, budget)
        {
            return found
        }
        return try await walked(condition, part, limit: limit, of: brand, budget)
    }

    private func indexed(
        _ condition: AnswerCondition, _ part: AnswerPart, limit: Int, of brand: Int, after mark: Int, _ budget: SearchBudget
    ) async throws -> Search? {
        let latest = try await answers.latest(
            after: mark, limit: Self.latest, withTexts: !condition.filter.words.isEmpty, of: brand)
        let fresh = await fitting(condition, latest.answers.filter { part.contains($0.place) })
        let known = try await search.places(
            condition, part, limit: limit + 1, without: Set(latest.answers.map(\.place.id)), of: brand,
            while: { !budget.isSpent() && !Task.isCancelled })
        guard var found = known else { return nil }
        if !fresh.isEmpty {
            var places = found.places + fresh
            places.sort { part.isAscending ? $1.isNewer(than: $0) : $0.isNewer(than: $1) }
            // What lies beyond the place where the search stopped comes when it goes on.
            if let end = found.stoppedAt { places.removeAll { part.behind(end).contains($0) } }
            found.places = Array(places.prefix(limit + 1))
        }
        return Search(found: found, unsearched: latest.unread)
    }

    private func walked(
        _ condition: AnswerCondition, _ part: AnswerPart, limit: Int, of brand: Int, _ budget: SearchBudget
    ) async throws -> Search {
        var part = part
        var places: [AnswerPlace] = []
        let step = condition.isPlain ? limit + 1 : Self.step
        while true {
            let read = try await answers.walk(
                part, condition.filter, limit: step, withTexts: !condition.filter.words.isEmpty, of: brand)
            places += await fitting(condition, read)
            guard let last = read.last, read.count == step, places.count <= limit else { break }
            if budget.isSpent() { return Search(found: FoundPlaces(places: places, stoppedAt: last.place)) }
            part = part.behind(last.place)
        }
        return Search(found: FoundPlaces(places: Array(places.prefix(limit + 1))))
    }

    /// Reading the words of a thousand answers is no work for a thread that serves others.
    private func fitting(_ condition: AnswerCondition, _ answers: [SearchedAnswer]) async -> [AnswerPlace] {
        await withTaskExecutorPreference(computing) { answers.filter { condition.fits($0) }.map(\.place) }
    }

    // MARK: Pages

    private func page(_ search: Search, _ part: AnswerPart, limit: Int, of brand: Int) async throws -> FoundAnswers {
        let hasMore = search.found.places.count > limit
        let walked = Array(search.found.places.prefix(limit))
        let shown = part.isAscending ? Array(walked.reversed()) : walked
        var page = FoundAnswers(
            answers: try await answers.answers(ids: shown.map(\.id), of: brand), unsearched: search.unsearched)
        let onward = hasMore ? walked.last : search.found.stoppedAt
        switch part {
        case .newest: page.older = onward
        case .older(let bound): (page.older, page.newer) = (onward, shown.first ?? bound)
        case .newer(let bound): (page.older, page.newer) = (shown.last ?? bound, onward)
        }
        if !hasMore, !part.isAscending { page.stoppedAt = search.found.stoppedAt }
        return page
    }
}

/// A page of answers that were found, newest first.
package struct FoundAnswers: Sendable {
    package var answers: [ObservedAnswer] = []
    /// Behind which the list goes on, to either side; `nil` where it ends.
    package var older: AnswerPlace?
    package var newer: AnswerPlace?
    /// Set where the time was spent before the page was full: what is older than this was not looked at.
    package var stoppedAt: AnswerPlace?
    /// How many answers, at most, came in or were evaluated anew so lately that they were not looked at.
    package var unsearched = 0

    /// None.
    package init() {}

    init(answers: [ObservedAnswer], unsearched: Int) {
        self.answers = answers
        self.unsearched = unsearched
    }
}

/// For how long a search may go on.
package struct SearchBudget: Sendable {
    let isSpent: @Sendable () -> Bool

    package init(isSpent: @escaping @Sendable () -> Bool) { self.isSpent = isSpent }

    /// What a page has: the search takes at most about twice that, since it looks at the clock between steps that double.
    package static func page(_ span: Duration = .milliseconds(15)) -> SearchBudget {
        let end = ContinuousClock.now + span
        return SearchBudget { ContinuousClock.now >= end }
    }
}
