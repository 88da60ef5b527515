import APIKeys
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import NIOPosix
import Synchronization
import Testing
import Web

@testable import Catalog
@testable import Server

/// A receiver on loopback that answers as told and remembers what came.
private final class Receiver: Sendable {
    struct Seen: Sendable {
        let headers: HTTPFields
        let body: String
        let path: String
        /// The Host header.
        let authority: String?

        subscript(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }
    }

    let seen = Mutex<[Seen]>([])
    /// Until then `/hang` does not answer.
    let isOver = Mutex(false)
    /// By path; 200 without an entry.
    private let answers: [String: (status: HTTPResponse.Status, headers: HTTPFields, body: ResponseBody)]

    init(_ answers: [String: (status: HTTPResponse.Status, headers: HTTPFields, body: ResponseBody)] = [:]) {
        self.answers = answers
    }

    var count: Int { seen.withLock { $0.count } }
    var first: Seen? { seen.withLock { $0.first } }

    var router: Router<BasicRequestContext> {
        let router = Router()
        router.post("**") { [self] request, context in
            let body = try await request.body.collect(upTo: 1 << 20)
            seen.withLock {
                $0.append(
                    Seen(
                        headers: request.headers, body: String(buffer: body), path: request.uri.path,
                        authority: request.head.authority))
            }
            while request.uri.path == "/hang", !isOver.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(20)) }
            let answer = answers[request.uri.path]
            return Response(
                status: answer?.status ?? .ok, headers: answer?.headers ?? [:],
                body: answer?.body ?? ResponseBody(byteBuffer: ByteBuffer(string: "thanks")))
        }
        return router
    }
}

@Suite struct WebhookDispatcherTests {
    private static let allowLoopback = WebhookAddressRule(allowing: [AddressRange("127.0.0.0/8")].compactMap { $0 })

    /// A dispatcher over a data directory of its own; the test's clock is the only one.
    private struct Bench: Sendable {
        let catalog: Catalog
        let organization: Organization
        let clock: TestClock
        let stores: Stores
        let port: Int

        func dispatcher(
            rule: WebhookAddressRule = allowLoopback, resolver: HostResolver = .system, timeout: Duration = .seconds(5)
        ) -> WebhookDispatcher {
            let sender = WebhookSender(
                rule: rule, resolver: resolver, group: MultiThreadedEventLoopGroup.singleton, timeout: timeout)
            return WebhookDispatcher(
                stores: stores, sender: sender, clock: clock.wall, jitter: { 0.5 }, metrics: PrometheusRegistry(),
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        }

        func webhook(_ path: String = "/in", host: String = "127.0.0.1") async throws -> (Webhook, WebhookSecret) {
            try await catalog.webhooks.create(url: "http://\(host):\(port)\(path)", in: organization, by: .commandLine)
        }

        @discardableResult
        func test(_ webhook: Webhook) async throws -> WebhookDelivery {
            try await catalog.webhooks.sendTest(to: webhook.id, in: organization, by: .commandLine)
        }

        func state(_ delivery: WebhookDelivery) async throws -> WebhookDelivery {
            try await catalog.webhooks.delivery(delivery.id, in: organization)
        }
    }

