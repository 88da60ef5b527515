internal import APIKeys
internal import Visibility

/// A day in UTC, in the forms in which pages say it.
struct CalendarDay: Hashable, Sendable {
    let year: Int
    let month: Int
    let day: Int

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    init(_ moment: Timestamp) {
        let parts = moment.day.split(separator: "-").compactMap { Int($0) }
        year = parts.count == 3 ? parts[0] : 1970
        month = parts.count == 3 ? parts[1] : 1
        day = parts.count == 3 ? parts[2] : 1
    }

    init(_ day: Day) { (year, month, self.day) = day.date }

    private var monthName: String { Self.months[max(0, min(11, month - 1))] }

    /// `21 Feb`
    var short: String { "\(day) \(monthName.prefix(3))" }
    /// `21 Feb 2027`
    var shortWithYear: String { "\(short) \(year)" }
    /// `21 February 2027`
    var long: String { "\(day) \(monthName) \(year)" }
}
