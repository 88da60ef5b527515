import APIKeys
import Catalog
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Dashboard

@Suite("Notices")
struct NoticesTests {
    private let words = DateWords(now: testNow)

    private func key(_ name: String, hours: Int) -> APIKey {
        APIKey(
            grant: Grant(
                id: KeyID.random(), organization: 1, scopes: [.query], brands: .all,
                expiresAt: testNow + .seconds(hours * 3600 + 60)),
            name: name, createdAt: testNow, createdBy: "ann@x.example")
    }

    private func text(_ item: NoticesModel.Item) -> String {
        item.label + ": " + item.parts.map { $0.plain + $0.linkText + ($0.moment.map { " \($0.words)" } ?? "") }.joined()
    }

    @Test("Nothing is said where there is nothing to say")
    func nothing() {
        #expect(!NoticesModel(slug: "nw", words: words).hasItems)
    }

    @Test("Keys that end are grouped by how soon: today, within 3 days, within 14")
    func ending() {
        var facts = NoticeFacts()
        facts.ending = [key("C", hours: 9 * 24), key("A", hours: 5), key("B", hours: 50), key("D", hours: 23)]
        let items = NoticesModel(facts, slug: "nw", words: words).items
        #expect(
            items.map(text) == ["Expires today: A in 5 h, D in 23 h", "Expires soon: B in 2 days", "Expires: C in 9 days"])
        #expect(items.map(\.tone) == ["bad", "warn", "warn"])
    }

    @Test("Of many keys some are named and the others counted, with a link to all of them")
    func many() {
        var facts = NoticeFacts()
        facts.ending = (1...7).map { key("Key \($0)", hours: 100 + $0) }
        let items = NoticesModel(facts, slug: "nw", words: words).items
        #expect(items.count == 1)
        #expect(text(items[0]).hasSuffix(" and 3 more"))
        #expect(items[0].parts.last?.linkURL == "/o/nw/keys?state=active&sort=expires&dir=asc")
    }

    @Test("What was found in public comes first, and what still works before what does not")
    func leaks() {
        var facts = NoticeFacts()
        facts.waiting = 2
        facts.ending = [key("A", hours: 5)]
        func leak(_ response: Leak.Response, _ name: String, isLive: Bool, kind: Token.Kind = .key) -> LeakedToken {
            LeakedToken(
                Leak(
                    organization: 1, token: KeyID.random(kind), place: LeakPlace(.anyone), at: testNow + .seconds(-7200),
                    response: response), name: name, isLive: isLive)
        }
        facts.leaks = [leak(.revoked, "Gone", isLive: false), leak(.flagged, "Open", isLive: true, kind: .admin)]
        let items = NoticesModel(facts, slug: "nw", words: words).items
        #expect(items.map(\.label) == ["Leaked", "Leaked", "Expires today", "To approve"])
        #expect(text(items[0]) == "Leaked: Open (\(facts.leaks[1].id)) was found in public 2 h ago and still works.")
        #expect(items[0].parts[0].linkURL == "/o/nw/admin-tokens")
        #expect(text(items[1]).hasSuffix("was found in public 2 h ago and was revoked."))
        #expect(text(items[3]) == "To approve: 2 requests wait for a second admin. Look at them")
    }

    @Test("Everything that happened is found, and told once")
    func load() async throws {
        let scene = try await Scene(fourEyes: true)
        _ = try await scene.key("Waits", by: scene.adminActor)
        _ = try await scene.key("Ends", brands: .specific([scene.site.fabrikam.id]), expiresAt: testNow + .seconds(2 * 86_400))
        let leaked = try await scene.key("Leaked", brands: .specific([scene.site.fabrikam.id]))
        for place in ["https://paste.example/1", "https://paste.example/2"] {
            _ = try await scene.catalog.leaks.revoke(
                .key(leaked.key), foundAt: LeakPlace(.scan, url: place), by: .commandLine)
        }
        _ = try await scene.catalog.webhooks.create(url: "https://hooks.example.com/x", in: scene.organization, by: .commandLine)
        let webhook = try #require(try await scene.catalog.webhooks.list(of: scene.organization).first)
        _ = try await scene.catalog.webhooks.sendTest(to: webhook.id, in: scene.organization, by: .commandLine)
        try await scene.deliver(.answered(status: 500, excerpt: "oops"))

        let model = try await NoticesModel.load(scene.catalog, scene.organization, words: words)
        #expect(model.items.map(\.label) == ["Leaked", "Expires soon", "To approve", "Webhook"])
        #expect(
            text(model.items[3]).contains(
                "hooks.example.com do not arrive: the receiver answered 500 just now; the last message is tried again."))
        // Of another organization nothing is told.
        let others = try await NoticesModel.load(scene.catalog, scene.site.contoso, words: words)
        #expect(!others.hasItems)

        // A webhook that works again is told of no more.
        _ = try await scene.catalog.webhooks.sendTest(to: webhook.id, in: scene.organization, by: .commandLine)
        try await scene.deliver(.answered(status: 204, excerpt: ""))
        let later = try await NoticesModel.load(scene.catalog, scene.organization, words: words)
        #expect(!later.items.contains { $0.label == "Webhook" })
    }

    @Test("A leak that was only flagged says that the key still works")
    func flagged() async throws {
        let scene = try await Scene()
        var policy = OrganizationPolicy()
        policy.onLeak = .flag
        _ = try await scene.catalog.policies.set(policy, of: scene.organization, by: .commandLine)
        let token = try #require(try await scene.key("Looker").token)
        #expect(try await scene.catalog.leaks.receive([LeakReport(token, at: LeakPlace(.anyone))]))
        _ = try await scene.catalog.leaks.workOff()
        let model = try await NoticesModel.load(scene.catalog, scene.organization, words: words)
        #expect(model.items.first.map(text)?.hasSuffix("and still works.") == true)
    }

    @Test("The page of keys shows them")
    func page() async throws {
        let scene = try await Scene(fourEyes: true)
        _ = try await scene.key("Waits", by: scene.adminActor)
        try await scene.site.run { client in
            let page = try await client.get("/o/northwind-agency/keys", scene.raj).text
            #expect(page.contains("1 request waits for a second admin."))
            #expect(page.contains("href=\"/o/northwind-agency/approvals\""))
        }
    }
}
