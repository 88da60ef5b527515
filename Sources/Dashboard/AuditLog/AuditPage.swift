internal import APIKeys
internal import Catalog

/// The audit log, newest first.
struct AuditPage: Page {
    static let template = Template.audit
    var title: String { "Audit log" }

    let listURL: String
    let person: String
    let key: String
    let keyError: String?
    let actions: [Choice]
    let isFiltered: Bool
    let rows: [Row]
    let hasRows: Bool
    let pager: Pager

    struct Choice: Sendable {
        let value: String
        let label: String
        let isChosen: Bool
    }

    struct Row: Sendable {
        let number: Int
        let at: Moment
        let actor: String
        let deed: String
        let object: String
        let rest: String
        /// The page of the key that it was done to.
        let keyURL: String?
    }

    /// - Parameter events: one more than a page holds when there are older ones.
    init(
        _ events: [AuditEvent], for filter: AuditFilter, slug: String, brandNames: [Int: String],
        keyNames: [KeyID: String], words: DateWords
    ) {
        listURL = SitePath.audit(slug).address
        person = filter.person
        key = filter.key
        keyError = filter.isKeyUnreadable ? "A key's id looks like lk_7Qm2xVb9RtYs." : nil
        actions =
            [Choice(value: "", label: "All actions", isChosen: filter.action == nil)]
            + AuditAction.allCases.map { Choice(value: $0.rawValue, label: $0.label, isChosen: $0 == filter.action) }
        isFiltered = !filter.person.isEmpty || !filter.key.isEmpty || filter.action != nil
        let shown = events.prefix(AuditFilter.pageSize)
        rows = shown.map { event in
            let sentence = AuditSentence(event, brandNames: brandNames, keyNames: keyNames)
            let subject = event.subjectKind == "key" ? KeyID(event.subject) : nil
            return Row(
                number: event.sequence, at: words.ago(event.at), actor: sentence.actor, deed: sentence.deed,
                object: sentence.object, rest: sentence.rest, keyURL: subject.map { SitePath.key(slug, $0).address })
        }
        hasRows = !rows.isEmpty
        pager = Pager(
            newer: filter.before == nil ? nil : filter.address(slug, before: nil),
            older: events.count > shown.count ? shown.last.map { filter.address(slug, before: $0.sequence) } : nil,
            newerLabel: "Newest", olderLabel: "Older", place: "")
    }
}

/// Which entries the log shows, as its address says it.
struct AuditFilter: Hashable, Sendable {
    static let pageSize = 50

    let person: String
    let key: String
    let action: AuditAction?
    let before: Int?

    init(_ fields: FormFields) {
        person = String(fields["person"].trimmed.prefix(254))
        key = String(fields["key"].trimmed.prefix(40))
        action = AuditAction(rawValue: fields["action"])
        before = Int(fields["before"]).flatMap { $0 > 0 ? $0 : nil }
    }

    var isKeyUnreadable: Bool { !key.isEmpty && KeyID(key) == nil }

    /// Asks for one entry more than is shown, to know whether there are older ones.
    var query: AuditQuery {
        var query = AuditQuery()
        query.actor = person
        query.key = KeyID(key)
        query.action = action
        query.limit = Self.pageSize + 1
        query.before = before
        return query
    }

    func address(_ slug: String, before: Int?) -> String {
        SitePath.audit(slug).address([
            "person": person, "key": key, "action": action?.rawValue ?? "", "before": before.map(String.init) ?? "",
        ])
    }
}
