package import APIKeys
package import Catalog

package struct AdminTokenRepository: AdminTokenStore {
    let database: any Database
    let log: AuditLog

    private var secret: ServerSecret { log.secret }

    package func insert(
        _ token: AdminToken, digest: AuthenticationCode, limits: AdminTokenLimits, audit: AuditDraft
    ) async throws {
        try await database.write { session in
            let seal = secret.code(for: token.sealed(digest), .adminToken)
            let revision = try log.append(
                audit, organization: token.organization, subject: .adminToken(token.id), record: RecordMark(of: seal),
                in: session)
            // After the entry, which in a database with many writers puts them in line.
            try checkRoom(for: token, limits, in: session)
            try session.execute(
                """
                INSERT INTO admin_tokens (id, organization_id, user_id, digest, seal, name, created_at, expires_at, revision)
                VALUES (\(token.id.description), \(token.organization), \(token.owner.id), \(digest.bytes),
                    \(seal.bytes), \(token.name), \(token.createdAt.milliseconds), \(token.expiresAt.milliseconds), \(revision))
                """)
        }
    }

    private func checkRoom(for token: AdminToken, _ limits: AdminTokenLimits, in session: any SQLSession) throws {
        let live: SQL = """
            SELECT COUNT(*) FROM admin_tokens t WHERE t.organization_id = \(token.organization) AND \(Self.isLive(at: token.createdAt))
            """
        guard try session.int(live) ?? 0 < limits.perOrganization else {
            throw CatalogError.conflict(
                "\(limits.perOrganization) admin tokens work, as many as an organization can have. Revoke some first.")
        }
        guard try session.int("\(live) AND t.user_id = \(token.owner.id)") ?? 0 < limits.perPerson else {
            throw CatalogError.conflict(
                "\(limits.perPerson) admin tokens of \(token.owner.email) work, as many as one person can have. Revoke some first."
            )
        }
    }

    package func find(_ id: KeyID) async throws -> (token: AdminToken, digest: AuthenticationCode)? {
        try await database.read { try fetch(id, in: $0) }
    }

    package func list(of organization: Int, _ part: ListPart, at now: Timestamp) async throws -> LiveList<AdminToken> {
        try await database.read { session in
            let mine: SQL = "t.organization_id = \(organization)"
            let over: SQL = "\(mine) AND NOT \(Self.isLive(at: now))"
            return LiveList(
                // All of them: one that is not shown is one that nobody ends.
                live: try fetch("\(mine) AND \(Self.isLive(at: now)) \(Self.order)", in: session),
                over: try fetch("\(over) \(Self.order) LIMIT \(part.limit + 1) OFFSET \(part.skipped)", in: session),
                limit: part.limit)
        }
    }

    package func live(of owner: Int, in organization: Int, at now: Timestamp) async throws -> [AdminToken] {
        try await database.read { session in
            let mine: SQL = "t.organization_id = \(organization) AND t.user_id = \(owner)"
            return try fetch("\(mine) AND \(Self.isLive(at: now)) \(Self.order)", in: session)
        }
    }

    package func revoke(_ id: KeyID, in organization: Int, audit: AuditDraft) async throws -> AdminToken? {
        try await database.write { try revoke(id, in: organization, audit: audit, $0) }
    }

    /// Within the transaction that removes their owner: every token of theirs that could still work.
    func revokeAll(of owner: Int, in organization: Int, audit: AuditDraft, _ session: any SQLSession) throws {
        let ids = try session.all(
            """
            SELECT id FROM admin_tokens WHERE organization_id = \(organization) AND user_id = \(owner) AND revoked_at IS NULL
                AND expires_at > \(audit.at.milliseconds) ORDER BY created_at, id
            """
        ) { KeyID(try $0.text(0)) }
        for id in ids.compactMap({ $0 }) { _ = try revoke(id, in: organization, audit: audit, session) }
    }

    private func revoke(
        _ id: KeyID, in organization: Int, audit: AuditDraft, _ session: any SQLSession
    ) throws -> AdminToken? {
        guard let (token, digest) = try fetch(id, in: session), token.organization == organization else { return nil }
        guard token.revokedAt == nil || !token.isIntact else { return token }
        let revoked = AdminToken(
            id: id, organization: organization, owner: token.owner, name: token.name, createdAt: token.createdAt,
            expiresAt: token.expiresAt, revokedAt: audit.at, lastUse: token.lastUse, isIntact: token.isIntact)
        // A forged record stays refused; ending it must not give it a good seal.
        let seal = token.isIntact ? secret.code(for: revoked.sealed(digest), .adminToken) : nil
        let revision = try log.append(
            audit, organization: organization, subject: .adminToken(id), detail: ["name": token.name],
            record: seal.map(RecordMark.init(of:)) ?? .broken, in: session)
        if let seal {
            try session.execute("UPDATE admin_tokens SET seal = \(seal.bytes) WHERE id = \(id.description)")
        }
        try session.execute(
            "UPDATE admin_tokens SET revoked_at = \(audit.at.milliseconds), revision = \(revision) WHERE id = \(id.description)"
        )
        return revoked
    }

    package func keepUse(_ id: KeyID, at now: Timestamp, address: IPAddress?) async throws {
        _ = try await database.write { session in
            // Not more than once a minute: a program that lists keys in a loop must not become a writer.
            try session.execute(
                """
                UPDATE admin_tokens SET last_used_at = \(now.milliseconds), last_address = \(address?.description ?? "")
                WHERE id = \(id.description) AND (last_used_at IS NULL OR last_used_at < \(now.milliseconds - 60_000))
                """)
        }
    }

    /// Every token as it stands, for the check of the log.
    func records(in session: any SQLSession, _ take: (StoredRecord) -> Void) throws {
        try session.forEach("SELECT \(Self.columns) FROM \(Self.tables)") { row in
            take(
                StoredRecord(
                    kind: "admin token", id: (try? row.text(0)) ?? "", revision: (try? row.int(12)) ?? 0,
                    seal: (try? row.withBlob(5) { Array($0) }) ?? [], isIntact: decode(row)?.token.isIntact ?? false))
        }
    }

    private static let columns: SQL = """
        t.id, t.organization_id, t.user_id, u.email, t.digest, t.seal, t.name, t.created_at, t.expires_at, t.revoked_at,
            t.last_used_at, t.last_address, t.revision
        """
    private static let tables: SQL = "admin_tokens t JOIN users u ON u.id = t.user_id"

    private static let order: SQL = "ORDER BY t.created_at DESC, t.id"

    private static func isLive(at now: Timestamp) -> SQL { "(t.revoked_at IS NULL AND t.expires_at > \(now.milliseconds))" }

    private func fetch(_ condition: SQL, in session: any SQLSession) throws -> [AdminToken] {
        try session.all("SELECT \(Self.columns) FROM \(Self.tables) WHERE \(condition)") { decode($0)?.token }
            .compactMap { $0 }
    }

    private func fetch(
        _ id: KeyID, in session: any SQLSession
    ) throws -> (token: AdminToken, digest: AuthenticationCode)? {
        try session.first("SELECT \(Self.columns) FROM \(Self.tables) WHERE t.id = \(id.description)") { decode($0) } ?? nil
    }

    /// Reading fails on no column: what is under the seal and cannot be read breaks it, and what is not is shown as unreadable.
    /// - Returns: `nil` for a row of which nobody could say whose token it is.
    private func decode(_ row: any SQLRow) -> (token: AdminToken, digest: AuthenticationCode)? {
        guard let id = (try? row.text(0)).flatMap({ KeyID($0) }), id.kind == .admin,
            let organization = try? row.int(1), let owner = try? row.int(2),
            let zeros = AuthenticationCode([UInt8](repeating: 0, count: AuthenticationCode.byteCount))
        else { return nil }
        let email = (try? row.text(3)) ?? APIKey.unreadable
        func token(isIntact: Bool) -> AdminToken {
            AdminToken(
                id: id, organization: organization, owner: User(id: owner, email: email),
                name: (try? row.text(6)) ?? APIKey.unreadable, createdAt: row.readableMoment(7) ?? Timestamp(milliseconds: 0),
                expiresAt: row.readableMoment(8) ?? Timestamp(milliseconds: 0), revokedAt: row.readableMoment(9),
                lastUse: row.readableMoment(10).map { (at: $0, address: (try? row.text(11)) ?? "") }, isIntact: isIntact)
        }
        let digest = (try? row.withBlob(4) { AuthenticationCode($0) }) ?? zeros
        let seal = try? row.withBlob(5) { AuthenticationCode($0) }
        // A revocation that cannot be read reads as none, and was under the seal.
        let isIntact = secret.code(for: token(isIntact: true).sealed(digest), .adminToken) == seal
        return (token(isIntact: isIntact), digest)
    }
}
