internal import HTTPTypes
internal import Visibility
internal import Web

/// Asks the engine of the Query API what the charts of a page ask.
struct Analyst: Sendable {
    let executor: any QueryExecutor

    /// All of them of the same state of the brand. They end early when the browser hangs up.
    /// - Throws: ``PageFailure`` for what cannot be answered.
    func answer(_ queries: [ChartQuery], of brand: Int, for page: PageRequest) async throws -> [ChartAnswer] {
        try await answer(queries, of: brand, for: page) { $0 }
    }

    /// - Parameter make: makes of the answers what the page shows, where they were made: it may be much work too.
    func answer<Shown: Sendable>(
        _ queries: [ChartQuery], of brand: Int, for page: PageRequest,
        _ make: @escaping @Sendable ([ChartAnswer]) throws -> Shown
    ) async throws -> Shown {
        try await asking(queries) { steps in
            try await executor.execute(
                steps.flatMap(\.plans), of: brand, while: { page.context.isConnected }
            ) { try make(try steps.answers($0)) }
        }
    }

    /// The same of many brands: what was made of each, in any order.
    func answer<Shown: Sendable>(
        _ queries: [ChartQuery], ofEach brands: [Int], for page: PageRequest,
        _ make: @escaping @Sendable (Int, [ChartAnswer]) throws -> Shown
    ) async throws -> [Shown] {
        try await asking(queries) { steps in
            try await executor.execute(
                steps.flatMap(\.plans), ofEach: brands, while: { page.context.isConnected }
            ) { try make($0, try steps.answers($1)) }
        }
    }

    private func asking<Answer>(_ queries: [ChartQuery], _ ask: ([Step]) async throws -> Answer) async throws -> Answer {
        do {
            return try await ask(try queries.map { try Step($0) })
        } catch let error as QueryError {
            throw PageFailure(error)
        } catch let error as QueryFault {
            throw PageFailure(error)
        }
    }

    /// One chart's plans, and what is made of their results.
    fileprivate struct Step: Sendable {
        let query: ChartQuery
        let comparison: Comparison?

        init(_ query: ChartQuery) throws(QueryFault) {
            self.query = query
            comparison =
                if let mode = query.mode {
                    try Comparison(of: query.executed, with: mode, earlier: query.earlier)
                } else { nil }
        }

        var plans: [QueryPlan] { comparison.map { [$0.current, $0.prior] } ?? [query.executed] }

        func answer(_ results: inout ArraySlice<QueryResult>) throws -> ChartAnswer {
            let first = results.removeFirst()
            let answer =
                if let comparison {
                    ChartAnswer(query, try comparison.align(first, results.removeFirst()))
                } else {
                    ChartAnswer(query, first)
                }
            guard query.rows.limit != nil || answer.rowCount <= ChartQuery.mostRows else {
                throw QueryError(.tooManyGroups, "There are more than \(ChartQuery.mostRows) rows.")
            }
            return answer
        }
    }
}

extension [Analyst.Step] {
    /// - Parameter results: of the plans of all.
    fileprivate func answers(_ results: [QueryResult]) throws -> [ChartAnswer] {
        var rest = results[...]
        return try map { try $0.answer(&rest) }
    }
}

extension PageFailure {
    fileprivate init(_ error: QueryError) {
        switch error.reason {
        case .cancelled: self = .unavailable("The numbers were not ready in time. Try again in a moment.")
        case .tooManyGroups:
            self.init(
                status: .badRequest, heading: "That is too much for one page",
                message: "Choose a shorter period, another filter or fewer dimensions.")
        }
    }

    /// In the words of the API.
    init(_ fault: QueryFault) {
        let message =
            switch fault {
            case .badRequest(let detail): detail
            case .invalid(let entries): entries.map(\.message).joined(separator: " ")
            }
        self.init(status: .badRequest, heading: "That cannot be asked", message: message)
    }
}
