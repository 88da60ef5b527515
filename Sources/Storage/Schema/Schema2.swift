/// The whole life of a key: limits, rotation, usage, approvals, admin tokens, webhooks, leaks.
enum Schema2 {
    static func statements(_ dialect: Dialect) -> [String] {
        keys(dialect) + usage(dialect) + organizations(dialect) + webhooks(dialect) + leaks(dialect)
            + audit(dialect)
    }

    private static func keys(_ dialect: Dialect) -> [String] {
        [
            "ALTER TABLE api_keys ADD COLUMN traits BIGINT NOT NULL DEFAULT 0",
            "ALTER TABLE api_keys ADD COLUMN limit_per_minute BIGINT",
            "ALTER TABLE api_keys ADD COLUMN limit_burst BIGINT",
            "ALTER TABLE api_keys ADD COLUMN rotated_at BIGINT",
            "ALTER TABLE api_keys ADD COLUMN successor_id TEXT",
            // 1 while the overlap of a rotation has not ended.
            "ALTER TABLE api_keys ADD COLUMN rotation_open BIGINT NOT NULL DEFAULT 0",
            "ALTER TABLE api_keys ADD COLUMN predecessor_id TEXT",
            "ALTER TABLE api_keys ADD COLUMN quiet_seconds BIGINT",
            "CREATE INDEX api_keys_by_name ON api_keys (organization_id, (LOWER(name)), id)",
            // Lists begin with what has a value in either direction, so each direction has an index of its own.
            "CREATE INDEX api_keys_by_expiry ON api_keys (organization_id, (expires_at IS NULL), expires_at, id)",
            """
            CREATE INDEX api_keys_by_expiry_down
            ON api_keys (organization_id, (expires_at IS NULL), expires_at DESC, id DESC)
            """,
            "CREATE INDEX api_keys_by_state ON api_keys (organization_id, end_cause, rotation_open, expires_at)",
            "CREATE INDEX api_keys_expiring ON api_keys (expires_at) WHERE end_cause IS NULL AND expires_at IS NOT NULL",
            "CREATE INDEX api_keys_rotating ON api_keys (ended_at) WHERE rotation_open = 1",
            "CREATE INDEX api_keys_pending ON api_keys (organization_id, id) WHERE traits >= 2",
            // When each key was last used. Every key has a row, so that a list sorted by it is read from an index.
            """
            CREATE TABLE key_activity (
                key_id TEXT PRIMARY KEY REFERENCES api_keys (id),
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                last_used_at BIGINT,
                last_address TEXT NOT NULL DEFAULT '',
                last_client TEXT NOT NULL DEFAULT ''
            )
            """,
            """
            INSERT INTO key_activity (key_id, organization_id, last_used_at, last_address)
            SELECT k.id, k.organization_id, u.last_used_at, COALESCE(u.last_address, '')
            FROM api_keys k LEFT JOIN key_uses u ON u.key_id = k.id
            """,
            "DROP TABLE key_uses",
            """
            CREATE INDEX key_activity_by_use
            ON key_activity (organization_id, (last_used_at IS NULL), last_used_at, key_id)
            """,
            """
            CREATE INDEX key_activity_by_use_down
            ON key_activity (organization_id, (last_used_at IS NULL), last_used_at DESC, key_id DESC)
            """,
            """
            CREATE TABLE key_notices (
                key_id TEXT NOT NULL REFERENCES api_keys (id),
                expires_at BIGINT NOT NULL,
                days BIGINT NOT NULL,
                PRIMARY KEY (key_id, expires_at, days)
            )
            """,
        ]
    }

    private static func usage(_ dialect: Dialect) -> [String] {
        [
            """
            CREATE TABLE key_sources (
                id \(dialect.identity),
                key_id TEXT NOT NULL REFERENCES api_keys (id),
                address TEXT NOT NULL,
                client TEXT NOT NULL,
                last_hour BIGINT NOT NULL,
                UNIQUE (key_id, address, client)
            )
            """,
            "CREATE INDEX key_sources_by_hour ON key_sources (last_hour)",
            // Requests that are alike within one hour. brand_id 0: done to no brand.
            """
            CREATE TABLE key_usage (
                key_id TEXT NOT NULL REFERENCES api_keys (id),
                hour BIGINT NOT NULL,
                operation TEXT NOT NULL,
                brand_id BIGINT NOT NULL,
                outcome TEXT NOT NULL,
                source_id BIGINT NOT NULL,
                requests BIGINT NOT NULL,
                PRIMARY KEY (key_id, hour, operation, brand_id, outcome, source_id)
            )
            """,
            "CREATE INDEX key_usage_by_hour ON key_usage (hour)",
            "CREATE INDEX key_usage_by_brand ON key_usage (brand_id, hour) WHERE brand_id > 0",
            """
            CREATE TABLE key_refusals (
                id \(dialect.identity),
                key_id TEXT NOT NULL REFERENCES api_keys (id),
                at BIGINT NOT NULL,
                code TEXT NOT NULL,
                operation TEXT NOT NULL,
                brand_id BIGINT,
                address TEXT NOT NULL,
                client TEXT NOT NULL
            )
            """,
            "CREATE INDEX key_refusals_by_key ON key_refusals (key_id, id)",
            "CREATE INDEX key_refusals_by_time ON key_refusals (at)",
        ]
    }

    private static func organizations(_ dialect: Dialect) -> [String] {
        [
            """
            CREATE TABLE organization_policies (
                organization_id BIGINT PRIMARY KEY REFERENCES organizations (id),
                longest_life_days BIGINT CHECK (longest_life_days > 0),
                unused_days BIGINT CHECK (unused_days > 0),
                on_leak TEXT NOT NULL CHECK (on_leak IN ('revoke', 'flag')),
                four_eyes BIGINT NOT NULL CHECK (four_eyes IN (0, 1))
            )
            """,
            """
            CREATE TABLE approvals (
                id \(dialect.identity),
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                key_id TEXT REFERENCES api_keys (id),
                proposal TEXT NOT NULL,
                requester TEXT NOT NULL,
                requested_by TEXT NOT NULL,
                requested_at BIGINT NOT NULL,
                decided_at BIGINT,
                seal \(dialect.blob) NOT NULL CHECK (LENGTH(seal) = 32)
            )
            """,
            // One proposal at a time for a key, and one for the policy.
            """
            CREATE UNIQUE INDEX approvals_open
            ON approvals (organization_id, (COALESCE(key_id, ''))) WHERE decided_at IS NULL
            """,
            """
            CREATE TABLE admin_tokens (
                id TEXT PRIMARY KEY CHECK (LENGTH(id) = 16),
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                user_id BIGINT NOT NULL REFERENCES users (id),
                digest \(dialect.blob) NOT NULL CHECK (LENGTH(digest) = 32),
                seal \(dialect.blob) NOT NULL CHECK (LENGTH(seal) = 32),
                name TEXT NOT NULL CHECK (name <> ''),
                created_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL,
                revoked_at BIGINT,
                revision BIGINT NOT NULL,
                last_used_at BIGINT,
                last_address TEXT NOT NULL DEFAULT ''
            )
            """,
            "CREATE INDEX admin_tokens_by_organization ON admin_tokens (organization_id, created_at)",
        ]
    }
}
