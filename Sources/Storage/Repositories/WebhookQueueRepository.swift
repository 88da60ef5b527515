package import APIKeys
package import Catalog

package struct WebhookQueueRepository: WebhookQueue {
    let database: any Database
    let log: AuditLog

    package func claim(limit: Int, share: Int, lease: Duration, at now: Timestamp) async throws -> [WebhookAttempt] {
        // Most of the time there is nothing: that is found out without keeping writers waiting.
        guard limit > 0, try await database.read({ try !Self.receivers(at: now, $0).isEmpty }) else { return [] }
        return try await database.write { session in
            var receivers = try Self.receivers(at: now, session)
            var taken: [WebhookAttempt] = []
            for round in 1...max(share, 1) {
                for index in receivers.indices where receivers[index].busy < round {
                    guard taken.count < limit else { return taken }
                    guard let attempt = try claimOne(of: receivers[index], lease: lease, at: now, session) else { continue }
                    receivers[index].busy += 1
                    taken.append(attempt)
                }
            }
            return taken
        }
    }

    private struct Receiver {
        let webhook: Webhook
        let salt: [UInt8]
        /// How many deliveries to it are under way, in all processes.
        var busy: Int
    }

    /// The webhooks with something due, those with the least under way first.
    private static func receivers(at now: Timestamp, _ session: any SQLSession) throws -> [Receiver] {
        let moment = now.milliseconds
        return try session.all(
            """
            SELECT \(WebhookColumns.webhook), w.salt,
                (SELECT COUNT(*) FROM webhook_deliveries d
                    WHERE d.webhook_id = w.id AND d.state = 'pending' AND d.leased_until > \(moment)) AS busy
            FROM webhooks w
            WHERE w.removed_at IS NULL AND EXISTS (SELECT 1 FROM webhook_deliveries d
                WHERE d.webhook_id = w.id AND d.state = 'pending' AND d.due_at <= \(moment) AND d.leased_until <= \(moment))
            ORDER BY busy, w.id
            """
        ) { row -> Receiver? in
            guard let webhook = try WebhookColumns.webhook(row) else { return nil }
            let salt = try row.withBlob(WebhookColumns.webhookCount) { Array($0) }
            return Receiver(webhook: webhook, salt: salt, busy: try row.int(WebhookColumns.webhookCount + 1))
        }.compactMap { $0 }
    }

    /// The condition on the lease stands twice: in a database with many writers the outer one is looked at again, after waiting.
    private func claimOne(
        of receiver: Receiver, lease: Duration, at now: Timestamp, _ session: any SQLSession
    ) throws -> WebhookAttempt? {
        let moment = now.milliseconds
        let webhook = receiver.webhook
        return try session.first(
            """
            UPDATE webhook_deliveries SET attempts = attempts + 1, leased_until = \((now + lease).milliseconds)
            WHERE state = 'pending' AND leased_until <= \(moment) AND id = (SELECT d.id FROM webhook_deliveries d
                WHERE d.webhook_id = \(webhook.id) AND d.state = 'pending' AND d.due_at <= \(moment) AND d.leased_until <= \(moment)
                ORDER BY d.due_at, d.id LIMIT 1)
            RETURNING id, attempts, message_id, type, body, seal
            """
        ) { row in
            let message = WebhookMessage(id: try row.text(2), type: try row.text(3), body: try row.text(4))
            let seal = try row.withBlob(5) { AuthenticationCode($0) }
            return WebhookAttempt(
                delivery: try row.int(0), number: try row.int(1), webhook: webhook, message: message,
                secret: WebhookSecret(
                    salt: receiver.salt, organization: webhook.organization, url: webhook.url, under: log.secret),
                isIntact: seal == WebhookOutbox(secret: log.secret).seal(message, webhook.id))
        }
    }

    package func record(_ result: AttemptResult, of attempt: WebhookAttempt) async throws {
        _ = try await database.write { session in
            // The number of the attempt is what tells this lease from a later one.
            let mine: SQL = "id = \(attempt.delivery) AND state = 'pending' AND attempts = \(attempt.number)"
            if let last = result.last {
                try session.execute(
                    """
                    UPDATE webhook_deliveries SET last_attempt_at = \(last.at.milliseconds), status = \(last.status),
                        note = \(last.note)
                    WHERE \(mine)
                    """)
            }
            try session.execute(
                """
                UPDATE webhook_deliveries SET state = \(result.state.rawValue), leased_until = 0,
                    due_at = COALESCE(\(result.nextAttemptAt.map { Int($0.milliseconds) }), due_at),
                    attempts = attempts - \(result.counts ? 0 : 1)
                WHERE \(mine)
                """)
        }
    }

    package func hasten(at now: Timestamp) async throws {
        let latest = (now + RetrySchedule.longestWait).milliseconds
        for column in ["due_at", "leased_until"] as [SQL] {
            let isLate: SQL = "state = 'pending' AND \(column) > \(latest)"
            let found = try await database.read { try $0.int("SELECT 1 FROM webhook_deliveries WHERE \(isLate) LIMIT 1") }
            guard found != nil else { continue }
            _ = try await database.write { session in
                try session.execute("UPDATE webhook_deliveries SET \(column) = \(now.milliseconds) WHERE \(isLate)")
            }
        }
    }

    package func prune(before moment: Timestamp) async throws {
        _ = try await database.write { session in
            try session.execute("DELETE FROM webhook_deliveries WHERE state <> 'pending' AND created_at < \(moment.milliseconds)")
        }
    }
}
