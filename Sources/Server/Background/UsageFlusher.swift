internal import APIKeys
internal import Catalog
internal import Logging
internal import ServiceLifecycle
internal import Web

/// Writes what gathers in memory: each key's last use, and log lines. Stops after the HTTP server, so that nothing of the last
/// requests is lost.
struct UsageFlusher: Service {
    let usage: UsageLedger
    let keys: any KeyStore
    let logger: Logger
    static let interval = Duration.seconds(1)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: Self.interval)
                await flush()
            }
        }
        await flush()
    }

    private func flush() async {
        LineWriter.standardError.flush()
        let uses = usage.drain()
        guard !uses.isEmpty else { return }
        do {
            try await keys.saveUses(uses)
        } catch {
            // Nothing is lost: the next round tries again.
            usage.restore(uses)
            if !(error is CancellationError) {
                logger.warning("The last use of keys cannot be saved", metadata: ["keys": "\(uses.count)", "error": "\(error)"])
            }
        }
    }
}
