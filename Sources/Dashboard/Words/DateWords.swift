internal import APIKeys
internal import Catalog

/// A moment as a page shows it: words in UTC, and what a script needs to say it in the reader's zone.
struct Moment: Hashable, Sendable {
    let words: String
    /// For `datetime`.
    let iso: String
    /// For `title`: the whole moment, in UTC.
    let utc: String
    /// How the words were made: `day`, `exact` or `ago`. With a script the first two are said in the reader's own time.
    let manner: String
}

/// Says moments as people do, seen from `now`.
struct DateWords: Sendable {
    let now: Timestamp

    private static let minute: Int64 = 60_000
    private static let hour = 60 * minute
    private static let dayLength = 24 * hour

    /// `12 Nov`, with the year when it is another one.
    func day(_ moment: Timestamp) -> Moment { make(moment, words: short(moment), manner: "day") }

    /// `just now`, `2 min ago`, `6 h ago`, `3 days ago`, and from a month on the day.
    func ago(_ moment: Timestamp) -> Moment {
        let past = now.milliseconds - moment.milliseconds
        let words =
            switch past {
            case ..<Self.minute: "just now"
            case ..<Self.hour: "\(past / Self.minute) min ago"
            case ..<Self.dayLength: "\(past / Self.hour) h ago"
            case ..<(2 * Self.dayLength): "yesterday"
            case ..<(30 * Self.dayLength): "\(past / Self.dayLength) days ago"
            default: short(moment)
            }
        return make(moment, words: words, manner: past < 30 * Self.dayLength ? "ago" : "day")
    }

    /// Of what is known to the hour only: `this hour`, and from then on as ``ago(_:)``.
    func hour(_ start: Timestamp) -> Moment {
        start.hour >= now.hour ? make(start, words: "this hour", manner: "ago") : ago(start)
    }

    /// When a key ends: `in 12 days` while that is near, otherwise the last day on which it works.
    func expiry(_ end: Timestamp) -> (moment: Moment, isSoon: Bool) {
        let left = end.milliseconds - now.milliseconds
        let last = lastMoment(before: end)
        let isSoon = left > 0 && left < 14 * Self.dayLength
        let words =
            switch left {
            case ...0: short(last)
            case ..<Self.hour: "in \(max(1, left / Self.minute)) min"
            case ..<(2 * Self.dayLength): "in \(left / Self.hour) h"
            case ..<(14 * Self.dayLength): "in \(left / Self.dayLength) days"
            default: short(last)
            }
        return (make(last, words: words, manner: isSoon ? "ago" : "day"), isSoon)
    }

    /// `23 Nov 2026, 20:20 UTC`
    func exact(_ moment: Timestamp) -> String { "\(CalendarDay(moment).shortWithYear), \(Self.time(moment, 5)) UTC" }

    /// The same, for a page that says it in the reader's own time where it can.
    func at(_ moment: Timestamp) -> Moment { make(moment, words: exact(moment), manner: "exact") }

    /// `23 Nov 2026, 20:20:44.123 UTC`: where order matters.
    func precise(_ moment: Timestamp) -> String { "\(CalendarDay(moment).shortWithYear), \(Self.time(moment, 12)) UTC" }

    /// The beginning of `20:20:44.123`.
    static func time(_ moment: Timestamp, _ length: Int) -> String {
        moment.iso8601.split(separator: "T").last.map { String($0.prefix(length)) } ?? ""
    }

    /// The last day on which a key that ends then works: an end at midnight belongs to the day before.
    func lastDay(before end: Timestamp) -> CalendarDay { CalendarDay(lastMoment(before: end)) }

    private func lastMoment(before end: Timestamp) -> Timestamp { Timestamp(milliseconds: end.milliseconds - 1) }

    private func short(_ moment: Timestamp) -> String {
        let day = CalendarDay(moment)
        return day.year == CalendarDay(now).year ? day.short : day.shortWithYear
    }

    private func make(_ moment: Timestamp, words: String, manner: String) -> Moment {
        Moment(words: words, iso: moment.iso8601, utc: exact(moment), manner: manner)
    }
}
