internal import Catalog

/// The form of a new webhook as it was sent.
struct WebhookInput: Hashable, Sendable {
    var url = ""
    /// `all` or `some`.
    var choice = all
    var events: [String] = []

    static let all = "all"
    static let some = "some"

    init() {}

    init(_ fields: FormFields) {
        url = fields["url"]
        choice = fields["choice"]
        events = fields.all("events")
    }

    /// - Returns: `nil` when neither card was chosen. That some are chosen at all is the catalog's to check.
    var chosen: WebhookEvents? {
        switch choice {
        case Self.all: .all
        case Self.some: .only(Set(events.compactMap(WebhookEvent.init(rawValue:))))
        default: nil
        }
    }
}
