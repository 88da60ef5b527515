internal import APIKeys
internal import Catalog

/// Brings a database up to this version. Migrations are only ever appended: one that has shipped is never edited.
enum Migrations {
    struct Migration: Sendable {
        let version: Int
        let statements: @Sendable (Dialect) -> [String]
    }

    static let all = [
        Migration(version: 1, statements: Schema1.statements),
        Migration(version: 2, statements: Schema2.statements),
        Migration(version: 3, statements: Schema3.statements),
        Migration(version: 4, statements: Schema4.statements),
        Migration(version: 5, statements: Schema5.statements),
        Migration(version: 6, statements: Schema6.statements),
    ]

    static func run(on database: some Database) async throws {
        let dialect = database.dialect
        try await database.write { session in
            try session.execute(
                "CREATE TABLE IF NOT EXISTS schema_migrations (version BIGINT PRIMARY KEY, applied_at BIGINT NOT NULL)")
            let current = try session.int("SELECT COALESCE(MAX(version), 0) FROM schema_migrations") ?? 0
            let newest = all.map(\.version).max() ?? 0
            guard current <= newest else {
                throw StoreError.failed(
                    "this database has schema version \(current), this program knows versions up to \(newest). Install the newer program, or restore a backup from before the upgrade."
                )
            }
            for migration in all where migration.version > current {
                for statement in migration.statements(dialect) { try session.execute(SQL(trusted: statement)) }
                let now = WallClock.system.now().milliseconds
                try session.execute("INSERT INTO schema_migrations (version, applied_at) VALUES (\(migration.version), \(now))")
            }
        }
    }
}
