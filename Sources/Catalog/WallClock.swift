package import APIKeys
package import Foundation

/// Tells the time. Injected, so that tests move it by hand.
package struct WallClock: Sendable {
    /// The moment on this clock and on the one that nobody sets.
    package let moment: @Sendable () -> Moment

    package init(now: @escaping @Sendable () -> Timestamp) { moment = { Moment(wall: now()) } }

    private init(moment: @escaping @Sendable () -> Moment) { self.moment = moment }

    package func now() -> Timestamp { moment().wall }

    /// The system's clock, which never goes back while the program runs: when somebody sets it back, time goes on from where it
    /// was, so that no expired key comes back to life. Set forward by mistake and then right again, it is right again here too.
    package static let system = steady(wall: { Timestamp(Date()) }, uptime: { Uptime.nanoseconds })

    /// - Parameter uptime: nanoseconds of a clock that nobody sets.
    package static func steady(
        wall: @escaping @Sendable () -> Timestamp, uptime: @escaping @Sendable () -> Int64
    ) -> WallClock {
        let start = Moment(wall: wall(), uptime: uptime())
        return WallClock(moment: {
            let uptime = uptime()
            let steady = Timestamp(milliseconds: start.wall.milliseconds + (uptime - start.uptime) / 1_000_000)
            return Moment(wall: max(wall(), steady), uptime: uptime)
        })
    }
}

extension Timestamp {
    package init(_ date: Date) { self.init(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded())) }

    package var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }

    /// Reads an RFC 3339 moment, with or without fractions of a second.
    package init?(iso8601 text: String) {
        for fractions in [false, true] {
            if let date = try? Date.ISO8601FormatStyle(includingFractionalSeconds: fractions).parse(text) {
                self.init(date)
                return
            }
        }
        return nil
    }
}
