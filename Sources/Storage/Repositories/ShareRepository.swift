package import APIKeys
package import Catalog

/// Shared links as they stand in their table. One that this server did not write so opens nothing: nobody shares a brand with himself by
/// editing the database.
package struct ShareRepository: ShareStore {
    let database: any Database
    let log: AuditLog

    package func shares(of brand: Brand, _ part: ListPart, at now: Timestamp) async throws -> LiveList<Share> {
        try await database.read { session in
            let order: SQL = "ORDER BY created_at DESC, id DESC"
            // All of them: how many there are is bounded where they are made, and one that is not shown is one that nobody ends.
            let live = try fetch("\(Self.place(brand)) AND \(Self.isLive(at: now)) \(order)", in: session)
            let over = try fetch(
                "\(Self.place(brand)) AND NOT \(Self.isLive(at: now)) \(order) LIMIT \(part.limit + 1) OFFSET \(part.skipped)",
                in: session)
            return LiveList(live: live.map(\.share), over: over.map(\.share), limit: part.limit)
        }
    }

    package func liveCount(of brand: Brand, at now: Timestamp) async throws -> Int {
        try await database.read { try Self.liveCount(of: brand, at: now, in: $0) }
    }

    private static func liveCount(of brand: Brand, at now: Timestamp, in session: any SQLSession) throws -> Int {
        try session.int("SELECT COUNT(*) FROM shares WHERE \(place(brand)) AND \(isLive(at: now))") ?? 0
    }

    package func find(_ id: Int, of brand: Brand) async throws -> Share? {
        try await database.read { try fetch("id = \(id) AND \(Self.place(brand))", in: $0).first?.share }
    }

    private static func place(_ brand: Brand) -> SQL {
        "brand_id = \(brand.id) AND organization_id = \(brand.organization)"
    }

    private static func isLive(at now: Timestamp) -> SQL { "(revoked_at IS NULL AND expires_at > \(now.milliseconds))" }

    package func find(digest: AuthenticationCode) async throws -> Share? {
        try await database.read { try fetch("digest = \(digest.bytes)", in: $0).first?.share }
    }

    package func insert(_ draft: ShareDraft, limit: Int, audit: AuditDraft) async throws -> Share {
        try await database.write { session in
            let brand = draft.brand
            // The update keeps others from archiving the brand meanwhile, in a database with many writers.
            guard
                try session.execute(
                    """
                    UPDATE brands SET archived_at = archived_at
                    WHERE id = \(brand.id) AND organization_id = \(brand.organization) AND archived_at IS NULL
                    """) == 1
            else {
                throw CatalogError.conflict("\(brand.name) is archived. Restore it, then share it.")
            }
            guard try Self.liveCount(of: brand, at: draft.createdAt, in: session) < limit else {
                throw CatalogError.conflict("\(limit) links to \(brand.name) work, as many as there can be. Revoke some first.")
            }
            let content = Content(draft)
            let seal = self.seal(content)
            let id = try session.int(
                """
                INSERT INTO shares (organization_id, brand_id, recipient, view_query, digest, seal, created_by, created_at,
                    expires_at)
                VALUES (\(brand.organization), \(brand.id), \(content.recipient), \(content.view), \(content.digest.bytes),
                    \(seal.bytes), \(content.createdBy), \(content.createdAt.milliseconds),
                    \(content.expiresAt.milliseconds))
                RETURNING id
                """)
            guard let id, let share = try fetch("id = \(id)", in: session).first?.share else {
                throw StoreError.failed("a shared link vanished while it was written")
            }
            let revision = try log.append(
                audit, organization: brand.organization, subject: .share(id), record: RecordMark(of: seal), in: session)
            try session.execute("UPDATE shares SET revision = \(revision) WHERE id = \(id)")
            return share
        }
    }

    package func revoke(
        _ id: Int, of brand: Brand, _ audit: @escaping @Sendable (Share) -> AuditDraft
    ) async throws -> Share? {
        try await database.write { session in
            let place: SQL = "id = \(id) AND \(Self.place(brand))"
            // Keeps others from it, in a database with many writers, until the transaction ends.
            try session.execute("UPDATE shares SET revoked_at = revoked_at WHERE \(place)")
            guard let found = try fetch(place, in: session).first else { return nil }
            guard found.share.revokedAt == nil else { return found.share }
            let audit = audit(found.share)
            var content = found.content
            content.revokedAt = audit.at
            // A forged record stays refused; ending it must not give it a good seal.
            let seal = found.share.isIntact ? self.seal(content) : nil
            let revision = try log.append(
                audit, organization: brand.organization, subject: .share(id), record: seal.map(RecordMark.init(of:)) ?? .broken,
                in: session)
            if let seal { try session.execute("UPDATE shares SET seal = \(seal.bytes) WHERE id = \(id)") }
            try session.execute(
                "UPDATE shares SET revoked_at = \(audit.at.milliseconds), revision = \(revision) WHERE id = \(id)")
            return try fetch(place, in: session).first?.share
        }
    }

    package func keepOpened(_ id: Int, hour: Timestamp) async throws {
        _ = try await database.write { session in
            try session.execute(
                """
                UPDATE shares SET opened_at = \(hour.milliseconds)
                WHERE id = \(id) AND (opened_at IS NULL OR opened_at < \(hour.milliseconds))
                """)
        }
    }

    // MARK: Rows

    /// Every link as it stands, for the check of the log.
    func records(in session: any SQLSession, _ take: (StoredRecord) -> Void) throws {
        try session.forEach("SELECT \(Self.columns), revision FROM shares") { row in
            take(
                StoredRecord(
                    kind: StoredRecord.share, id: (try? row.int(0)).map(String.init) ?? "", revision: (try? row.int(12)) ?? 0,
                    seal: (try? row.withBlob(6) { Array($0) }) ?? [], isIntact: (try? decode(row))?.share.isIntact ?? false))
        }
    }

    /// What is under the seal.
    fileprivate struct Content {
        let organization: Int
        let brand: Int
        let recipient: String
        let view: String
        let digest: AuthenticationCode
        let createdBy: String
        let createdAt: Timestamp
        let expiresAt: Timestamp
        var revokedAt: Timestamp?
    }

    private func fetch(_ condition: SQL, in session: any SQLSession) throws -> [(share: Share, content: Content)] {
        try session.all("SELECT \(Self.columns) FROM shares WHERE \(condition)") { try decode($0) }.compactMap { $0 }
    }

    private static let columns: SQL = """
        id, organization_id, brand_id, recipient, view_query, digest, seal, created_by, created_at, expires_at, revoked_at, opened_at
        """

    private func decode(_ row: any SQLRow) throws -> (share: Share, content: Content)? {
        guard let digest = try row.withBlob(5, { AuthenticationCode($0) }) else { return nil }
        let content = Content(
            organization: try row.int(1), brand: try row.int(2), recipient: try row.text(3), view: try row.text(4),
            digest: digest, createdBy: try row.text(7), createdAt: try row.moment(8), expiresAt: try row.moment(9),
            revokedAt: try row.optionalMoment(10))
        let share = Share(
            id: try row.int(0), organization: content.organization, brand: content.brand, recipient: content.recipient,
            view: content.view, createdBy: content.createdBy, createdAt: content.createdAt, expiresAt: content.expiresAt,
            revokedAt: content.revokedAt, openedAt: try row.optionalMoment(11),
            isIntact: try row.withBlob(6) { AuthenticationCode($0) } == seal(content))
        return (share, content)
    }

    private func seal(_ content: Content) -> AuthenticationCode {
        let parts = [
            String(content.organization), String(content.brand), content.recipient, content.view,
            content.digest.bytes.map(String.init).joined(separator: "."), content.createdBy,
            String(content.createdAt.milliseconds), String(content.expiresAt.milliseconds),
            content.revokedAt.map { String($0.milliseconds) } ?? "",
        ]
        return log.secret.code(for: Array(parts.map { "\($0.utf8.count):\($0)" }.joined().utf8), .share)
    }
}

extension ShareRepository.Content {
    fileprivate init(_ draft: ShareDraft) {
        self.init(
            organization: draft.brand.organization, brand: draft.brand.id, recipient: draft.recipient, view: draft.view,
            digest: draft.digest, createdBy: draft.createdBy, createdAt: draft.createdAt, expiresAt: draft.expiresAt)
    }
}
