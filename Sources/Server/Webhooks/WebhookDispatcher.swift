package import APIKeys
package import Catalog
package import Logging
package import Metrics
internal import ServiceLifecycle
internal import Synchronization

/// Sends what is due. Any number of processes on one database may run one: each delivery is leased to one of them at a time.
package final class WebhookDispatcher: Service {
    /// Messages under way in this process at once, and of these to one webhook: a receiver that is slow or dead takes up no more.
    package static let limit = 64
    package static let share = 4
    /// Longer than any attempt takes: 10 s for the name, 10 for the answer and 2 for its text. What a process that died had taken on is
    /// taken on by another after this.
    package static let lease = Duration.seconds(30)

    private static let idleInterval = Duration.seconds(1)
    private static let busyInterval = Duration.milliseconds(100)

    private let queue: any WebhookQueue
    private let webhooks: any WebhookStore
    private let sender: WebhookSender
    private let clock: WallClock
    private let jitter: @Sendable () -> Double
    private let metrics: any MetricsFactory
    private let logger: Logger
    private let underway = Mutex(0)

    package init(
        stores: Stores, sender: WebhookSender, clock: WallClock,
        jitter: @escaping @Sendable () -> Double = { .random(in: 0...1) },
        metrics: any MetricsFactory, logger: Logger
    ) {
        queue = stores.webhookQueue
        webhooks = stores.webhooks
        self.sender = sender
        self.clock = clock
        self.jitter = jitter
        self.metrics = metrics
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            await withDiscardingTaskGroup { group in
                while !Task.isCancelled {
                    let attempts = await claim(at: clock.now())
                    for attempt in attempts { group.addTask { await self.carryOut(attempt) } }
                    try? await Task.sleep(for: attempts.isEmpty ? Self.idleInterval : Self.busyInterval)
                }
            }
        }
    }

    /// One round, to its end: what is due at `now` is sent and written down.
    /// - Returns: how many attempts were made.
    @discardableResult
    package func runOnce(at now: Timestamp) async -> Int {
        let attempts = await claim(at: now)
        await withDiscardingTaskGroup { group in
            for attempt in attempts { group.addTask { await self.carryOut(attempt) } }
        }
        return attempts.count
    }

    private func claim(at now: Timestamp) async -> [WebhookAttempt] {
        do {
            let room = Self.limit - underway.withLock { $0 }
            let attempts = try await queue.claim(limit: room, share: Self.share, lease: Self.lease, at: now)
            underway.withLock { $0 += attempts.count }
            return attempts
        } catch {
            report("The messages that are due cannot be read", error)
            return []
        }
    }

    private func carryOut(_ attempt: WebhookAttempt) async {
        let outcome = await sender.send(attempt, at: clock.now())
        let result = RetrySchedule.result(of: outcome, attempt: attempt.number, at: clock.now(), jitter: jitter())
        // Written down even when the server is stopping, in a task that nobody cancels.
        await Task { await self.record(result, of: attempt) }.value
        underway.withLock { $0 -= 1 }
    }

    private func record(_ result: AttemptResult, of attempt: WebhookAttempt) async {
        let webhook = attempt.webhook
        do {
            try await queue.record(result, of: attempt)
            if result.endsWebhook {
                let audit = AuditDraft(
                    at: clock.now(), actor: .server, action: .webhookRemoved, detail: ["reason": "the receiver answered 410 Gone"]
                )
                _ = try await webhooks.remove(webhook.id, in: webhook.organization, audit: audit)
            }
        } catch {
            // Nothing is lost: when the lease runs out it is sent again, and the receiver knows it by its id.
            report("The outcome of a webhook's message cannot be written down", error)
        }
        // An attempt that the server's end broke off came to nothing that is worth counting.
        if result.counts {
            Counter(label: "latchkey_webhook_attempts_total", dimensions: [("state", result.state.rawValue)], factory: metrics)
                .increment()
        }
        guard result.state == .failed else { return }
        logger.log(
            level: attempt.isIntact ? .warning : .critical, "A webhook's message was given up",
            metadata: [
                "webhook": "\(webhook.id)", "receiver": "\(webhook.url.origin)", "message_id": "\(attempt.message.id)",
                "attempts": "\(attempt.number)",
                "why": "\(result.last?.status.map { "status \($0)" } ?? result.last?.note ?? "")",
            ])
    }

    private func report(_ what: String, _ error: any Error) {
        guard !(error is CancellationError) else { return }
        logger.error("\(what)", metadata: ["error": "\(error)"])
    }
}
