package import APIKeys
package import Catalog

package struct BrandRepository: BrandStore {
    let database: any Database
    let log: AuditLog

    package func brands(of organization: Int) async throws -> [Brand] {
        try await database.read { try Self.fetch("b.organization_id = \(organization)", in: $0) }
    }

    package func brand(_ id: Int, in organization: Int) async throws -> Brand? {
        try await database.read { try Self.fetch("b.id = \(id) AND b.organization_id = \(organization)", in: $0).first }
    }

    package func insert(
        _ draft: BrandDraft, into organization: Int, creator: KeyID?, audit: AuditDraft
    ) async throws -> Brand {
        try await database.write { session in
            let content = draft.content
            let id = try session.int(
                """
                INSERT INTO brands (organization_id, name, website, description, alternative_names, excluded_names,
                    alternative_websites, key_topics, status, case_sensitive, created_at, revision)
                VALUES (\(organization), \(content.name), \(content.website), \(content.description),
                    \(try JSONText.encode(content.alternativeNames)), \(try JSONText.encode(content.excludedNames)),
                    \(try JSONText.encode(content.alternativeWebsites)), \(try JSONText.encode(content.keyTopics)),
                    \(content.status.rawValue), \(content.caseSensitive), \(audit.at.milliseconds), 0)
                RETURNING id
                """)
            guard let id else { throw StoreError.failed("the brand got no id") }
            for competitor in draft.competitors { try insert(competitor, brand: id, in: session) }
            for persona in draft.personas {
                try session.execute(
                    "INSERT INTO personas (brand_id, name, description) VALUES (\(id), \(persona.name), \(persona.description))")
            }
            try stamp(id, organization: organization, audit: audit, in: session)
            if let creator {
                try KeyRepository(database: database, log: log).add(
                    brand: id, named: content.name, toListOf: creator, in: organization, by: audit, session)
            }
            return try Self.required(id, in: session)
        }
    }

    package func setArchived(
        _ archived: Bool, brand id: Int, in organization: Int, audit: AuditDraft
    ) async throws -> Brand? {
        try await database.write { session in
            let found = try Self.fetch("b.id = \(id) AND b.organization_id = \(organization)", in: session).first
            guard let found, found.isArchived != archived else { return found }
            let moment = archived ? audit.at.milliseconds : nil
            try session.execute("UPDATE brands SET archived_at = \(moment) WHERE id = \(id)")
            try stamp(id, organization: organization, audit: audit, detail: ["name": found.name], in: session)
            return try Self.required(id, in: session)
        }
    }

    /// Writes the entry, and its number as the brand's revision.
    private func stamp(
        _ id: Int, organization: Int, audit: AuditDraft, detail: [String: String] = [:], in session: any SQLSession
    ) throws {
        let revision = try log.append(audit, organization: organization, subject: .brand(id), detail: detail, in: session)
        try session.execute("UPDATE brands SET revision = \(revision) WHERE id = \(id)")
    }

    private func insert(_ competitor: CompetitorContent, brand: Int, in session: any SQLSession) throws {
        try session.execute(
            """
            INSERT INTO competitors (brand_id, name, alternative_names, excluded_names, websites, case_sensitive)
            VALUES (\(brand), \(competitor.name), \(try JSONText.encode(competitor.alternativeNames)),
                \(try JSONText.encode(competitor.excludedNames)), \(try JSONText.encode(competitor.websites)),
                \(competitor.caseSensitive))
            """)
    }

    // MARK: Reading

    private static func required(_ id: Int, in session: any SQLSession) throws -> Brand {
        guard let brand = try fetch("b.id = \(id)", in: session).first else {
            throw StoreError.failed("brand \(id) vanished while it was written")
        }
        return brand
    }

    /// Whole brands, in three queries however many there are.
    static func fetch(_ condition: SQL, in session: any SQLSession) throws -> [Brand] {
        let competitors = try session.all(
            """
            SELECT c.brand_id, c.id, c.name, c.alternative_names, c.excluded_names, c.websites, c.case_sensitive
            FROM competitors c JOIN brands b ON b.id = c.brand_id
            WHERE c.archived_at IS NULL AND \(condition) ORDER BY c.id
            """
        ) { row in
            var content = CompetitorContent(name: try row.text(2))
            content.alternativeNames = try row.strings(3)
            content.excludedNames = try row.strings(4)
            content.websites = try row.strings(5)
            content.caseSensitive = try row.bool(6)
            return (brand: try row.int(0), value: Competitor(id: try row.int(1), content: content))
        }
        let personas = try session.all(
            """
            SELECT p.brand_id, p.id, p.name, p.description FROM personas p JOIN brands b ON b.id = p.brand_id
            WHERE p.archived_at IS NULL AND \(condition) ORDER BY p.id
            """
        ) { row in
            let content = PersonaContent(name: try row.text(2), description: try row.text(3))
            return (brand: try row.int(0), value: Persona(id: try row.int(1), content: content))
        }
        let competitorsOf = Dictionary(grouping: competitors, by: \.brand)
        let personasOf = Dictionary(grouping: personas, by: \.brand)
        return try session.all(
            """
            SELECT b.id, b.organization_id, b.name, b.website, b.description, b.alternative_names, b.excluded_names,
                b.alternative_websites, b.key_topics, b.status, b.case_sensitive, b.created_at, b.archived_at, b.revision
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
            return Brand(
                id: id, organization: try row.int(1), content: content,
                createdAt: Timestamp(milliseconds: Int64(try row.int(11))),
                archivedAt: try row.optionalInt(12).map { Timestamp(milliseconds: Int64($0)) }, revision: try row.int(13),
                competitors: competitorsOf[id]?.map(\.value) ?? [], personas: personasOf[id]?.map(\.value) ?? [])
        }
    }
}

extension SQLRow {
    fileprivate func strings(_ column: Int) throws -> [String] {
        let text = try text(column)
        return text == "[]" ? [] : try JSONText.decode([String].self, text)
    }
}
