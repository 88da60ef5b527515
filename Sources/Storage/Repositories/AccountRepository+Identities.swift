internal import APIKeys
package import Catalog

extension AccountRepository {
    package func owner(issuer: String, subject: String) async throws -> User? {
        try await database.read { session in
            let found = try session.first(
                """
                SELECT u.id, u.email, i.seal FROM identities i JOIN users u ON u.id = i.user_id
                WHERE i.issuer = \(issuer) AND i.subject = \(subject)
                """
            ) { row in (user: try Self.decode(row), seal: try row.withBlob(2) { AuthenticationCode($0) }) }
            guard let found else { return nil }
            guard found.seal == seal(issuer, subject, found.user.id) else {
                throw StoreError.sealBroken("somebody's link to \(issuer)")
            }
            return found.user
        }
    }

    package func link(issuer: String, subject: String, to user: User, audit: AuditDraft) async throws -> Bool {
        try await database.write { session in
            let added = try session.execute(
                """
                INSERT INTO identities (issuer, subject, user_id, seal, created_at)
                VALUES (\(issuer), \(subject), \(user.id), \(seal(issuer, subject, user.id).bytes), \(audit.at.milliseconds))
                ON CONFLICT DO NOTHING
                """)
            guard added == 1 else { return false }
            let ended = try endInvitedPassword(of: user.id, in: session)
            try log.append(
                audit, organization: nil, subject: .user(user.id), detail: ended ? ["password": "ended"] : [:], in: session)
            return true
        }
    }

    /// Ends a password that was chosen with the link of an invitation, and with it all who came in by it: the provider has proved whose
    /// address it is, the link had not.
    private func endInvitedPassword(of user: Int, in session: any SQLSession) throws -> Bool {
        guard try session.execute("DELETE FROM invited_passwords WHERE user_id = \(user)") == 1 else { return false }
        try session.execute("UPDATE users SET password_hash = NULL WHERE id = \(user)")
        try session.execute("DELETE FROM sessions WHERE user_id = \(user)")
        try Self.endHalfDone(of: user, in: session)
        try session.execute("DELETE FROM setup_links WHERE user_id = \(user)")
        try session.execute("DELETE FROM recovery_codes WHERE user_id = \(user)")
        try session.execute("DELETE FROM second_factors WHERE user_id = \(user)")
        return true
    }

    package func links(of user: User) async throws -> [IdentityLink] {
        try await database.read { session in
            try session.all(
                """
                SELECT issuer, subject, seal, created_at FROM identities WHERE user_id = \(user.id) ORDER BY created_at, issuer
                """
            ) { row -> IdentityLink? in
                let issuer = try row.text(0)
                let isOurs = try row.withBlob(2) { AuthenticationCode($0) } == seal(issuer, try row.text(1), user.id)
                return isOurs ? IdentityLink(issuer: issuer, since: try row.moment(3)) : nil
            }.compactMap { $0 }
        }
    }

    package func unlink(_ user: User, audit: AuditDraft) async throws -> Int {
        try await database.write { session in
            let ended = try session.execute("DELETE FROM identities WHERE user_id = \(user.id)")
            if ended > 0 { try log.append(audit, organization: nil, subject: .user(user.id), in: session) }
            return ended
        }
    }

    package func introducedEmail(of user: User) async throws -> String? {
        try await database.read { session in
            let first = try session.first(
                """
                SELECT \(AuditColumns.record) FROM audit_events
                WHERE subject_kind = 'user' AND subject = \(String(user.id)) AND action IN ('member.added', 'member.invited')
                ORDER BY sequence LIMIT 1
                """
            ) { try AuditColumns.record($0) }
            guard let first else { return nil }
            let previous =
                first.content.sequence == 1
                ? AuditLink.origin
                : try session.first("SELECT hash FROM audit_events WHERE sequence = \(first.content.sequence - 1)") {
                    try $0.withBlob(0) { Array($0) }
                }
            guard let previous, first.content.hash(after: previous) == first.hash,
                AuthenticationCode(first.seal) == log.secret.code(for: first.hash, .audit)
            else { return nil }
            return AuditEvent(first.content).detail["email"]
        }
    }

    /// Whoever writes the database cannot link himself to an admin, nor an admin's link to himself.
    private func seal(_ issuer: String, _ subject: String, _ user: Int) -> AuthenticationCode {
        let text = "\(user):\(issuer.utf8.count):\(issuer):\(subject)"
        return log.secret.code(for: Array(text.utf8), .identity)
    }
}
