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
    let since: String
    let sinceError: String?
    let until: String
    let untilError: String?
    let groups: [Group]
    let isFiltered: Bool
    let rows: [Row]
    let hasRows: Bool
    let hasFaults: Bool
    let pager: Pager

    struct Group: Sendable {
        let groupLabel: String
        let actions: [Choice]
    }

    struct Choice: Sendable {
        let value: String
        let label: String
        let isChosen: Bool
    }

    struct Row: Sendable {
        let number: Int
        let at: Moment
        /// Where order matters: to the millisecond.
        let precise: String
        let actor: String
        let deed: String
        let object: String
        let rest: String
        /// The page of what it was done to.
        let objectURL: String?
        let isDenied: Bool
        let changes: [ChangeRow]
        let hasChanges: Bool
    }

    /// - Parameter events: one more than a page holds when there are older ones.
    init(
        _ events: [AuditEvent], for filter: AuditFilter, slug: String, brandNames: [Int: String],
        keyNames: [KeyID: String], words: DateWords
    ) {
        listURL = SitePath.audit(slug).address
        person = filter.person
        key = filter.key
        since = filter.since
        until = filter.until
        let problems = filter.problems
        func problem(_ field: String) -> String? { problems.first { $0.field == field }?.message }
        keyError = problem("key")
        sinceError = problem("since")
        untilError = problem("until")
        hasFaults = !problems.isEmpty
        groups = AuditAction.Group.allCases.map { group in
            Group(
                groupLabel: group.rawValue,
                actions: AuditAction.allCases.filter { $0.group == group }.map {
                    Choice(value: $0.rawValue, label: $0.label, isChosen: $0 == filter.action)
                })
        }
        isFiltered = filter.isFiltered
        let shown = events.prefix(AuditFilter.pageSize)
        let changeWords = ChangeWords(brandNames: brandNames, words: words)
        rows = shown.map { event in
            let sentence = AuditSentence(event, brandNames: brandNames, keyNames: keyNames)
            let changes = ChangeRow.rows(event.changes, changeWords)
            return Row(
                number: event.sequence, at: words.ago(event.at), precise: words.precise(event.at), actor: sentence.actor,
                deed: sentence.deed, object: sentence.object, rest: sentence.rest, objectURL: Self.url(event, slug),
                isDenied: event.action == AuditAction.managementDenied.rawValue, changes: changes, hasChanges: !changes.isEmpty)
        }
        hasRows = !rows.isEmpty
        pager = Pager(
            newer: filter.before == nil ? nil : filter.address(slug, before: nil),
            older: events.count > shown.count ? shown.last.map { filter.address(slug, before: $0.sequence) } : nil,
            newerLabel: "Newest", olderLabel: "Older", place: "")
    }

    private static func url(_ event: AuditEvent, _ slug: String) -> String? {
        // An attempt was aimed at nothing that this organization has to show.
        guard let action = AuditAction(rawValue: event.action), action != .managementDenied else { return nil }
        if action.group == .policy { return SitePath.policy(slug).address }
        switch AuditSubject(kind: event.subjectKind, id: event.subject) {
        case .key(let id): return SitePath.key(slug, id).address
        case .adminToken: return SitePath.adminTokens(slug).address
        case .webhook(let id): return SitePath.webhook(slug, id).address
        case .job(let id): return SitePath.job(slug, id).address
        case .share: return event.detail["brand_id"].flatMap { Int($0) }.map { SitePath.shares(slug, $0).address }
        case .organization, .user, .brand, .prompts, nil: return nil
        }
    }
}
