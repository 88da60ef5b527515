package import APIKeys

/// Webhooks and their delivery log.
package protocol WebhookStore: Sendable {
    /// - Throws: ``CatalogError/conflict(_:)`` when the organization has `limit` webhooks already.
    func insert(_ draft: WebhookDraft, limit: Int, audit: AuditDraft) async throws -> Webhook
    /// Those not removed, oldest first.
    func list(of organization: Int) async throws -> [Webhook]
    /// Removed ones too: their log can still be read.
    func find(_ id: Int, in organization: Int) async throws -> Webhook?
    /// Ends it and gives up what was still to be sent.
    /// - Returns: `nil` when there is none; one that was removed before stays as it is, without an entry.
    func remove(_ id: Int, in organization: Int, audit: AuditDraft) async throws -> Webhook?

    /// Newest first; `before` is the id of the last one of the page before.
    func deliveries(of webhook: Int, in organization: Int, before: Int?, limit: Int) async throws -> [WebhookDelivery]
    func delivery(_ id: Int, in organization: Int) async throws -> WebhookDelivery?
    /// Of each webhook in use the newest delivery that was attempted; none of those to which nothing was sent yet.
    func lastAttempts(of organization: Int) async throws -> [WebhookDelivery]
    /// Puts a message on its way to one webhook.
    func enqueue(_ message: WebhookMessage, to webhook: Webhook, at now: Timestamp) async throws -> WebhookDelivery
}

/// The sending end of the same log. Events come into it within the transaction of the change that they tell of.
package protocol WebhookQueue: Sendable {
    /// Takes on deliveries that are due, each for as long as `lease`: nobody else gets them until then, in no process.
    ///
    /// - Parameters:
    ///   - limit: at most this many.
    ///   - share: at most this many to one webhook at a time; every webhook gets one before any gets its second.
    func claim(limit: Int, share: Int, lease: Duration, at now: Timestamp) async throws -> [WebhookAttempt]
    /// Writes what an attempt came to; nothing when its lease ran out and another attempt has begun.
    func record(_ result: AttemptResult, of attempt: WebhookAttempt) async throws
    /// Makes due what waits for longer than any delivery may: it was put off, or taken on, while the clock was ahead.
    func hasten(at now: Timestamp) async throws
    /// Drops what ended and began before `moment`.
    func prune(before moment: Timestamp) async throws
}
