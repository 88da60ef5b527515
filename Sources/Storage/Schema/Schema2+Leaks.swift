extension Schema2 {
    static func leaks(_ dialect: Dialect) -> [String] {
        [
            // What was reported and not yet looked at. Digests, never tokens; most rows are of tokens that nobody knows.
            """
            CREATE TABLE leak_reports (
                id \(dialect.identity),
                token_id TEXT NOT NULL,
                generated_digest \(dialect.blob) NOT NULL CHECK (LENGTH(generated_digest) = 32),
                supplied_digest \(dialect.blob) NOT NULL CHECK (LENGTH(supplied_digest) = 32),
                reporter TEXT NOT NULL,
                source TEXT NOT NULL,
                url TEXT NOT NULL,
                reported_at BIGINT NOT NULL,
                seal \(dialect.blob) NOT NULL CHECK (LENGTH(seal) = 32)
            )
            """,
            """
            CREATE TABLE leaks (
                id \(dialect.identity),
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                token_id TEXT NOT NULL,
                reporter TEXT NOT NULL,
                source TEXT NOT NULL,
                url TEXT NOT NULL,
                reported_at BIGINT NOT NULL,
                response TEXT NOT NULL CHECK (response IN ('revoked', 'flagged', 'ended')),
                UNIQUE (token_id, reporter, source, url)
            )
            """,
            "CREATE INDEX leaks_by_organization ON leaks (organization_id, reported_at, id)",
        ]
    }
}
