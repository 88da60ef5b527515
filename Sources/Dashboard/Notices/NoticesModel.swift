internal import APIKeys
internal import Catalog

/// What needs an admin's attention, the gravest first. Shown by the partial `notices`.
struct NoticesModel: Sendable {
    let items: [Item]
    let hasItems: Bool

    struct Item: Hashable, Sendable {
        /// One or two words that name the matter; the colour says the same.
        let label: String
        let tone: String
        let parts: [Part]
    }

    /// Text, and behind it what it speaks of.
    struct Part: Hashable, Sendable {
        let plain: String
        let linkText: String
        let linkURL: String?
        /// A time, where the part ends in one.
        let moment: Moment?

        init(_ plain: String, link: String = "", url: String? = nil, moment: Moment? = nil) {
            self.plain = plain
            linkText = link
            linkURL = url
            self.moment = moment
        }
    }

    /// How many keys a line names before it counts the others.
    private static let mostNamed = 4

    /// Gathers what there is now.
    static func load(_ catalog: Catalog, _ organization: Organization, words: DateWords) async throws -> NoticesModel {
        NoticesModel(
            try await NoticeFacts.gather(catalog, organization, at: words.now), slug: organization.slug, words: words)
    }

    init(_ facts: NoticeFacts = NoticeFacts(), slug: String, words: DateWords) {
        items =
            Self.leaked(facts.leaks, slug, words) + Self.reused(facts.reuses, slug, words)
            + Self.ending(facts.ending, slug, words) + Self.waiting(facts.waiting, slug)
            + Self.failing(facts.failing, slug, words)
        hasItems = !items.isEmpty
    }

    // MARK: What was seen

    /// Those that still work first.
    private static func leaked(_ leaks: [LeakedToken], _ slug: String, _ words: DateWords) -> [Item] {
        let sorted = leaks.filter(\.isLive) + leaks.filter { !$0.isLive }
        let items = sorted.prefix(mostNamed).map { leak in
            let url = leak.id.kind == .key ? SitePath.key(slug, leak.id) : .adminTokens(slug)
            let state = leak.isLive ? "and still works" : "and \(LeakWords.response(leak.response.rawValue) ?? "has ended")"
            return Item(
                label: "Leaked", tone: leak.isLive ? "bad" : "warn",
                parts: [
                    Part("", link: leak.name, url: url.address),
                    Part(" (\(leak.id)) was found in public", moment: words.ago(leak.at)), Part(" \(state)."),
                ])
        }
        return items + more(sorted.count - items.count, "Leaked", .keyLeaked, slug)
    }

    /// One line for each key, told of its newest entry.
    private static func reused(_ events: [AuditEvent], _ slug: String, _ words: DateWords) -> [Item] {
        var seen: Set<String> = []
        let newest = events.filter { seen.insert($0.subject).inserted }
        let items = newest.prefix(mostNamed).map { event in
            Item(
                label: "Used twice", tone: "bad",
                parts: [
                    Part(
                        "", link: event.detail["name"] ?? event.subject,
                        url: KeyID(event.subject).map { SitePath.key(slug, $0).address }),
                    Part(" (\(event.subject)) has a successor and asked for another", moment: words.ago(event.at)),
                    Part(": somebody else may hold it."),
                ])
        }
        return items + more(newest.count - items.count, "Used twice", .keyReused, slug)
    }

    private static func more(_ count: Int, _ label: String, _ action: AuditAction, _ slug: String) -> [Item] {
        guard count > 0 else { return [] }
        let url = SitePath.audit(slug).address(["action": action.rawValue])
        return [Item(label: label, tone: "bad", parts: [Part("", link: "\(grouped(count)) more in the audit log", url: url)])]
    }

    // MARK: What will be

    private static func ending(_ keys: [APIKey], _ slug: String, _ words: DateWords) -> [Item] {
        let ends = keys.compactMap { key in key.grant.expiresAt.map { (key: key, end: $0) } }.sorted { $0.end < $1.end }
        func isWithin(_ days: Int) -> (Timestamp) -> Bool { { $0 <= words.now + .seconds(days * 86_400) } }
        let today = ends.filter { isWithin(1)($0.end) }
        let soon = ends.filter { isWithin(3)($0.end) && !isWithin(1)($0.end) }
        let later = ends.filter { !isWithin(3)($0.end) }
        return [("Expires today", "bad", today), ("Expires soon", "warn", soon), ("Expires", "warn", later)].compactMap {
            label, tone, keys in
            guard !keys.isEmpty else { return nil }
            var parts = keys.prefix(mostNamed).enumerated().map { index, key in
                Part(
                    index == 0 ? "" : ", ", link: key.key.name, url: SitePath.key(slug, key.key.id).address,
                    moment: words.expiry(key.end).moment)
            }
            if keys.count > parts.count {
                let url = SitePath.keys(slug).address(["state": "active", "sort": "expires", "dir": "asc"])
                parts.append(Part(" and ", link: "\(grouped(keys.count - parts.count)) more", url: url))
            }
            return Item(label: label, tone: tone, parts: parts)
        }
    }

    private static func waiting(_ count: Int, _ slug: String) -> [Item] {
        guard count > 0 else { return [] }
        let text = count == 1 ? "1 request waits for a second admin. " : "\(grouped(count)) requests wait for a second admin. "
        return [
            Item(
                label: "To approve", tone: "warn",
                parts: [Part(text, link: count == 1 ? "Look at it" : "Look at them", url: SitePath.approvals(slug).address)])
        ]
    }

    private static func failing(
        _ failing: [(webhook: Webhook, delivery: WebhookDelivery)], _ slug: String, _ words: DateWords
    ) -> [Item] {
        failing.map { webhook, delivery in
            let answer = WebhookWords.answer(delivery) ?? "gave no answer"
            let outlook = delivery.state == .failed ? "the last message was given up" : "the last message is tried again"
            return Item(
                label: "Webhook", tone: "warn",
                parts: [
                    Part("Messages to ", link: webhook.url.host, url: SitePath.webhook(slug, webhook.id).address),
                    Part(" do not arrive: the receiver \(answer)", moment: delivery.lastAttempt.map { words.ago($0.at) }),
                    Part("; \(outlook)."),
                ])
        }
    }
}
