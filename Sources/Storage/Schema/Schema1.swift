internal import Catalog

/// The first schema. Constraints stand here first and in Swift second.
enum Schema1 {
    static func statements(_ dialect: Dialect) -> [String] {
        [
            """
            CREATE TABLE instance (
                id BIGINT PRIMARY KEY CHECK (id = 1),
                secret_check \(dialect.blob) NOT NULL,
                created_at BIGINT NOT NULL
            )
            """,
            """
            CREATE TABLE organizations (
                id \(dialect.identity),
                slug TEXT NOT NULL UNIQUE CHECK (slug <> ''),
                name TEXT NOT NULL CHECK (name <> ''),
                created_at BIGINT NOT NULL
            )
            """,
            """
            CREATE TABLE users (
                id \(dialect.identity),
                email TEXT NOT NULL UNIQUE CHECK (email <> ''),
                password_hash TEXT,
                created_at BIGINT NOT NULL
            )
            """,
            """
            CREATE TABLE memberships (
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                user_id BIGINT NOT NULL REFERENCES users (id),
                role TEXT NOT NULL CHECK (role IN ('admin', 'editor', 'viewer', 'guest')),
                seal \(dialect.blob) NOT NULL CHECK (LENGTH(seal) = 32),
                created_at BIGINT NOT NULL,
                PRIMARY KEY (organization_id, user_id)
            )
            """,
            "CREATE INDEX memberships_by_user ON memberships (user_id)",
            """
            CREATE TABLE setup_links (
                digest \(dialect.blob) PRIMARY KEY,
                user_id BIGINT NOT NULL UNIQUE REFERENCES users (id),
                expires_at BIGINT NOT NULL
            )
            """,
            """
            CREATE TABLE sessions (
                digest \(dialect.blob) PRIMARY KEY,
                user_id BIGINT NOT NULL REFERENCES users (id),
                created_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX sessions_by_user ON sessions (user_id)",
            "CREATE INDEX sessions_by_expiry ON sessions (expires_at)",
            """
            CREATE TABLE brands (
                id \(dialect.identity),
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                name TEXT NOT NULL CHECK (name <> ''),
                website TEXT NOT NULL,
                description TEXT NOT NULL,
                alternative_names TEXT NOT NULL DEFAULT '[]',
                excluded_names TEXT NOT NULL DEFAULT '[]',
                alternative_websites TEXT NOT NULL DEFAULT '[]',
                key_topics TEXT NOT NULL DEFAULT '[]',
                status TEXT NOT NULL CHECK (status IN ('lead', 'prospect', 'customer')),
                case_sensitive BIGINT NOT NULL CHECK (case_sensitive IN (0, 1)),
                created_at BIGINT NOT NULL,
                archived_at BIGINT,
                revision BIGINT NOT NULL
            )
            """,
            "CREATE INDEX brands_by_organization ON brands (organization_id, id)",
            """
            CREATE TABLE competitors (
                id \(dialect.identity),
                brand_id BIGINT NOT NULL REFERENCES brands (id),
                name TEXT NOT NULL CHECK (name <> ''),
                alternative_names TEXT NOT NULL DEFAULT '[]',
                excluded_names TEXT NOT NULL DEFAULT '[]',
                websites TEXT NOT NULL DEFAULT '[]',
                case_sensitive BIGINT NOT NULL CHECK (case_sensitive IN (0, 1)),
                archived_at BIGINT
            )
            """,
            "CREATE INDEX competitors_by_brand ON competitors (brand_id, id)",
            """
            CREATE TABLE personas (
                id \(dialect.identity),
                brand_id BIGINT NOT NULL REFERENCES brands (id),
                name TEXT NOT NULL,
                description TEXT NOT NULL,
                archived_at BIGINT
            )
            """,
            "CREATE INDEX personas_by_brand ON personas (brand_id, id)",
            """
            CREATE TABLE api_keys (
                id TEXT PRIMARY KEY CHECK (LENGTH(id) = 15),
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                digest \(dialect.blob) NOT NULL CHECK (LENGTH(digest) = 32),
                seal \(dialect.blob) NOT NULL CHECK (LENGTH(seal) = 32),
                scopes TEXT NOT NULL,
                brand_access TEXT NOT NULL CHECK (brand_access IN ('all', 'specific')),
                brands TEXT NOT NULL DEFAULT '[]',
                expires_at BIGINT,
                addresses TEXT NOT NULL DEFAULT '[]',
                end_cause TEXT CHECK (end_cause IN ('revoked', 'rotated')),
                ended_at BIGINT,
                revision BIGINT NOT NULL,
                name TEXT NOT NULL CHECK (name <> ''),
                created_at BIGINT NOT NULL,
                created_by TEXT NOT NULL,
                CHECK ((end_cause IS NULL) = (ended_at IS NULL))
            )
            """,
            "CREATE INDEX api_keys_by_organization ON api_keys (organization_id, created_at, id)",
            """
            CREATE TABLE key_uses (
                key_id TEXT PRIMARY KEY REFERENCES api_keys (id),
                last_used_at BIGINT NOT NULL,
                last_address TEXT
            )
            """,
            """
            CREATE TABLE audit_events (
                sequence BIGINT PRIMARY KEY,
                at BIGINT NOT NULL,
                organization_id BIGINT REFERENCES organizations (id),
                actor_kind TEXT NOT NULL,
                actor TEXT NOT NULL,
                action TEXT NOT NULL,
                subject_kind TEXT NOT NULL,
                subject TEXT NOT NULL,
                detail TEXT NOT NULL,
                hash \(dialect.blob) NOT NULL CHECK (LENGTH(hash) = 32),
                seal \(dialect.blob) NOT NULL CHECK (LENGTH(seal) = 32)
            )
            """,
            "CREATE INDEX audit_events_by_organization ON audit_events (organization_id, sequence)",
            """
            CREATE TABLE audit_head (
                id BIGINT PRIMARY KEY CHECK (id = 1),
                sequence BIGINT NOT NULL,
                hash \(dialect.blob) NOT NULL
            )
            """,
        ]
    }
}
