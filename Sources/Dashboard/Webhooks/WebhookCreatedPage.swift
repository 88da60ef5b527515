internal import Catalog

/// The one page that shows a webhook's signing secret, once.
struct WebhookCreatedPage: Page {
    static let template = Template.webhookCreated
    var title: String { "Copy the signing secret now" }

    let address: String
    let secret: String
    let events: String
    let storedURL: String

    init(_ webhook: Webhook, secret: WebhookSecret, slug: String) {
        address = webhook.url.text
        self.secret = secret.reveal()
        events = WebhookWords.summary(webhook.events)
        storedURL = WebhookNotice.stored.address(slug, webhook.id)
    }
}
