package import APIKeys
package import Catalog

extension AccountRepository {
    package func secondFactor(of user: Int) async throws -> SecondFactor? {
        try await database.read { session in
            let found = try session.first(
                """
                SELECT salt, last_step, created_at, (SELECT COUNT(*) FROM recovery_codes WHERE user_id = \(user))
                FROM second_factors WHERE user_id = \(user)
                """
            ) { row in
                (
                    salt: SecondFactorSalt(try row.withBlob(0) { Array($0) }), lastStep: Int64(try row.int(1)),
                    since: Timestamp(milliseconds: Int64(try row.int(2))), codesLeft: try row.int(3)
                )
            }
            guard let found else { return nil }
            // Without its salt a second factor asks for codes that nobody has; it must not count as none.
            guard let salt = found.salt else { throw StoreError.sealBroken("a second factor") }
            return SecondFactor(salt: salt, lastStep: found.lastStep, since: found.since, codesLeft: found.codesLeft)
        }
    }

    package func turnOn(
        _ salt: SecondFactorSalt, step: Int64, codes: [AuthenticationCode], of user: Int, keeping kept: AuthenticationCode,
        audit: AuditDraft
    ) async throws -> Bool {
        try await database.write { session in
            let added = try session.execute(
                """
                INSERT INTO second_factors (user_id, salt, last_step, created_at)
                VALUES (\(user), \(salt.bytes), \(step), \(audit.at.milliseconds)) ON CONFLICT (user_id) DO NOTHING
                """)
            guard added == 1 else { return false }
            try insert(codes, of: user, in: session)
            try session.execute("DELETE FROM sessions WHERE user_id = \(user) AND digest <> \(kept.bytes)")
            try Self.endHalfDone(of: user, in: session)
            try log.append(audit, organization: nil, subject: .user(user), in: session)
            return true
        }
    }

    package func turnOff(of user: Int, spending spent: SpentCode?, audit: AuditDraft) async throws -> Bool {
        try await database.write { session in
            if let spent, try !spend(spent, of: user, in: session) { return false }
            try session.execute("DELETE FROM recovery_codes WHERE user_id = \(user)")
            guard try session.execute("DELETE FROM second_factors WHERE user_id = \(user)") == 1 else { return false }
            try Self.endHalfDone(of: user, in: session)
            try log.append(audit, organization: nil, subject: .user(user), in: session)
            return true
        }
    }

    package func replaceRecoveryCodes(
        _ codes: [AuthenticationCode], of user: Int, spending spent: SpentCode, audit: AuditDraft
    ) async throws -> Bool {
        try await database.write { session in
            guard try spend(spent, of: user, in: session) else { return false }
            try session.execute("DELETE FROM recovery_codes WHERE user_id = \(user)")
            try insert(codes, of: user, in: session)
            try log.append(audit, organization: nil, subject: .user(user), in: session)
            return true
        }
    }

    package func note(_ audit: AuditDraft, about user: Int) async throws {
        _ = try await database.write { try log.append(audit, organization: nil, subject: .user(user), in: $0) }
    }

    /// - Returns: `false` when it was used before, or is none of this person's.
    func spend(_ spent: SpentCode, of user: Int, in session: any SQLSession) throws -> Bool {
        switch spent {
        case .step(let step):
            try session.execute(
                "UPDATE second_factors SET last_step = \(step) WHERE user_id = \(user) AND last_step < \(step)") == 1
        case .recovery(let digest):
            try session.execute("DELETE FROM recovery_codes WHERE digest = \(digest.bytes) AND user_id = \(user)") == 1
        }
    }

    private func insert(_ codes: [AuthenticationCode], of user: Int, in session: any SQLSession) throws {
        for code in codes {
            try session.execute("INSERT INTO recovery_codes (digest, user_id) VALUES (\(code.bytes), \(user))")
        }
    }
}
