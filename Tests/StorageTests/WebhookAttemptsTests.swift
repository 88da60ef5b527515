import APIKeys
import Testing

@testable import Catalog
@testable import Storage

/// How each webhook fares.
@Suite struct WebhookAttemptsTests {
    private func attempt(_ fixture: Fixture, _ outcome: AttemptOutcome, limit: Int = 100) async throws {
        let queue = fixture.stores.webhookQueue
        for attempt in try await queue.claim(limit: limit, share: 100, lease: .seconds(60), at: Fixture.now) {
            try await queue.record(
                RetrySchedule.result(of: outcome, attempt: attempt.number, at: Fixture.now, jitter: 0.5), of: attempt)
        }
    }

    @Test func ofEachWebhookInUseTheNewestAttemptIsTold() async throws {
        try await withDatabase { fixture in
            let (mine, other) = (try await fixture.makeOrganization(), try await fixture.makeOrganization("Other"))
            let webhooks = fixture.catalog.webhooks
            func make(_ organization: Organization) async throws -> Int {
                try await webhooks.create(url: "https://hooks.example.com/in", in: organization, by: .commandLine).webhook.id
            }
            func test(_ id: Int, _ organization: Organization) async throws -> Int {
                try await webhooks.sendTest(to: id, in: organization, by: .commandLine).id
            }
            let (first, second, silent, gone) = (
                try await make(mine), try await make(mine), try await make(mine), try await make(mine)
            )
            let foreign = try await make(other)
            for (id, organization) in [(first, mine), (second, mine), (gone, mine), (foreign, other)] {
                _ = try await test(id, organization)
            }
            try await attempt(fixture, .hopeless("no"))
            let newest = try await test(second, mine)
            try await attempt(fixture, .answered(status: 204, excerpt: ""))
            // What was not tried yet tells nothing.
            _ = try await test(first, mine)
            _ = try await webhooks.remove(gone, in: mine, by: .commandLine)

            let found = try await webhooks.lastAttempts(of: mine)
            #expect(found.map(\.webhook) == [first, second])
            #expect(found.map(\.state) == [.failed, .delivered])
            #expect(found.last?.id == newest)
            #expect(!found.contains { $0.webhook == silent })
            #expect(try await webhooks.lastAttempts(of: other).map(\.webhook) == [foreign])
        }
    }

    @Test func itIsReadFromIndexes() async throws {
        try await withDatabase { fixture in
            let sql: SQL = "EXPLAIN QUERY PLAN " + WebhookRepository.lastAttempts(of: 1)
            let plan = try await fixture.database.read { session in try session.all(sql) { try $0.text(3) } }
            #expect(!plan.contains { $0.contains("TEMP B-TREE") || $0.hasPrefix("SCAN") }, "\(plan)")
        }
    }
}
