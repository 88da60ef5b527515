package import APIKeys
package import Catalog
internal import Crypto

package struct PromptRepository: PromptStore {
    let database: any Database
    let log: AuditLog

    // MARK: Reading

    package func prompts(_ query: PromptQuery, of brand: Int) async throws -> [Prompt] {
        let condition = try PromptRows.condition(query, brand: brand)
        return try await database.read { session in
            try PromptRows.fetch("WHERE \(condition) ORDER BY p.id LIMIT \(query.limit) OFFSET \(query.offset)", in: session)
        }
    }

    package func count(_ query: PromptQuery, of brand: Int) async throws -> Int {
        let condition = try PromptRows.condition(query, brand: brand)
        return try await database.read { session in
            let tables: SQL = query.stages.isEmpty ? "prompts p" : PromptRows.tables
            return try session.int("SELECT COUNT(*) FROM \(tables) WHERE \(condition)") ?? 0
        }
    }

    package func prompt(_ id: Int, of brand: Int) async throws -> Prompt? {
        try await database.read { try PromptRows.fetch("WHERE p.id = \(id) AND p.brand_id = \(brand)", in: $0).first }
    }

    package func ids(_ query: PromptQuery, of brand: Int) async throws -> Set<Int> {
        let condition = try PromptRows.condition(query, brand: brand)
        return try await database.read { session in
            let tables: SQL = query.stages.isEmpty ? "prompts p" : PromptRows.tables
            return Set(try session.all("SELECT p.id FROM \(tables) WHERE \(condition)") { try $0.int(0) })
        }
    }

    package func labels(of brand: Int) async throws -> PromptLabels {
        try await database.read { session in
            func labels(_ column: SQL) throws -> [String] {
                let lists = try session.all(
                    "SELECT DISTINCT \(column) FROM prompts WHERE brand_id = \(brand) AND archived_at IS NULL"
                ) { try $0.strings(0) }
                return Set(lists.joined()).sorted()
            }
            return PromptLabels(tags: try labels("tags"), topics: try labels("topics"))
        }
    }

    // MARK: Making

    package func add(
        _ prompts: [NewPrompt], to brand: Int, in organization: Int, at now: Timestamp, isRehearsal: Bool,
        audit: @escaping @Sendable ([AddedPrompt]) -> [AuditDraft]
    ) async throws -> [AddedPrompt] {
        do {
            return try await database.write { session in
                let added = try prompts.map { try add($0, to: brand, at: now, in: session) }
                if isRehearsal { throw Rehearsal(added: added) }
                for entry in audit(added) {
                    try log.append(entry, organization: organization, subject: .prompts(brand), in: session)
                }
                return added
            }
        } catch let rehearsal as Rehearsal {
            return rehearsal.added
        }
    }

    /// Thrown to undo what was only tried.
    private struct Rehearsal: Error {
        let added: [AddedPrompt]
    }

    private func add(_ new: NewPrompt, to brand: Int, at now: Timestamp, in session: any SQLSession) throws -> AddedPrompt {
        let digest = Self.digest(new.text, persona: new.persona)
        let found = try PromptRows.fetch("WHERE p.brand_id = \(brand) AND p.digest = \(digest)", in: session).first
        guard let found else {
            let settings = new.settings
            let id = try session.int(
                """
                INSERT INTO prompts (brand_id, text, folded, digest, persona_id, stage_id, tags, topics, platforms, language, branded,
                    favorite, created_at, archived_at)
                VALUES (\(brand), \(new.text), \(new.text.lowercased()), \(digest), \(settings.persona), \(settings.stage),
                    \(try JSONText.encode(settings.tags)), \(try JSONText.encode(settings.topics)),
                    \(try JSONText.encode(settings.platforms.map(\.rawValue))), \(new.language), \(new.isBranded),
                    \(settings.isFavorite), \(now.milliseconds), \(new.isArchived ? now.milliseconds : nil))
                RETURNING id
                """)
            return AddedPrompt(try required(id, in: session), .created)
        }
        guard found.isArchived, !new.isArchived else { return AddedPrompt(found, .existing) }
        let change = PromptChange(id: found.id, settings: new.settings(over: found.settings), archivedAt: nil)
        try write(change, over: found, in: session)
        return AddedPrompt(try required(found.id, in: session), .restored)
    }

    // MARK: Changing

    package func change(
        _ ids: [Int], of brand: Int, in organization: Int,
        _ decide: @escaping @Sendable ([Prompt]) throws -> (changes: [PromptChange], audit: [AuditDraft])
    ) async throws -> [Prompt] {
        try await database.write { session in
            func fetchAll() throws -> [Prompt] {
                try Set(ids).sorted().compactMap { id in
                    try PromptRows.fetch("WHERE p.id = \(id) AND p.brand_id = \(brand)", in: session).first
                }
            }
            let prompts = try fetchAll()
            let (changes, audit) = try decide(prompts)
            for (prompt, change) in zip(prompts, changes) { try write(change, over: prompt, in: session) }
            for entry in audit {
                try log.append(entry, organization: organization, subject: .prompts(brand), in: session)
            }
            return audit.isEmpty ? prompts : try fetchAll()
        }
    }

    private func write(_ change: PromptChange, over prompt: Prompt, in session: any SQLSession) throws {
        let settings = change.settings
        guard settings != prompt.settings || change.archivedAt != prompt.archivedAt else { return }
        let digest = Self.digest(prompt.text, persona: settings.persona)
        if settings.persona != prompt.settings.persona {
            let twin = try session.int("SELECT id FROM prompts WHERE brand_id = \(prompt.brand) AND digest = \(digest)")
            if let twin {
                throw CatalogError.conflict(
                    "Prompt \(prompt.id) would become the same as prompt \(twin), which asks the same for that persona. Nothing was changed."
                )
            }
        }
        try session.execute(
            """
            UPDATE prompts SET digest = \(digest), persona_id = \(settings.persona), stage_id = \(settings.stage),
                tags = \(try JSONText.encode(settings.tags)), topics = \(try JSONText.encode(settings.topics)),
                platforms = \(try JSONText.encode(settings.platforms.map(\.rawValue))), favorite = \(settings.isFavorite),
                archived_at = \(change.archivedAt?.milliseconds)
            WHERE id = \(prompt.id)
            """)
    }

    private func required(_ id: Int?, in session: any SQLSession) throws -> Prompt {
        guard let id, let prompt = try PromptRows.fetch("WHERE p.id = \(id)", in: session).first else {
            throw StoreError.failed("a prompt vanished while it was written")
        }
        return prompt
    }

    /// What makes a prompt the same as another one of its brand.
    static func digest(_ text: String, persona: Int?) -> [UInt8] {
        Array(SHA256.hash(data: Array("\(persona ?? 0) \(text)".utf8)))
    }
}
