internal import APIKeys
internal import Synchronization

/// The value of `Date` (RFC 9110 §5.6.7), written anew once a second.
package final class HTTPDate: Sendable {
    private let last = Mutex<(second: Int, text: String)>((.min, ""))

    func text(at moment: Timestamp) -> String {
        let second = Int(moment.milliseconds / 1000)
        return last.withLock { last in
            if last.second != second { last = (second, Self.text(second)) }
            return last.text
        }
    }

    /// `Mon, 23 Nov 2026 20:20:44 GMT`
    package static func text(_ second: Int) -> String {
        let iso = Timestamp(milliseconds: Int64(second) * 1000).iso8601
        let parts = iso.prefix(10).split(separator: "-")
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        // 1970-01-01 was a Thursday.
        let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let weekday = weekdays[second / 86_400 % 7]
        let month = months[(Int(parts[1]) ?? 1) - 1]
        return "\(weekday), \(parts[2]) \(month) \(parts[0]) \(iso.dropFirst(11).prefix(8)) GMT"
    }
}
