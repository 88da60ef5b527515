/// A day as a date, and the texts of the periods in which it lies.
struct CalendarDate {
    let year: Int
    let month: Int
    let day: Int
    private let number: Int

    /// After Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": years that begin in March, eras of 400 of them.
    init(_ date: Day) {
        number = date.number
        let shifted = date.number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let march = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * march + 2) / 5 + 1
        month = march < 10 ? march + 3 : march - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// As results show it, of a dimension of dates.
    func text(of dimension: Dimension) -> String {
        switch dimension {
        case .date: padded(year, 4) + padded(month, 2) + padded(day, 2)
        case .dateWeek: week
        case .dateMonth: padded(year, 4) + padded(month, 2)
        case .dateQuarter: padded(year, 4) + "Q\((month + 2) / 3)"
        default: padded(year, 4)
        }
    }

    /// ISO 8601: the week belongs to the year of its Thursday.
    private var week: String {
        let weekday = ((number + 3) % 7 + 7) % 7
        let thursday = CalendarDate(Day(number - weekday + 3))
        let newYear = CalendarDate.dayNumber(year: thursday.year)
        return padded(thursday.year, 4) + padded((thursday.number - newYear) / 7 + 1, 2)
    }

    /// Of the first of January.
    private static func dayNumber(year: Int) -> Int {
        let before = year - 1
        func floored(_ divisor: Int) -> Int { before >= 0 ? before / divisor : -((divisor - 1 - before) / divisor) }
        return before * 365 + floored(4) - floored(100) + floored(400) - 719_162
    }

    private func padded(_ number: Int, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}
