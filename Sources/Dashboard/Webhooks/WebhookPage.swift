internal import APIKeys
internal import Catalog

/// One webhook and its delivery log.
struct WebhookPage: Page {
    static let template = Template.webhook
    var title: String { "Webhook to \(host)" }

    let notice: String?
    let listURL: String
    let host: String
    let address: String
    let number: Int
    let madeBy: String
    let made: Moment
    let events: String
    let eventNames: [String]
    /// Set once nothing is sent any more.
    let removed: Moment?
    let isWorking: Bool
    let testURL: String
    let removeURL: String
    let rows: [DeliveryRow]
    let hasRows: Bool
    let pager: Pager

    static let pageSize = 25

    /// - Parameter deliveries: one more than a page holds when there are older ones.
    init(
        _ webhook: Webhook, deliveries: [WebhookDelivery], before: Int? = nil, notice: String? = nil, slug: String,
        words: DateWords
    ) {
        self.notice = notice
        listURL = SitePath.webhooks(slug).address
        host = webhook.url.host
        address = webhook.url.text
        number = webhook.id
        madeBy = webhook.createdBy
        made = words.day(webhook.createdAt)
        events = webhook.events == .all ? "all events" : WebhookWords.summary(webhook.events)
        eventNames = webhook.events.names ?? []
        removed = webhook.removed.map(words.ago)
        isWorking = webhook.removed == nil
        testURL = SitePath.testWebhook(slug, webhook.id).address
        removeURL = SitePath.removeWebhook(slug, webhook.id).address
        let shown = deliveries.prefix(Self.pageSize)
        rows = shown.map { DeliveryRow($0, mayResend: webhook.removed == nil, slug: slug, words: words) }
        hasRows = !rows.isEmpty
        let path = SitePath.webhook(slug, webhook.id)
        pager = Pager(
            newer: before == nil ? nil : path.address,
            older: deliveries.count > shown.count ? shown.last.map { path.address(["before": String($0.id)]) } : nil,
            newerLabel: "Newest", olderLabel: "Older", place: "")
    }
}

/// One message on its way to one webhook.
struct DeliveryRow: Sendable {
    let what: String
    let type: String
    let url: String
    let created: Moment
    let state: String
    let stateStyle: String
    /// `2 of 9`
    let attempts: String
    let next: Moment?
    let answer: String?
    let answered: Moment?
    /// The beginning of the answer's body, or why there was none.
    let remark: String?
    /// Sends it once more; `nil` while it is on its way by itself, and for a webhook that was removed.
    let resendURL: String?

    init(_ delivery: WebhookDelivery, mayResend: Bool, slug: String, words: DateWords) {
        what = WebhookWords.title(delivery.message.type)
        type = delivery.message.type
        url = SitePath.delivery(slug, delivery.webhook, delivery.id).address
        created = words.ago(delivery.createdAt)
        (state, stateStyle) = WebhookWords.state(delivery)
        attempts = "\(delivery.attempts) of \(RetrySchedule.attempts)"
        next = delivery.nextAttemptAt.map(words.ahead)
        answer = WebhookWords.answer(delivery)
        answered = delivery.lastAttempt.map { words.ago($0.at) }
        remark = delivery.lastAttempt.flatMap { $0.note.isEmpty ? nil : $0.note }
        resendURL = mayResend && delivery.state != .pending ? url : nil
    }
}
