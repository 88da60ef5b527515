package import APIKeys
package import Catalog

/// Long work, as those who do it see it. See also `JobRepository+Reading.swift`.
package struct JobRepository: JobStore {
    let database: any Database
    let log: AuditLog

    // MARK: Beginning

    package func begin(_ draft: JobDraft, at now: Timestamp) async throws -> Job {
        try await database.write { try Self.insert(draft, isRunning: true, at: now, in: $0) }
    }

    package func enqueue(_ draft: JobDraft, limits: JobLimits, audit: AuditDraft) async throws -> Job {
        try await database.write { session in
            let open: SQL = """
                SELECT COUNT(*) FROM jobs WHERE organization_id = \(draft.organization) AND kind = \(draft.kind.rawValue)
                    AND state IN ('queued', 'running')
                """
            if let most = limits.perPerson, try session.int("\(open) AND started_by = \(draft.startedBy)") ?? 0 >= most {
                throw CatalogError.conflict(
                    "\(most) exports of yours wait or are being written already, as many as one person may have. Wait for one to end, or cancel one."
                )
            }
            guard try session.int(open) ?? 0 < limits.perOrganization else {
                throw CatalogError.conflict(
                    "\(limits.perOrganization) exports wait or are being written already, as many as an organization may have. Wait for one to end, or cancel one."
                )
            }
            let job = try Self.insert(draft, isRunning: false, at: audit.at, in: session)
            try log.append(audit, organization: draft.organization, subject: .job(job.id), in: session)
            return job
        }
    }

    static func insert(
        _ draft: JobDraft, isRunning: Bool, at now: Timestamp, in session: any SQLSession
    ) throws -> Job {
        let moment = now.milliseconds
        let id = try session.int(
            """
            INSERT INTO jobs (organization_id, brand_id, kind, title, state, attempt, started_by, created_at, started_at, heartbeat_at,
                export_format, export_from, export_until)
            VALUES (\(draft.organization), \(draft.brand), \(draft.kind.rawValue), \(draft.title),
                \(isRunning ? "running" : "queued"), \(isRunning ? 1 : 0), \(draft.startedBy), \(moment),
                \(isRunning ? moment : nil), \(moment), \(draft.export?.format.rawValue), \(draft.export?.from?.milliseconds),
                \(draft.export?.until?.milliseconds))
            RETURNING id
            """)
        guard let id, let job = try fetch("WHERE id = \(id)", in: session).first else {
            throw StoreError.failed("a job vanished while it was written")
        }
        return job
    }

    // MARK: Taking

    package func claim(_ kind: Job.Kind, silentSince: Timestamp, at now: Timestamp) async throws -> Job? {
        let free = Self.isFree(since: silentSince)
        let lastTurn: SQL =
            "(SELECT MAX(b.started_at) FROM jobs b WHERE b.organization_id = j.organization_id AND b.kind = j.kind)"
        let next: SQL = """
            SELECT j.id FROM jobs j WHERE j.kind = \(kind.rawValue) AND j.state IN ('queued', 'running') AND \(free)
            ORDER BY COALESCE(\(lastTurn), 0), j.id LIMIT 1
            """
        // Most of the time there is nothing: that is found out without keeping writers waiting.
        guard try await database.read({ try $0.int(next) }) != nil else { return nil }
        return try await database.write { session in
            guard let id = try session.int(next) else { return nil }
            return try Self.take(id, ifFreeSince: silentSince, at: now, in: session)
        }
    }

    static func isFree(since silentSince: Timestamp) -> SQL {
        "(state = 'queued' OR state = 'running' AND heartbeat_at < \(silentSince.milliseconds))"
    }

    /// The condition stands in the update too: in a database with many writers it is looked at again there, after waiting.
    static func take(
        _ id: Int, ifFreeSince silentSince: Timestamp, at now: Timestamp, in session: any SQLSession
    ) throws -> Job? {
        let moment = now.milliseconds
        let taken = try session.execute(
            """
            UPDATE jobs SET state = 'running', attempt = attempt + 1, started_at = COALESCE(started_at, \(moment)),
                heartbeat_at = \(moment), total = NULL, done = 0, failed = 0
            WHERE id = \(id) AND \(isFree(since: silentSince))
            """)
        guard taken == 1 else { return nil }
        try session.execute("DELETE FROM job_faults WHERE job_id = \(id)")
        return try fetch("WHERE id = \(id)", in: session).first
    }

    // MARK: Telling

    package func record(
        _ counts: JobCounts?, faults: [JobFault], of ticket: JobTicket, at now: Timestamp
    ) async throws -> JobOrder {
        try await database.write { session in
            var change: SQL = "heartbeat_at = \(now.milliseconds)"
            if let counts {
                change = change + ", total = \(counts.total), done = \(counts.done), failed = \(counts.failed)"
            }
            guard try session.execute("UPDATE jobs SET \(change) WHERE \(Self.isOf(ticket))") == 1 else { return .lost }
            try Self.add(faults, to: ticket.job, in: session)
            let cancelledBy = try session.first("SELECT cancelled_by FROM jobs WHERE id = \(ticket.job)") {
                try $0.optionalText(0)
            }
            return (cancelledBy ?? nil).map { .cancel(by: $0) } ?? .goOn
        }
    }

    private static func add(_ faults: [JobFault], to job: Int, in session: any SQLSession) throws {
        guard !faults.isEmpty else { return }
        let known = try session.int("SELECT COUNT(*) FROM job_faults WHERE job_id = \(job)") ?? 0
        for (index, fault) in faults.prefix(max(0, JobFault.most - known)).enumerated() {
            try session.execute(
                """
                INSERT INTO job_faults (job_id, number, place, line, message)
                VALUES (\(job), \(known + index), \(fault.place), \(fault.line), \(fault.message))
                """)
        }
    }

    package func end(_ ending: JobEnding, of ticket: JobTicket, at now: Timestamp) async throws -> Bool {
        try await database.write { session in
            let ended = try session.execute(
                """
                UPDATE jobs SET state = \(ending.state.rawValue), message = \(ending.message), total = \(ending.counts.total),
                    done = \(ending.counts.done), failed = \(ending.counts.failed), heartbeat_at = \(now.milliseconds),
                    finished_at = \(now.milliseconds), file_size = \(ending.fileSize)
                WHERE \(Self.isOf(ticket))
                """)
            return ended == 1
        }
    }

    package func release(_ ticket: JobTicket, at now: Timestamp) async throws {
        _ = try await database.write { session in
            try session.execute(
                """
                UPDATE jobs SET state = 'queued', heartbeat_at = \(now.milliseconds), releases = releases + 1
                WHERE \(Self.isOf(ticket))
                """)
        }
    }

    private static func isOf(_ ticket: JobTicket) -> SQL {
        "id = \(ticket.job) AND attempt = \(ticket.attempt) AND state = 'running'"
    }

    package func cancel(
        _ job: Int, in organization: Int, evaluator: Int, silentSince: Timestamp, audit: AuditDraft
    ) async throws -> Job? {
        try await database.write { session in
            let mine: SQL = "id = \(job) AND organization_id = \(organization)"
            try session.execute(
                "UPDATE jobs SET cancelled_evaluator = \(evaluator) WHERE \(mine) AND kind = 'reevaluation' AND finished_at IS NULL"
            )
            let ended = try session.execute(
                """
                UPDATE jobs SET state = 'cancelled', cancelled_by = COALESCE(cancelled_by, \(audit.actor.name)),
                    finished_at = \(audit.at.milliseconds)
                WHERE \(mine) AND \(Self.isFree(since: silentSince))
                """)
            if ended == 0 {
                // Who asked first stays.
                let asked = try session.execute(
                    "UPDATE jobs SET cancelled_by = COALESCE(cancelled_by, \(audit.actor.name)) WHERE \(mine) AND state = 'running'"
                )
                guard asked == 1 else { return nil }
            }
            try log.append(audit, organization: organization, subject: .job(job), in: session)
            return try Self.fetch("WHERE id = \(job)", in: session).first
        }
    }

    package func prune(before moment: Timestamp) async throws {
        // An evaluation that somebody ended is remembered while it is the last one of its brand: else it would begin again.
        let old: SQL = """
            COALESCE(finished_at, heartbeat_at) < \(moment.milliseconds) AND state <> 'queued' AND NOT (
                kind = 'reevaluation' AND state = 'cancelled' AND cancelled_by IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM jobs l WHERE l.brand_id = jobs.brand_id AND l.kind = 'reevaluation' AND l.id > jobs.id))
            """
        guard try await database.read({ try $0.int("SELECT 1 FROM jobs WHERE \(old) LIMIT 1") }) != nil else { return }
        try await database.write { session in
            try session.execute("DELETE FROM job_faults WHERE job_id IN (SELECT id FROM jobs WHERE \(old))")
            try session.execute("DELETE FROM jobs WHERE \(old)")
        }
    }
}
