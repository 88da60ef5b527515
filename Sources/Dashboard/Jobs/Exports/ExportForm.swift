internal import APIKeys
internal import Catalog

/// Which answers a person wants as a file, as the form or its address says it.
struct ExportForm: Hashable, Sendable {
    let format: ExportRequest.Format?
    /// Days as they were typed: `2026-11-23`. Both are included; empty: no bound.
    let from: String
    let until: String

    init(_ fields: FormFields) {
        format = ExportRequest.Format(rawValue: fields["format"])
        from = String(fields["from"].trimmed.prefix(10))
        until = String(fields["until"].trimmed.prefix(10))
    }

    /// What cannot be read, in the order of the form.
    var problems: [(field: String, message: String)] {
        var found: [(field: String, message: String)] = []
        if format == nil { found.append(("format", "Choose CSV or NDJSON.")) }
        for (field, text) in [("from", from), ("until", until)] where !text.isEmpty && Self.day(text) == nil {
            found.append((field, "Write a day as year-month-day, such as 2026-11-23."))
        }
        if let from = Self.day(from), let until = Self.day(until), until < from {
            found.append(("until", "The last day is before the first one."))
        }
        return found
    }

    /// Days are those of UTC. `nil` while there are problems.
    var request: ExportRequest? {
        guard problems.isEmpty, let format else { return nil }
        return ExportRequest(format: format, from: Self.day(from), until: Self.day(until).map { $0 + .seconds(86_400) })
    }

    /// The first moment of a day. One that the calendar lacks would come back as another.
    private static func day(_ text: String) -> Timestamp? {
        guard text.utf8.count == 10, let start = Timestamp(iso8601: text + "T00:00:00Z"), start.day == text else { return nil }
        return start
    }
}
