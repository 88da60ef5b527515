package import APIKeys
package import Catalog
package import Visibility

/// Writes and re-reads answers. See also `ObservationRepository+Reading.swift`.
package struct ObservationRepository: ObservationStore {
    let database: any Database

    package func prompts(_ references: Set<PromptKey>, of brand: Int) async throws -> [PromptKey: Int] {
        try await database.read { session in
            var found: [PromptKey: Int] = [:]
            for reference in references { found[reference] = try Self.prompt(reference, of: brand, in: session) }
            return found
        }
    }

    /// By text: the prompt for that persona, else the one for no persona in particular, else the oldest with that text.
    private static func prompt(_ reference: PromptKey, of brand: Int, in session: any SQLSession) throws -> Int? {
        switch reference {
        case .id(let id): return try session.int("SELECT id FROM prompts WHERE id = \(id) AND brand_id = \(brand)")
        case .text(let text, let persona):
            for persona in persona == nil ? [nil] : [persona, nil] {
                let digest = PromptRepository.digest(text, persona: persona)
                if let id = try session.int("SELECT id FROM prompts WHERE brand_id = \(brand) AND digest = \(digest)") {
                    return id
                }
            }
            return try session.int("SELECT MIN(id) FROM prompts WHERE brand_id = \(brand) AND text = \(text)")
        }
    }

    // MARK: Writing

    package func add(
        _ answers: [NewAnswer], to brand: Int, evaluator: Int, at now: Timestamp, ifAt revision: Int
    ) async throws -> AddedAnswers {
        // Before the transaction: only one can write at a time, and this is much of the work.
        let texts = answers.map(AnswerTexts.init)
        return try await database.write { session in
            try Self.check(brand, isAt: revision, in: session)
            let first = try Self.draw(answers.count, evaluator: evaluator, of: brand, in: session)
            var next = first
            let ids = try zip(answers, texts).map { answer, texts in
                if let client = answer.draft.clientID,
                    let id = try session.int("SELECT id FROM observations WHERE brand_id = \(brand) AND client_id = \(client)")
                {
                    return id
                }
                let id = try Self.insert(answer, texts, brand: brand, evaluator: evaluator, revision: next, at: now, in: session)
                next += 1
                return id
            }
            return AddedAnswers(ids: ids, stored: next - first)
        }
    }

    private static func insert(
        _ answer: NewAnswer, _ texts: AnswerTexts, brand: Int, evaluator: Int, revision: Int, at now: Timestamp,
        in session: any SQLSession
    ) throws -> Int {
        let (draft, evaluation) = (answer.draft, answer.evaluation)
        let id = try session.int(
            """
            INSERT INTO observations (brand_id, revision, prompt_id, persona_id, platform, country, search_enabled, created_at,
                received_at, client_id, has_shopping, evaluator, is_given, brand_present, brand_position, brand_sentiment, competitors,
                citations)
            VALUES (\(brand), \(revision), \(answer.prompt), \(draft.persona), \(draft.platform.rawValue), \(draft.country),
                \(draft.searchEnabled), \(answer.createdAt.milliseconds), \(now.milliseconds), \(draft.clientID),
                \(draft.extras.hasShopping), \(evaluator), \(draft.evaluation != nil), \(evaluation.brand.present),
                \(evaluation.brand.position?.rawValue), \(evaluation.brand.sentiment?.rawValue),
                \(texts.competitors), \(texts.citations))
            RETURNING id
            """)
        guard let id else { throw StoreError.failed("an observation vanished while it was written") }
        try session.execute(
            """
            INSERT INTO answers (observation_id, response_text, pages, query_fanout, shopping_results)
            VALUES (\(id), \(draft.text), \(texts.pages), \(draft.extras.queryFanout), \(draft.extras.shopping))
            """)
        return id
    }

    package func replace(_ evaluations: [Int: Evaluation], of brand: Int, evaluator: Int, ifAt revision: Int) async throws {
        try await database.write { session in
            try Self.check(brand, isAt: revision, in: session)
            var next = try Self.draw(evaluations.count, evaluator: nil, of: brand, in: session)
            for (id, evaluation) in evaluations.sorted(by: { $0.key < $1.key }) {
                try session.execute(
                    """
                    UPDATE observations SET revision = \(next), evaluator = \(evaluator), brand_present = \(evaluation.brand.present),
                        brand_position = \(evaluation.brand.position?.rawValue), brand_sentiment = \(evaluation.brand.sentiment?.rawValue),
                        competitors = \(ObservationText.encode(evaluation.competitors)),
                        citations = \(ObservationText.encode(evaluation.citations))
                    WHERE id = \(id) AND brand_id = \(brand)
                    """)
                next += 1
            }
        }
    }

    package func setEvaluator(_ evaluator: Int, of brand: Int, ifAt revision: Int) async throws {
        try await database.write { session in
            try Self.check(brand, isAt: revision, in: session)
            try session.execute("UPDATE observation_feeds SET evaluator = \(evaluator) WHERE brand_id = \(brand)")
        }
    }

    /// What was evaluated for a brand that is no longer the same must not be written: nobody would look at it again.
    private static func check(_ brand: Int, isAt revision: Int, in session: any SQLSession) throws {
        guard try session.int("SELECT revision FROM brands WHERE id = \(brand)") == revision else {
            throw CatalogError.stale("The brand was changed meanwhile.")
        }
    }

    /// - Parameter evaluator: what the first observations of a brand are evaluated by.
    /// - Returns: the first of so many numbers.
    private static func draw(_ count: Int, evaluator: Int?, of brand: Int, in session: any SQLSession) throws -> Int {
        let last = try session.int(
            """
            INSERT INTO observation_feeds (brand_id, revision, evaluator) VALUES (\(brand), \(count), \(evaluator))
            ON CONFLICT (brand_id) DO UPDATE SET revision = observation_feeds.revision + \(count)
            RETURNING revision
            """)
        guard let last else { throw StoreError.failed("the feed of brand \(brand) gives no number") }
        return last - count + 1
    }
}

/// What was found in an answer, as it stands in the columns.
private struct AnswerTexts: Sendable {
    let competitors: String
    let citations: String
    let pages: String

    init(_ answer: NewAnswer) {
        competitors = ObservationText.encode(answer.evaluation.competitors)
        citations = ObservationText.encode(answer.evaluation.citations)
        pages = ObservationText.encode(answer.draft.pages)
    }
}
