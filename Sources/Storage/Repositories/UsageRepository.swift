package import APIKeys
package import Catalog

package struct UsageRepository: UsageStore {
    let database: any Database

    /// Distinct sources kept of one key; the others are counted together.
    private static let mostSources = 1000
    /// Refused requests kept of one key.
    private static let mostRefusals = 50

    // MARK: Writing

    package func save(_ batch: UsageBatch, at now: Timestamp) async throws {
        try await database.write { session in
            for (id, key) in batch.keys { try save(key, of: id.description, at: now, in: session) }
        }
    }

    private func save(_ key: UsageBatch.Key, of id: String, at now: Timestamp, in session: any SQLSession) throws {
        if let use = key.lastUse {
            // Two processes may flush in any order: the later use wins. A row that somebody took away is made again.
            try session.execute(
                """
                INSERT INTO key_activity (key_id, organization_id, last_used_at, last_address, last_client)
                SELECT id, organization_id, \(use.at.milliseconds), \(use.source.addressText),
                    \(ClientName.clean(use.source.client)) FROM api_keys WHERE id = \(id)
                ON CONFLICT (key_id) DO UPDATE SET last_used_at = excluded.last_used_at,
                    last_address = excluded.last_address, last_client = excluded.last_client
                WHERE key_activity.last_used_at IS NULL OR key_activity.last_used_at <= excluded.last_used_at
                    OR key_activity.last_used_at > \(now.milliseconds)
                """)
        }
        var sources: [UsageLedger.Source: Int] = [:]
        for (cell, requests) in key.cells {
            let source = try sources[cell.source] ?? self.source(cell.source, of: id, hour: cell.hour, in: session)
            guard let source else { continue }
            sources[cell.source] = source
            try session.execute(
                """
                INSERT INTO key_usage (key_id, hour, operation, brand_id, outcome, source_id, requests)
                VALUES (\(id), \(cell.hour), \(cell.operation), \(cell.brand ?? 0), \(cell.outcome), \(source), \(requests))
                ON CONFLICT (key_id, hour, operation, brand_id, outcome, source_id)
                DO UPDATE SET requests = key_usage.requests + excluded.requests
                """)
        }
        try save(key.refusals, of: id, in: session)
    }

    private func source(
        _ source: UsageLedger.Source, of id: String, hour: Int, in session: any SQLSession
    ) throws -> Int? {
        let (address, client) = (source.addressText, ClientName.clean(source.client))
        let known = try session.first(
            "SELECT id, last_hour FROM key_sources WHERE key_id = \(id) AND address = \(address) AND client = \(client)"
        ) { (id: try $0.int(0), lastHour: try $0.int(1)) }
        if let known {
            if known.lastHour < hour {
                try session.execute("UPDATE key_sources SET last_hour = \(hour) WHERE id = \(known.id)")
            }
            return known.id
        }
        let count = try session.int("SELECT COUNT(*) FROM key_sources WHERE key_id = \(id)") ?? 0
        if count >= Self.mostSources, source != .other { return try self.source(.other, of: id, hour: hour, in: session) }
        // A key that is not there leaves no row and no error: counts of an unknown key are worth nothing.
        return try session.int(
            """
            INSERT INTO key_sources (key_id, address, client, last_hour)
            SELECT id, \(address), \(client), \(hour) FROM api_keys WHERE id = \(id) RETURNING id
            """)
    }

    private func save(_ refusals: [RefusedCall], of id: String, in session: any SQLSession) throws {
        guard !refusals.isEmpty else { return }
        for call in refusals {
            try session.execute(
                """
                INSERT INTO key_refusals (key_id, at, code, operation, brand_id, address, client)
                SELECT id, \(call.at.milliseconds), \(call.code), \(call.operation), \(call.brand), \(call.source.addressText),
                    \(ClientName.clean(call.source.client)) FROM api_keys WHERE id = \(id)
                """)
        }
        try session.execute(
            """
            DELETE FROM key_refusals WHERE key_id = \(id) AND id <= (SELECT id FROM key_refusals WHERE key_id = \(id)
                ORDER BY id DESC LIMIT 1 OFFSET \(Self.mostRefusals))
            """)
    }

    package func forget(before moment: Timestamp) async throws {
        try await database.write { session in
            try session.execute("DELETE FROM key_usage WHERE hour < \(moment.hour)")
            try session.execute("DELETE FROM key_refusals WHERE at < \(moment.milliseconds)")
            // Its counts are of its last hour at most, so all gone by now.
            try session.execute("DELETE FROM key_sources WHERE last_hour < \(moment.hour)")
        }
    }

    // MARK: Reading

    package func hours(of key: KeyID, since hour: Int) async throws -> [HourCount] {
        try await database.read { session in
            try session.all(
                """
                SELECT hour, outcome, SUM(requests) FROM key_usage WHERE key_id = \(key.description) AND hour >= \(hour)
                GROUP BY hour, outcome ORDER BY hour, outcome
                """
            ) { HourCount(hour: try $0.int(0), outcome: try $0.text(1), requests: try $0.int(2)) }
        }
    }

    package func calls(of key: KeyID, since hour: Int, limit: Int) async throws -> [CallCount] {
        try await calls("u.key_id = \(key.description) AND u.hour >= \(hour)", limit: limit)
    }

    package func calls(on brand: Int, in organization: Int, since hour: Int, limit: Int) async throws -> [CallCount] {
        try await calls(
            """
            u.brand_id = \(brand) AND u.brand_id > 0 AND u.hour >= \(hour) AND u.outcome = 'allowed' AND EXISTS (
                SELECT 1 FROM api_keys k WHERE k.id = u.key_id AND k.organization_id = \(organization)
                    AND (k.end_cause IS NULL OR k.rotation_open = 1))
            """, limit: limit)
    }

    private func calls(_ condition: SQL, limit: Int) async throws -> [CallCount] {
        try await database.read { session in
            try session.all(
                """
                SELECT u.key_id, u.operation, u.brand_id, u.outcome, s.address, s.client, u.requests, u.last_hour FROM (
                    SELECT u.key_id, u.operation, u.brand_id, u.outcome, u.source_id, SUM(u.requests) AS requests,
                        MAX(u.hour) AS last_hour
                    FROM key_usage u WHERE \(condition)
                    GROUP BY u.key_id, u.operation, u.brand_id, u.outcome, u.source_id
                    ORDER BY SUM(u.requests) DESC LIMIT \(limit)) u
                JOIN key_sources s ON s.id = u.source_id
                """
            ) { row -> CallCount? in
                guard let key = KeyID(try row.text(0)) else { return nil }
                let brand = try row.int(2)
                return CallCount(
                    key: key, operation: try row.text(1), brand: brand == 0 ? nil : brand, outcome: try row.text(3),
                    source: UsageLedger.Source(address: IPAddress(try row.text(4)), client: try row.text(5)),
                    requests: try row.int(6), lastHour: try row.int(7))
            }.compactMap { $0 }
        }
    }

    package func refusals(of key: KeyID, limit: Int) async throws -> [RefusedCall] {
        try await database.read { session in
            try session.all(
                """
                SELECT at, code, operation, brand_id, address, client FROM key_refusals WHERE key_id = \(key.description)
                ORDER BY id DESC LIMIT \(limit)
                """
            ) { row in
                RefusedCall(
                    at: Timestamp(milliseconds: Int64(try row.int(0))), code: try row.text(1), operation: try row.text(2),
                    brand: try row.optionalInt(3),
                    source: UsageLedger.Source(address: IPAddress(try row.text(4)), client: try row.text(5)))
            }
        }
    }

    package func count(of key: KeyID, outcomes: [String]) async throws -> Int {
        try await database.read { session in
            try outcomes.reduce(0) { sum, outcome in
                try sum
                    + (session.int(
                        """
                        SELECT COALESCE(SUM(requests), 0) FROM key_usage
                        WHERE key_id = \(key.description) AND outcome = \(outcome)
                        """) ?? 0)
            }
        }
    }

    package func lastUse(of key: KeyID) async throws -> UsageLedger.Use? {
        try await database.read { session in
            try session.first(
                "SELECT last_used_at, last_address, last_client FROM key_activity WHERE key_id = \(key.description)"
            ) { KeyRow.lastUse($0, from: 0) } ?? nil
        }
    }

    package func firstHour(of key: KeyID) async throws -> Int? {
        try await database.read { session in
            try session.first("SELECT MIN(hour) FROM key_usage WHERE key_id = \(key.description)") {
                try $0.optionalInt(0)
            } ?? nil
        }
    }
}

extension UsageLedger.Source {
    fileprivate var addressText: String { address?.description ?? "" }
}
