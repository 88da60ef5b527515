package import APIKeys
package import Catalog

package struct BrandRepository: BrandStore {
    let database: any Database
    let log: AuditLog

    package func brands(of organization: Int) async throws -> [Brand] {
        try await database.read { try BrandRows.fetch("b.organization_id = \(organization)", in: $0) }
    }

    package func brand(_ id: Int, in organization: Int) async throws -> Brand? {
        try await database.read { try BrandRows.fetch("b.id = \(id) AND b.organization_id = \(organization)", in: $0).first }
    }

    package func names(of organization: Int) async throws -> [BrandName] {
        try await database.read { session in
            try session.all(
                "SELECT id, name FROM brands WHERE organization_id = \(organization) AND archived_at IS NULL ORDER BY id"
            ) { BrandName(id: try $0.int(0), name: try $0.text(1)) }
        }
    }

    package func personas(everOf brand: Int) async throws -> Set<Int> {
        try await database.read { session in
            Set(try session.all("SELECT id FROM personas WHERE brand_id = \(brand)") { try $0.int(0) })
        }
    }

    package func insert(
        _ state: BrandState, into organization: Int, creator: KeyID?, audit: AuditDraft
    ) async throws -> Brand {
        try await database.write { session in
            let content = state.content
            let id = try session.int(
                """
                INSERT INTO brands (organization_id, name, website, description, alternative_names, excluded_names,
                    alternative_websites, key_topics, status, case_sensitive, language, created_at, revision)
                VALUES (\(organization), \(content.name), \(content.website), \(content.description),
                    \(try JSONText.encode(content.alternativeNames)), \(try JSONText.encode(content.excludedNames)),
                    \(try JSONText.encode(content.alternativeWebsites)), \(try JSONText.encode(content.keyTopics)),
                    \(content.status.rawValue), \(content.caseSensitive), \(content.language), \(audit.at.milliseconds), 0)
                RETURNING id
                """)
            guard let id else { throw StoreError.failed("the brand got no id") }
            let parts = BrandPartWriter(brand: id, now: audit.at, session: session)
            try parts.write(state.competitors, over: [])
            try parts.write(state.personas, over: [])
            try parts.write(state.stages, over: [])
            try stamp(id, organization: organization, audit: audit, in: session)
            if let creator {
                try KeyRepository(database: database, log: log).add(
                    brand: id, named: content.name, toListOf: creator, in: organization, by: audit, session)
            }
            return try Self.required(id, in: session)
        }
    }

    package func change(
        _ id: Int, in organization: Int, _ decide: @escaping @Sendable (Brand) throws -> BrandChange?
    ) async throws -> Brand? {
        try await database.write { session in
            let found = try BrandRows.fetch("b.id = \(id) AND b.organization_id = \(organization)", in: session).first
            guard let brand = found, let change = try decide(brand) else { return found }
            try update(id, change.state.content, in: session)
            let parts = BrandPartWriter(brand: id, now: change.audit.at, session: session)
            try parts.write(change.state.competitors, over: brand.competitors)
            try parts.write(change.state.personas, over: brand.personas)
            try parts.write(change.state.stages, over: brand.stages)
            if let isBranded = change.isBranded { try PromptRows.mark(branded: isBranded, brand: id, in: session) }
            try stamp(id, organization: organization, audit: change.audit, in: session)
            return try Self.required(id, in: session)
        }
    }

    private func update(_ id: Int, _ content: BrandContent, in session: any SQLSession) throws {
        try session.execute(
            """
            UPDATE brands SET name = \(content.name), website = \(content.website), description = \(content.description),
                alternative_names = \(try JSONText.encode(content.alternativeNames)),
                excluded_names = \(try JSONText.encode(content.excludedNames)),
                alternative_websites = \(try JSONText.encode(content.alternativeWebsites)),
                key_topics = \(try JSONText.encode(content.keyTopics)), status = \(content.status.rawValue),
                case_sensitive = \(content.caseSensitive), language = \(content.language)
            WHERE id = \(id)
            """)
    }

    package func setArchived(
        _ archived: Bool, brand id: Int, in organization: Int, audit: AuditDraft,
        _ check: @escaping @Sendable (Brand) throws -> Void
    ) async throws -> Brand? {
        try await database.write { session in
            let found = try BrandRows.fetch("b.id = \(id) AND b.organization_id = \(organization)", in: session).first
            if let found { try check(found) }
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

    private static func required(_ id: Int, in session: any SQLSession) throws -> Brand {
        guard let brand = try BrandRows.fetch("b.id = \(id)", in: session).first else {
            throw StoreError.failed("brand \(id) vanished while it was written")
        }
        return brand
    }
}
