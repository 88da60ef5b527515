package import APIKeys

/// Everything that people do with webhooks. Who calls this has seen to it that the actor is an admin.
package struct WebhookService: Sendable {
    /// How many an organization may have: each change is sent to all of them.
    package static let limit = 20

    private let webhooks: any WebhookStore
    private let secret: ServerSecret
    private let rule: WebhookAddressRule
    private let clock: WallClock

    package init(webhooks: any WebhookStore, secret: ServerSecret, rule: WebhookAddressRule, clock: WallClock) {
        self.webhooks = webhooks
        self.secret = secret
        self.rule = rule
        self.clock = clock
    }

    /// Those that are in use, oldest first.
    package func list(of organization: Organization) async throws -> [Webhook] {
        try await webhooks.list(of: organization.id)
    }

    /// Also one that was removed. - Throws: ``CatalogError/notFound(_:)``, also for a webhook of another organization.
    package func find(_ id: Int, in organization: Organization) async throws -> Webhook {
        guard let webhook = try await webhooks.find(id, in: organization.id) else { throw Self.noWebhook(id, organization) }
        return webhook
    }

    /// Makes a webhook. The secret in the answer is shown now or never.
    /// - Throws: ``CatalogError/invalid(field:message:)`` with the field `url` or `events`; `.conflict` when there are too many.
    package func create(
        url: String, events: WebhookEvents = .all, in organization: Organization, by actor: Actor
    ) async throws -> (webhook: Webhook, secret: WebhookSecret) {
        let url = try WebhookURL(url)
        try rule.check(url)
        if case .only(let chosen) = events, chosen.isEmpty {
            throw CatalogError.invalid(field: "events", message: "Choose at least one event, or all.")
        }
        let draft = WebhookDraft(
            organization: organization.id, url: url, events: events, salt: WebhookSecret.randomSalt())
        // The origin only: paths of receivers often are passwords.
        let detail = ["url": url.origin, "events": events.names?.joined(separator: ", ") ?? "all"]
        let audit = AuditDraft(at: clock.now(), actor: actor, action: .webhookCreated, detail: detail)
        let webhook = try await webhooks.insert(draft, limit: Self.limit, audit: audit)
        return (webhook, WebhookSecret(salt: draft.salt, organization: organization.id, url: url, under: secret))
    }

    /// Nothing more is sent to it, not even what was on its way. Removing twice is harmless.
    package func remove(_ id: Int, in organization: Organization, by actor: Actor) async throws -> Webhook {
        let audit = AuditDraft(at: clock.now(), actor: actor, action: .webhookRemoved)
        guard let webhook = try await webhooks.remove(id, in: organization.id, audit: audit) else {
            throw Self.noWebhook(id, organization)
        }
        return webhook
    }

    /// A page of the delivery log, newest first, that of a removed webhook too.
    /// - Parameter before: the id of the last delivery of the page before.
    package func deliveries(
        of id: Int, in organization: Organization, before: Int? = nil, limit: Int = 50
    ) async throws -> [WebhookDelivery] {
        let webhook = try await find(id, in: organization)
        return try await webhooks.deliveries(of: webhook.id, in: organization.id, before: before, limit: limit)
    }

    /// - Throws: ``CatalogError/notFound(_:)``, also for a delivery of another organization.
    package func delivery(_ id: Int, in organization: Organization) async throws -> WebhookDelivery {
        guard let delivery = try await webhooks.delivery(id, in: organization.id) else {
            throw CatalogError.notFound("\(organization.name) has no delivery \(id). What ended is kept for 30 days.")
        }
        return delivery
    }

    /// How each webhook fares: the newest delivery to it that was attempted. Those to which nothing was sent yet have none.
    package func lastAttempts(of organization: Organization) async throws -> [WebhookDelivery] {
        try await webhooks.lastAttempts(of: organization.id)
    }

    /// Sends a message once more, under the same message id; the log gets a new line, with the whole schedule before it.
    /// - Throws: ``CatalogError/conflict(_:)`` when the webhook was removed.
    package func redeliver(_ id: Int, in organization: Organization) async throws -> WebhookDelivery {
        let delivery = try await delivery(id, in: organization)
        return try await webhooks.enqueue(
            delivery.message, to: try await working(delivery.webhook, in: organization), at: clock.now())
    }

    /// Sends a message of type `webhook.test`, whatever events the webhook is for.
    /// - Throws: ``CatalogError/conflict(_:)`` when the webhook was removed.
    package func sendTest(to id: Int, in organization: Organization, by actor: Actor) async throws -> WebhookDelivery {
        let webhook = try await working(id, in: organization)
        let now = clock.now()
        return try await webhooks.enqueue(.test(webhook, by: actor, at: now), to: webhook, at: now)
    }

    private func working(_ id: Int, in organization: Organization) async throws -> Webhook {
        let webhook = try await find(id, in: organization)
        if let removed = webhook.removed {
            throw CatalogError.conflict(
                "Webhook \(id) was removed at \(removed.iso8601); nothing is sent to it. Make a new one for the same address.")
        }
        return webhook
    }

    private static func noWebhook(_ id: Int, _ organization: Organization) -> CatalogError {
        .notFound("\(organization.name) has no webhook \(id).")
    }
}
