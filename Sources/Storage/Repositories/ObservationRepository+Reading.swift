internal import APIKeys
package import Catalog
package import Visibility

extension ObservationRepository {
    // MARK: Lists

    package func answers(_ query: AnswerQuery, of brand: Int) async throws -> [ObservedAnswer] {
        let condition = Self.condition(query, brand: brand)
        return try await database.read { session in
            let order: SQL = "ORDER BY o.created_at DESC, o.id DESC LIMIT \(query.limit) OFFSET \(query.offset)"
            return try Self.observed("WHERE \(condition) \(order)", of: brand, upTo: query.mostBytes, in: session)
        }
    }

    /// - Parameter most: of their texts, in bytes.
    static func observed(
        _ rest: SQL, of brand: Int, upTo most: Int? = nil, in session: any SQLSession
    ) throws -> [ObservedAnswer] {
        var prompts: [Int: Prompt] = [:]
        let personas = try Self.personas(of: brand, in: session)
        let rows: SQL = """
            SELECT \(Self.columns), a.response_text, a.pages, a.query_fanout, a.shopping_results
            FROM observations o JOIN answers a ON a.observation_id = o.id \(rest)
            """
        var gathering = Gathering<ObservedAnswer>(upTo: most)
        _ = try gathering.gather(rows, in: session) { row in
            let observation = try Self.observation(row)
            if prompts[observation.prompt] == nil {
                prompts[observation.prompt] = try PromptRows.fetch("WHERE p.id = \(observation.prompt)", in: session).first
            }
            guard let prompt = prompts[observation.prompt] else {
                throw StoreError.failed("prompt \(observation.prompt) of observation \(observation.id) is not there")
            }
            var extras = AnswerExtras()
            extras.queryFanout = try row.optionalText(Self.columnCount + 2)
            extras.shopping = try row.text(Self.columnCount + 3)
            let (text, storedPages) = (try row.text(Self.columnCount), try row.text(Self.columnCount + 1))
            let pages = try ObservationText.pages(storedPages, urls: observation.citations.map(\.url))
            let persona = observation.persona ?? prompt.settings.persona
            let answer = ObservedAnswer(
                observation: observation, createdAt: try row.moment(1), text: text, pages: pages, extras: extras, prompt: prompt,
                personaName: persona.flatMap { personas[$0] })
            let others = [storedPages, extras.queryFanout ?? "", extras.shopping]
            return (answer, others.reduce(text.utf8.count) { $0 + $1.utf8.count })
        }
        return gathering.rows
    }

    package func count(_ query: AnswerQuery, of brand: Int) async throws -> Int {
        let condition = Self.condition(query, brand: brand)
        return try await database.read { try $0.int("SELECT COUNT(*) FROM observations o WHERE \(condition)") ?? 0 }
    }

    package func newest(of brand: Int) async throws -> Int {
        try await database.read { try $0.int("SELECT COALESCE(MAX(id), 0) FROM observations") ?? 0 }
    }

    private static func condition(_ query: AnswerQuery, brand: Int) -> SQL {
        var condition: SQL = "o.brand_id = \(brand)"
        if let platform = query.platform { condition = condition + " AND o.platform = \(platform.rawValue)" }
        if let prompt = query.prompt { condition = condition + " AND o.prompt_id = \(prompt)" }
        if let from = query.from { condition = condition + " AND o.created_at >= \(from.milliseconds)" }
        if let until = query.until { condition = condition + " AND o.created_at < \(until.milliseconds)" }
        if let hasShopping = query.hasShopping { condition = condition + " AND o.has_shopping = \(hasShopping)" }
        if let newest = query.newest { condition = condition + " AND o.id <= \(newest)" }
        if let place = query.after {
            condition = condition + " AND (o.created_at, o.id) < (\(place.createdAt.milliseconds), \(place.id))"
        }
        if let persona = query.persona {
            let prompts: SQL = "SELECT id FROM prompts WHERE brand_id = \(brand) AND persona_id = \(persona)"
            condition = condition + " AND (o.persona_id = \(persona) OR o.persona_id IS NULL AND o.prompt_id IN (\(prompts)))"
        }
        if let stage = query.stage {
            let stages: SQL = "SELECT id FROM stages WHERE brand_id = \(brand) AND name = \(stage)"
            let prompts: SQL = "SELECT id FROM prompts WHERE brand_id = \(brand) AND stage_id IN (\(stages))"
            condition = condition + " AND o.prompt_id IN (\(prompts))"
        }
        return condition
    }

    // MARK: The feed

    package func marks(of brands: [Int]) async throws -> [Int: ObservationMarks] {
        try await database.read { session in
            var marks: [Int: ObservationMarks] = [:]
            for brand in brands {
                let subject = String(brand)
                let observations = try session.int("SELECT revision FROM observation_feeds WHERE brand_id = \(brand)")
                let dimensions = try session.int(
                    "SELECT MAX(sequence) FROM audit_events WHERE subject_kind IN ('brand', 'prompts') AND subject = \(subject)")
                marks[brand] = ObservationMarks(observations: observations ?? 0, dimensions: dimensions ?? 0)
            }
            return marks
        }
    }

