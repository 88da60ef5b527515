/// What a date dimension counts in: its spans follow each other without a gap, so each has a number.
package enum DateUnit: Int, CaseIterable, Comparable, Sendable {
    case day, week, month, quarter, year

    package static func < (one: DateUnit, other: DateUnit) -> Bool { one.rawValue < other.rawValue }

    /// The number of the span in which a day lies. The next span has the next number.
    package func index(of day: Day) -> Int {
        let (year, month, _) = day.date
        return switch self {
        case .day: day.clamped.number
        // The first of all days was a Monday.
        case .week: (day.clamped.number - Day.first.number) / 7
        case .month: year * 12 + month - 1
        case .quarter: year * 4 + (month - 1) / 3
        case .year: year
        }
    }

    /// The first day of a span, `nil` where that is before the year 0001 or after 9999.
    package func firstDay(of index: Int) -> Day? {
        switch self {
        case .day: return Day.first.number <= index && index <= Day.last.number ? Day(index) : nil
        case .week:
            guard index >= 0, index <= DateUnit.week.index(of: .last) else { return nil }
            return Day(Day.first.number + index * 7)
        case .month: return Day(year: index / 12, month: index % 12 + 1, day: 1)
        case .quarter: return Day(year: index / 4, month: index % 4 * 3 + 1, day: 1)
        case .year: return Day(year: index, month: 1, day: 1)
        }
    }

    /// How results show the span in which a day lies: `20260131`, `202605` (ISO year and week), `202601`, `2026Q1`, `2026`.
    package func text(of day: Day) -> String {
        let (year, month, number) = day.date
        let head = year.padded(to: 4)
        return switch self {
        case .day: head + month.padded(to: 2) + number.padded(to: 2)
        case .week: day.week.year.padded(to: 4) + day.week.week.padded(to: 2)
        case .month: head + month.padded(to: 2)
        case .quarter: "\(head)Q\((month - 1) / 3 + 1)"
        case .year: head
        }
    }

    /// The first day of the span that results show as `text`; `nil` for what they never show, such as `202553`: 2025 has
    /// 52 weeks.
    package func firstDay(of text: some StringProtocol) -> Day? {
        let bytes = Array(text.utf8.prefix(9))
        guard bytes.count == length, let year = Int(digits: bytes.prefix(4)) else { return nil }
        let rest = bytes.dropFirst(4)
        switch self {
        case .day:
            guard let month = Int(digits: rest.prefix(2)), let day = Int(digits: rest.dropFirst(2)) else { return nil }
            return Day(year: year, month: month, day: day)
        case .week:
            // January 4 is always in the first week.
            guard let week = Int(digits: rest), week >= 1, let fourth = Day(year: year, month: 1, day: 4) else { return nil }
            let monday = Day(fourth.number - fourth.weekday + (week - 1) * 7)
            return monday.week == (year, week) ? monday : nil
        case .month: return Int(digits: rest).flatMap { Day(year: year, month: $0, day: 1) }
        case .quarter:
            guard rest.first == UInt8(ascii: "Q"), let quarter = Int(digits: rest.dropFirst()), (1...4).contains(quarter) else {
                return nil
            }
            return Day(year: year, month: quarter * 3 - 2, day: 1)
        case .year: return Day(year: year, month: 1, day: 1)
        }
    }

    /// The number of characters that ``text(of:)`` has.
    private var length: Int {
        switch self {
        case .day: 8
        case .week, .month, .quarter: 6
        case .year: 4
        }
    }
}

extension Dimension {
    /// `nil` for a dimension that is no date.
    package var dateUnit: DateUnit? {
        switch self {
        case .date: .day
        case .dateWeek: .week
        case .dateMonth: .month
        case .dateQuarter: .quarter
        case .dateYear: .year
        default: nil
        }
    }
}
