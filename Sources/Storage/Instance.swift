package import APIKeys
internal import Catalog

/// Ties a database to the server secret that it was begun with.
package enum Instance {
    package static func isBound(_ database: some Database) async throws -> Bool {
        try await stored(in: database) != nil
    }

    package static func matches(_ secret: ServerSecret, _ database: some Database) async throws -> Bool {
        try await stored(in: database) == check(secret)
    }

    /// Binds a new database to the secret, and begins the audit log.
    package static func bind(_ secret: ServerSecret, to database: some Database) async throws {
        let now = WallClock.system.now().milliseconds
        _ = try await database.write { session in
            try session.execute(
                "INSERT INTO instance (id, secret_check, created_at) VALUES (1, \(check(secret).bytes), \(now)) ON CONFLICT (id) DO NOTHING"
            )
            try session.execute(
                "INSERT INTO audit_head (id, sequence, hash) VALUES (1, 0, \(AuditLink.origin)) ON CONFLICT (id) DO NOTHING")
        }
    }

    /// Seals the policies of organizations from before there were seals for them: once, since the log tells of it. Call it with the
    /// secret to which the database is bound.
    package static func sealEarlierPolicies(in database: some Database, under secret: ServerSecret) async throws {
        let rows = PolicyRows(secret: secret)
        guard try await database.read({ try rows.hasEarlier(in: $0) }) else { return }
        let now = WallClock.system.now()
        try await database.write { try rows.sealEarlier(at: now, AuditLog(secret: secret), in: $0) }
    }

    private static func stored(in database: some Database) async throws -> AuthenticationCode? {
        try await database.read { session in
            try session.first("SELECT secret_check FROM instance WHERE id = 1") { row in
                try row.withBlob(0) { AuthenticationCode($0) }
            } ?? nil
        }
    }

    private static func check(_ secret: ServerSecret) -> AuthenticationCode {
        secret.code(for: Array("latchkey".utf8), .instance)
    }
}
