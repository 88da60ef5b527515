internal import Catalog

extension Schema5 {
    /// Who is who at an OpenID provider. A person has one identity at each issuer.
    static func identities(_ dialect: Dialect) -> [String] {
        [
            """
            CREATE TABLE identities (
                issuer TEXT NOT NULL,
                subject TEXT NOT NULL,
                user_id BIGINT NOT NULL REFERENCES users (id),
                seal \(dialect.blob) NOT NULL CHECK (LENGTH(seal) = 32),
                created_at BIGINT NOT NULL,
                PRIMARY KEY (issuer, subject),
                UNIQUE (issuer, user_id)
            )
            """,
            "CREATE INDEX identities_by_user ON identities (user_id)",
        ]
    }
}
