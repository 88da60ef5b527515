package import APIKeys
package import Catalog

package struct WebhookRepository: WebhookStore {
    let database: any Database
    let log: AuditLog

    package func insert(_ draft: WebhookDraft, limit: Int, audit: AuditDraft) async throws -> Webhook {
        try await database.write { session in
            let count = try session.int(
                "SELECT COUNT(*) FROM webhooks WHERE organization_id = \(draft.organization) AND removed_at IS NULL")
            guard count ?? 0 < limit else {
                throw CatalogError.conflict(
                    "There are \(limit) webhooks already, as many as an organization may have. Remove one first.")
            }
            let id = try session.int(
                """
                INSERT INTO webhooks (organization_id, url, events, salt, created_at, created_by)
                VALUES (\(draft.organization), \(draft.url.text), \(try WebhookColumns.events(draft.events)), \(draft.salt),
                    \(audit.at.milliseconds), \(audit.actor.name))
                RETURNING id
                """)
            guard let id, let webhook = try Self.fetch(id, in: draft.organization, session) else {
                throw StoreError.failed("the webhook got no id")
            }
            try log.append(audit, organization: draft.organization, subject: .webhook(id), in: session)
            return webhook
        }
    }

    package func list(of organization: Int) async throws -> [Webhook] {
        try await database.read { session in
            try session.all(
                """
                SELECT \(WebhookColumns.webhook) FROM webhooks w WHERE w.organization_id = \(organization) AND w.removed_at IS NULL
                ORDER BY w.id
                """
            ) { try WebhookColumns.webhook($0) }.compactMap { $0 }
        }
    }

    package func find(_ id: Int, in organization: Int) async throws -> Webhook? {
        try await database.read { try Self.fetch(id, in: organization, $0) }
    }

    package func remove(_ id: Int, in organization: Int, audit: AuditDraft) async throws -> Webhook? {
        try await database.write { session in
            guard let found = try Self.fetch(id, in: organization, session), found.removed == nil else {
                return try Self.fetch(id, in: organization, session)
            }
            try session.execute("UPDATE webhooks SET removed_at = \(audit.at.milliseconds) WHERE id = \(id)")
            try session.execute(
                """
                UPDATE webhook_deliveries SET state = 'failed', leased_until = 0, last_attempt_at = \(audit.at.milliseconds),
                    status = NULL, note = 'The webhook was removed before this was sent.'
                WHERE webhook_id = \(id) AND state = 'pending'
                """)
            try log.append(
                audit, organization: organization, subject: .webhook(id), detail: ["url": found.url.origin], in: session)
            return try Self.fetch(id, in: organization, session)
        }
    }

    package func deliveries(of webhook: Int, in organization: Int, before: Int?, limit: Int) async throws -> [WebhookDelivery] {
        try await database.read { session in
            try session.all(
                """
                SELECT \(WebhookColumns.delivery) FROM webhook_deliveries d JOIN webhooks w ON w.id = d.webhook_id
                WHERE d.webhook_id = \(webhook) AND w.organization_id = \(organization) AND d.id < \(before ?? .max)
                ORDER BY d.id DESC LIMIT \(limit)
                """
            ) { try WebhookColumns.delivery($0) }
        }
    }

    package func delivery(_ id: Int, in organization: Int) async throws -> WebhookDelivery? {
        try await database.read { try Self.delivery(id, in: organization, $0) }
    }

    package func lastAttempts(of organization: Int) async throws -> [WebhookDelivery] {
        try await database.read { session in
            try session.all(Self.lastAttempts(of: organization)) { try WebhookColumns.delivery($0) }
        }
    }

    static func lastAttempts(of organization: Int) -> SQL {
        """
        SELECT \(WebhookColumns.delivery) FROM webhooks w JOIN webhook_deliveries d ON d.id = (
            SELECT l.id FROM webhook_deliveries l WHERE l.webhook_id = w.id AND l.last_attempt_at IS NOT NULL
            ORDER BY l.id DESC LIMIT 1)
        WHERE w.organization_id = \(organization) AND w.removed_at IS NULL ORDER BY w.id
        """
    }

    package func enqueue(_ message: WebhookMessage, to webhook: Webhook, at now: Timestamp) async throws -> WebhookDelivery {
        try await database.write { session in
            let id = try WebhookOutbox(secret: log.secret).add(message, to: webhook.id, at: now, in: session)
            guard let delivery = try Self.delivery(id, in: webhook.organization, session) else {
                throw StoreError.failed("the delivery cannot be found")
            }
            return delivery
        }
    }

    private static func delivery(_ id: Int, in organization: Int, _ session: any SQLSession) throws -> WebhookDelivery? {
        try session.first(
            """
            SELECT \(WebhookColumns.delivery) FROM webhook_deliveries d JOIN webhooks w ON w.id = d.webhook_id
            WHERE d.id = \(id) AND w.organization_id = \(organization)
            """
        ) { try WebhookColumns.delivery($0) }
    }

    private static func fetch(_ id: Int, in organization: Int, _ session: any SQLSession) throws -> Webhook? {
        try session.first(
            "SELECT \(WebhookColumns.webhook) FROM webhooks w WHERE w.id = \(id) AND w.organization_id = \(organization)"
        ) { try WebhookColumns.webhook($0) } ?? nil
    }
}
