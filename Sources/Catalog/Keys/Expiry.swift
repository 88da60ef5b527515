package import APIKeys

/// When a new key is to end, as people say it.
package enum Expiry: Hashable, Sendable {
    case days(Int)
    case on(Timestamp)
    case never

    package func moment(from now: Timestamp) -> Timestamp? {
        switch self {
        case .days(let days): now + .seconds(days * 86_400)
        case .on(let moment): moment
        case .never: nil
        }
    }

    /// Reads `90d`, `12w`, `1y`, `never`, a date (`2027-02-21`, the end of that day in UTC) or a moment
    /// (`2027-02-21T12:00:00Z`).
    package init?(_ text: String) {
        if text == "never" {
            self = .never
            return
        }
        let units: [Character: Int] = ["d": 1, "w": 7, "y": 365]
        if let unit = text.last.flatMap({ units[$0] }), let count = Int(text.dropLast()),
            (1...36_500 / unit).contains(count)
        {
            self = .days(count * unit)
        } else if !Self.isDay(text.prefix(10)) {
            return nil
        } else if let moment = Timestamp(iso8601: text) {
            self = .on(moment)
        } else if let day = Timestamp(iso8601: text + "T00:00:00Z") {
            self = .on(day + .seconds(86_400))
        } else {
            return nil
        }
    }

    /// The calendar has such a day. What reads moments takes the 30th of February for the 2nd of March, and a key would live on for days
    /// that nobody named.
    private static func isDay(_ text: Substring) -> Bool { Timestamp(iso8601: text + "T00:00:00Z")?.day == String(text) }
}
