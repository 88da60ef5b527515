internal import APIKeys
package import Catalog

/// Reads the audit log as the feed of changes, and everything at the start.
package struct ChangeRepository: ChangeFeed {
    let database: any Database

    private static let batch = 20_000

    package func loadAll(_ take: @escaping @Sendable (MirrorChanges) -> Void) async throws -> Int {
        // Reading goes on while what was read is taken in on another core.
        let (batches, reader) = AsyncStream.makeStream(of: MirrorChanges.self)
        async let last = database.read { session in
            defer { reader.finish() }
            // Looked up first: what is committed meanwhile is in the snapshot or comes with the next catch-up.
            let last = try session.int("SELECT sequence FROM audit_head WHERE id = 1") ?? 0
            var changes = MirrorChanges()
            changes.brands = try BrandRows.fetch("1 = 1", in: session)
            try session.forEach("SELECT \(GrantColumns.columns) FROM api_keys k") { row in
                if let key = Self.key(row) { changes.keys.append(key) }
                if changes.keys.count == Self.batch {
                    reader.yield(changes)
                    changes = MirrorChanges()
                    changes.keys.reserveCapacity(Self.batch)
                }
            }
            reader.yield(changes)
            return last
        }
        for await changes in batches { take(changes) }
        return try await last
    }

    package func changes(after sequence: Int) async throws -> (MirrorChanges, last: Int) {
        try await database.read { session in
            var last = sequence
            var subjects: Set<AuditSubject> = []
            try session.forEach(
                "SELECT sequence, subject_kind, subject FROM audit_events WHERE sequence > \(sequence) ORDER BY sequence"
            ) { row in
                last = try row.int(0)
                if let subject = AuditSubject(kind: try row.text(1), id: try row.text(2)) { subjects.insert(subject) }
            }
            var changes = MirrorChanges()
            for subject in subjects {
                switch subject {
                case .brand(let id): changes.brands += try BrandRows.fetch("b.id = \(id)", in: session)
                case .key(let id):
                    changes.keys += try session.all(
                        "SELECT \(GrantColumns.columns) FROM api_keys k WHERE k.id = \(id.description)"
                    ) { Self.key($0) }.compactMap { $0 }
                case .organization, .user, .prompts, .adminToken, .webhook: break
                }
            }
            return (changes, last)
        }
    }

    private static func key(_ row: any SQLRow) -> Revised<SealedGrant>? {
        // A revision that is unreadable counts as the newest: the record is not intact, and shall be known to be.
        GrantColumns.decode(row).map { Revised($0, revision: (try? row.int(GrantColumns.revision)) ?? .max) }
    }
}
