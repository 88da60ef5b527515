package import APIKeys

/// One message on its way to one webhook, and how far it came: a line of the delivery log.
package struct WebhookDelivery: Hashable, Sendable {
    package enum State: String, CaseIterable, Sendable {
        /// Waiting for its first or next attempt.
        case pending
        /// The receiver answered 2xx.
        case delivered
        /// Given up.
        case failed
    }

    package let id: Int
    package let webhook: Int
    package let message: WebhookMessage
    package let createdAt: Timestamp
    package let state: State
    /// How many attempts have begun.
    package let attempts: Int
    /// When the next attempt is due; `nil` when there will be none.
    package let nextAttemptAt: Timestamp?
    package let lastAttempt: LastAttempt?

    package init(
        id: Int, webhook: Int, message: WebhookMessage, createdAt: Timestamp, state: State, attempts: Int,
        nextAttemptAt: Timestamp?, lastAttempt: LastAttempt?
    ) {
        self.id = id
        self.webhook = webhook
        self.message = message
        self.createdAt = createdAt
        self.state = state
        self.attempts = attempts
        self.nextAttemptAt = nextAttemptAt
        self.lastAttempt = lastAttempt
    }

    package struct LastAttempt: Hashable, Sendable {
        package let at: Timestamp
        /// The HTTP status; `nil` when no answer came.
        package let status: Int?
        /// The beginning of the answer's body, secrets masked; or why there was no answer.
        package let note: String

        package init(at moment: Timestamp, status: Int?, note: String) {
            at = moment
            self.status = status
            self.note = note
        }
    }
}

/// A delivery that one process took on, for as long as its lease lasts.
package struct WebhookAttempt: Sendable {
    package let delivery: Int
    /// 1 for the first.
    package let number: Int
    package let webhook: Webhook
    package let message: WebhookMessage
    package let secret: WebhookSecret
    /// False when the message was put into the database or changed there by somebody else; it is never sent.
    package let isIntact: Bool

    package init(
        delivery: Int, number: Int, webhook: Webhook, message: WebhookMessage, secret: WebhookSecret, isIntact: Bool
    ) {
        self.delivery = delivery
        self.number = number
        self.webhook = webhook
        self.message = message
        self.secret = secret
        self.isIntact = isIntact
    }
}
