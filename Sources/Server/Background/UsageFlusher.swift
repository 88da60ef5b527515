internal import APIKeys
internal import Catalog
internal import Logging
internal import ServiceLifecycle
internal import Synchronization
internal import Web

/// Writes what gathers in memory: what keys do, and log lines. Stops after the HTTP server, so that nothing of the last requests is
/// lost.
package struct UsageFlusher: Service {
    let usage: UsageLedger
    let store: any UsageStore
    let clock: WallClock
    let logger: Logger
    private let turn = FlushTurn()
    static let interval = Duration.seconds(1)

    init(usage: UsageLedger, store: any UsageStore, clock: WallClock, logger: Logger) {
        self.usage = usage
        self.store = store
        self.clock = clock
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: Self.interval)
                await flush()
            }
        }
        await flush()
    }

    /// When this returns, everything that was recorded before the call is written, or failed to be and is kept for the next time.
    package func flush() async {
        LineWriter.standardError.flush()
        await turn.take {
            let batch = usage.drain()
            guard !batch.keys.isEmpty else { return }
            do {
                // Not torn by a cancelled request that happened to ask for it.
                try await Task { try await store.save(batch, at: clock.now()) }.value
            } catch {
                usage.restore(batch)
                logger.warning(
                    "What keys do cannot be saved", metadata: ["keys": "\(batch.keys.count)", "error": "\(error)"])
            }
        }
    }
}

/// One flush at a time: whoever asks while one is running waits for it and then flushes what came since, so that nobody goes on
/// before what was recorded earlier is written.
private actor FlushTurn {
    private var last: Task<Void, Never>?

    func take(_ body: @escaping @Sendable () async -> Void) async {
        let before = last
        let mine = Task {
            await before?.value
            await body()
        }
        last = mine
        await mine.value
    }
}
