/// The calendar. A day outside the years 0001 to 9999, which no text can say, counts as the nearest one within.
extension Day {
    /// 0001-01-01, a Monday.
    package static let first = Day(-719_162)
    /// 9999-12-31.
    package static let last = Day(2_932_896)

    /// - Parameters:
    ///   - month: 1 to 12.
    ///   - day: 1 to 31.
    /// - Returns: `nil` for what is no date of the years 0001 to 9999.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Day.length(ofMonth: month, in: year) else {
            return nil
        }
        // Days from civil, after H. Hinnant, "chrono-Compatible Low-Level Date Algorithms": years begin in March.
        let shifted = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        self.init(shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468)
    }

    /// 28 to 31 for a month of 1 to 12.
    package static func length(ofMonth month: Int, in year: Int) -> Int {
        switch month {
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Year, month from 1 and day of the month from 1.
    package var date: (year: Int, month: Int, day: Int) {
        // Civil from days, of the same source.
        let days = clamped.number + 719_468
        let era = days / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    /// From 0, Monday, to 6.
    package var weekday: Int { (clamped.number - Day.first.number) % 7 }

    /// ISO 8601: weeks begin on Monday and belong to the year in which their Thursday lies.
    package var week: (year: Int, week: Int) {
        let thursday = Day(clamped.number - weekday + 3)
        let year = thursday.date.year
        let newYear = Day(year: year, month: 1, day: 1) ?? .first
        return (year, (thursday.number - newYear.number) / 7 + 1)
    }

    /// As many days later, or earlier where negative, within the years 0001 to 9999.
    package func advanced(by days: Int) -> Day {
        let (sum, overflow) = clamped.number.addingReportingOverflow(days)
        return overflow ? (days < 0 ? .first : .last) : Day(sum).clamped
    }

    /// The same date so many years later, within the years 0001 to 9999. February 29 becomes February 28 where there is none.
    package func advanced(byYears years: Int) -> Day {
        let (year, month, day) = date
        let (sum, overflow) = year.addingReportingOverflow(years)
        guard !overflow, (1...9999).contains(sum) else { return years < 0 ? .first : .last }
        return Day(year: sum, month: month, day: min(day, Day.length(ofMonth: month, in: sum))) ?? self
    }

    var clamped: Day { min(max(self, .first), .last) }
}
