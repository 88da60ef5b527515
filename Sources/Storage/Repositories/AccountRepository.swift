package import APIKeys
package import Catalog

package struct AccountRepository: AccountStore {
    let database: any Database
    let log: AuditLog

    package func user(email: String) async throws -> User? {
        try await database.read { try $0.first("SELECT id, email FROM users WHERE email = \(email)") { try Self.decode($0) } }
    }

    package func user(id: Int) async throws -> User? {
        try await database.read { try $0.first("SELECT id, email FROM users WHERE id = \(id)") { try Self.decode($0) } }
    }

    package func passwordHash(of user: Int) async throws -> String? {
        try await database.read {
            try $0.first("SELECT password_hash FROM users WHERE id = \(user)") { try $0.optionalText(0) } ?? nil
        }
    }

    package func setPassword(
        _ hash: String, of user: Int, keeping kept: AuthenticationCode?, audit: AuditDraft
    ) async throws {
        try await database.write { session in
            // A link that somebody may hold since before must not set another one.
            try session.execute("DELETE FROM setup_links WHERE user_id = \(user)")
            try store(hash, of: user, keeping: kept, audit: audit, in: session)
        }
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
            try store(passwordHash, of: user.id, keeping: nil, audit: audit, in: session)
            return user
        }
    }

    /// A new password ends the sessions: whoever knew the old one is out.
    func store(
        _ hash: String, of user: Int, keeping kept: AuthenticationCode? = nil, audit: AuditDraft, in session: any SQLSession
    ) throws {
        try session.execute("UPDATE users SET password_hash = \(hash) WHERE id = \(user)")
        let others: SQL = if let kept { " AND digest <> \(kept.bytes)" } else { "" }
        try session.execute("DELETE FROM sessions WHERE user_id = \(user)\(others)")
        try Self.endHalfDone(of: user, in: session)
        // Only what the operator handed over tells whose account it is; who changes a password may be anybody who knew it.
        if kept == nil { try session.execute("DELETE FROM invited_passwords WHERE user_id = \(user)") }
        try log.append(audit, organization: nil, subject: .user(user), in: session)
    }

    /// Ends what is between a password and a code, or between a password and its session: whoever is there begins anew.
    static func endHalfDone(of user: Int, in session: any SQLSession) throws {
        try session.execute("UPDATE users SET sign_in_epoch = sign_in_epoch + 1 WHERE id = \(user)")
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

    static func decode(_ row: any SQLRow) throws -> User {
        User(id: try row.int(0), email: try row.text(1))
    }
}