    private static func withBench(
        _ receiver: Receiver, _ body: @escaping @Sendable (Bench) async throws -> Void
    ) async throws {
        try await withDirectory { directory in
            let settings = try await Settings.read(
                flags: ["data": directory.path, "webhook.allow": "127.0.0.0/8"], environment: [:])
            let installation = try await DataDirectory(directory).open(settings, creating: true)
            let clock = TestClock()
            let catalog = Catalog(
                stores: installation.stores, secret: installation.secret, analyst: VisibilityAnalyst(), clock: clock.wall,
                webhookRule: allowLoopback)
            let organization = try await catalog.organizations.create(name: "Northwind", by: .commandLine)
            try await Application(router: receiver.router).test(.live) { client in
                defer { receiver.isOver.withLock { $0 = true } }
                try await body(
                    Bench(
                        catalog: catalog, organization: organization, clock: clock, stores: installation.stores,
                        port: try #require(client.port)))
            }
            try installation.close()
        }
    }

    @Test func aMessageArrivesSignedAndIsSentOnce() async throws {
        let receiver = Receiver()
        try await Self.withBench(receiver) { bench in
            let (webhook, secret) = try await bench.webhook("/in?x=1")
            let key = try await bench.catalog.keys.create(
                KeyDraft(name: "Looker", scopes: .query, brands: .all, expiresAt: nil), in: bench.organization, by: .commandLine
            ).key
            let dispatcher = bench.dispatcher()
            #expect(await dispatcher.runOnce(at: bench.clock.now) == 1)
            #expect(await dispatcher.runOnce(at: bench.clock.now) == 0)
            let seen = try #require(receiver.first)
            #expect(receiver.count == 1)
            #expect(seen["content-type"] == "application/json")
            #expect(seen["webhook-timestamp"] == "1800000000")
            #expect(seen.body.contains("\"key_id\":\"\(key.id)\""))
            #expect(
                seen["webhook-signature"]
                    == secret.signature(id: seen["webhook-id"] ?? "", seconds: 1_800_000_000, body: seen.body))
            let log = try await bench.catalog.webhooks.deliveries(of: webhook.id, in: bench.organization)
            #expect(log.map(\.state) == [.delivered])
            #expect(log.first?.message.id == seen["webhook-id"])
            #expect(log.first?.lastAttempt == .init(at: bench.clock.now, status: 200, note: "thanks"))
        }
    }

    @Test func afterAFailureItIsSentAgainWithTheSameIdAndANewTime() async throws {
        let receiver = Receiver(["/bad": (.internalServerError, [:], ResponseBody(byteBuffer: ByteBuffer(string: "oh no")))])
        try await Self.withBench(receiver) { bench in
            let (webhook, secret) = try await bench.webhook("/bad")
            let delivery = try await bench.test(webhook)
            let dispatcher = bench.dispatcher()
            for attempt in 1...RetrySchedule.attempts {
                #expect(await dispatcher.runOnce(at: bench.clock.now) == 1, "attempt \(attempt)")
                let state = try await bench.state(delivery)
                #expect(state.attempts == attempt)
                #expect(state.lastAttempt?.status == 500)
                #expect(state.lastAttempt?.note == "oh no")
                if let wait = RetrySchedule.delay(after: attempt, jitter: 0.5) {
                    #expect(state.nextAttemptAt == bench.clock.now + wait)
                    bench.clock.advance(by: wait - .milliseconds(1))
                    #expect(await dispatcher.runOnce(at: bench.clock.now) == 0)
                    bench.clock.advance(by: .milliseconds(1))
                }
            }
            #expect(try await bench.state(delivery).state == .failed)
            bench.clock.advance(by: .seconds(86_400 * 7))
            #expect(await dispatcher.runOnce(at: bench.clock.now) == 0)
            let seen = receiver.seen.withLock { $0 }
            #expect(seen.count == 9)
            #expect(Set(seen.map { $0["webhook-id"] }).count == 1)
            #expect(Set(seen.map { $0["webhook-timestamp"] }).count == 9)
            #expect(
                seen.allSatisfy {
                    $0["webhook-signature"]
                        == secret.signature(
                            id: delivery.message.id, seconds: Int64($0["webhook-timestamp"] ?? "") ?? 0, body: $0.body)
                })
        }
    }

    @Test func noRedirectIsFollowed() async throws {
        let receiver = Receiver(["/moved": (.temporaryRedirect, [.location: "/elsewhere"], ResponseBody())])
        try await Self.withBench(receiver) { bench in
            let delivery = try await bench.test(try await bench.webhook("/moved").0)
            await bench.dispatcher().runOnce(at: bench.clock.now)
            #expect(receiver.seen.withLock { $0.map(\.path) } == ["/moved"])
            let state = try await bench.state(delivery)
            #expect(state.state == .pending)
            #expect(state.lastAttempt?.status == 307)
        }
    }

