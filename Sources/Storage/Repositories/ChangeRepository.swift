package import APIKeys
package import Catalog

/// Reads the audit log as the feed of changes, and everything at the start.
package struct ChangeRepository: ChangeFeed {
    let database: any Database
    let secret: ServerSecret

    private static let batch = 20_000

    package func loadAll(_ take: @escaping @Sendable (MirrorChanges) -> Void) async throws -> AuditHead {
        // Reading goes on while what was read is taken in on another core.
        let (batches, reader) = AsyncStream.makeStream(of: MirrorChanges.self)
        async let head = database.read { session in
            defer { reader.finish() }
            // Looked up first: what is committed meanwhile is in the snapshot or comes with the next catch-up.
            let head = try Self.head(in: session)
            var changes = MirrorChanges()
            changes.brands = try Self.brands("1 = 1", head, in: session)
            try session.forEach("SELECT \(GrantColumns.columns) FROM api_keys k") { row in
                if let key = Self.key(row) { changes.keys.append(key) }
                if changes.keys.count == Self.batch {
                    reader.yield(changes)
                    changes = MirrorChanges()
                    changes.keys.reserveCapacity(Self.batch)
                }
            }
            reader.yield(changes)
            return head ?? .origin
        }
        for await changes in batches { take(changes) }
        return try await head
    }

    package func changes(after place: AuditHead, and keys: Set<KeyID>) async throws -> FollowedChanges {
        try await database.read { session in
            let head = try? Self.head(in: session)
            var reached = place
            var subjects = Set(keys.map(AuditSubject.key))
            if let head, head.sequence > place.sequence {
                try follow(&reached, upTo: head.sequence, in: session) { subjects.insert($0) }
            }
            var changes = MirrorChanges()
            for subject in subjects {
                switch subject {
                case .brand(let id): changes.brands += try Self.brands("b.id = \(id)", head, in: session)
                case .key(let id):
                    changes.keys += try session.all(
                        "SELECT \(GrantColumns.columns) FROM api_keys k WHERE k.id = \(id.description)"
                    ) { Self.key($0) }.compactMap { $0 }
                case .organization, .user, .prompts, .adminToken, .webhook, .job, .share: break
                }
            }
            return FollowedChanges(changes: changes, reached: reached, head: head)
        }
    }

    /// Goes from entry to entry as long as each was written by this server behind the one before.
    private func follow(
        _ reached: inout AuditHead, upTo last: Int, in session: any SQLSession, _ take: (AuditSubject) -> Void
    ) throws {
        var follows = true
        try session.forEach(
            """
            SELECT \(AuditColumns.record) FROM audit_events
            WHERE sequence > \(reached.sequence) AND sequence <= \(last) ORDER BY sequence
            """
        ) { row in
            guard follows, let record = try? AuditColumns.record(row), record.content.sequence == reached.sequence + 1,
                record.content.hash(after: reached.hash) == record.hash,
                AuditLink.isSealed(record, under: secret)
            else { return follows = false }
            reached = AuditHead(sequence: record.content.sequence, hash: record.hash)
            if let subject = AuditSubject(kind: record.content.subjectKind, id: record.content.subject) { take(subject) }
        }
    }

    /// Whatever number somebody put there: the next entry goes on from it.
    /// - Returns: `nil` where there is none.
    private static func head(in session: any SQLSession) throws -> AuditHead? {
        try session.first("SELECT sequence, hash FROM audit_head WHERE id = 1") {
            AuditHead(sequence: try $0.int(0), hash: try $0.withBlob(1) { Array($0) })
        }
    }

    /// A revision that no entry has yet would stand before every change to come.
    private static func brands(_ condition: SQL, _ head: AuditHead?, in session: any SQLSession) throws -> [Brand] {
        try BrandRows.fetch(condition, in: session).map { brand in
            var brand = brand
            if let head { brand.revision = min(brand.revision, head.sequence) }
            return brand
        }
    }

    private static func key(_ row: any SQLRow) -> Revised<SealedGrant>? {
        GrantColumns.decode(row).map { Revised($0, revision: GrantColumns.revision(row)) }
    }
}
