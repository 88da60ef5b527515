internal import Catalog

/// Answers of assistants, and what finds prompts in use.
enum Schema4 {
    static func statements(_ dialect: Dialect) -> [String] { prompts + observations(dialect) }

    private static let prompts = [
        // What nearly every list asks for; counted without a look at the rows.
        "CREATE INDEX prompts_in_use ON prompts (brand_id, id) WHERE archived_at IS NULL"
    ]

    private static func observations(_ dialect: Dialect) -> [String] {
        [
            // Numbers what happens to a brand's observations. A writer takes its numbers first and holds the row until it commits, so that
            // whoever has seen a number has seen all below it.
            """
            CREATE TABLE observation_feeds (
                brand_id BIGINT PRIMARY KEY REFERENCES brands (id),
                revision BIGINT NOT NULL,
                evaluator BIGINT
            )
            """,
            // Narrow: the analytics and new evaluations run over all of it.
            """
            CREATE TABLE observations (
                id \(dialect.identity),
                brand_id BIGINT NOT NULL REFERENCES brands (id),
                revision BIGINT NOT NULL,
                prompt_id BIGINT NOT NULL REFERENCES prompts (id),
                persona_id BIGINT REFERENCES personas (id),
                platform TEXT NOT NULL CHECK (platform <> ''),
                country TEXT,
                search_enabled BIGINT NOT NULL CHECK (search_enabled IN (0, 1)),
                created_at BIGINT NOT NULL,
                received_at BIGINT NOT NULL,
                client_id TEXT,
                has_shopping BIGINT NOT NULL CHECK (has_shopping IN (0, 1)),
                evaluator BIGINT NOT NULL,
                is_given BIGINT NOT NULL CHECK (is_given IN (0, 1)),
                brand_present BIGINT NOT NULL CHECK (brand_present IN (0, 1)),
                brand_position TEXT CHECK (brand_position IN ('top', 'middle', 'bottom')),
                brand_sentiment TEXT CHECK (brand_sentiment IN ('positive', 'mixed', 'negative', 'none')),
                competitors TEXT NOT NULL,
                citations TEXT NOT NULL
            )
            """,
            "CREATE UNIQUE INDEX observations_by_revision ON observations (brand_id, revision)",
            "CREATE INDEX observations_by_time ON observations (brand_id, created_at, id)",
            "CREATE INDEX observations_by_prompt ON observations (prompt_id, created_at, id)",
            "CREATE UNIQUE INDEX observations_by_client ON observations (brand_id, client_id) WHERE client_id IS NOT NULL",
            """
            CREATE TABLE answers (
                observation_id \(dialect.rowKey) REFERENCES observations (id),
                response_text TEXT NOT NULL,
                pages TEXT NOT NULL,
                query_fanout TEXT,
                shopping_results TEXT NOT NULL
            )
            """,
        ]
    }
}