    @Test func goneEndsTheWebhook() async throws {
        let receiver = Receiver(["/gone": (.gone, [:], ResponseBody())])
        try await Self.withBench(receiver) { bench in
            let (webhook, _) = try await bench.webhook("/gone")
            let delivery = try await bench.test(webhook)
            await bench.dispatcher().runOnce(at: bench.clock.now)
            #expect(try await bench.state(delivery).state == .failed)
            #expect(try await bench.catalog.webhooks.find(webhook.id, in: bench.organization).removed == bench.clock.now)
            let last = try await bench.stores.audit.list(AuditQuery(), of: bench.organization.id).first
            #expect(last?.action == "webhook.removed")
            #expect(last?.actor == "this server")
        }
    }

    @Test(arguments: ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "[::ffff:127.0.0.1]"])
    func nothingIsSentToLoopbackUnlessAllowed(_ host: String) async throws {
        let receiver = Receiver()
        try await Self.withBench(receiver) { bench in
            // Made while it was allowed.
            let delivery = try await bench.test(try await bench.webhook(host: host).0)
            await bench.dispatcher(rule: .publicOnly).runOnce(at: bench.clock.now)
            #expect(receiver.count == 0)
            let state = try await bench.state(delivery)
            #expect(state.state == .pending)
            #expect(state.lastAttempt?.status == nil)
            #expect(state.lastAttempt?.note.contains("is not on the public internet") ?? false)
        }
    }

    @Test func theAddressThatWasCheckedIsTheOneConnectedTo() async throws {
        let receiver = Receiver()
        try await Self.withBench(receiver) { bench in
            let asked = Mutex(0)
            // The name does not exist: a second look-up by anyone would fail.
            let resolver = HostResolver { host in
                asked.withLock { $0 += 1 }
                return host == "hooks.invalid" ? [IPAddress("127.0.0.1")].compactMap { $0 } : []
            }
            let delivery = try await bench.test(try await bench.webhook(host: "hooks.invalid").0)
            await bench.dispatcher(resolver: resolver).runOnce(at: bench.clock.now)
            #expect(try await bench.state(delivery).state == .delivered)
            #expect(asked.withLock { $0 } == 1)
            #expect(receiver.first?.authority == "hooks.invalid:\(bench.port)")
        }
    }

    @Test func aNameWithOnePrivateAddressAmongPublicOnesIsRefused() async throws {
        let receiver = Receiver()
        try await Self.withBench(receiver) { bench in
            let resolver = HostResolver { _ in ["8.8.8.8", "127.0.0.1"].compactMap { IPAddress($0) } }
            let webhook = try await bench.catalog.webhooks.create(
                url: "https://hooks.invalid:\(bench.port)/", in: bench.organization, by: .commandLine
            ).webhook
            let delivery = try await bench.test(webhook)
            await bench.dispatcher(rule: .publicOnly, resolver: resolver).runOnce(at: bench.clock.now)
            #expect(receiver.count == 0)
            #expect(try await bench.state(delivery).lastAttempt?.note.contains("public internet") ?? false)
        }
    }

