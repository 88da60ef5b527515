extension Schema2 {
    static func webhooks(_ dialect: Dialect) -> [String] {
        [
            """
            CREATE TABLE webhooks (
                id \(dialect.identity),
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                url TEXT NOT NULL CHECK (url <> ''),
                events TEXT NOT NULL,
                salt \(dialect.blob) NOT NULL CHECK (LENGTH(salt) = 16),
                created_at BIGINT NOT NULL,
                created_by TEXT NOT NULL,
                removed_at BIGINT
            )
            """,
            // What every change of a key asks: does anybody want to know?
            "CREATE INDEX webhooks_in_use ON webhooks (organization_id, id) WHERE removed_at IS NULL",
            """
            CREATE TABLE webhook_deliveries (
                id \(dialect.identity),
                webhook_id BIGINT NOT NULL REFERENCES webhooks (id),
                message_id TEXT NOT NULL CHECK (message_id <> ''),
                type TEXT NOT NULL,
                body TEXT NOT NULL,
                seal \(dialect.blob) NOT NULL CHECK (LENGTH(seal) = 32),
                created_at BIGINT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('pending', 'delivered', 'failed')),
                attempts BIGINT NOT NULL DEFAULT 0 CHECK (attempts >= 0),
                due_at BIGINT NOT NULL,
                leased_until BIGINT NOT NULL DEFAULT 0,
                last_attempt_at BIGINT,
                status BIGINT,
                note TEXT
            )
            """,
            "CREATE INDEX webhook_deliveries_by_webhook ON webhook_deliveries (webhook_id, id)",
            "CREATE INDEX webhook_deliveries_due ON webhook_deliveries (webhook_id, due_at) WHERE state = 'pending'",
            "CREATE INDEX webhook_deliveries_leased ON webhook_deliveries (webhook_id, leased_until) WHERE state = 'pending'",
            "CREATE INDEX webhook_deliveries_by_age ON webhook_deliveries (created_at)",
        ]
    }
}
