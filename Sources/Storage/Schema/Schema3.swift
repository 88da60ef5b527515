internal import Catalog

/// What is watched of a brand: stages, prompts, and requests to collect.
enum Schema3 {
    static func statements(_ dialect: Dialect) -> [String] {
        brands(dialect) + prompts(dialect) + collections(dialect)
    }

    private static func brands(_ dialect: Dialect) -> [String] {
        [
            "ALTER TABLE brands ADD COLUMN language TEXT NOT NULL DEFAULT 'en'",
            """
            CREATE TABLE stages (
                id \(dialect.identity),
                brand_id BIGINT NOT NULL REFERENCES brands (id),
                name TEXT NOT NULL CHECK (name <> ''),
                kind TEXT,
                archived_at BIGINT
            )
            """,
            "CREATE INDEX stages_by_brand ON stages (brand_id, id)",
        ]
            + ["advice", "awareness", "evaluation", "comparison", "other"].map { kind in
                // The names of that day: a migration does not follow the program's later ones.
                let name = kind.prefix(1).uppercased() + kind.dropFirst()
                return "INSERT INTO stages (brand_id, name, kind) SELECT id, '\(name)', '\(kind)' FROM brands ORDER BY id"
            }
    }

    private static func prompts(_ dialect: Dialect) -> [String] {
        [
            """
            CREATE TABLE prompts (
                id \(dialect.identity),
                brand_id BIGINT NOT NULL REFERENCES brands (id),
                text TEXT NOT NULL CHECK (text <> ''),
                folded TEXT NOT NULL,
                digest \(dialect.blob) NOT NULL CHECK (LENGTH(digest) = 32),
                persona_id BIGINT REFERENCES personas (id),
                stage_id BIGINT NOT NULL REFERENCES stages (id),
                tags TEXT NOT NULL DEFAULT '[]',
                topics TEXT NOT NULL DEFAULT '[]',
                platforms TEXT NOT NULL DEFAULT '[]',
                language TEXT NOT NULL,
                branded BIGINT NOT NULL CHECK (branded IN (0, 1)),
                favorite BIGINT NOT NULL DEFAULT 0 CHECK (favorite IN (0, 1)),
                created_at BIGINT NOT NULL,
                archived_at BIGINT
            )
            """,
            "CREATE INDEX prompts_by_brand ON prompts (brand_id, id)",
            // The same text for the same persona is the same prompt. A digest, since a text may be longer than an index takes.
            "CREATE UNIQUE INDEX prompts_by_digest ON prompts (brand_id, digest)",
        ]
    }

    private static func collections(_ dialect: Dialect) -> [String] {
        [
            """
            CREATE TABLE collection_jobs (
                id \(dialect.identity),
                brand_id BIGINT NOT NULL REFERENCES brands (id),
                prompt_id BIGINT NOT NULL REFERENCES prompts (id),
                platform TEXT NOT NULL CHECK (platform <> ''),
                state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed')),
                requested_at BIGINT NOT NULL,
                requested_by TEXT NOT NULL,
                leased_until BIGINT NOT NULL DEFAULT 0,
                finished_at BIGINT,
                failure TEXT,
                CHECK ((finished_at IS NULL) = (state IN ('queued', 'running')))
            )
            """,
            "CREATE INDEX collection_jobs_by_brand ON collection_jobs (brand_id, id)",
            "CREATE INDEX collection_jobs_open ON collection_jobs (id) WHERE state IN ('queued', 'running')",
            """
            CREATE UNIQUE INDEX collection_jobs_queued ON collection_jobs (prompt_id, platform) WHERE state = 'queued'
            """,
        ]
    }
}
