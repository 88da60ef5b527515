package import Catalog
package import Logging
internal import ServiceLifecycle

/// Sees to reported leaks, well within a second. Any number of processes on one database may run one.
package struct LeakProcessor: Service {
    private let leaks: LeakService
    private let logger: Logger

    private static let interval = Duration.milliseconds(300)
    /// After the database failed.
    private static let pause = Duration.seconds(2)

    package init(leaks: LeakService, logger: Logger) {
        self.leaks = leaks
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let isFine = await runOnce()
                try? await Task.sleep(for: isFine ? Self.interval : Self.pause)
            }
        }
    }

    /// Works until nothing waits.
    /// - Returns: false when the database failed; what waits is tried again.
    @discardableResult
    package func runOnce() async -> Bool {
        do {
            while !Task.isCancelled {
                let progress = try await leaks.workOff()
                tell(progress)
                guard progress.isMore else { break }
            }
            return true
        } catch is CancellationError {
            return true
        } catch {
            logger.error("Reported leaks could not be seen to; they are tried again", metadata: ["error": "\(error)"])
            return false
        }
    }

    private func tell(_ progress: LeakService.Progress) {
        for leak in progress.new {
            logger.warning(
                "A key was found in public",
                metadata: [
                    "key": "\(leak.token)", "organization": "\(leak.organization)", "response": "\(leak.response)",
                    "reporter": "\(leak.place.reporter.rawValue)",
                ])
        }
        if progress.damaged > 0 {
            logger.critical(
                "Reports of leaks were written or changed outside this server; they were dropped",
                metadata: ["count": "\(progress.damaged)"])
        }
    }
}
