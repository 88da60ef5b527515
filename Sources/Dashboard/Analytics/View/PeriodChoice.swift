internal import Visibility

/// The days that a page looks at, as people choose them.
enum PeriodChoice: Hashable, Sendable {
    /// So many, today being the last.
    case days(Int)
    /// So many whole weeks, the last of which ended on a Sunday: no week of a trend is a part of one.
    case weeks(Int)
    case range(ClosedRange<Day>)

    static let standard = PeriodChoice.weeks(13)
    /// What the menu offers.
    static let offered: [PeriodChoice] = [.days(7), .days(30), .weeks(4), .weeks(13), .weeks(26), .weeks(52)]

    /// As it stands in an address: `7d`, `13w`; a range has two dates of its own there.
    init?(_ text: String) {
        guard let choice = Self.offered.first(where: { $0.text == text }) else { return nil }
        self = choice
    }

    var text: String {
        switch self {
        case .days(let count): "\(count)d"
        case .weeks(let count): "\(count)w"
        case .range: "range"
        }
    }

    var label: String {
        switch self {
        case .days(let count): "Last \(count) days"
        case .weeks(let count): "Last \(count) weeks"
        case .range: "Other dates"
        }
    }

    /// Of whole weeks those 52 weeks earlier, so that whole weeks stand against whole weeks: the same dates begin on another weekday.
    /// `nil` for other periods, whose dates count.
    func yearBefore(today: Day) -> ClosedRange<Day>? {
        guard case .weeks = self else { return nil }
        let days = days(today: today)
        return days.lowerBound.advanced(by: -364)...days.upperBound.advanced(by: -364)
    }

    /// - Parameter today: in UTC.
    func days(today: Day) -> ClosedRange<Day> {
        switch self {
        case .days(let count): return today.advanced(by: 1 - count)...today
        case .weeks(let count):
            let sunday = today.advanced(by: -today.weekday - 1)
            return sunday.advanced(by: 1 - 7 * count)...sunday
        case .range(let days): return days
        }
    }
}

extension ClosedRange<Day> {
    var dayCount: Int { upperBound.number - lowerBound.number + 1 }

    /// What a trend over these days counts by: weeks, unless they are so few that days say more, or so many that longer spans do.
    var trendUnit: Dimension {
        switch dayCount {
        case ...14: .date
        case ...400: .dateWeek
        case ...1900: .dateMonth
        default: .dateQuarter
        }
    }

    /// `24 Aug – 22 Nov 2026`
    var words: String {
        let (first, last) = (CalendarDay(lowerBound), CalendarDay(upperBound))
        if first == last { return last.shortWithYear }
        return first.year == last.year
            ? "\(first.short) – \(last.shortWithYear)" : "\(first.shortWithYear) – \(last.shortWithYear)"
    }
}
