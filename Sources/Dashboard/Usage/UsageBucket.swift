internal import APIKeys
internal import Catalog

/// The requests of one hour or one day, in UTC.
struct UsageBucket: Hashable, Sendable {
    /// `23 Nov, 14:00 to 15:00`, or `23 Nov`.
    let name: String
    /// What may stand under it.
    let tick: String
    let accepted: Int
    let refused: Int

    var all: Int { accepted + refused }
    var tip: String { "\(name): \(grouped(accepted)) accepted, \(grouped(refused)) refused" }

    /// By hour as long as the hours are few enough to be seen, by day otherwise.
    static func buckets(_ hours: [UsageReport.Hour], days: Int) -> [UsageBucket] {
        days <= 7 ? hours.map { hour($0, isOneDay: days == 1) } : byDay(hours)
    }

    private static func hour(_ hour: UsageReport.Hour, isOneDay: Bool) -> UsageBucket {
        let day = CalendarDay(hour.start).short
        let clock = DateWords.time(hour.start, 5)
        return UsageBucket(
            name: "\(day), \(clock) to \(DateWords.time(hour.start + .seconds(3600), 5))", tick: isOneDay ? clock : day,
            accepted: hour.accepted, refused: hour.refused)
    }

    private static func byDay(_ hours: [UsageReport.Hour]) -> [UsageBucket] {
        var buckets: [UsageBucket] = []
        var day: (name: String, accepted: Int, refused: Int)?
        func close() {
            guard let day else { return }
            buckets.append(UsageBucket(name: day.name, tick: day.name, accepted: day.accepted, refused: day.refused))
        }
        for hour in hours {
            let name = CalendarDay(hour.start).short
            if day?.name != name {
                close()
                day = (name, 0, 0)
            }
            day?.accepted += hour.accepted
            day?.refused += hour.refused
        }
        close()
        return buckets
    }
}
