extension Schema5 {
    /// How people come in.
    static func accounts(_ dialect: Dialect) -> [String] {
        sessions(dialect) + secondFactors(dialect) + identities(dialect) + [
            // Raised by what ends every sign-in that is half done.
            "ALTER TABLE users ADD COLUMN sign_in_epoch BIGINT NOT NULL DEFAULT 0"
        ]
    }

    /// A session gets a number to be named by, and is told apart from others: a new table, since a primary key is not altered.
    private static func sessions(_ dialect: Dialect) -> [String] {
        [
            """
            CREATE TABLE sessions_5 (
                id \(dialect.identity),
                digest \(dialect.blob) NOT NULL UNIQUE,
                user_id BIGINT NOT NULL REFERENCES users (id),
                created_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL,
                seen_at BIGINT NOT NULL,
                client TEXT NOT NULL,
                address TEXT NOT NULL
            )
            """,
            """
            INSERT INTO sessions_5 (digest, user_id, created_at, expires_at, seen_at, client, address)
            SELECT digest, user_id, created_at, expires_at, created_at, '', '' FROM sessions ORDER BY created_at
            """,
            "DROP TABLE sessions",
            "ALTER TABLE sessions_5 RENAME TO sessions",
            "CREATE INDEX sessions_by_user ON sessions (user_id, seen_at)",
            "CREATE INDEX sessions_by_expiry ON sessions (expires_at)",
        ]
    }

    private static func secondFactors(_ dialect: Dialect) -> [String] {
        [
            """
            CREATE TABLE second_factors (
                user_id \(dialect.rowKey) REFERENCES users (id),
                salt \(dialect.blob) NOT NULL CHECK (LENGTH(salt) = 20),
                last_step BIGINT NOT NULL,
                created_at BIGINT NOT NULL
            )
            """,
            """
            CREATE TABLE recovery_codes (
                digest \(dialect.blob) PRIMARY KEY CHECK (LENGTH(digest) = 32),
                user_id BIGINT NOT NULL REFERENCES second_factors (user_id)
            )
            """,
            "CREATE INDEX recovery_codes_by_user ON recovery_codes (user_id)",
        ]
    }
}
