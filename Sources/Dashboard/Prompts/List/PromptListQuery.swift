internal import Catalog
internal import Visibility

/// Which prompts the list shows, as its address, or a form of the list, says it.
///
/// The filters of the view choose prompts where they are about prompts; their numbers are those of its days and of the rest of it.
struct PromptListQuery: Hashable, Sendable {
    static let pageSize = 50

    var view: BrandView
    var search: String
    var status: PromptQuery.Status
    var isFavorite: Bool?
    var order: PromptOrder
    /// From 1; the list may well be shorter.
    var page: Int
    /// What of the address could not be understood, in a sentence.
    let complaint: String?

    init(_ fields: FormFields, today: Day) {
        var reader = FieldReader(fields)
        view = BrandView(fields, today: today)
        search = String(fields["q"].trimmed.prefix(200))
        status = reader.one("status", else: "no status of prompts", PromptQuery.Status.init(rawValue:)) ?? .active
        isFavorite = reader.flag("favorite")
        order = reader.one("order", else: "no order of prompts", PromptOrder.init(rawValue:)) ?? .added
        page = Pager.number(fields)
        let complaints = [view.complaint, reader.complaint].compactMap(\.self)
        complaint = complaints.isEmpty ? nil : complaints.joined(separator: " ")
    }

    /// Whether it leaves out any prompt that is in use.
    var isNarrow: Bool { whole != PromptQuery() }

    /// Everything that matches, whatever the page.
    var whole: PromptQuery {
        var query = PromptQuery()
        (query.search, query.status, query.isFavorite) = (search, status, isFavorite)
        (query.stages, query.tags, query.topics, query.personas) = (view.stages, view.tags, view.topics, view.personas)
        (query.platforms, query.isBranded) = (view.platforms, view.isBranded)
        return query
    }

    var paged: PromptQuery {
        var query = whole
        query.limit = Self.pageSize
        query.offset = (page - 1) * Self.pageSize
        return query
    }

    /// What the address says beside the view, but for the page.
    var ownItems: [(name: String, value: String)] {
        [
            ("q", search), ("status", status == .active ? "" : status.rawValue),
            ("favorite", isFavorite.map { $0 ? "yes" : "no" } ?? ""), ("order", order == .added ? "" : order.rawValue),
        ].filter { !$0.1.isEmpty }
    }

    /// As the address has them.
    var items: [(name: String, value: String)] { items(page: page) }

    private func items(page: Int) -> [(name: String, value: String)] {
        view.items + ownItems + (page > 1 ? [("page", String(page))] : [])
    }

    /// For a form that comes back to this place of the list.
    var hidden: [HiddenField] { items.map { HiddenField($0.name, $0.value) } }

    /// - Parameter more: what stands behind the filters.
    func address(_ path: SitePath, page: Int = 1, _ more: KeyValuePairs<String, String> = [:]) -> String {
        path.address(items(page: page) + more.map { ($0.key, $0.value) })
    }
}
