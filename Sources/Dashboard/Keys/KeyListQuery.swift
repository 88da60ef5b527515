internal import APIKeys
internal import Catalog

/// Which keys the list shows, as its address says it. What makes no sense there is left out, not refused.
struct KeyListQuery: Hashable, Sendable {
    static let pageSize = 50

    var search: String
    var state: APIKey.State?
    var sort: KeyQuery.Sort
    var descending: Bool
    var page: Int

    init(_ fields: FormFields) {
        search = String(fields["q"].trimmed.prefix(100))
        state = APIKey.State(rawValue: fields["state"])
        sort = KeyQuery.Sort(rawValue: fields["sort"]) ?? .created
        descending = fields["dir"].isEmpty ? sort == .created || sort == .lastUsed : fields["dir"] == "desc"
        page = Pager.number(fields)
    }

    var offset: Int { (page - 1) * Self.pageSize }

    var query: KeyQuery {
        var query = KeyQuery()
        query.search = search
        query.state = state
        query.sort = sort
        query.descending = descending
        query.limit = Self.pageSize
        query.offset = offset
        return query
    }

    func address(_ slug: String, page: Int) -> String {
        SitePath.keys(slug).address([
            "q": search, "state": state?.rawValue ?? "", "sort": sort.rawValue, "dir": descending ? "desc" : "asc",
            "page": page > 1 ? String(page) : "",
        ])
    }
}
