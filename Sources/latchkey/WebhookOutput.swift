internal import APIKeys
internal import Catalog
internal import Server

// The shapes of `--json` for webhooks. Absent values are left out.

struct WebhookOutput: Encodable {
    let id: Int
    let url: String
    /// Absent for all events.
    let events: [String]?
    /// Only in the answer that makes it.
    let secret: String?
    let createdAt: String
    let createdBy: String
    let removedAt: String?

    init(_ webhook: Webhook, secret: WebhookSecret? = nil) {
        id = webhook.id
        url = webhook.url.text
        events = webhook.events.names
        self.secret = secret?.reveal()
        createdAt = webhook.createdAt.iso8601
        createdBy = webhook.createdBy
        removedAt = webhook.removed?.iso8601
    }
}

struct DeliveryOutput: Encodable {
    let id: Int
    let webhookId: Int
    let messageId: String
    let event: String
    let body: String
    let state: String
    let createdAt: String
    let attempts: Int
    let nextAttemptAt: String?
    let lastAttemptAt: String?
    let status: Int?
    let note: String?

    init(_ delivery: WebhookDelivery) {
        id = delivery.id
        webhookId = delivery.webhook
        messageId = delivery.message.id
        event = delivery.message.type
        body = delivery.message.body
        state = delivery.state.rawValue
        createdAt = delivery.createdAt.iso8601
        attempts = delivery.attempts
        nextAttemptAt = delivery.nextAttemptAt?.iso8601
        lastAttemptAt = delivery.lastAttempt?.at.iso8601
        status = delivery.lastAttempt?.status
        note = delivery.lastAttempt?.note
    }

    /// Waits until a running server has made the first attempt, or for as long as that can take, and says how it went.
    /// - Throws: ``OperatorError`` when the receiver did not take it.
    static func follow(_ queued: WebhookDelivery, in organization: Organization, _ catalog: Catalog, json: Bool) async throws {
        var delivery = queued
        // A round of the server's, and as long as a receiver may take.
        for _ in 0..<75 where delivery.lastAttempt == nil {
            try await Task.sleep(for: .milliseconds(200))
            delivery = try await catalog.webhooks.delivery(delivery.id, in: organization)
        }
        if json { try Output.json(DeliveryOutput(delivery)) }
        guard let attempt = delivery.lastAttempt else {
            throw OperatorError("Nobody has sent it within 15 seconds. It stays queued: a running server sends it.")
        }
        let next = delivery.nextAttemptAt.map { "The next attempt is at \($0.iso8601)." } ?? "It is not tried again."
        guard delivery.state == .delivered else {
            let answer = attempt.status.map { "the receiver answered \($0)" } ?? Output.safe(attempt.note)
            throw OperatorError("Not delivered: \(answer). \(next)")
        }
        if !json { print("Delivered as \(delivery.message.id): the receiver answered \(attempt.status ?? 0).") }
    }
}
