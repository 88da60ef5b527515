package import APIKeys

/// An address that an organization has its events sent to.
package struct Webhook: Hashable, Sendable {
    package let id: Int
    package let organization: Int
    package let url: WebhookURL
    package let events: WebhookEvents
    package let createdAt: Timestamp
    /// Who made it: an e-mail address, or `command line`.
    package let createdBy: String
    /// When it was removed, by somebody or because the receiver answered 410; nothing is sent from then on.
    package let removed: Timestamp?

    package init(
        id: Int, organization: Int, url: WebhookURL, events: WebhookEvents, createdAt: Timestamp, createdBy: String,
        removed: Timestamp?
    ) {
        self.id = id
        self.organization = organization
        self.url = url
        self.events = events
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.removed = removed
    }
}

/// A webhook to be made.
package struct WebhookDraft: Hashable, Sendable {
    package let organization: Int
    package let url: WebhookURL
    package let events: WebhookEvents
    /// The random part that the secret is derived from: see ``WebhookSecret``.
    package let salt: [UInt8]

    package init(organization: Int, url: WebhookURL, events: WebhookEvents, salt: [UInt8]) {
        self.organization = organization
        self.url = url
        self.events = events
        self.salt = salt
    }
}
