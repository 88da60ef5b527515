extension Timestamp {
    /// The UTC date, `2027-02-21`. Civil-from-days after H. Hinnant, "chrono-Compatible Low-Level Date Algorithms",
    /// since a sentence must not need Foundation.
    public var day: String {
        let days = Int((Double(milliseconds) / 86_400_000).rounded(.down)) + 719_468
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
}
