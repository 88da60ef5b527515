internal import APIKeys
internal import Catalog

/// One message: what it says, and what became of it.
struct DeliveryPage: Page {
    static let template = Template.delivery
    var title: String { "Delivery \(number)" }

    let number: Int
    let webhookURL: String
    let host: String
    let row: DeliveryRow
    let messageID: String
    let body: String
    /// Why there is no button to send it again.
    let resendRemark: String?

    init(_ delivery: WebhookDelivery, to webhook: Webhook, slug: String, words: DateWords) {
        number = delivery.id
        webhookURL = SitePath.webhook(slug, webhook.id).address
        host = webhook.url.host
        row = DeliveryRow(delivery, mayResend: webhook.removed == nil, slug: slug, words: words)
        messageID = delivery.message.id
        body = delivery.message.body
        if webhook.removed != nil {
            resendRemark = "The webhook was removed; nothing is sent to it any more."
        } else {
            resendRemark = delivery.state == .pending ? "It is on its way, and tried again by itself." : nil
        }
    }
}
