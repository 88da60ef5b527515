import Testing

@testable import Visibility

@Suite struct DayTests {
    @Test(
        "A date is read and shown",
        arguments: [
            ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2024-02-29", 19_782), ("2024-03-01", 19_783),
            ("0001-01-01", -719_162), ("9999-12-31", 2_932_896), ("1900-03-01", -25_508), ("2026-11-26", 20_783),
        ])
    func isReadAndShown(_ text: String, _ number: Int) {
        #expect(Day(iso8601: text) == Day(number))
        #expect(Day(number).iso8601 == text)
    }

    @Test(
        "What is no date in exactly this form is refused",
        arguments: [
            "", " ", "2024-02-30", "2023-02-29", "1900-02-29", "2024-04-31", "2024-00-10", "2024-13-01", "2024-01-00",
            "2024-01-32",
            "0000-01-01", "10000-01-01", "2024-1-1", "24-01-01", "20240101", "2024/01/01", "2024-01-01T00:00:00Z", " 2024-01-01",
            "2024-01-01 ", "2024-01-01\n", "+024-01-01", "-024-01-01", "2024-01-0a", "２０２４-01-01", "2024-01-0\u{0660}",
            "2024–01–01",
            "2024-01-01\0", "\u{FEFF}2024-01-01", "2024-01-0١", "today",
        ])
    func isRefused(_ text: String) { #expect(Day(iso8601: text) == nil) }

    @Test(
        "Days agree with the calendar of Python's datetime: first day, its number, days, FNV-1a of all texts",
        arguments: [
            ("0001-01-01", -719_162, 1461, 0x09f0_5c43_fb17_a063 as UInt64),
            ("1896-01-01", -27_028, 3287, 0xbe7f_a3f8_e7a2_a620),
            ("1960-01-01", -3653, 36_891, 0xfd5c_39c7_66fe_9d8b),
            ("2096-01-01", 46_021, 3287, 0x0c93_4ef9_7aef_721c),
            ("9996-01-01", 2_931_436, 1461, 0x3eb6_f2c5_7549_e9db),
        ])
    func agreesWithPython(_ first: String, _ number: Int, _ count: Int, _ expected: UInt64) throws {
        #expect(try #require(Day(iso8601: first)).number == number)
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for number in number..<number + count {
            let day = Day(number)
            let texts = DateUnit.allCases.map { $0.text(of: day) }
            let line = "\(day.iso8601) \(day.weekday) \(texts.joined(separator: " "))\n"
            for byte in line.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
        #expect(hash == expected)
    }

    @Test func oneDayFollowsTheOther() {
        // The second algorithm: counting, through two cycles of the calendar.
        var (year, month, day) = (1600, 1, 1)
        var wrong = 0
        for number in -135_140..<(-135_140 + 2 * 146_097) {
            if Day(number).date != (year, month, day) || Day(year: year, month: month, day: day) != Day(number) { wrong += 1 }
            day += 1
            if day > Day.length(ofMonth: month, in: year) { (day, month) = (1, month + 1) }
            if month > 12 { (month, year) = (1, year + 1) }
        }
        #expect(wrong == 0)
        #expect((year, month, day) == (2400, 1, 1))
    }

    @Test func daysOutsideTheCalendarCountAsItsEnds() {
        for day in [Day(.min), Day(-719_163)] { #expect(day.iso8601 == "0001-01-01") }
        for day in [Day(.max), Day(2_932_897)] { #expect(day.iso8601 == "9999-12-31") }
        for unit in DateUnit.allCases {
            #expect(unit.text(of: Day(.max)) == unit.text(of: .last))
            #expect(unit.index(of: Day(.min)) == unit.index(of: .first))
        }
        #expect(Day(.max).advanced(by: .min) == .first)
        #expect(Day(.min).advanced(by: .max) == .last)
    }

    @Test(
        "A year earlier or later is the same date, and February 28 where there is no 29",
        arguments: [
            ("2024-02-29", -1, "2023-02-28"), ("2024-02-29", 4, "2028-02-29"), ("2023-02-28", 1, "2024-02-28"),
            ("2026-11-26", -1, "2025-11-26"), ("0001-05-01", -1, "0001-01-01"), ("9999-05-01", 1, "9999-12-31"),
            ("2000-01-01", .min, "0001-01-01"), ("2000-01-01", .max, "9999-12-31"),
        ])
    func movesByYears(_ from: String, _ years: Int, _ to: String) throws {
        #expect(try #require(Day(iso8601: from)).advanced(byYears: years).iso8601 == to)
    }
}
