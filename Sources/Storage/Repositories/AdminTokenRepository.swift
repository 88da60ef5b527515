package import APIKeys
package import Catalog

package struct AdminTokenRepository: AdminTokenStore {
    let database: any Database
    let log: AuditLog

    private var secret: ServerSecret { log.secret }

    package func insert(_ token: AdminToken, digest: AuthenticationCode, audit: AuditDraft) async throws {
        try await database.write { session in
            let seal = secret.code(for: token.sealed(digest), .adminToken)
            let revision = try log.append(
                audit, organization: token.organization, subject: .adminToken(token.id), record: RecordMark(of: seal),
                in: session)
            try session.execute(
                """
                INSERT INTO admin_tokens (id, organization_id, user_id, digest, seal, name, created_at, expires_at, revision)
                VALUES (\(token.id.description), \(token.organization), \(token.owner.id), \(digest.bytes),
                    \(seal.bytes), \(token.name), \(token.createdAt.milliseconds), \(token.expiresAt.milliseconds), \(revision))
                """)
        }
    }

    package func find(_ id: KeyID) async throws -> (token: AdminToken, digest: AuthenticationCode)? {
        try await database.read { try fetch(id, in: $0) }
    }

    package func list(of organization: Int) async throws -> [AdminToken] {
        try await database.read { session in
            try session.all(
                """
                SELECT \(Self.columns) FROM \(Self.tables) WHERE t.organization_id = \(organization)
                ORDER BY t.created_at DESC, t.id LIMIT 1000
                """
            ) { try decode($0)?.token }.compactMap { $0 }
        }
    }

    package func revoke(_ id: KeyID, in organization: Int, audit: AuditDraft) async throws -> AdminToken? {
        try await database.write { session in
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
                    seal: (try? row.withBlob(5) { Array($0) }) ?? [], isIntact: (try? decode(row))?.token.isIntact ?? false))
        }
    }

    private static let columns: SQL = """
        t.id, t.organization_id, t.user_id, u.email, t.digest, t.seal, t.name, t.created_at, t.expires_at, t.revoked_at,
            t.last_used_at, t.last_address, t.revision
        """
    private static let tables: SQL = "admin_tokens t JOIN users u ON u.id = t.user_id"

    private func fetch(
        _ id: KeyID, in session: any SQLSession
    ) throws -> (token: AdminToken, digest: AuthenticationCode)? {
        try session.first("SELECT \(Self.columns) FROM \(Self.tables) WHERE t.id = \(id.description)") { try decode($0) } ?? nil
    }

    private func decode(_ row: any SQLRow) throws -> (token: AdminToken, digest: AuthenticationCode)? {
        guard let id = KeyID(try row.text(0)), id.kind == .admin, let digest = try row.withBlob(4, { AuthenticationCode($0) })
        else { return nil }
        let seal = try row.withBlob(5) { AuthenticationCode($0) }
        func token(isIntact: Bool) throws -> AdminToken {
            AdminToken(
                id: id, organization: try row.int(1), owner: User(id: try row.int(2), email: try row.text(3)),
                name: try row.text(6), createdAt: Timestamp(milliseconds: Int64(try row.int(7))),
                expiresAt: Timestamp(milliseconds: Int64(try row.int(8))),
                revokedAt: try row.optionalInt(9).map { Timestamp(milliseconds: Int64($0)) },
                lastUse: try row.optionalInt(10).map { (at: Timestamp(milliseconds: Int64($0)), address: try row.text(11)) },
                isIntact: isIntact)
        }
        let isIntact = secret.code(for: try token(isIntact: true).sealed(digest), .adminToken) == seal
        return (try token(isIntact: isIntact), digest)
    }
}
