package import APIKeys

/// Notices that the wall clock was set: it moved against the clock that nobody sets. What cannot be undone waits then, until the
/// clock is back or has held for a while: whoever set it wrongly sets it right within that.
package struct ClockWatch: Sendable {
    /// By how much a clock may be corrected without anything waiting for it.
    package static let tolerance = Duration.seconds(300)
    /// For how long a clock that was set must hold.
    package static let trial = Duration.seconds(3600)

    package enum Finding: Hashable, Sendable {
        case steady
        /// It was set just now, by so much.
        case wasSet(by: Duration)
        /// It was set, and has not held for long enough.
        case onTrial
        /// It is taken as right again.
        case trusted
    }

    /// How far the wall clock was ahead of the other when it was trusted last; milliseconds.
    private var trusted: Int64?
    private var candidate: (ahead: Int64, since: Int64)?

    package init() {}

    /// - Parameter uptime: nanoseconds of the clock that nobody sets. The first look trusts what it sees.
    package mutating func look(at wall: Timestamp, uptime: Int64) -> Finding {
        let ahead = wall.milliseconds - uptime / 1_000_000
        guard let before = trusted, Self.differ(ahead, before) else {
            let finding = candidate == nil ? Finding.steady : .trusted
            (trusted, candidate) = (ahead, nil)
            return finding
        }
        guard let seen = candidate, !Self.differ(ahead, seen.ahead) else {
            let moved = ahead - (candidate?.ahead ?? before)
            candidate = (ahead, uptime)
            return .wasSet(by: .milliseconds(moved))
        }
        guard .nanoseconds(uptime - seen.since) >= Self.trial else { return .onTrial }
        (trusted, candidate) = (ahead, nil)
        return .trusted
    }

    private static func differ(_ one: Int64, _ other: Int64) -> Bool {
        .milliseconds(max(one, other) - min(one, other)) > tolerance
    }
}
