import APIKeys
import Foundation
import GRDB
import Testing

@testable import Catalog
@testable import Storage

@Suite struct WebhookStorageTests {
    private static let now = Fixture.now
    private static let lease = Duration.seconds(60)

    // MARK: The outbox

    @Test func aChangeAndItsMessagesAreOneTransaction() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let webhook = try await Self.webhook(in: organization, fixture)
            let key = try await fixture.makeKey(.all, in: organization).key
            _ = try await fixture.catalog.keys.revoke(key.id, in: organization, by: .commandLine)
            let log = try await fixture.catalog.webhooks.deliveries(of: webhook.id, in: organization)
            #expect(log.map(\.message.type) == ["key.revoked", "key.created"])
            #expect(log.allSatisfy { $0.state == .pending && $0.attempts == 0 && $0.message.body.contains(key.id.description) })
            #expect(Set(log.map(\.message.id)).count == 2)

            // What fails leaves no message behind.
            let audit = AuditDraft(at: Self.now, actor: .commandLine, action: .keyRevoked)
            await #expect(throws: StoreError.self) {
                try await fixture.database.write { session in
                    try AuditLog(secret: Fixture.secret).append(
                        audit, organization: organization.id, subject: .key(key.id), in: session)
                    throw StoreError.busy
                }
            }
            #expect(try await fixture.catalog.webhooks.deliveries(of: webhook.id, in: organization).count == 2)
        }
    }

    @Test func onlyTheOrganizationsWebhooksAreToldAndOnlyWhatTheyChose() async throws {
        try await withDatabase { fixture in
            let (mine, other) = (try await fixture.makeOrganization(), try await fixture.makeOrganization("Other"))
            let all = try await Self.webhook(in: mine, fixture)
            let some = try await Self.webhook(.only([.keyRevoked, .keyLeaked]), in: mine, fixture)
            let foreign = try await Self.webhook(in: other, fixture)
            let gone = try await Self.webhook(in: mine, fixture)
            _ = try await fixture.catalog.webhooks.remove(gone.id, in: mine, by: .commandLine)
            let key = try await fixture.makeKey(.all, in: mine).key
            _ = try await fixture.catalog.keys.revoke(key.id, in: mine, by: .commandLine)
            func types(_ webhook: Webhook, _ organization: Organization) async throws -> [String] {
                try await fixture.catalog.webhooks.deliveries(of: webhook.id, in: organization).map(\.message.type)
            }
            #expect(try await types(all, mine) == ["key.revoked", "key.created"])
            #expect(try await types(some, mine) == ["key.revoked"])
            #expect(try await types(foreign, other).isEmpty)
            #expect(try await types(gone, mine).isEmpty)
            // One event is one message, whoever gets it.
            let ids = [all, some].map { webhook in
                Task { try await fixture.catalog.webhooks.deliveries(of: webhook.id, in: mine).first?.message.id }
            }
            #expect(try await ids[0].value == ids[1].value)
        }
    }

    @Test func aChangeLooksForReceiversInAnIndex() async throws {
        try await withDatabase { fixture in
            let queue = try DatabaseQueue(path: fixture.url.path)
            let plans = try await queue.read { connection in
                try [
                    "SELECT id, events FROM webhooks WHERE organization_id = 1 AND removed_at IS NULL ORDER BY id",
                    "SELECT 1 FROM webhook_deliveries d WHERE d.webhook_id = 1 AND d.state = 'pending' AND d.due_at <= 1 ORDER BY d.due_at",
                    "SELECT COUNT(*) FROM webhook_deliveries d WHERE d.webhook_id = 1 AND d.state = 'pending' AND d.leased_until > 1",
                ].map { try Row.fetchAll(connection, sql: "EXPLAIN QUERY PLAN \($0)").map { "\($0["detail"] ?? "")" }.joined() }
            }
            try queue.close()
            #expect(plans[0].contains("webhooks_in_use"))
            #expect(plans[1].contains("webhook_deliveries_due"))
            #expect(plans[2].contains("webhook_deliveries_leased"))
            #expect(plans.allSatisfy { !$0.contains("SCAN") && !$0.contains("TEMP B-TREE") }, "\(plans)")
        }
    }

    // MARK: Making and removing

    @Test func makingAndRemovingAreAuditedWithoutThePath() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let (webhook, secret) = try await fixture.catalog.webhooks.create(
                url: "https://hooks.example.com/services/pa55word", in: organization, by: .commandLine)
            let removed = try await fixture.catalog.webhooks.remove(webhook.id, in: organization, by: .server)
            #expect(removed.removed == Self.now)
            // Twice is once.
            _ = try await fixture.catalog.webhooks.remove(webhook.id, in: organization, by: .server)
            let events = try await fixture.stores.audit.list(AuditQuery(), of: organization.id)
            #expect(events.map(\.action) == ["webhook.removed", "webhook.created", "organization.created"])
            #expect(events.prefix(2).allSatisfy { $0.subjectKind == "webhook" && $0.subject == String(webhook.id) })
            #expect(events.prefix(2).allSatisfy { $0.detail["url"] == "https://hooks.example.com" })
            #expect(try await fixture.catalog.webhooks.list(of: organization).isEmpty)
            // The secret can be derived again and is nowhere in the file.
            #expect(secret.reveal().hasPrefix("whsec_"))
        }
    }

    @Test func thereIsALimit() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            for _ in 0..<WebhookService.limit { _ = try await Self.webhook(in: organization, fixture) }
            await #expect(throws: CatalogError.self) { try await Self.webhook(in: organization, fixture) }
            let first = try #require(try await fixture.catalog.webhooks.list(of: organization).first)
            _ = try await fixture.catalog.webhooks.remove(first.id, in: organization, by: .commandLine)
            _ = try await Self.webhook(in: organization, fixture)
        }
    }

    @Test func anotherOrganizationsWebhooksAreNotThere() async throws {
        try await withDatabase { fixture in
            let (mine, other) = (try await fixture.makeOrganization(), try await fixture.makeOrganization("Other"))
            let webhook = try await Self.webhook(in: mine, fixture)
            let delivery = try await fixture.catalog.webhooks.sendTest(to: webhook.id, in: mine, by: .commandLine)
            let service = fixture.catalog.webhooks
            await #expect(throws: CatalogError.self) { try await service.find(webhook.id, in: other) }
            await #expect(throws: CatalogError.self) { try await service.remove(webhook.id, in: other, by: .commandLine) }
            await #expect(throws: CatalogError.self) { try await service.deliveries(of: webhook.id, in: other) }
            await #expect(throws: CatalogError.self) { try await service.delivery(delivery.id, in: other) }
            await #expect(throws: CatalogError.self) { try await service.redeliver(delivery.id, in: other) }
            await #expect(throws: CatalogError.self) { try await service.sendTest(to: webhook.id, in: other, by: .commandLine) }
            #expect(try await service.list(of: other).isEmpty)
            #expect(try await service.find(webhook.id, in: mine).removed == nil)
        }
    }

    @Test func removalGivesUpWhatWasOnItsWay() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let webhook = try await Self.webhook(in: organization, fixture)
            let delivery = try await fixture.catalog.webhooks.sendTest(to: webhook.id, in: organization, by: .commandLine)
            _ = try await fixture.catalog.webhooks.remove(webhook.id, in: organization, by: .commandLine)
            #expect(try await Self.claim(fixture).isEmpty)
            let ended = try await fixture.catalog.webhooks.delivery(delivery.id, in: organization)
            #expect(ended.state == .failed)
            #expect(ended.nextAttemptAt == nil)
            await #expect(throws: CatalogError.self) {
                try await fixture.catalog.webhooks.redeliver(delivery.id, in: organization)
            }
        }
    }

    @Test func aMessageIsRedeliveredUnderItsOwnId() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let webhook = try await Self.webhook(in: organization, fixture)
            let first = try await fixture.catalog.webhooks.sendTest(to: webhook.id, in: organization, by: .commandLine)
            let second = try await fixture.catalog.webhooks.redeliver(first.id, in: organization)
            #expect(second.id != first.id)
            #expect(second.message == first.message)
            let log = try await fixture.catalog.webhooks.deliveries(of: webhook.id, in: organization, limit: 1)
            #expect(log.map(\.id) == [second.id])
            let older = try await fixture.catalog.webhooks.deliveries(
                of: webhook.id, in: organization, before: second.id, limit: 10)
            #expect(older.map(\.id) == [first.id])
        }
    }

    // MARK: The queue

    @Test func twoProcessesNeverTakeTheSameDelivery() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            for _ in 0..<10 {
                let webhook = try await Self.webhook(in: organization, fixture)
                for _ in 0..<4 {
                    _ = try await fixture.catalog.webhooks.sendTest(to: webhook.id, in: organization, by: .commandLine)
                }
            }
            try await reopen(fixture.url) { second in
                let taken = try await withThrowingTaskGroup(of: [Int].self) { group in
                    for index in 0..<16 {
                        group.addTask {
                            try await Self.claim(index.isMultiple(of: 2) ? fixture : second, limit: 3).map(\.delivery)
                        }
                    }
                    return try await group.reduce(into: []) { $0 += $1 }
                }
                #expect(taken.count == 40)
                #expect(Set(taken).count == 40)
            }
        }
    }

    @Test func everyWebhookIsServedBeforeAnyIsServedTwice() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let webhooks = [
                try await Self.webhook(in: organization, fixture), try await Self.webhook(in: organization, fixture),
                try await Self.webhook(in: organization, fixture),
            ]
            // The first one has a great many.
            for _ in 0..<20 {
                _ = try await fixture.catalog.webhooks.sendTest(to: webhooks[0].id, in: organization, by: .commandLine)
            }
            for webhook in webhooks[1...] {
                _ = try await fixture.catalog.webhooks.sendTest(to: webhook.id, in: organization, by: .commandLine)
            }
            #expect(try await Self.claim(fixture, limit: 3).map(\.webhook.id).sorted() == webhooks.map(\.id).sorted())
            // And never has more than its share under way.
            #expect(try await Self.claim(fixture, limit: 50, share: 4).count == 3)
            #expect(try await Self.claim(fixture, limit: 50, share: 4).isEmpty)
        }
    }

    @Test func aLeaseRunsOutAndTheLateResultChangesNothing() async throws {
        try await withDatabase { fixture in
            let (_, first) = try await Self.oneTaken(fixture)
            #expect(first.number == 1)
            #expect(try await Self.claim(fixture, at: Self.now + .seconds(59)).isEmpty)
            let again = try #require(try await Self.claim(fixture, at: Self.now + .seconds(60)).first)
            #expect(again.delivery == first.delivery)
            #expect(again.number == 2)
            #expect(again.message == first.message)
            let delivered = AttemptResult(
                state: .delivered, nextAttemptAt: nil, last: .init(at: Self.now, status: 200, note: "late"))
            try await fixture.stores.webhookQueue.record(delivered, of: first)
            #expect(try await Self.only(fixture).state == .pending)
            try await fixture.stores.webhookQueue.record(delivered, of: again)
            #expect(try await Self.only(fixture).state == .delivered)
        }
    }

    @Test func aRetryWaitsForItsTime() async throws {
        try await withDatabase { fixture in
            let (_, attempt) = try await Self.oneTaken(fixture)
            let later = Self.now + .seconds(5)
            try await fixture.stores.webhookQueue.record(
                AttemptResult(state: .pending, nextAttemptAt: later, last: .init(at: Self.now, status: 500, note: "sorry")),
                of: attempt)
            let delivery = try await Self.only(fixture)
            #expect(delivery.nextAttemptAt == later)
            #expect(delivery.lastAttempt == .init(at: Self.now, status: 500, note: "sorry"))
            #expect(try await Self.claim(fixture, at: Self.now + .seconds(4)).isEmpty)
            #expect(try await Self.claim(fixture, at: later).map(\.number) == [2])
        }
    }

    @Test func anInterruptedAttemptIsGivenBack() async throws {
        try await withDatabase { fixture in
            let (_, attempt) = try await Self.oneTaken(fixture)
            let result = RetrySchedule.result(of: .interrupted, attempt: attempt.number, at: Self.now, jitter: 0)
            try await fixture.stores.webhookQueue.record(result, of: attempt)
            #expect(try await Self.only(fixture).lastAttempt == nil)
            #expect(try await Self.claim(fixture).map(\.number) == [1])
        }
    }

    @Test(arguments: [
        "UPDATE webhook_deliveries SET body = REPLACE(body, 'webhook.test', 'key.revoked')",
        "UPDATE webhook_deliveries SET type = 'key.revoked'", "UPDATE webhook_deliveries SET message_id = 'msg_x'",
        "UPDATE webhook_deliveries SET seal = zeroblob(32)",
    ])
    func aMessageThatWasChangedInTheDatabaseIsKnown(_ sql: String) async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let webhook = try await Self.webhook(in: organization, fixture)
            _ = try await fixture.catalog.webhooks.sendTest(to: webhook.id, in: organization, by: .commandLine)
            try fixture.tamper(sql)
            #expect(try await Self.claim(fixture).map(\.isIntact) == [false])
        }
    }

    @Test func aMessageMovedToAnotherWebhookIsKnownAndAMovedWebhookSignsOtherwise() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let (first, secret) = try await fixture.catalog.webhooks.create(
                url: "https://hooks.example.com/", in: organization, by: .commandLine)
            let second = try await Self.webhook(in: organization, fixture)
            _ = try await fixture.catalog.webhooks.sendTest(to: first.id, in: organization, by: .commandLine)
            let attempt = try #require(try await Self.claim(fixture).first)
            #expect(attempt.isIntact)
            #expect(attempt.secret.reveal() == secret.reveal())
            try fixture.tamper("UPDATE webhooks SET url = 'https://evil.example/'")
            let moved = try #require(try await Self.claim(fixture, at: Self.now + Self.lease).first)
            #expect(moved.secret.reveal() != secret.reveal())
            try fixture.tamper("UPDATE webhook_deliveries SET webhook_id = \(second.id)")
            #expect(try await Self.claim(fixture, at: Self.now + .seconds(120)).map(\.isIntact) == [false])
        }
    }

    @Test func oneDamagedWebhookHoldsUpNobody() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let (bad, good) = (
                try await Self.webhook(in: organization, fixture), try await Self.webhook(in: organization, fixture)
            )
            for webhook in [bad, good] {
                _ = try await fixture.catalog.webhooks.sendTest(to: webhook.id, in: organization, by: .commandLine)
            }
            try fixture.tamper("UPDATE webhooks SET url = 'nonsense', events = '{' WHERE id = \(bad.id)")
            #expect(try await Self.claim(fixture).map(\.webhook.id) == [good.id])
            #expect(try await fixture.catalog.webhooks.list(of: organization).map(\.id) == [good.id])
            _ = try await fixture.makeKey(.all, in: organization)
            #expect(try await Self.claim(fixture).map(\.message.type) == ["key.created"])
        }
    }

    @Test func aDeliveryThatWasPutOffWhileTheClockWasAheadIsDue() async throws {
        try await withDatabase { fixture in
            let (organization, attempt) = try await Self.oneTaken(fixture)
            let ahead = Self.now + .seconds(20 * 86_400)
            try await fixture.stores.webhookQueue.record(
                RetrySchedule.result(of: .unanswered("refused"), attempt: attempt.number, at: ahead, jitter: 0.5), of: attempt)
            _ = try await fixture.catalog.webhooks.sendTest(to: attempt.webhook.id, in: organization, by: .commandLine)
            #expect(try await Self.claim(fixture, limit: 1, at: ahead + .seconds(1)).count == 1)
            try await fixture.catalog.housekeeping.hastenDeliveries(at: Self.now)
            // Both what waited for its next attempt and what was taken on.
            #expect(try await Self.claim(fixture).count == 2)
            // An honest wait stays, even the longest.
            let longest = Self.now + RetrySchedule.longestWait
            try fixture.tamper("UPDATE webhook_deliveries SET leased_until = 0, due_at = \(longest.milliseconds)")
            try await fixture.catalog.housekeeping.hastenDeliveries(at: Self.now)
            #expect(try await Self.claim(fixture).isEmpty)
        }
    }

    @Test func theLogIsKeptForAWhile() async throws {
        try await withDatabase { fixture in
            let (organization, attempt) = try await Self.oneTaken(fixture)
            let pending = try await fixture.catalog.webhooks.sendTest(
                to: attempt.webhook.id, in: organization, by: .commandLine)
            try await fixture.stores.webhookQueue.record(
                AttemptResult(state: .delivered, nextAttemptAt: nil, last: .init(at: Self.now, status: 200, note: "")),
                of: attempt)
            try await fixture.stores.webhookQueue.prune(before: Self.now)
            #expect(try await fixture.catalog.webhooks.deliveries(of: attempt.webhook.id, in: organization).count == 2)
            try await fixture.stores.webhookQueue.prune(before: Self.now + .seconds(1))
            // What has not ended is never dropped.
            #expect(try await Self.only(fixture).id == pending.id)
        }
    }

    // MARK: Helpers

    private static func webhook(
        _ events: WebhookEvents = .all, in organization: Organization, _ fixture: Fixture
    ) async throws -> Webhook {
        try await fixture.catalog.webhooks.create(
            url: "https://hooks.example.com/in", events: events, in: organization, by: .commandLine
        ).webhook
    }

    private static func claim(
        _ fixture: Fixture, limit: Int = 64, share: Int = 4, at moment: Timestamp = now
    ) async throws -> [WebhookAttempt] {
        try await fixture.stores.webhookQueue.claim(limit: limit, share: share, lease: lease, at: moment)
    }

    /// An organization with one webhook and one message, taken on.
    private static func oneTaken(_ fixture: Fixture) async throws -> (Organization, WebhookAttempt) {
        let organization = try await fixture.makeOrganization()
        let webhook = try await webhook(in: organization, fixture)
        _ = try await fixture.catalog.webhooks.sendTest(to: webhook.id, in: organization, by: .commandLine)
        return (organization, try #require(try await claim(fixture).first))
    }

    private static func only(_ fixture: Fixture) async throws -> WebhookDelivery {
        let organization = try #require(try await fixture.catalog.organizations.all().first)
        let webhook = try #require(try await fixture.catalog.webhooks.list(of: organization).first)
        let log = try await fixture.catalog.webhooks.deliveries(of: webhook.id, in: organization)
        #expect(log.count == 1)
        return try #require(log.first)
    }
}
