/// The period of a query, of the texts that say where it starts and ends.
enum QueryPeriod {
    /// - Parameters:
    ///   - start: `YYYY-MM-DD`; blank or left out it is 30 days before today.
    ///   - end: `YYYY-MM-DD`; blank or left out it is today.
    /// - Returns: `nil` where something is wrong.
    static func period(
        from start: String?, to end: String?, today: Day, _ complaints: inout Complaints
    ) -> ClosedRange<Day>? {
        let start = day(start, "start_date", default: today.advanced(by: -QueryPlan.standardDays), &complaints)
        let end = day(end, "end_date", default: today.advanced(by: 0), &complaints)
        guard let start, let end else { return nil }
        guard start <= end else {
            complaints.add("invalid date range: start_date \(start.iso8601) is after end_date \(end.iso8601).")
            return nil
        }
        return start...end
    }

    static func isBlank(_ text: String?) -> Bool { text?.utf8.allSatisfy(\.isBlank) ?? true }

    private static func day(_ text: String?, _ name: String, default standard: Day, _ complaints: inout Complaints) -> Day? {
        guard let text, !isBlank(text) else { return standard }
        let day = Day(iso8601: text)
        if day == nil { complaints.add("\(name) \(Complaints.quote(text)) is not a date of the form YYYY-MM-DD.") }
        return day
    }
}
