internal import Catalog

extension Schema5 {
    /// Links to a brand's report, for people without an account.
    static func shares(_ dialect: Dialect) -> [String] {
        [
            """
            CREATE TABLE shares (
                id \(dialect.identity),
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                brand_id BIGINT NOT NULL REFERENCES brands (id),
                recipient TEXT NOT NULL CHECK (recipient <> ''),
                view_query TEXT NOT NULL,
                digest \(dialect.blob) NOT NULL UNIQUE CHECK (LENGTH(digest) = 32),
                seal \(dialect.blob) NOT NULL CHECK (LENGTH(seal) = 32),
                created_by TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL,
                revoked_at BIGINT,
                revision BIGINT NOT NULL DEFAULT 0,
                opened_at BIGINT
            )
            """,
            "CREATE INDEX shares_by_brand ON shares (brand_id, created_at)",
        ]
    }
}
