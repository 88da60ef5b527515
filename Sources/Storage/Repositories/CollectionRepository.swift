package import APIKeys
package import Catalog

package struct CollectionRepository: CollectionStore {
    let database: any Database
    let log: AuditLog

    private static let columns: SQL = """
        j.id, j.brand_id, j.prompt_id, j.platform, j.state, j.requested_at, j.requested_by, j.finished_at, j.failure,
        j.claimed_by
        """

    package func enqueue(
        prompt: Int, of brand: Int, on platforms: [Platform], in organization: Int, audit: AuditDraft
    ) async throws -> [CollectionJob] {
        try await database.write { session in
            var isNew = false
            for platform in platforms {
                let inserted = try session.execute(
                    """
                    INSERT INTO collection_jobs (brand_id, prompt_id, platform, state, requested_at, requested_by)
                    VALUES (\(brand), \(prompt), \(platform.rawValue), 'queued', \(audit.at.milliseconds), \(audit.actor.name))
                    ON CONFLICT DO NOTHING
                    """)
                isNew = isNew || inserted == 1
            }
            if isNew { try log.append(audit, organization: organization, subject: .prompts(brand), in: session) }
            return try platforms.compactMap { platform in
                try fetch(
                    "WHERE j.prompt_id = \(prompt) AND j.platform = \(platform.rawValue) AND j.state = 'queued'", in: session
                ).first
            }
        }
    }

    package func jobs(of brand: Int, state: CollectionJob.State?, limit: Int, offset: Int) async throws -> [CollectionJob] {
        try await database.read { session in
            try fetch(
                "WHERE \(condition(brand, state)) ORDER BY j.id DESC LIMIT \(limit) OFFSET \(offset)", in: session)
        }
    }

    package func count(of brand: Int, state: CollectionJob.State?) async throws -> Int {
        try await database.read { session in
            try session.int("SELECT COUNT(*) FROM collection_jobs j WHERE \(condition(brand, state))") ?? 0
        }
    }

    private func condition(_ brand: Int, _ state: CollectionJob.State?) -> SQL {
        state.map { "j.brand_id = \(brand) AND j.state = \($0.rawValue)" } ?? "j.brand_id = \(brand)"
    }

    package func tallies(of organization: Int) async throws -> [CollectionTally] {
        try await database.read { session in
            var tallies: [CollectionTally] = []
            try session.forEach(
                """
                SELECT j.brand_id, j.platform, j.state, COUNT(*), MIN(j.requested_at)
                FROM brands b JOIN collection_jobs j ON j.brand_id = b.id
                WHERE b.organization_id = \(organization) AND b.archived_at IS NULL
                GROUP BY j.brand_id, j.platform, j.state ORDER BY j.brand_id, j.platform
                """
            ) { row in
                let state = CollectionJob.State(rawValue: try row.text(2))
                guard let platform = Platform(rawValue: try row.text(1)), let state else { return }
                let brand = try row.int(0)
                if tallies.last?.brand != brand || tallies.last?.platform != platform {
                    tallies.append(CollectionTally(brand: brand, platform: platform))
                }
                tallies[tallies.count - 1].counts[state] = try row.int(3)
                if state == .queued { tallies[tallies.count - 1].waitingSince = try row.moment(4) }
            }
            return tallies
        }
    }

    package func find(_ job: Int, of brand: Int) async throws -> CollectionJob? {
        try await database.read { try fetch("WHERE j.id = \(job) AND j.brand_id = \(brand)", in: $0).first }
    }

    package func cancel(_ job: Int, of brand: Int, in organization: Int, audit: AuditDraft) async throws -> Bool {
        try await database.write { session in
            let cancelled = try session.execute(
                """
                UPDATE collection_jobs SET state = 'failed', failure = \("Cancelled by \(audit.actor.name) while it waited."),
                    finished_at = \(audit.at.milliseconds)
                WHERE id = \(job) AND brand_id = \(brand) AND state = 'queued'
                """)
            guard cancelled == 1 else { return false }
            try log.append(audit, organization: organization, subject: .prompts(brand), in: session)
            return true
        }
    }

    // MARK: For a collector

    package func claim(_ limit: Int, by collector: String, lease: Timestamp, at now: Timestamp) async throws -> [CollectionJob] {
        try await database.write { session in
            let open = try fetch(
                """
                JOIN brands b ON b.id = j.brand_id JOIN prompts p ON p.id = j.prompt_id
                WHERE j.state IN ('queued', 'running') AND j.leased_until <= \(now.milliseconds)
                    AND b.archived_at IS NULL AND p.archived_at IS NULL
                ORDER BY j.id LIMIT \(limit)
                """, in: session)
            for job in open {
                try session.execute(
                    """
                    UPDATE collection_jobs SET state = 'running', leased_until = \(lease.milliseconds),
                        claimed_by = \(ClientName.clean(collector))
                    WHERE id = \(job.id)
                    """)
            }
            return try open.compactMap { try fetch("WHERE j.id = \($0.id)", in: session).first }
        }
    }

    package func finish(_ job: Int, failure: String?, at now: Timestamp) async throws -> Bool {
        try await database.write { session in
            let finished = try session.execute(
                """
                UPDATE collection_jobs SET state = \(failure == nil ? "done" : "failed"), failure = \(failure),
                    finished_at = \(now.milliseconds)
                WHERE id = \(job) AND state = 'running'
                """)
            return finished == 1
        }
    }

    private func fetch(_ rest: SQL, in session: any SQLSession) throws -> [CollectionJob] {
        try session.all("SELECT \(Self.columns) FROM collection_jobs j \(rest)") { row in
            guard let platform = Platform(rawValue: try row.text(3)), let state = CollectionJob.State(rawValue: try row.text(4))
            else { return nil }
            return CollectionJob(
                id: try row.int(0), brand: try row.int(1), prompt: try row.int(2), platform: platform, state: state,
                requestedAt: try row.moment(5), requestedBy: try row.text(6), claimedBy: try row.optionalText(9),
                finishedAt: try row.optionalMoment(7), failure: try row.optionalText(8))
        }.compactMap { $0 }
    }
}
