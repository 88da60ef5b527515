internal import APIKeys
internal import Catalog

/// Reads whole brands, in four queries however many there are.
enum BrandRows {
    static func fetch(_ condition: SQL, in session: any SQLSession) throws -> [Brand] {
        let competitors = try competitors(condition, in: session)
        let personas = try personas(condition, in: session)
        let stages = try stages(condition, in: session)
        return try session.all(
            """
            SELECT b.id, b.organization_id, b.name, b.website, b.description, b.alternative_names, b.excluded_names,
                b.alternative_websites, b.key_topics, b.status, b.case_sensitive, b.created_at, b.archived_at, b.revision,
                b.language
            FROM brands b WHERE \(condition) ORDER BY b.id
            """
        ) { row in
            let id = try row.int(0)
            var content = BrandContent(
                name: try row.text(2), website: try row.text(3), description: try row.text(4))
            content.alternativeNames = try row.strings(5)
            content.excludedNames = try row.strings(6)
            content.alternativeWebsites = try row.strings(7)
            content.keyTopics = try row.strings(8)
            content.status = BrandContent.Status(rawValue: try row.text(9)) ?? .customer
            content.caseSensitive = try row.bool(10)
            content.language = try row.text(14)
            return Brand(
                id: id, organization: try row.int(1), content: content, createdAt: try row.moment(11),
                archivedAt: try row.optionalMoment(12), revision: try row.int(13), competitors: competitors[id] ?? [],
                personas: personas[id] ?? [], stages: stages[id] ?? [])
        }
    }

    private static func competitors(_ condition: SQL, in session: any SQLSession) throws -> [Int: [Competitor]] {
        try parts(
            """
            SELECT c.brand_id, c.id, c.name, c.alternative_names, c.excluded_names, c.websites, c.case_sensitive
            FROM competitors c JOIN brands b ON b.id = c.brand_id
            WHERE c.archived_at IS NULL AND \(condition) ORDER BY c.id
            """, in: session
        ) { row in
            var content = CompetitorContent(name: try row.text(2))
            content.alternativeNames = try row.strings(3)
            content.excludedNames = try row.strings(4)
            content.websites = try row.strings(5)
            content.caseSensitive = try row.bool(6)
            return content
        }
    }

    private static func personas(_ condition: SQL, in session: any SQLSession) throws -> [Int: [Persona]] {
        try parts(
            """
            SELECT p.brand_id, p.id, p.name, p.description FROM personas p JOIN brands b ON b.id = p.brand_id
            WHERE p.archived_at IS NULL AND \(condition) ORDER BY p.id
            """, in: session
        ) { PersonaContent(name: try $0.text(2), description: try $0.text(3)) }
    }

    private static func stages(_ condition: SQL, in session: any SQLSession) throws -> [Int: [Stage]] {
        try parts(
            """
            SELECT s.brand_id, s.id, s.name, s.kind FROM stages s JOIN brands b ON b.id = s.brand_id
            WHERE s.archived_at IS NULL AND \(condition) ORDER BY s.id
            """, in: session
        ) { StageContent(name: try $0.text(2), kind: try $0.optionalText(3).flatMap(StageKind.init)) }
    }

    /// By brand. The first two columns are the brand's id and the part's.
    private static func parts<Content>(
        _ sql: SQL, in session: any SQLSession, _ content: (any SQLRow) throws -> Content
    ) throws -> [Int: [BrandPart<Content>]] {
        var parts: [Int: [BrandPart<Content>]] = [:]
        try session.forEach(sql) { row in
            parts[try row.int(0), default: []].append(BrandPart(id: try row.int(1), content: try content(row)))
        }
        return parts
    }
}

extension SQLRow {
    func strings(_ column: Int) throws -> [String] {
        // From the row's own bytes where that can be: most lists are empty or short, and there are thousands.
        try withText(column) { JSONText.plainStrings($0) } ?? JSONText.decode([String].self, try text(column))
    }
    func moment(_ column: Int) throws -> Timestamp { Timestamp(milliseconds: Int64(try int(column))) }
    /// `nil` too for what is no moment that this program writes.
    func readableMoment(_ column: Int) -> Timestamp? {
        guard let moment = (try? int(column)).map(Int64.init), AuditContent.moments.contains(moment) else { return nil }
        return Timestamp(milliseconds: moment)
    }
    func optionalMoment(_ column: Int) throws -> Timestamp? {
        try optionalInt(column).map { Timestamp(milliseconds: Int64($0)) }
    }
}
