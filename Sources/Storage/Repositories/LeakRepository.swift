package import APIKeys
package import Catalog

package struct LeakRepository: LeakStore {
    let database: any Database
    let log: AuditLog

    private var secret: ServerSecret { log.secret }

    // MARK: The queue

    package func enqueue(_ reports: [LeakReport], capacity: Int, at now: Timestamp) async throws -> Bool {
        guard !reports.isEmpty else { return true }
        // A thousand reports are some milliseconds of hashing: neither on the thread that serves other requests, nor while others
        // wait to write.
        let rows = await Task.detached { [secret] in reports.map { StoredReport($0, under: secret) } }.value
        return try await database.write { session in
            let waiting = try session.int("SELECT COUNT(*) FROM leak_reports") ?? 0
            guard waiting + rows.count <= capacity else { return false }
            for row in rows {
                try session.execute(
                    """
                    INSERT INTO leak_reports (token_id, generated_digest, supplied_digest, reporter, source, url, reported_at, seal)
                    VALUES (\(row.trace.id.description), \(row.trace.generated.bytes), \(row.trace.supplied.bytes),
                        \(row.place.reporter.rawValue), \(row.place.source), \(row.place.url), \(now.milliseconds),
                        \(row.seal.bytes))
                    """)
            }
            return true
        }
    }

    package func queued(after number: Int, limit: Int) async throws -> LeakBatch {
        try await database.read { session in
            var batch = LeakBatch()
            try session.forEach(
                """
                SELECT id, token_id, generated_digest, supplied_digest, reporter, source, url, reported_at, seal
                FROM leak_reports WHERE id > \(number) ORDER BY id LIMIT \(limit)
                """
            ) { row in
                let number = try row.int(0)
                if let report = try? report(row, number) { batch.reports.append(report) } else { batch.damaged.append(number) }
            }
            return batch
        }
    }

    /// - Returns: `nil` for a row that was not written here: nobody shall have a key revoked, or an entry written, by editing the
    ///   database.
    private func report(_ row: any SQLRow, _ number: Int) throws -> LeakBatch.Report? {
        guard let id = KeyID(try row.text(1)), let generated = try row.withBlob(2, { AuthenticationCode($0) }),
            let supplied = try row.withBlob(3, { AuthenticationCode($0) }),
            let place = try LeakColumns.place(row, from: 4)
        else { return nil }
        let stored = StoredReport(TokenTrace(id: id, generated: generated, supplied: supplied), place, under: secret)
        guard try row.withBlob(8, { AuthenticationCode($0) }) == stored.seal else { return nil }
        return LeakBatch.Report(
            number: number, trace: stored.trace, place: stored.place, at: Timestamp(milliseconds: Int64(try row.int(7))))
    }

    package func drop(_ reports: [Int]) async throws {
        try await database.write { session in
            for number in reports { try session.execute("DELETE FROM leak_reports WHERE id = \(number)") }
        }
    }

    // MARK: Leaks

    package func keep(_ leak: Leak, most: Int, audit: AuditDraft) async throws -> Bool {
        try await database.write { session in
            let (token, place) = (leak.token.description, leak.place)
            if leak.response == .revoked {
                try session.execute("UPDATE leaks SET response = 'revoked' WHERE token_id = \(token) AND response = 'flagged'")
            }
            let kept = try session.int(
                "SELECT COUNT(*) FROM leaks WHERE token_id = \(token) AND reporter = \(place.reporter.rawValue)")
            guard kept ?? 0 < most else { return false }
            let inserted = try session.execute(
                """
                INSERT INTO leaks (organization_id, token_id, reporter, source, url, reported_at, response)
                VALUES (\(leak.organization), \(token), \(place.reporter.rawValue), \(place.source), \(place.url),
                    \(leak.at.milliseconds), \(leak.response.rawValue))
                ON CONFLICT (token_id, reporter, source, url) DO NOTHING
                """)
            guard inserted == 1 else { return false }
            let subject: AuditSubject = leak.token.kind == .key ? .key(leak.token) : .adminToken(leak.token)
            try log.append(audit, organization: leak.organization, subject: subject, in: session)
            return true
        }
    }

    package func recent(of organization: Int, limit: Int) async throws -> [Leak] {
        try await database.read { session in
            try session.all(
                """
                SELECT token_id, reporter, source, url, reported_at, response FROM leaks
                WHERE organization_id = \(organization) ORDER BY reported_at DESC, id DESC LIMIT \(limit)
                """
            ) { row -> Leak? in
                guard let token = KeyID(try row.text(0)), let place = try LeakColumns.place(row, from: 1),
                    let response = Leak.Response(rawValue: try row.text(5))
                else { return nil }
                return Leak(
                    organization: organization, token: token, place: place,
                    at: Timestamp(milliseconds: Int64(try row.int(4))), response: response)
            }.compactMap { $0 }
        }
    }
}

/// A report as it waits, with the seal under which only this server writes.
private struct StoredReport: Sendable {
    let trace: TokenTrace
    let place: LeakPlace
    let seal: AuthenticationCode

    init(_ report: LeakReport, under secret: ServerSecret) {
        self.init(TokenTrace(report.token, under: secret), report.place, under: secret)
    }

    init(_ trace: TokenTrace, _ place: LeakPlace, under secret: ServerSecret) {
        self.trace = trace
        self.place = place
        let parts = [trace.id.description, place.reporter.rawValue, place.source, place.url]
        let text = parts.map { "\($0.utf8.count):\($0)" }.joined()
        seal = secret.code(for: trace.generated.bytes + trace.supplied.bytes + Array(text.utf8), .leakReport)
    }
}

private enum LeakColumns {
    /// The columns reporter, source and url.
    static func place(_ row: any SQLRow, from column: Int) throws -> LeakPlace? {
        guard let reporter = LeakPlace.Reporter(rawValue: try row.text(column)) else { return nil }
        return LeakPlace(stored: reporter, source: try row.text(column + 1), url: try row.text(column + 2))
    }
}
