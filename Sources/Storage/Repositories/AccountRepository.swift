package import APIKeys
package import Catalog

package struct AccountRepository: AccountStore {
    let database: any Database
    let log: AuditLog

    package func user(email: String) async throws -> User? {
        try await database.read { try $0.first("SELECT id, email FROM users WHERE email = \(email)") { try Self.decode($0) } }
    }

    package func passwordHash(of user: Int) async throws -> String? {
        try await database.read {
            try $0.first("SELECT password_hash FROM users WHERE id = \(user)") { try $0.optionalText(0) } ?? nil
        }
    }

    package func setPassword(_ hash: String, of user: Int, audit: AuditDraft) async throws {
        try await database.write { try store(hash, of: user, audit: audit, in: $0) }
    }

    package func saveSetupLink(
        digest: AuthenticationCode, user: Int, expiresAt: Timestamp, audit: AuditDraft
    ) async throws {
        _ = try await database.write { session in
            try session.execute(
                """
                INSERT INTO setup_links (digest, user_id, expires_at) VALUES (\(digest.bytes), \(user), \(expiresAt.milliseconds))
                ON CONFLICT (user_id) DO UPDATE SET digest = excluded.digest, expires_at = excluded.expires_at
                """)
            try log.append(audit, organization: nil, subject: .user(user), in: session)
        }
    }

    package func setupLinkOwner(digest: AuthenticationCode, at now: Timestamp) async throws -> User? {
        try await database.read { try Self.owner(digest, at: now, in: $0) }
    }

    package func spendSetupLink(
        digest: AuthenticationCode, passwordHash: String, audit: AuditDraft
    ) async throws -> User? {
        try await database.write { session in
            guard let user = try Self.owner(digest, at: audit.at, in: session) else { return nil }
            try session.execute("DELETE FROM setup_links WHERE digest = \(digest.bytes)")
            try store(passwordHash, of: user.id, audit: audit, in: session)
            return user
        }
    }

    /// A new password ends every session: whoever knew the old one is out.
    private func store(_ hash: String, of user: Int, audit: AuditDraft, in session: any SQLSession) throws {
        try session.execute("UPDATE users SET password_hash = \(hash) WHERE id = \(user)")
        try session.execute("DELETE FROM sessions WHERE user_id = \(user)")
        try log.append(audit, organization: nil, subject: .user(user), in: session)
    }

    private static func owner(
        _ digest: AuthenticationCode, at now: Timestamp, in session: any SQLSession
    ) throws -> User? {
        try session.first(
            """
            SELECT u.id, u.email FROM setup_links l JOIN users u ON u.id = l.user_id
            WHERE l.digest = \(digest.bytes) AND l.expires_at > \(now.milliseconds)
            """
        ) { try decode($0) }
    }

    package func openSession(_ opened: Session, audit: AuditDraft) async throws {
        try await database.write { session in
            try session.execute("DELETE FROM sessions WHERE expires_at <= \(audit.at.milliseconds)")
            try session.execute(
                """
                INSERT INTO sessions (digest, user_id, created_at, expires_at)
                VALUES (\(opened.digest.bytes), \(opened.user.id), \(audit.at.milliseconds), \(opened.expiresAt.milliseconds))
                """)
            try log.append(audit, organization: nil, subject: .user(opened.user.id), in: session)
        }
    }

    package func session(digest: AuthenticationCode, at now: Timestamp) async throws -> Session? {
        try await database.read { session in
            try session.first(
                """
                SELECT u.id, u.email, s.expires_at FROM sessions s JOIN users u ON u.id = s.user_id
                WHERE s.digest = \(digest.bytes) AND s.expires_at > \(now.milliseconds)
                """
            ) { row in
                Session(
                    digest: digest, user: try Self.decode(row), expiresAt: Timestamp(milliseconds: Int64(try row.int(2))))
            }
        }
    }

    package func closeSession(digest: AuthenticationCode, audit: AuditDraft) async throws {
        try await database.write { session in
            let user = try session.int("DELETE FROM sessions WHERE digest = \(digest.bytes) RETURNING user_id")
            guard let user else { return }
            try log.append(audit, organization: nil, subject: .user(user), in: session)
        }
    }

    private static func decode(_ row: any SQLRow) throws -> User {
        User(id: try row.int(0), email: try row.text(1))
    }
}
