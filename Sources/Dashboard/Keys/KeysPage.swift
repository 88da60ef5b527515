internal import APIKeys
internal import Catalog

/// The list of an organization's keys.
struct KeysPage: Page {
    static let template = Template.keys
    var title: String { "API Keys" }

    let notice: String?
    let listURL: String
    let newKeyURL: String
    let attention: NoticesModel
    let search: String
    let states: [Choice]
    let sort: String
    let direction: String
    let columns: Columns
    let rows: [KeyRow]
    let hasRows: Bool
    /// The organization has no key at all, as opposed to none that matches.
    let isNew: Bool
    let count: String
    let pager: Pager

    struct Choice: Sendable {
        let value: String
        let label: String
        let isChosen: Bool
    }

    struct Columns: Sendable {
        let name: SortLink
        let created: SortLink
        let lastUsed: SortLink
        let expires: SortLink
        /// `aria-sort` of the column that has both the name and the day of making.
        let nameOrder: String?
    }

    struct SortLink: Sendable {
        let href: String
        /// `ascending` or `descending`; `nil` while the list is sorted by something else.
        let order: String?
        let arrow: String
    }

    init(
        _ page: KeyPage, for query: KeyListQuery, attention: NoticesModel? = nil, slug: String,
        brandNames: [Int: String], notice: String?, words: DateWords
    ) {
        self.attention = attention ?? NoticesModel(slug: slug, words: words)
        self.notice = notice
        listURL = SitePath.keys(slug).address
        newKeyURL = SitePath.newKey(slug).address
        search = query.search
        states =
            [Choice(value: "", label: "All states", isChosen: query.state == nil)]
            + APIKey.State.allCases.map { Choice(value: $0.rawValue, label: $0.word, isChosen: $0 == query.state) }
        sort = query.sort.rawValue
        direction = query.descending ? "desc" : "asc"
        let name = Self.link(.name, query, slug)
        let created = Self.link(.created, query, slug)
        columns = Columns(
            name: name, created: created, lastUsed: Self.link(.lastUsed, query, slug),
            expires: Self.link(.expires, query, slug), nameOrder: name.order ?? created.order)
        rows = page.keys.map { KeyRow($0, slug: slug, brandNames: brandNames, words: words) }
        hasRows = !rows.isEmpty
        isNew = page.total == 0 && query.search.isEmpty && query.state == nil
        // Beyond so many nobody counts.
        let total = page.isMore ? "\(grouped(KeyPage.most))+" : grouped(page.total)
        count = page.isMore ? "\(total) keys" : counted(page.total, "key")
        pager = Pager(
            newer: query.page > 1 ? query.address(slug, page: query.page - 1) : nil,
            older: page.isMore && hasRows || query.page * KeyListQuery.pageSize < page.total
                ? query.address(slug, page: query.page + 1) : nil,
            newerLabel: "Previous", olderLabel: "Next",
            place: rows.isEmpty
                ? "" : "\(grouped(query.offset + 1))–\(grouped(query.offset + rows.count)) of \(total)")
    }

    private static func link(_ sort: KeyQuery.Sort, _ query: KeyListQuery, _ slug: String) -> SortLink {
        let isCurrent = query.sort == sort
        // A first click sorts as people mostly want it: names from A, times from the latest.
        let descending = isCurrent ? !query.descending : sort == .created || sort == .lastUsed
        var other = query
        other.sort = sort
        other.descending = descending
        return SortLink(
            href: other.address(slug, page: 1),
            order: isCurrent ? (query.descending ? "descending" : "ascending") : nil,
            arrow: isCurrent ? (query.descending ? "↓" : "↑") : "")
    }
}