    package func changes(after mark: Int, limit: Int, of brand: Int) async throws -> ObservationChanges {
        try await database.read { session in
            // Looked up in the same snapshot: numbers that were drawn and not used are passed over.
            let last = try session.int("SELECT revision FROM observation_feeds WHERE brand_id = \(brand)") ?? 0
            var mark = mark
            var observations: [Observation] = []
            try session.forEach(
                """
                SELECT \(Self.columns), o.revision FROM observations o
                WHERE o.brand_id = \(brand) AND o.revision > \(mark) ORDER BY o.revision LIMIT \(limit)
                """
            ) { row in
                observations.append(try Self.observation(row))
                mark = try row.int(Self.columnCount)
            }
            return ObservationChanges(observations: observations, mark: observations.count < limit ? max(mark, last) : mark)
        }
    }

    package func witness(of brand: Int, at mark: Int) async throws -> String {
        try await database.read { try Self.witness(of: brand, at: mark, in: $0) }
    }

    static func witness(of brand: Int, at mark: Int, in session: any SQLSession) throws -> String {
        try session.first(
            """
            SELECT revision, id, received_at, evaluator FROM observations WHERE brand_id = \(brand) AND revision <= \(mark)
            ORDER BY revision DESC LIMIT 1
            """
        ) { "\(mark) \(try $0.int(0)) \(try $0.int(1)) \(try $0.int(2)) \(try $0.int(3))" } ?? "\(mark)"
    }

    package func dimensions(of brand: Int) async throws -> BrandDimensions {
        try await database.read { session in
            var dimensions = BrandDimensions()
            for platform in Platform.allCases { dimensions.platforms[platform.rawValue] = platform.name }
            dimensions.personas = try Self.personas(of: brand, in: session)
            dimensions.competitors = try session.all(
                "SELECT id, name FROM competitors WHERE brand_id = \(brand) AND archived_at IS NULL ORDER BY id"
            ) { BrandDimensions.Competitor(id: try $0.int(0), name: try $0.text(1)) }
            try session.forEach("SELECT \(PromptRows.columns) FROM \(PromptRows.tables) WHERE p.brand_id = \(brand)") { row in
                let prompt = try PromptRows.decode(row)
                dimensions.prompts[prompt.id] = BrandDimensions.Prompt(
                    text: prompt.text, persona: prompt.settings.persona, stage: prompt.stageName, branded: prompt.isBranded,
                    tags: prompt.settings.tags, topics: prompt.settings.topics)
            }
            return dimensions
        }
    }

    // MARK: Evaluating anew

    package func outdated(after mark: Int, limit: Int, evaluator: Int, of brand: Int) async throws -> [OutdatedAnswer] {
        try await database.read { session in
            var gathering = Gathering<OutdatedAnswer>()
            _ = try gathering.gather(
                """
                SELECT \(Self.columns), o.revision, o.is_given, a.response_text
                FROM observations o JOIN answers a ON a.observation_id = o.id
                WHERE o.brand_id = \(brand) AND o.revision > \(mark) AND o.evaluator <> \(evaluator)
                ORDER BY o.revision LIMIT \(limit)
                """, in: session
            ) { row in
                let observation = try Self.observation(row)
                let given = GivenEvaluation(brand: observation.brand, competitors: observation.competitors)
                let text = try row.text(Self.columnCount + 2)
                let answer = OutdatedAnswer(
                    id: observation.id, mark: try row.int(Self.columnCount), text: text, urls: observation.citations.map(\.url),
                    given: try row.bool(Self.columnCount + 1) ? given : nil)
                return (answer, text.utf8.count)
            }
            return gathering.rows
        }
    }

    package func countOutdated(evaluator: Int, of brand: Int) async throws -> Int {
        try await database.read { session in
            try session.int("SELECT COUNT(*) FROM observations WHERE brand_id = \(brand) AND evaluator <> \(evaluator)") ?? 0
        }
    }

    package func evaluators() async throws -> [Int: Int] {
        try await database.read { session in
            var evaluators: [Int: Int] = [:]
            try session.forEach("SELECT brand_id, evaluator FROM observation_feeds WHERE evaluator IS NOT NULL") {
                evaluators[try $0.int(0)] = try $0.int(1)
            }
            return evaluators
        }
    }

    // MARK: Rows

    /// Names by id, archived ones too.
    private static func personas(of brand: Int, in session: any SQLSession) throws -> [Int: String] {
        var names: [Int: String] = [:]
        try session.forEach("SELECT id, name FROM personas WHERE brand_id = \(brand)") { names[try $0.int(0)] = try $0.text(1) }
        return names
    }

    private static let columnCount = 12
    private static let columns: SQL = """
        o.id, o.created_at, o.prompt_id, o.persona_id, o.platform, o.country, o.search_enabled, o.brand_present, o.brand_position,
        o.brand_sentiment, o.competitors, o.citations
        """

    private static func observation(_ row: any SQLRow) throws -> Observation {
        Observation(
            id: try row.int(0), day: Day(milliseconds: try row.int(1)), prompt: try row.int(2), persona: try row.optionalInt(3),
            platform: try row.text(4), country: try row.optionalText(5), searchEnabled: try row.bool(6),
            brand: Appearance(
                present: try row.bool(7), position: try row.optionalText(8).flatMap(Position.init),
                sentiment: try row.optionalText(9).flatMap(Sentiment.init)),
            competitors: try ObservationText.competitors(try row.text(10)),
            citations: try ObservationText.citations(try row.text(11)))
    }
}
