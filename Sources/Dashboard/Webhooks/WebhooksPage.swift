internal import Catalog

/// The addresses that are told of what happens to keys.
struct WebhooksPage: Page {
    static let template = Template.webhooks
    var title: String { "Webhooks" }

    let notice: String?
    let newURL: String
    let rows: [Row]
    let hasRows: Bool
    /// False when there are as many as there may be.
    let mayAdd: Bool
    let most: Int

    struct Row: Sendable {
        let address: String
        let hookURL: String
        let madeBy: String
        let made: Moment
        let events: String
        let eventNames: [String]
        /// How the last message that was tried stands.
        let last: Last?
    }

    struct Last: Sendable {
        let state: String
        let stateStyle: String
        let answer: String?
        let tried: Moment?
    }

    /// - Parameter attempts: of each webhook the newest delivery that was attempted, by its id.
    init(
        _ webhooks: [Webhook], attempts: [Int: WebhookDelivery], notice: String? = nil, slug: String, words: DateWords
    ) {
        self.notice = notice
        newURL = SitePath.newWebhook(slug).address
        rows = webhooks.map { webhook in
            Row(
                address: webhook.url.text, hookURL: SitePath.webhook(slug, webhook.id).address, madeBy: webhook.createdBy,
                made: words.day(webhook.createdAt), events: WebhookWords.summary(webhook.events),
                eventNames: webhook.events.names ?? [], last: attempts[webhook.id].map { Self.last($0, words) })
        }
        hasRows = !rows.isEmpty
        mayAdd = webhooks.count < WebhookService.limit
        most = WebhookService.limit
    }

    private static func last(_ delivery: WebhookDelivery, _ words: DateWords) -> Last {
        let state = WebhookWords.state(delivery)
        return Last(
            state: state.word, stateStyle: state.style, answer: WebhookWords.answer(delivery),
            tried: delivery.lastAttempt.map { words.ago($0.at) })
    }
}
