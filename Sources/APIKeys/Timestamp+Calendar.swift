extension Timestamp {
    /// The UTC date, `2027-02-21`.
    public var day: String {
        var text = CalendarText()
        text.appendDate(of: self)
        return text.string
    }

    /// The UTC moment in RFC 3339 form, `2026-11-23T20:20:44.123Z`.
    public var iso8601: String {
        let ofDay = Int(milliseconds - milliseconds.quotient(by: 86_400_000) * 86_400_000)
        var text = CalendarText()
        text.appendDate(of: self)
        text.append("T", ofDay / 3_600_000, 2)
        text.append(":", ofDay / 60_000 % 60, 2)
        text.append(":", ofDay / 1000 % 60, 2)
        text.append(".", ofDay % 1000, 3)
        text.append("Z")
        return text.string
    }
}

/// Dates are written by the thousand in lists, so byte by byte; and without Foundation, which a sentence must not need.
private struct CalendarText {
    private var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(24) }

    var string: String { String(decoding: bytes, as: UTF8.self) }

    /// Civil-from-days after H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    mutating func appendDate(of moment: Timestamp) {
        let days = Int(moment.milliseconds.quotient(by: 86_400_000)) + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        append("", yearOfEra + era * 400 + (month <= 2 ? 1 : 0), 4)
        append("-", month, 2)
        append("-", dayOfYear - (153 * shifted + 2) / 5 + 1, 2)
    }

    /// A number with zeros before it.
    mutating func append(_ separator: StaticString, _ value: Int, _ width: Int) {
        append(separator)
        let digits = String(value)
        for _ in 0..<max(0, width - digits.utf8.count) { bytes.append(UInt8(ascii: "0")) }
        bytes += digits.utf8
    }

    mutating func append(_ text: StaticString) { text.withUTF8Buffer { bytes += $0 } }
}

extension Int64 {
    /// Rounded down, so that moments before 1970 fall on the right day.
    fileprivate func quotient(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
