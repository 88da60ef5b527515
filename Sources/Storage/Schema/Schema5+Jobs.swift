extension Schema5 {
    static func jobs(_ dialect: Dialect) -> [String] {
        [
            """
            CREATE TABLE jobs (
                id \(dialect.identity),
                organization_id BIGINT NOT NULL REFERENCES organizations (id),
                brand_id BIGINT NOT NULL REFERENCES brands (id),
                kind TEXT NOT NULL CHECK (kind <> ''),
                title TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
                attempt BIGINT NOT NULL,
                releases BIGINT NOT NULL DEFAULT 0,
                total BIGINT,
                done BIGINT NOT NULL DEFAULT 0,
                failed BIGINT NOT NULL DEFAULT 0,
                message TEXT NOT NULL DEFAULT '',
                started_by TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                started_at BIGINT,
                heartbeat_at BIGINT NOT NULL,
                finished_at BIGINT,
                cancelled_by TEXT,
                cancelled_evaluator BIGINT,
                export_format TEXT,
                export_from BIGINT,
                export_until BIGINT,
                file_size BIGINT,
                file_dropped BIGINT NOT NULL DEFAULT 0,
                CHECK ((finished_at IS NULL) = (state IN ('queued', 'running')))
            )
            """,
            "CREATE INDEX jobs_by_organization ON jobs (organization_id, id)",
            "CREATE INDEX jobs_open ON jobs (kind, id) WHERE state IN ('queued', 'running')",
            "CREATE INDEX jobs_of_evaluation ON jobs (brand_id, id) WHERE kind = 'reevaluation'",
            // However many servers notice that a brand has changed, one evaluates its answers.
            """
            CREATE UNIQUE INDEX jobs_reevaluation ON jobs (brand_id) WHERE kind = 'reevaluation' AND state IN ('queued', 'running')
            """,
            """
            CREATE TABLE job_faults (
                job_id BIGINT NOT NULL REFERENCES jobs (id),
                number BIGINT NOT NULL,
                place TEXT NOT NULL,
                line BIGINT NOT NULL,
                message TEXT NOT NULL,
                PRIMARY KEY (job_id, number)
            )
            """,
            "ALTER TABLE collection_jobs ADD COLUMN claimed_by TEXT",
            // Counted without a look at the rows.
            "CREATE INDEX collection_jobs_by_state ON collection_jobs (brand_id, platform, state, requested_at)",
        ]
    }
}
