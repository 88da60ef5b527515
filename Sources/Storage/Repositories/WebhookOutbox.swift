internal import APIKeys
internal import Catalog

/// Where messages to receivers begin: in the transaction of the change that they tell of, so that a crash loses none and invents none.
struct WebhookOutbox {
    let secret: ServerSecret

    /// Writes a delivery for each of the organization's webhooks that wants the event. For an organization without webhooks this is
    /// one look-up in an index.
    func add(_ event: AuditEvent, _ action: AuditAction, in session: any SQLSession) throws {
        guard let type = WebhookEvent(action), let organization = event.organization else { return }
        let receivers = try session.all(
            "SELECT id, events FROM webhooks WHERE organization_id = \(organization) AND removed_at IS NULL ORDER BY id"
        ) { (id: try $0.int(0), events: WebhookColumns.events(try $0.text(1))) }.filter { $0.events.contains(type) }
        guard !receivers.isEmpty else { return }
        let message = try WebhookMessage(type, from: event)
        for receiver in receivers { _ = try add(message, to: receiver.id, at: event.at, in: session) }
    }

    /// - Returns: the delivery's id.
    func add(_ message: WebhookMessage, to webhook: Int, at now: Timestamp, in session: any SQLSession) throws -> Int {
        let id = try session.int(
            """
            INSERT INTO webhook_deliveries (webhook_id, message_id, type, body, seal, created_at, state, due_at)
            VALUES (\(webhook), \(message.id), \(message.type), \(message.body), \(seal(message, webhook).bytes),
                \(now.milliseconds), 'pending', \(now.milliseconds))
            RETURNING id
            """)
        guard let id else { throw StoreError.failed("the delivery got no id") }
        return id
    }

    /// Binds a message to its webhook under the server secret: what somebody else puts into the table is not signed and not sent.
    func seal(_ message: WebhookMessage, _ webhook: Int) -> AuthenticationCode {
        let parts = [String(webhook), message.id, message.type, message.body].map { "\($0.utf8.count):\($0)" }
        return secret.code(for: Array(parts.joined().utf8), .webhookMessage)
    }
}

/// How webhooks and deliveries stand in their columns.
enum WebhookColumns {
    static let webhook: SQL = "w.id, w.organization_id, w.url, w.events, w.created_at, w.created_by, w.removed_at"
    static let webhookCount = 7

    /// - Returns: `nil` for a row with an address that this program would not have written.
    static func webhook(_ row: any SQLRow) throws -> Webhook? {
        guard let url = try? WebhookURL(row.text(2)) else { return nil }
        return Webhook(
            id: try row.int(0), organization: try row.int(1), url: url, events: events(try row.text(3)),
            createdAt: moment(try row.int(4)), createdBy: try row.text(5), removed: try row.optionalInt(6).map(moment))
    }

    static func events(_ chosen: WebhookEvents) throws -> String { try chosen.names.map { try JSONText.encode($0) } ?? "all" }

    /// An event of a later version, or nonsense, is nothing that anybody is told of.
    static func events(_ text: String) -> WebhookEvents {
        if text == "all" { return .all }
        let names = (try? JSONText.decode([String].self, text)) ?? []
        return .only(Set(names.compactMap { WebhookEvent(rawValue: $0) }))
    }

    static let delivery: SQL = """
        d.id, d.webhook_id, d.message_id, d.type, d.body, d.created_at, d.state, d.attempts, d.due_at, d.last_attempt_at, d.status,
            d.note
        """

    static func delivery(_ row: any SQLRow) throws -> WebhookDelivery {
        let state = WebhookDelivery.State(rawValue: try row.text(6)) ?? .failed
        let last = try row.optionalInt(9).map { at in
            WebhookDelivery.LastAttempt(at: moment(at), status: try row.optionalInt(10), note: try row.optionalText(11) ?? "")
        }
        return WebhookDelivery(
            id: try row.int(0), webhook: try row.int(1),
            message: WebhookMessage(id: try row.text(2), type: try row.text(3), body: try row.text(4)),
            createdAt: moment(try row.int(5)), state: state, attempts: try row.int(7),
            nextAttemptAt: state == .pending ? moment(try row.int(8)) : nil, lastAttempt: last)
    }

    private static func moment(_ milliseconds: Int) -> Timestamp { Timestamp(milliseconds: Int64(milliseconds)) }
}
