internal import APIKeys
internal import Catalog

/// Which entries the log shows, as its address says it.
struct AuditFilter: Hashable, Sendable {
    static let pageSize = 50

    let person: String
    let key: String
    let action: AuditAction?
    /// Days as they were typed: `2026-11-23`. Both are included.
    let since: String
    let until: String
    let before: Int?

    init(_ fields: FormFields) {
        person = String(fields["person"].trimmed.prefix(254))
        key = String(fields["key"].trimmed.prefix(40))
        action = AuditAction(rawValue: fields["action"])
        since = String(fields["since"].trimmed.prefix(10))
        until = String(fields["until"].trimmed.prefix(10))
        before = Int(fields["before"]).flatMap { $0 > 0 ? $0 : nil }
    }

    var isFiltered: Bool { [person, key, since, until].contains { !$0.isEmpty } || action != nil }

    /// What cannot be read, in the order of the form. While there is any, nothing is listed: a filter that was left out in
    /// silence would show what was not asked for.
    var problems: [(field: String, message: String)] {
        var found: [(field: String, message: String)] = []
        if !key.isEmpty, KeyID(key) == nil {
            found.append(("key", "A key's id looks like lk_7Qm2xVb9RtYs, an admin token's like lka_7Qm2xVb9RtYs."))
        }
        for (field, text) in [("since", since), ("until", until)] where !text.isEmpty && Self.day(text) == nil {
            found.append((field, "Write a day as year-month-day, such as 2026-11-23."))
        }
        if let since = Self.day(since), let until = Self.day(until), until < since {
            found.append(("until", "The last day is before the first one."))
        }
        return found
    }

    /// Asks for one entry more than is shown, to know whether there are older ones. Days are those of UTC.
    var query: AuditQuery {
        var query = AuditQuery()
        query.actor = person
        query.key = KeyID(key)
        query.action = action
        query.since = Self.day(since)
        query.until = Self.day(until).map { $0 + .seconds(86_400) }
        query.limit = Self.pageSize + 1
        query.before = before
        return query
    }

    func address(_ slug: String, before: Int?) -> String {
        SitePath.audit(slug).address([
            "person": person, "key": key, "action": action?.rawValue ?? "", "since": since, "until": until,
            "before": before.map(String.init) ?? "",
        ])
    }

    /// The first moment of a day. One that the calendar lacks would come back as another.
    private static func day(_ text: String) -> Timestamp? {
        guard text.utf8.count == 10, let start = Timestamp(iso8601: text + "T00:00:00Z"), start.day == text else { return nil }
        return start
    }
}
