internal import APIKeys
package import Catalog

extension JobRepository {
    package func find(_ job: Int, in organization: Int) async throws -> Job? {
        try await database.read {
            try Self.fetch("WHERE id = \(job) AND organization_id = \(organization)", in: $0).first
        }
    }

    package func list(_ query: JobQuery, of organization: Int) async throws -> [Job] {
        var condition: SQL = "organization_id = \(organization)"
        if let brands = query.brands { condition = condition + " AND brand_id IN (\(Self.list(brands)))" }
        if let kind = query.kind { condition = condition + " AND kind = \(kind.rawValue)" }
        if let isOver = query.isOver {
            condition = condition + (isOver ? " AND finished_at IS NOT NULL" : " AND state IN ('queued', 'running')")
        }
        if let before = query.before { condition = condition + " AND id < \(before)" }
        let rest: SQL = "WHERE \(condition) ORDER BY id DESC LIMIT \(query.limit)"
        return try await database.read { try Self.fetch(rest, in: $0) }
    }

    package func faults(of job: Int) async throws -> [JobFault] {
        try await database.read { session in
            try session.all("SELECT place, line, message FROM job_faults WHERE job_id = \(job) ORDER BY number") {
                JobFault(place: try $0.text(0), line: try $0.int(1), message: try $0.text(2))
            }
        }
    }

    package func jobs(_ ids: Set<Int>) async throws -> [Job] {
        guard !ids.isEmpty else { return [] }
        return try await database.read { try Self.fetch("WHERE id IN (\(Self.list(ids)))", in: $0) }
    }

    package func open(_ kind: Job.Kind) async throws -> [Job] {
        try await database.read {
            try Self.fetch("WHERE kind = \(kind.rawValue) AND state IN ('queued', 'running') ORDER BY id", in: $0)
        }
    }

    /// Numbers, written out: there may be more than a statement has room for values.
    private static func list(_ ids: Set<Int>) -> SQL {
        ids.isEmpty ? "NULL" : SQL(trusted: ids.sorted().map(String.init).joined(separator: ", "))
    }

    private static let columns: SQL = """
        id, organization_id, brand_id, kind, title, state, attempt, total, done, failed, message, started_by, created_at, started_at,
        heartbeat_at, finished_at, cancelled_by, export_format, export_from, export_until, releases, cancelled_evaluator, file_dropped
        """

    /// Without those of a kind that a newer version wrote.
    static func fetch(_ rest: SQL, in session: any SQLSession) throws -> [Job] {
        try session.all("SELECT \(columns) FROM jobs \(rest)") { row in
            guard let kind = Job.Kind(rawValue: try row.text(3)), let state = Job.State(rawValue: try row.text(5)) else {
                return nil
            }
            let format = try row.optionalText(17).flatMap(ExportRequest.Format.init)
            return Job(
                id: try row.int(0), organization: try row.int(1), brand: try row.int(2), kind: kind, title: try row.text(4),
                state: state, attempt: try row.int(6), releases: try row.int(20),
                counts: JobCounts(total: try row.optionalInt(7), done: try row.int(8), failed: try row.int(9)),
                message: try row.text(10), startedBy: try row.text(11), createdAt: try row.moment(12),
                startedAt: try row.optionalMoment(13), heartbeatAt: try row.moment(14), finishedAt: try row.optionalMoment(15),
                cancelledBy: try row.optionalText(16), cancelledEvaluator: try row.optionalInt(21),
                export: try format.map {
                    ExportRequest(format: $0, from: try row.optionalMoment(18), until: try row.optionalMoment(19))
                }, isDropped: try row.bool(22))
        }.compactMap { $0 }
    }
}
