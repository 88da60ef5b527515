import APIKeys
import HTTPTypes
import Testing
import Web

@testable import Catalog
@testable import Server

@Suite struct ManagementWebhookTests {
    @Test func aWebhookIsMadeListedAndRemoved() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let answer = try await ours.send(
                .post, "webhooks", body: #"{"url":"https://hooks.example.com/in","events":["key.revoked","key.created"]}"#)
            #expect(answer.status == 201, "\(answer.text)")
            #expect(answer.json?.keys == ["id", "url", "events", "created_at", "created_by", "removed_at", "secret"])
            #expect(answer.json?["events"]?.items?.compactMap(\.text) == ["key.created", "key.revoked"])
            #expect(answer.json?["secret"]?.text?.hasPrefix("whsec_") == true)
            let id = try #require(answer.json?["id"]?.integer)
            #expect(answer.headers[.location] == "\(ours.path)/webhooks/\(id)")
            let all = try await ours.send(.post, "webhooks", body: #"{"url":"https://hooks.example.com/all","events":null}"#)
            guard case .null? = all.json?["events"] else {
                Issue.record("\(all.text)")
                return
            }
            let list = try await ours.send(.get, "webhooks")
            #expect(list.json?["items"]?.items?.compactMap { $0["id"]?.integer }.count == 2)
            #expect(!list.text.contains("whsec_"))
            #expect(try await ours.send(.get, "webhooks/\(id)").json?["url"]?.text == "https://hooks.example.com/in")
            let removed = try await ours.send(.delete, "webhooks/\(id)")
            #expect(removed.json?["removed_at"]?.text == fixture.clock.now.iso8601)
            #expect(try await ours.send(.delete, "webhooks/\(id)").status == 200)
            #expect(try await ours.send(.get, "webhooks").json?["items"]?.items?.count == 1)
            #expect(try await ours.send(.post, "webhooks/\(id)/test").status == 409)
            #expect(try await ours.actions().prefix(3) == ["webhook.removed", "webhook.created", "webhook.created"])
        }
    }

    @Test(
        arguments: [
            ("{}", ["missing body.url"]),
            (#"{"url":"","events":"all"}"#, ["string_too_short body.url", "list_type body.events"]),
            (#"{"url":"https://hooks.example.com","events":[]}"#, ["value_error body.events"]),
            (#"{"url":"https://hooks.example.com","events":["key.made"]}"#, ["literal_error body.events.0"]),
            (#"{"url":"https://127.0.0.1/in"}"#, ["value_error body.url"]),
            (#"{"url":"ftp://example.com"}"#, ["value_error body.url"]),
        ] as [(String, [String])])
    func aFaultyWebhookIsNotMade(_ body: String, _ faults: [String]) async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let answer = try await ours.send(.post, "webhooks", body: body)
            #expect(answer.status == 422)
            #expect(answer.faults == faults)
            #expect(try await fixture.catalog.webhooks.list(of: ours.organization).isEmpty)
        }
    }

    @Test func deliveriesAreListedAndSentAgain() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let made = try await ours.send(.post, "webhooks", body: #"{"url":"https://hooks.example.com/in"}"#)
            let id = try #require(made.json?["id"]?.integer)
            let other = try await ours.send(.post, "webhooks", body: #"{"url":"https://hooks.example.com/other"}"#)
            let otherID = try #require(other.json?["id"]?.integer)
            let test = try await ours.send(.post, "webhooks/\(id)/test")
            #expect(test.status == 202)
            #expect(test.json?["type"]?.text == "webhook.test")
            #expect(test.json?["state"]?.text == "pending")
            _ = try await ours.make()
            let page = try await ours.send(.get, "webhooks/\(id)/deliveries?limit=1")
            #expect(page.json?["items"]?.items?.first?["type"]?.text == "key.created")
            let before = try #require(page.json?["next_before"]?.integer)
            let rest = try await ours.send(.get, "webhooks/\(id)/deliveries?before=\(before)")
            #expect(rest.json?["items"]?.items?.compactMap { $0["type"]?.text } == ["webhook.test"])
            guard case .null? = rest.json?["next_before"] else {
                Issue.record("\(rest.text)")
                return
            }
            let delivery = try #require(test.json?["id"]?.integer)
            let again = try await ours.send(.post, "webhooks/\(id)/deliveries/\(delivery)/redeliver")
            #expect(again.status == 202)
            #expect(again.json?["message_id"]?.text == test.json?["message_id"]?.text)
            #expect(again.json?["id"]?.integer != delivery)
            // A delivery of another webhook is not this one's.
            #expect(try await ours.send(.post, "webhooks/\(otherID)/deliveries/\(delivery)/redeliver").status == 404)
        }
    }
}
