@testable import Visibility

/// A calendar that counts day by day.
enum PlainCalendar {
    struct Entry {
        var year: Int
        var month: Int
        var day: Int
        var weekYear: Int
        var week: Int
    }

    /// From 1970-01-01 on, a Thursday of week 1.
    static let entries: [Entry] = {
        var entries: [Entry] = []
        var date = (year: 1970, month: 1, day: 1)
        for _ in 0..<40_000 {
            entries.append(Entry(year: date.year, month: date.month, day: date.day, weekYear: 0, week: 0))
            date.day += 1
            let isLeap = date.year % 4 == 0 && (date.year % 100 != 0 || date.year % 400 == 0)
            let length = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][date.month - 1]
            if date.day > length { date = (date.year, date.month + 1, 1) }
            if date.month > 12 { date = (date.year + 1, 1, 1) }
        }
        // A week is of the year that has its Thursday, and the first such week is week 1.
        var week = 0
        for thursday in stride(from: 0, to: entries.count, by: 7) {
            let year = entries[thursday].year
            week = thursday > 0 && entries[thursday - 7].year == year ? week + 1 : 1
            for day in max(0, thursday - 3)..<min(entries.count, thursday + 4) {
                entries[day].weekYear = year
                entries[day].week = week
            }
        }
        return entries
    }()

    static func text(_ day: Day, _ dimension: Dimension) -> String {
        let entry = entries[day.number]
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return switch dimension {
        case .date: "\(entry.year)\(two(entry.month))\(two(entry.day))"
        case .dateWeek: "\(entry.weekYear)\(two(entry.week))"
        case .dateMonth: "\(entry.year)\(two(entry.month))"
        case .dateQuarter: "\(entry.year)Q\((entry.month - 1) / 3 + 1)"
        default: "\(entry.year)"
        }
    }
}
