internal import APIKeys
package import Catalog
internal import Visibility

/// Answers as searches and their index read them.
extension ObservationRepository {
    package func feeds() async throws -> [Int: Int] {
        try await database.read { session in
            var feeds: [Int: Int] = [:]
            try session.forEach("SELECT brand_id, revision FROM observation_feeds") { feeds[try $0.int(0)] = try $0.int(1) }
            return feeds
        }
    }

    package func searchable(
        after mark: Int, limit: Int, of brand: Int
    ) async throws -> (answers: [SearchedAnswer], state: AnswerIndexState) {
        try await database.read { session in
            let last = try Self.lastChange(of: brand, in: session)
            var mark = mark
            var texts = Gathering<SearchedAnswer>()
            let isWhole = try texts.gather(
                """
                SELECT \(Self.searchedColumns), o.revision, a.response_text
                FROM observations o JOIN answers a ON a.observation_id = o.id
                WHERE o.brand_id = \(brand) AND o.revision > \(mark) ORDER BY o.revision LIMIT \(limit)
                """, in: session
            ) { row in
                mark = try row.int(Self.searchedCount)
                return try Self.sized(row, text: try row.text(Self.searchedCount + 1))
            }
            // Numbers that were drawn and not used are passed over.
            if isWhole, texts.rows.count < limit { mark = max(mark, last) }
            let witness = try Self.witness(of: brand, at: mark, in: session)
            return (texts.rows, AnswerIndexState(mark: mark, witness: witness))
        }
    }

    package func latest(
        after mark: Int, limit: Int, withTexts: Bool, of brand: Int
    ) async throws -> (answers: [SearchedAnswer], unread: Int) {
        try await database.read { session in
            let pending = max(0, try Self.lastChange(of: brand, in: session) - mark)
            guard pending > 0 else { return ([], 0) }
            let condition: SQL = "o.brand_id = \(brand) AND o.revision > \(mark) ORDER BY o.revision DESC LIMIT \(limit)"
            var texts = Gathering<SearchedAnswer>()
            let isWhole = try texts.gather(Self.rows(condition, withTexts: withTexts), in: session) { row in
                try Self.sized(row, text: withTexts ? try row.text(Self.searchedCount) : "")
            }
            let count = texts.rows.count
            return (texts.rows, isWhole && count < limit ? 0 : pending - count)
        }
    }

    /// From the index of times of the brand or of the prompt, in its order.
    package func walk(
        _ part: AnswerPart, _ filter: AnswerFilter, limit: Int, withTexts: Bool, of brand: Int
    ) async throws -> [SearchedAnswer] {
        let condition = Self.condition(part, filter, limit: limit, brand: brand)
        return try await database.read { session in
            try session.all(Self.rows(condition, withTexts: withTexts)) { row in
                try Self.searched(row, text: withTexts ? try row.text(Self.searchedCount) : "")
            }
        }
    }

    package func answers(ids: [Int], of brand: Int) async throws -> [ObservedAnswer] {
        guard let first = ids.first else { return [] }
        let list = ids.dropFirst().reduce("\(first)" as SQL) { $0 + ", \($1)" }
        let answers = try await database.read { session in
            try Self.observed("WHERE o.id IN (\(list)) AND +o.brand_id = \(brand)", of: brand, in: session)
        }
        let byID = Dictionary(answers.map { ($0.observation.id, $0) }) { first, _ in first }
        return ids.compactMap { byID[$0] }
    }

    private static func lastChange(of brand: Int, in session: any SQLSession) throws -> Int {
        try session.int("SELECT revision FROM observation_feeds WHERE brand_id = \(brand)") ?? 0
    }

    static func condition(_ part: AnswerPart, _ filter: AnswerFilter, limit: Int, brand: Int) -> SQL {
        // The plus keeps the brand's index from being chosen where the prompt's is the one to walk.
        var condition: SQL =
            filter.prompt.map { "o.prompt_id = \($0) AND +o.brand_id = \(brand)" } ?? "o.brand_id = \(brand)"
        if let from = filter.from { condition = condition + " AND o.created_at >= \(from.milliseconds)" }
        if let until = filter.until { condition = condition + " AND o.created_at < \(until.milliseconds)" }
        switch part {
        case .newest: break
        case .older(let place):
            condition = condition + " AND (o.created_at, o.id) < (\(place.createdAt.milliseconds), \(place.id))"
        case .newer(let place):
            condition = condition + " AND (o.created_at, o.id) > (\(place.createdAt.milliseconds), \(place.id))"
        }
        return part.isAscending
            ? condition + " ORDER BY o.created_at, o.id LIMIT \(limit)"
            : condition + " ORDER BY o.created_at DESC, o.id DESC LIMIT \(limit)"
    }

    // MARK: Rows

    private static func rows(_ condition: SQL, withTexts: Bool) -> SQL {
        withTexts
            ? "SELECT \(searchedColumns), a.response_text FROM observations o JOIN answers a ON a.observation_id = o.id WHERE \(condition)"
            : "SELECT \(searchedColumns) FROM observations o WHERE \(condition)"
    }

    private static let searchedCount = 11
    static let searchedColumns: SQL = """
        o.id, o.created_at, o.prompt_id, o.persona_id, o.platform, o.country, o.brand_present, o.brand_sentiment, o.has_shopping,
        o.citations, o.competitors
        """

    private static func sized(_ row: any SQLRow, text: String) throws -> (row: SearchedAnswer, bytes: Int) {
        (try searched(row, text: text), text.utf8.count)
    }

    private static func searched(_ row: any SQLRow, text: String) throws -> SearchedAnswer {
        SearchedAnswer(
            place: AnswerPlace(createdAt: try row.moment(1), id: try row.int(0)), prompt: try row.int(2),
            persona: try row.optionalInt(3), platform: try row.text(4), country: try row.optionalText(5),
            isMentioned: try row.bool(6), competitors: try ObservationText.named(try row.text(10)),
            sentiment: try row.optionalText(7).flatMap(Sentiment.init),
            citesBrand: ObservationText.citesBrand(try row.text(9)), hasShopping: try row.bool(8), text: text)
    }
}
