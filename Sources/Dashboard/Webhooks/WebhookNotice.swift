internal import Catalog

/// What pages say after something was done: a fixed sentence, chosen by the address.
enum WebhookNotice: String {
    case stored, tested, resent, removed

    static func sentence(in query: FormFields) -> String? {
        switch WebhookNotice(rawValue: query["done"]) {
        case .stored: "The webhook is ready. Send a test to see whether messages arrive."
        case .tested: "A test is on its way. Reload this page in a moment to see what the receiver said."
        case .resent: "The message is on its way once more, as a new line of the log."
        case .removed: "Removed. Nothing more is sent there."
        case nil: nil
        }
    }

    /// On the webhook's own page; on the list once it is removed.
    func address(_ slug: String, _ id: Int) -> String {
        let path = self == .removed ? SitePath.webhooks(slug) : .webhook(slug, id)
        return path.address(["done": rawValue])
    }
}
