extension Timestamp {
    /// The UTC date, `2027-02-21`. Civil-from-days after H. Hinnant, "chrono-Compatible Low-Level Date Algorithms",
    /// since a sentence must not need Foundation.
    public var day: String {
        let days = Int(milliseconds.quotient(by: 86_400_000)) + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return [(year, 4), (month, 2), (dayOfYear - (153 * shifted + 2) / 5 + 1, 2)]
            .map { value, width in String(repeating: "0", count: max(0, width - String(value).count)) + String(value) }
            .joined(separator: "-")
    }
    /// The UTC moment in RFC 3339 form, `2026-11-23T20:20:44.123Z`.
    public var iso8601: String {
        let ofDay = Int(milliseconds - milliseconds.quotient(by: 86_400_000) * 86_400_000)
        func padded(_ value: Int, _ width: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: width - digits.count) + digits
        }
        let (hours, minutes, seconds) = (ofDay / 3_600_000, ofDay / 60_000 % 60, ofDay / 1000 % 60)
        return "\(day)T\(padded(hours, 2)):\(padded(minutes, 2)):\(padded(seconds, 2)).\(padded(ofDay % 1000, 3))Z"
    }
}

extension Int64 {
    /// Rounded down, so that moments before 1970 fall on the right day.
    fileprivate func quotient(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
