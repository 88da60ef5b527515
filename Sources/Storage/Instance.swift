package import APIKeys
internal import Catalog

/// Ties a database to the server secret that it was begun with.
package enum Instance {
    package enum Match: Sendable { case new, matches, differs }

    /// Whether the database was begun with this secret; a new database is not bound yet.
    package static func match(_ secret: ServerSecret, in database: some Database) async throws -> Match {
        let stored = try await database.read { session in
            try session.first("SELECT secret_check FROM instance WHERE id = 1") { try $0.withBlob(0) { AuthenticationCode($0) } }
        }
        guard let stored else { return .new }
        return stored == check(secret) ? .matches : .differs
    }

    /// Binds a new database to the secret, and begins the audit log.
    package static func bind(_ secret: ServerSecret, to database: some Database) async throws {
        let now = Clock.system.now().milliseconds
        try await database.write { session in
            try session.execute(
                "INSERT INTO instance (id, secret_check, created_at) VALUES (1, \(check(secret).bytes), \(now)) ON CONFLICT (id) DO NOTHING")
            try session.execute(
                "INSERT INTO audit_head (id, sequence, hash) VALUES (1, 0, \(AuditLink.origin)) ON CONFLICT (id) DO NOTHING")
        }
    }

    private static func check(_ secret: ServerSecret) -> AuthenticationCode {
        secret.code(for: Array("latchkey".utf8), .instance)
    }
}
