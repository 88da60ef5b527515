internal import APIKeys
internal import Catalog

/// How prompts stand in the database.
enum PromptRows {
    static let columns: SQL = """
        p.id, p.brand_id, p.text, p.stage_id, p.persona_id, p.tags, p.topics, p.platforms, p.favorite, s.name, p.language, p.branded,
        p.created_at, p.archived_at
        """
    static let tables: SQL = "prompts p JOIN stages s ON s.id = p.stage_id"

    static func decode(_ row: any SQLRow) throws -> Prompt {
        let settings = PromptSettings(
            stage: try row.int(3), persona: try row.optionalInt(4), tags: try row.strings(5), topics: try row.strings(6),
            platforms: try row.strings(7).compactMap(Platform.init), isFavorite: try row.bool(8))
        return Prompt(
            id: try row.int(0), brand: try row.int(1), text: try row.text(2), settings: settings, stageName: try row.text(9),
            language: try row.text(10), isBranded: try row.bool(11), createdAt: try row.moment(12),
            archivedAt: try row.optionalMoment(13))
    }

    static func fetch(_ rest: SQL, in session: any SQLSession) throws -> [Prompt] {
        try session.all("SELECT \(columns) FROM \(tables) \(rest)", decode)
    }

    static func condition(_ query: PromptQuery, brand: Int) throws -> SQL {
        var condition: SQL = "p.brand_id = \(brand)"
        switch query.status {
        case .active: condition = condition + " AND p.archived_at IS NULL"
        case .archived: condition = condition + " AND p.archived_at IS NOT NULL"
        case .all: break
        }
        if let ids = query.ids {
            let list = ids.dropFirst().reduce("\(ids.first ?? -1)" as SQL) { $0 + ", \($1)" }
            condition = condition + " AND p.id IN (" + list + ")"
        }
        if let after = query.after { condition = condition + " AND p.id > \(after)" }
        func any(_ conditions: [SQL]) {
            guard let first = conditions.first else { return }
            condition = condition + " AND (" + conditions.dropFirst().reduce(first) { $0 + " OR " + $1 } + ")"
        }
        any(query.stages.map { "s.name = \($0)" })
        any(query.personas.map { "p.persona_id = \($0)" })
        any(try query.tags.map { try holds($0, in: "p.tags") })
        any(try query.topics.map { try holds($0, in: "p.topics") })
        if !query.platforms.isEmpty {
            any(["p.platforms = '[]'"] + (try query.platforms.map { try holds($0.rawValue, in: "p.platforms") }))
        }
        if let isBranded = query.isBranded { condition = condition + " AND p.branded = \(isBranded)" }
        if let isFavorite = query.isFavorite { condition = condition + " AND p.favorite = \(isFavorite)" }
        for word in query.search.lowercased().split(whereSeparator: \.isWhitespace).prefix(20) {
            condition = condition + " AND p.folded LIKE \(Like.contains(String(word))) ESCAPE '\\'"
        }
        return condition
    }

    /// Whether the list in the column, JSON text as ``JSONText`` writes it, holds the item. Within an element every quotation
    /// mark has a backslash before it, so one behind a comma begins an element. Not LIKE, whose case does not count in every
    /// database.
    private static func holds(_ item: String, in column: SQL) throws -> SQL {
        let list: SQL = "',' || SUBSTR(\(column), 2)"
        let element = "," + (try JSONText.encode([item])).dropFirst().dropLast()
        return "REPLACE(\(list), \(element), '') <> \(list)"
    }

    /// Looks at each prompt of the brand anew.
    static func mark(branded isBranded: (String) -> Bool, brand: Int, in session: any SQLSession) throws {
        var changed: [(id: Int, isBranded: Bool)] = []
        try session.forEach("SELECT id, text, branded FROM prompts WHERE brand_id = \(brand)") { row in
            let isNow = isBranded(try row.text(1))
            if isNow != (try row.bool(2)) { changed.append((try row.int(0), isNow)) }
        }
        for (id, isBranded) in changed {
            try session.execute("UPDATE prompts SET branded = \(isBranded) WHERE id = \(id)")
        }
    }
}
