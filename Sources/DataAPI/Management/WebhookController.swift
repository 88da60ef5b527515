internal import APIKeys
internal import Catalog
internal import HTTPTypes
internal import Hummingbird
internal import Web

/// Where the organization is told of what happens to its keys.
struct WebhookController: Sendable {
    let gate: AdminGate
    let catalog: Catalog

    func addRoutes(to router: RouterGroup<AppContext>) {
        router.get("webhooks", use: gate.admit(list))
        router.post("webhooks", use: gate.admit(create))
        router.get("webhooks/{webhook_id}", use: gate.admit(show))
        router.delete("webhooks/{webhook_id}", use: gate.admit(remove))
        router.post("webhooks/{webhook_id}/test", use: gate.admit(test))
        router.get("webhooks/{webhook_id}/deliveries", use: gate.admit(deliveries))
        router.post("webhooks/{webhook_id}/deliveries/{delivery_id}/redeliver", use: gate.admit(redeliver))
    }

    private func list(_ request: Request, _ context: AppContext, _ admin: AdminGate.Admin) async throws -> Response {
        let webhooks = try await catalog.webhooks.list(of: admin.organization)
        var json = JSONWriter()
        json.object { object in
            object.field("items", array: webhooks) { writer, webhook in writer.object { $0.webhook(webhook) } }
        }
        return json.response()
    }

    /// 201 with the secret that its messages are signed with, which is shown here and never again.
    private func create(_ request: Request, _ context: AppContext, _ admin: AdminGate.Admin) async throws -> Response {
        var body = try await BodyReader.read(request, beingStrict: true)
        let url = body.string("url", minimum: 1)
        let events: [WebhookEvent]? = body.nullable("events", FieldKind<[WebhookEvent]>.list(of: .choice())) ?? nil
        try body.check()
        let (webhook, secret) = try await catalog.webhooks.create(
            url: url, events: events.map { .only(Set($0)) } ?? .all, in: admin.organization, by: admin.actor)
        var json = JSONWriter()
        json.object { object in
            object.webhook(webhook)
            object.field("secret", secret.reveal())
        }
        let path = "/v1/organizations/\(admin.organization.id)/webhooks/\(webhook.id)"
        return json.response(status: .created, headers: [.location: path])
    }

    private func show(_ request: Request, _ context: AppContext, _ admin: AdminGate.Admin) async throws -> Response {
        Self.response(try await catalog.webhooks.find(try context.integer("webhook_id").get(), in: admin.organization))
    }

    private func remove(_ request: Request, _ context: AppContext, _ admin: AdminGate.Admin) async throws -> Response {
        try await BodyReader.refuseMembers(of: request)
        return Self.response(
            try await catalog.webhooks.remove(try context.integer("webhook_id").get(), in: admin.organization, by: admin.actor))
    }

    private static func response(_ webhook: Webhook) -> Response {
        var json = JSONWriter()
        json.object { $0.webhook(webhook) }
        return json.response()
    }

    // MARK: Deliveries

    /// 202: the message is on its way; the delivery log tells how far it came.
    private func test(_ request: Request, _ context: AppContext, _ admin: AdminGate.Admin) async throws -> Response {
        try await BodyReader.refuseMembers(of: request)
        return Self.accepted(
            try await catalog.webhooks.sendTest(
                to: try context.integer("webhook_id").get(), in: admin.organization, by: admin.actor))
    }

    private func deliveries(_ request: Request, _ context: AppContext, _ admin: AdminGate.Admin) async throws -> Response {
        var query = QueryReader(request)
        let limit = query.integer("limit", default: 50, in: 1...500)
        let before = query.optionalInteger("before")
        try query.check()
        // One more, which only tells whether there is another page.
        let found = try await catalog.webhooks.deliveries(
            of: try context.integer("webhook_id").get(), in: admin.organization, before: before, limit: limit + 1)
        let page = found.prefix(limit)
        var json = JSONWriter(capacity: 16 * 1024)
        json.object { object in
            object.field("items", array: page) { writer, delivery in writer.object { $0.delivery(delivery) } }
            object.field("next_before", found.count > limit ? page.last?.id : nil)
        }
        return json.response()
    }

    private func redeliver(_ request: Request, _ context: AppContext, _ admin: AdminGate.Admin) async throws -> Response {
        try await BodyReader.refuseMembers(of: request)
        let id = try context.integer("delivery_id").get()
        let webhook = try await catalog.webhooks.find(try context.integer("webhook_id").get(), in: admin.organization)
        let delivery = try await catalog.webhooks.delivery(id, in: admin.organization)
        guard delivery.webhook == webhook.id else {
            throw CatalogError.notFound("Webhook \(webhook.id) has no delivery \(id). What ended is kept for 30 days.")
        }
        return Self.accepted(try await catalog.webhooks.redeliver(id, in: admin.organization))
    }

    private static func accepted(_ delivery: WebhookDelivery) -> Response {
        var json = JSONWriter()
        json.object { $0.delivery(delivery) }
        return json.response(status: .accepted)
    }
}

extension JSONWriter.Object {
    fileprivate mutating func webhook(_ webhook: Webhook) {
        field("id", webhook.id)
        field("url", webhook.url.text)
        // Null for every event, those of later versions included.
        field("events") { writer in
            if let names = webhook.events.names { writer.array(names) { $0.string($1) } } else { writer.null() }
        }
        field("created_at", webhook.createdAt.iso8601)
        field("created_by", webhook.createdBy)
        field("removed_at", webhook.removed?.iso8601)
    }

    fileprivate mutating func delivery(_ delivery: WebhookDelivery) {
        field("id", delivery.id)
        field("webhook_id", delivery.webhook)
        field("message_id", delivery.message.id)
        field("type", delivery.message.type)
        field("created_at", delivery.createdAt.iso8601)
        field("state", delivery.state.rawValue)
        field("attempts", delivery.attempts)
        field("next_attempt_at", delivery.nextAttemptAt?.iso8601)
        field("last_attempt") { writer in
            guard let last = delivery.lastAttempt else { return writer.null() }
            writer.object { attempt in
                attempt.field("at", last.at.iso8601)
                attempt.field("status", last.status)
                attempt.field("note", last.note)
            }
        }
    }
}
