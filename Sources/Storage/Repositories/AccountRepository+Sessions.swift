package import APIKeys
package import Catalog

extension AccountRepository {
    package func openSession(_ draft: SessionDraft, audit: AuditDraft) async throws -> Bool {
        try await database.write { session in
            if let epoch = draft.epoch {
                // Written rather than read, so that in a database with many writers nobody raises it before the session stands.
                let current: SQL =
                    "UPDATE users SET sign_in_epoch = \(epoch) WHERE id = \(draft.user.id) AND sign_in_epoch = \(epoch)"
                guard try session.execute(current) == 1 else { return false }
            }
            if let spent = draft.spent, try !spend(spent, of: draft.user.id, in: session) { return false }
            try session.execute("DELETE FROM sessions WHERE expires_at <= \(audit.at.milliseconds)")
            if let replaced = draft.replaced {
                try session.execute("DELETE FROM sessions WHERE digest = \(replaced.bytes)")
            }
            try session.execute(
                """
                INSERT INTO sessions (digest, user_id, created_at, expires_at, seen_at, client, address)
                VALUES (\(draft.digest.bytes), \(draft.user.id), \(audit.at.milliseconds), \(draft.expiresAt.milliseconds),
                    \(draft.seenAt.milliseconds), \(ClientName.clean(draft.client)), \(draft.address))
                """)
            let ended = try Self.endOldest(of: draft.user.id, but: draft.digest, beyond: draft.most, in: session)
            try log.append(
                audit, organization: nil, subject: .user(draft.user.id), detail: ended > 0 ? ["ended": String(ended)] : [:],
                in: session)
            return true
        }
    }

    package func signInEpoch(of user: Int) async throws -> Int {
        try await database.read { try $0.int("SELECT sign_in_epoch FROM users WHERE id = \(user)") ?? 0 }
    }

    /// Those that were not seen for longest go, so that the list of the others can show every one.
    private static func endOldest(
        of user: Int, but kept: AuthenticationCode, beyond most: Int, in session: any SQLSession
    ) throws -> Int {
        try session.execute(
            """
            DELETE FROM sessions WHERE user_id = \(user) AND digest <> \(kept.bytes) AND id NOT IN (
                SELECT id FROM sessions WHERE user_id = \(user) AND digest <> \(kept.bytes)
                ORDER BY seen_at DESC, id DESC LIMIT \(max(0, most - 1)))
            """)
    }

    package func session(digest: AuthenticationCode, at now: Timestamp) async throws -> Session? {
        try await database.read { session in
            let condition: SQL = "s.digest = \(digest.bytes) AND s.expires_at > \(now.milliseconds)"
            return try session.first("\(Self.sessions) WHERE \(condition)") { try Self.decodeSession($0) } ?? nil
        }
    }

    package func sessions(of user: Int, at now: Timestamp) async throws -> [Session] {
        try await database.read { session in
            let condition: SQL = "s.user_id = \(user) AND s.expires_at > \(now.milliseconds)"
            return try session.all("\(Self.sessions) WHERE \(condition) ORDER BY s.seen_at DESC, s.id DESC") {
                try Self.decodeSession($0)
            }.compactMap { $0 }
        }
    }

    package func keepSeen(_ digest: AuthenticationCode, at moment: Timestamp, address: String) async throws {
        _ = try await database.write { session in
            try session.execute(
                """
                UPDATE sessions SET seen_at = \(moment.milliseconds),
                    address = CASE WHEN \(address) = '' THEN address ELSE \(address) END
                WHERE digest = \(digest.bytes) AND seen_at < \(moment.milliseconds)
                """)
        }
    }

    package func closeSession(digest: AuthenticationCode, audit: AuditDraft) async throws {
        try await database.write { session in
            let user = try session.int("DELETE FROM sessions WHERE digest = \(digest.bytes) RETURNING user_id")
            guard let user else { return }
            try log.append(audit, organization: nil, subject: .user(user), in: session)
        }
    }

    package func endSession(id: Int, of user: Int, audit: AuditDraft) async throws -> Bool {
        try await database.write { session in
            guard try session.execute("DELETE FROM sessions WHERE id = \(id) AND user_id = \(user)") == 1 else { return false }
            try log.append(audit, organization: nil, subject: .user(user), in: session)
            return true
        }
    }

    package func endSessions(of user: Int, but kept: AuthenticationCode, audit: AuditDraft) async throws -> Int {
        try await database.write { session in
            try Self.endHalfDone(of: user, in: session)
            let ended = try session.execute("DELETE FROM sessions WHERE user_id = \(user) AND digest <> \(kept.bytes)")
            guard ended > 0 else { return 0 }
            try log.append(audit, organization: nil, subject: .user(user), detail: ["count": String(ended)], in: session)
            return ended
        }
    }

    private static let sessions: SQL = """
        SELECT u.id, u.email, s.digest, s.expires_at, s.id, s.created_at, s.seen_at, s.client, s.address
        FROM sessions s JOIN users u ON u.id = s.user_id
        """

    private static func decodeSession(_ row: any SQLRow) throws -> Session? {
        guard let digest = try row.withBlob(2, { AuthenticationCode($0) }) else { return nil }
        func moment(_ column: Int) throws -> Timestamp { Timestamp(milliseconds: Int64(try row.int(column))) }
        return Session(
            digest: digest, user: try decode(row), expiresAt: try moment(3), id: try row.int(4), beganAt: try moment(5),
            seenAt: try moment(6), client: try row.text(7), address: try row.text(8))
    }
}
