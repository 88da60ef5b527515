internal import APIKeys
internal import Catalog
internal import Logging
internal import ServiceLifecycle

/// Does what is to happen at its time: ends overlaps, tells of expiries, keeps the policies, forgets what is old.
struct Housekeeper: Service {
    let housekeeping: Housekeeping
    let clock: WallClock
    /// Nanoseconds of a clock that nobody sets.
    let uptime: @Sendable () -> Int64
    let usageDays: Int
    let logger: Logger

    private static let interval = Duration.seconds(2)
    /// The rarer steps, in intervals.
    private static let perMinute = 30
    private static let perHour = 1800

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var round = 0
            var seen = Seen()
            while !Task.isCancelled {
                await step(round, &seen)
                round += 1
                try? await Task.sleep(for: Self.interval)
            }
        }
    }

    /// What steps remember for those after them.
    struct Seen: Sendable {
        fileprivate var clock = ClockWatch()
        /// The organizations whose policy was reported as changed by somebody else.
        fileprivate var brokenPolicies = Set<Int>()
    }

    /// Nothing is done by a clock that was set just now: no later step takes back what this one ends or forgets.
    func step(_ round: Int, _ seen: inout Seen) async {
        let now = clock.now()
        guard isReliable(seen.clock.look(at: now, uptime: uptime())) else { return }
        await attempt("The ends of rotations") { try await housekeeping.finishRotations(at: now) }
        guard round % Self.perMinute == 0 else { return }
        await attempt("Changed policies") { seen.brokenPolicies = try await report(seen.brokenPolicies) }
        await attempt("Notices of expiry") { try await housekeeping.noticeExpiries(at: now) }
        await attempt("The policy on unused keys") { try await housekeeping.revokeUnused(at: now) }
        await attempt("Deliveries that wait for too long") { try await housekeeping.hastenDeliveries(at: now) }
        guard round % Self.perHour == 0 else { return }
        await attempt("Old entries of the delivery log") { try await housekeeping.forgetDeliveries(at: now) }
        await attempt("Old usage counts") { try await housekeeping.forgetUsage(keepingDays: usageDays, at: now) }
    }

    private func report(_ told: Set<Int>) async throws -> Set<Int> {
        let broken = Set(try await housekeeping.brokenPolicies())
        for organization in broken.subtracting(told).sorted() {
            logger.critical(
                "The key policy of an organization was changed outside this server; the strictest holds until it is set anew",
                metadata: ["organization": "\(organization)"])
        }
        return broken
    }

    private func isReliable(_ finding: ClockWatch.Finding) -> Bool {
        switch finding {
        case .steady: return true
        case .onTrial: return false
        case .trusted:
            logger.notice("The clock is relied on again: ends of overlaps, notices of expiry and policies are seen to")
            return true
        case .wasSet(let moved):
            logger.warning(
                "The clock was set; ends of overlaps, notices of expiry and policies wait until it is back or has held for an hour. Restart the server if it is right now",
                metadata: ["moved_seconds": "\(moved.components.seconds)"])
            return false
        }
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