    @Test func aNameWithoutAddressIsSaid() async throws {
        try await Self.withBench(Receiver()) { bench in
            let delivery = try await bench.test(try await bench.webhook(host: "hooks.invalid").0)
            await bench.dispatcher(resolver: HostResolver { _ in [] }).runOnce(at: bench.clock.now)
            #expect(
                try await bench.state(delivery).lastAttempt?.note
                    == "hooks.invalid has no address, or none was found in time; does the name exist?")
        }
    }

    @Test func aReceiverThatHangsHoldsUpNobody() async throws {
        let receiver = Receiver()
        try await Self.withBench(receiver) { bench in
            let slow = try await bench.test(try await bench.webhook("/hang").0)
            let dispatcher = bench.dispatcher(timeout: .seconds(600))
            async let hanging = dispatcher.runOnce(at: bench.clock.now)
            while receiver.count == 0 { try await Task.sleep(for: .milliseconds(5)) }
            let quick = try await bench.test(try await bench.webhook("/in").0)
            #expect(await dispatcher.runOnce(at: bench.clock.now) == 1)
            #expect(try await bench.state(quick).state == .delivered)
            #expect(try await bench.state(slow).lastAttempt == nil)
            receiver.isOver.withLock { $0 = true }
            #expect(await hanging == 1)
            #expect(try await bench.state(slow).state == .delivered)
        }
    }

    @Test func whoDoesNotAnswerInTimeIsTriedAgain() async throws {
        let receiver = Receiver()
        try await Self.withBench(receiver) { bench in
            let delivery = try await bench.test(try await bench.webhook("/hang").0)
            await bench.dispatcher(timeout: .milliseconds(300)).runOnce(at: bench.clock.now)
            let state = try await bench.state(delivery)
            #expect(state.state == .pending)
            #expect(state.nextAttemptAt == bench.clock.now + .seconds(5))
            #expect(state.lastAttempt?.note.hasPrefix("127.0.0.1 did not answer within") ?? false)
        }
    }

    @Test func ofAHugeOrEndlessAnswerALittleIsRead() async throws {
        let endless = ResponseBody { writer in
            let block = ByteBuffer(repeating: UInt8(ascii: "x"), count: 1 << 16)
            while !Task.isCancelled { try await writer.write(block) }
        }
        let receiver = Receiver(["/endless": (.ok, [:], endless)])
        try await Self.withBench(receiver) { bench in
            let delivery = try await bench.test(try await bench.webhook("/endless").0)
            await bench.dispatcher().runOnce(at: bench.clock.now)
            let state = try await bench.state(delivery)
            #expect(state.state == .delivered)
            #expect(state.lastAttempt?.note == String(repeating: "x", count: 200) + "…")
        }
    }

    @Test func whatIsUnderWayWhenTheServerStopsIsSentAtItsNextStart() async throws {
        let receiver = Receiver()
        try await Self.withBench(receiver) { bench in
            let delivery = try await bench.test(try await bench.webhook("/hang").0)
            let dispatcher = bench.dispatcher(timeout: .seconds(30))
            let running = Task { await dispatcher.runOnce(at: bench.clock.now) }
            while receiver.count == 0 { try await Task.sleep(for: .milliseconds(5)) }
            running.cancel()
            #expect(await running.value == 1)
            let state = try await bench.state(delivery)
            #expect(state.state == .pending)
            #expect(state.attempts == 0)
            #expect(state.nextAttemptAt == bench.clock.now)
        }
    }

    @Test func aMessageThatIsNotIntactIsNeitherSentNorTriedAgain() async throws {
        let url = try WebhookURL("https://hooks.invalid/")
        let webhook = Webhook(
            id: 1, organization: 1, url: url, events: .all, createdAt: Timestamp(milliseconds: 0), createdBy: "ann", removed: nil)
        let attempt = WebhookAttempt(
            delivery: 1, number: 1, webhook: webhook, message: WebhookMessage(id: "msg_1", type: "key.revoked", body: "{}"),
            secret: WebhookSecret(key: [1]), isIntact: false)
        let asked = Mutex(0)
        let resolver = HostResolver { _ in
            asked.withLock { $0 += 1 }
            return []
        }
        let sender = WebhookSender(rule: .publicOnly, resolver: resolver, group: MultiThreadedEventLoopGroup.singleton)
        let outcome = await sender.send(attempt, at: Timestamp(milliseconds: 0))
        guard case .hopeless = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(asked.withLock { $0 } == 0)
    }

    @Test func nobodyListeningIsSaid() async throws {
        try await Self.withBench(Receiver()) { bench in
            // Port 1 of loopback: nobody.
            let webhook = try await bench.catalog.webhooks.create(
                url: "http://127.0.0.1:1/", in: bench.organization, by: .commandLine
            ).webhook
            let delivery = try await bench.test(webhook)
            await bench.dispatcher().runOnce(at: bench.clock.now)
            let note = try #require(try await bench.state(delivery).lastAttempt?.note)
            #expect(note == "127.0.0.1 could not be reached: Connection refused.")
        }
    }
}
