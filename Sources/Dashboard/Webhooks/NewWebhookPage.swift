internal import Catalog

/// The form of a new webhook.
struct NewWebhookPage: Page {
    static let template = Template.newWebhook
    var title: String { "New webhook" }

    let createURL: String
    let cancelURL: String
    let address: String
    let addressError: String?
    let isAll: Bool
    let isSome: Bool
    let events: [EventChoice]
    let eventsError: String?
    let problems: [Problem]
    let hasProblems: Bool

    struct EventChoice: Sendable {
        let value: String
        let label: String
        let isChosen: Bool
    }

    init(_ input: WebhookInput = WebhookInput(), problem: (field: String, message: String)? = nil, slug: String) {
        createURL = SitePath.webhooks(slug).address
        cancelURL = SitePath.webhooks(slug).address
        address = input.url
        isAll = input.choice == WebhookInput.all
        isSome = input.choice == WebhookInput.some
        events = WebhookEvent.allCases.map {
            EventChoice(value: $0.rawValue, label: WebhookWords.title($0), isChosen: input.events.contains($0.rawValue))
        }
        eventsError = problem.flatMap { $0.field == "events" ? $0.message : nil }
        // A problem with a field that the form does not have still has to be seen.
        addressError = eventsError == nil ? problem?.message : nil
        problems = problem.map { [Problem(anchor: $0.field == "events" ? "events" : "url", message: $0.message)] } ?? []
        hasProblems = !problems.isEmpty
    }
}
