package import APIKeys
package import Foundation

/// Tells the time. Injected, so that tests move it by hand.
package struct WallClock: Sendable {
    package let now: @Sendable () -> Timestamp

    package init(now: @escaping @Sendable () -> Timestamp) { self.now = now }

    package static let system = WallClock { Timestamp(Date()) }
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
