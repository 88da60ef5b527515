import Testing

@testable import Visibility

@Suite struct DateUnitTests {
    @Test(
        "The five texts of a date",
        arguments: [
            ("2024-12-30", ["20241230", "202501", "202412", "2024Q4", "2024"]),
            ("2027-01-01", ["20270101", "202653", "202701", "2027Q1", "2027"]),
            ("2021-01-03", ["20210103", "202053", "202101", "2021Q1", "2021"]),
            ("2026-04-01", ["20260401", "202614", "202604", "2026Q2", "2026"]),
            ("0001-01-01", ["00010101", "000101", "000101", "0001Q1", "0001"]),
            ("9999-12-31", ["99991231", "999952", "999912", "9999Q4", "9999"]),
        ])
    func texts(_ day: String, _ expected: [String]) throws {
        let day = try #require(Day(iso8601: day))
        #expect(DateUnit.allCases.map { $0.text(of: day) } == expected)
    }

    @Test("A span's text, number and first day lead to each other", arguments: DateUnit.allCases)
    func roundTrip(_ unit: DateUnit) throws {
        var last: (index: Int, text: String)?
        for number in -1000..<22_000 {
            let day = Day(number)
            let (index, text) = (unit.index(of: day), unit.text(of: day))
            if let last, last.index == index {
                try #require(last.text == text)
                continue
            }
            if let last { try #require(index == last.index + 1) }
            let first = try #require(unit.firstDay(of: index))
            try #require(unit.firstDay(of: text) == first)
            try #require(unit.index(of: first) == index)
            if last != nil { try #require(first == day) }
            last = (index, text)
        }
        for day in [Day.first, .last] {
            #expect(unit.firstDay(of: unit.text(of: day)) == unit.firstDay(of: unit.index(of: day)))
        }
        for index in [Int.min, -1, unit.index(of: .last) + 1, .max] where unit != .day || index != -1 {
            #expect(unit.firstDay(of: index) == nil)
        }
    }

    @Test(
        "What results never show is no text of a span",
        arguments: [
            (DateUnit.day, ["20240230", "2024-02-01", "2024021", "202402011", "", "00000101"]),
            (.week, ["202553", "202654", "202600", "2026W1", "20261", "000001", "2026١١", "999953", "999999"]),
            (.month, ["202613", "202600", "2026-1", "20261", "2026011"]),
            (.quarter, ["2026Q0", "2026Q5", "2026q1", "2026Q01", "2026Q", "202601", "2026Q-"]),
            (.year, ["0000", "20260", "026", "-026", "+026", "２０２６"]),
        ])
    func refused(_ unit: DateUnit, _ texts: [String]) {
        for text in texts { #expect(unit.firstDay(of: text) == nil, "\(text)") }
    }
}
