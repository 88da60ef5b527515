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

    /// Looks once at everything that waits.
    /// - Returns: false when something could not be seen to; it waits, and is tried again.
    @discardableResult
    package func runOnce() async -> Bool {
        do {
            var (last, isFine) = (0, true)
            while !Task.isCancelled {
                let progress = try await leaks.workOff(after: last)
                tell(progress)
                isFine = isFine && progress.failures.isEmpty
                guard progress.isMore else { break }
                last = progress.last
            }
            return isFine
        } catch is CancellationError {
            return true
        } catch {
            tell(failure: "\(error)")
            return false
        }
    }

    private func tell(failure: String) {
        logger.error("Reported leaks could not be seen to; they are tried again", metadata: ["error": "\(failure)"])
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
        // All mostly failed for one reason.
        for failure in Set(progress.failures) { tell(failure: failure) }
        if progress.damaged > 0 {
            logger.critical(
                "Reports of leaks were written or changed outside this server; they were dropped",
                metadata: ["count": "\(progress.damaged)"])
        }
    }
}
