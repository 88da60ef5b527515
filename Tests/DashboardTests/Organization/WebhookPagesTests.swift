import APIKeys
import Catalog
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Dashboard

@Suite("Webhook pages")
struct WebhookPagesTests {
    private let list = "/o/northwind-agency/webhooks"
    private let url = "https://hooks.example.com/services/T1"
    private let words = DateWords(now: testNow)

    private func webhook(_ scene: Scene) async throws -> Webhook {
        try await scene.catalog.webhooks.create(url: url, in: scene.organization, by: .commandLine).webhook
    }

    private func delivery(
        _ state: WebhookDelivery.State, attempts: Int, status: Int? = nil, note: String = "", next: Int? = nil
    ) -> DeliveryRow {
        let delivery = WebhookDelivery(
            id: 8, webhook: 2, message: WebhookMessage(id: "msg_1", type: "key.revoked", body: "{}"), createdAt: testNow,
            state: state, attempts: attempts, nextAttemptAt: next.map { testNow + .seconds($0) },
            lastAttempt: attempts == 0 ? nil : .init(at: testNow + .seconds(-60), status: status, note: note))
        return DeliveryRow(delivery, mayResend: true, slug: "nw", words: words)
    }

    @Test("A line of the log says how far a message came, and what is next")
    func lines() {
        let fresh = delivery(.pending, attempts: 0, next: 0)
        #expect(fresh.state == "On its way" && fresh.answer == nil && fresh.next?.words == "at once" && fresh.resendURL == nil)
        let failing = delivery(.pending, attempts: 2, status: 500, note: "oops", next: 90)
        #expect(failing.state == "Failing" && failing.attempts == "2 of 9" && failing.answer == "answered 500")
        #expect(failing.next?.words == "in 1 min" && failing.remark == "oops")
        let silent = delivery(.failed, attempts: 9, note: "The host could not be found.")
        #expect(
            silent.state == "Given up" && silent.answer == "gave no answer" && silent.resendURL == "/o/nw/webhooks/2/deliveries/8"
        )
        #expect(delivery(.delivered, attempts: 1, status: 204).state == "Delivered")
    }

    @Test("Every event has words of its own")
    func events() {
        #expect(Set(WebhookEvent.allCases.map(WebhookWords.title)).count == WebhookEvent.allCases.count)
        #expect(WebhookWords.title(WebhookMessage.testType) == "A test")
        #expect(WebhookWords.title("later.invented") == "later.invented")
    }

    @Test("A webhook is made, its secret shown once, and never again")
    func shownOnce() async throws {
        let scene = try await Scene()
        try await scene.site.run { client in
            let made = try await client.post(
                list, scene.admin, "url=https%3A%2F%2Fhooks.example.com%2Fx&choice=some&events=key.leaked&events=key.revoked")
            #expect(made.status == .seeOther)
            #expect(try await client.get(made.location, scene.raj).text.contains("This signing secret was shown already"))
            _ = try await client.get(made.location, scene.admin, method: .head)
            let shown = try await client.get(made.location, scene.admin).text
            let secret = try #require(shown.firstMatch(of: /whsec_[0-9A-Za-z+\/]{43}=/)).output
            for address in [made.location, list, "\(list)/1", "/o/northwind-agency/audit"] {
                let later = try await client.get(address, scene.admin)
                #expect(later.status == .ok && !later.text.contains(secret.dropFirst(6)))
            }
        }
        let webhook = try #require(try await scene.catalog.webhooks.list(of: scene.organization).first)
        #expect(webhook.events == .only([.keyLeaked, .keyRevoked]))
    }

    @Test("An address is shown only for the webhook that it was made with")
    func revealIsBound() async throws {
        let scene = try await Scene()
        let other = try await webhook(scene)
        try await scene.site.run { client in
            let made = try await client.post(list, scene.admin, "url=https%3A%2F%2Fhooks.example.com%2Fx&choice=all")
            let query = try #require(made.location.split(separator: "?").last)
            #expect(!(try await client.get("\(list)/\(other.id)/created?\(query)", scene.admin).text.contains("whsec_")))
            #expect(try await client.get(made.location, scene.admin).text.contains("whsec_"))
        }
    }

    @Test(
        "What cannot be comes back beside its field, with everything that was entered",
        arguments: [
            ("url=hooks.example.com&choice=all", "must begin with https://"),
            ("url=https%3A%2F%2F127.0.0.1%2F&choice=all", "is not on the public internet"),
            ("url=https%3A%2F%2Fhooks.example.com&choice=some", "Choose at least one event"),
            ("url=https%3A%2F%2Fhooks.example.com", "Choose all events, or some."),
        ])
    func refused(body: String, message: String) async throws {
        let scene = try await Scene()
        try await scene.site.run { client in
            let answer = try await client.post(list, scene.admin, body)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains(message))
            #expect(answer.text.contains(body.contains("127") ? "value=\"https://127.0.0.1/\"" : "hooks.example.com"))
        }
        #expect(try await scene.catalog.webhooks.list(of: scene.organization).isEmpty)
    }

    @Test("A test is put on its way, what failed is sent again, and the list says how the webhook fares")
    func deliveries() async throws {
        let scene = try await Scene()
        let webhook = try await webhook(scene)
        try await scene.site.run { client in
            #expect(try await client.get(list, scene.admin).text.contains("None yet"))
            let tested = try await client.post("\(list)/\(webhook.id)/test", scene.admin)
            #expect(tested.location == "\(list)/\(webhook.id)?done=tested")
            try await scene.deliver(.hopeless("The certificate is not trusted."))
            let log = try await client.get(tested.location, scene.admin).text
            #expect(
                log.contains("A test is on its way.") && log.contains("Given up")
                    && log.contains("The certificate is not trusted."))
            #expect(try await client.get(list, scene.admin).text.contains("Given up"))

            let delivery = try #require(
                try await scene.catalog.webhooks.deliveries(of: webhook.id, in: scene.organization).first)
            let address = "\(list)/\(webhook.id)/deliveries/\(delivery.id)"
            let page = try await client.get(address, scene.admin).text
            #expect(page.contains(delivery.message.id) && page.contains("webhook.test"))
            #expect(try await client.post(address, scene.admin).location == "\(list)/\(webhook.id)?done=resent")
        }
        let log = try await scene.catalog.webhooks.deliveries(of: webhook.id, in: scene.organization)
        #expect(log.map(\.state) == [.pending, .failed])
        #expect(Set(log.map(\.message.id)).count == 1)
    }

    @Test("A delivery is found under its own webhook only, and in its own organization")
    func foreign() async throws {
        let scene = try await Scene()
        let (mine, other) = (try await webhook(scene), try await webhook(scene))
        let delivery = try await scene.catalog.webhooks.sendTest(to: mine.id, in: scene.organization, by: .commandLine)
        let stranger = try await scene.site.signIn("stranger@contoso.example")
        try await scene.site.run { client in
            let found = try await client.get("\(list)/\(mine.id)/deliveries/\(delivery.id)", scene.admin)
            #expect(found.status == .ok)
            #expect(try await client.get("\(list)/\(other.id)/deliveries/\(delivery.id)", scene.admin).status == .notFound)
            for path in ["\(mine.id)", "\(mine.id)/deliveries/\(delivery.id)", "\(mine.id)/remove", "\(mine.id)/created"] {
                #expect(try await client.get("/o/contoso/webhooks/\(path)", stranger).status == .notFound)
            }
            for path in ["\(mine.id)/test", "\(mine.id)/deliveries/\(delivery.id)", "\(mine.id)/remove"] {
                #expect(try await client.post("/o/contoso/webhooks/\(path)", stranger).status == .notFound)
            }
        }
        #expect(try await scene.catalog.webhooks.find(mine.id, in: scene.organization).removed == nil)
    }

    @Test("A webhook is removed after a confirmation; its log stays, and nothing can be sent to it")
    func remove() async throws {
        let scene = try await Scene()
        let webhook = try await webhook(scene)
        let delivery = try await scene.catalog.webhooks.sendTest(to: webhook.id, in: scene.organization, by: .commandLine)
        try await scene.site.run { client in
            #expect(try await client.get("\(list)/\(webhook.id)/remove", scene.admin).text.contains("hooks.example.com?"))
            #expect(try await client.post("\(list)/\(webhook.id)/remove", scene.admin).location == "\(list)?done=removed")
            let page = try await client.get("\(list)/\(webhook.id)", scene.admin).text
            #expect(
                page.contains("Nothing is sent there any more") && !page.contains("Send a test")
                    && !page.contains("Send again<span"))
            #expect(try await client.post("\(list)/\(webhook.id)/test", scene.admin).status == .conflict)
            let again = try await client.post("\(list)/\(webhook.id)/deliveries/\(delivery.id)", scene.admin)
            #expect(again.status == .conflict)
        }
    }

    @Test("The log is read page by page")
    func pages() async throws {
        let scene = try await Scene()
        let webhook = try await webhook(scene)
        for _ in 0..<WebhookPage.pageSize + 2 {
            _ = try await scene.catalog.webhooks.sendTest(to: webhook.id, in: scene.organization, by: .commandLine)
        }
        try await scene.site.run { client in
            let first = try await client.get("\(list)/\(webhook.id)", scene.admin).text
            #expect(first.ranges(of: "webhook.test").count == WebhookPage.pageSize)
            let older = try #require(first.firstMatch(of: /rel="next" href="([^"]+)"/)).output.1
            let second = try await client.get(String(older), scene.admin).text
            #expect(second.ranges(of: "webhook.test").count == 2)
            #expect(!second.contains("rel=\"next\""))
        }
    }
}
