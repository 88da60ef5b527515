internal import APIKeys
internal import Catalog
internal import Logging
internal import ServiceLifecycle

/// Does what is to happen to keys at its time: ends overlaps, tells of expiries, keeps the policies, forgets old counts.
struct Housekeeper: Service {
    let housekeeping: Housekeeping
    let clock: WallClock
    let usageDays: Int
    let logger: Logger

    private static let interval = Duration.seconds(2)
    /// The rarer steps, in intervals.
    private static let perMinute = 30
    private static let perHour = 1800

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var round = 0
            while !Task.isCancelled {
                await step(round)
                round += 1
                try? await Task.sleep(for: Self.interval)
            }
        }
    }

    private func step(_ round: Int) async {
        let now = clock.now()
        await attempt("The ends of rotations") { try await housekeeping.finishRotations(at: now) }
        guard round % Self.perMinute == 0 else { return }
        await attempt("Notices of expiry") { try await housekeeping.noticeExpiries(at: now) }
        await attempt("The policy on unused keys") { try await housekeeping.revokeUnused(at: now) }
        guard round % Self.perHour == 0 else { return }
        await attempt("Old usage counts") { try await housekeeping.forgetUsage(keepingDays: usageDays, at: now) }
    }

    private func attempt(_ what: String, _ body: () async throws -> Void) async {
        do {
            try await body()
        } catch is CancellationError {
        } catch {
            logger.error("\(what) could not be seen to; it is tried again", metadata: ["error": "\(error)"])
        }
    }
}
