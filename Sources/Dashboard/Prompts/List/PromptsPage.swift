internal import Catalog

/// The prompts of a brand: finding them, and changing several at once.
struct PromptsPage: Page {
    static let template = Template.prompts

    let title: String
    let notice: String?
    let reading: String?
    let mayChange: Bool
    let newURL: String
    let importURL: String
    /// Gives what is shown, all pages of it.
    let exportURL: String
    let filters: PromptFilters
    let rows: [PromptLine]
    let hasRows: Bool
    /// There is no prompt at all, as opposed to none that matches.
    let isNew: Bool
    let listURL: String
    let count: String
    let pager: Pager
    /// Carried by the forms, so that they come back to this place.
    let hidden: [HiddenField]
    let bulkURL: String
    let deeds: [DeedButton]
    /// `All 1,204 that match, not only those ticked`; `nil` when all of them are in sight.
    let everything: String?
    let archiving: String
    let tags: String
    let problems: [Problem]
    let hasProblems: Bool

    struct DeedButton: Sendable {
        let value: String
        let label: String
        let isGrave: Bool
    }

    struct Found: Sendable {
        let prompts: [Prompt]
        let total: Int
        let labels: PromptLabels
        /// Whether the brand has any prompt, in use or archived.
        let isAny: Bool
    }

    init(
        _ found: Found, for query: PromptListQuery, _ visit: BrandVisit, notice: String? = nil, tags: String = "",
        problem: Problem? = nil, words: DateWords
    ) {
        let (slug, brand) = (visit.slug, visit.brand)
        let list = SitePath.prompts(slug, brand.id)
        title = "Prompts · \(brand.name)"
        self.notice = notice
        reading = visit.reading
        mayChange = visit.mayChange
        newURL = SitePath.newPrompts(slug, brand.id).address
        importURL = SitePath.importPrompts(slug, brand.id).address
        exportURL = query.address(.exportPrompts(slug, brand.id))
        filters = PromptFilters(query, labels: found.labels, of: brand, listURL: list.address)
        rows = found.prompts.map { PromptLine($0, visit, words: words) }
        hasRows = !rows.isEmpty
        isNew = !found.isAny
        listURL = list.address
        count = counted(found.total, "prompt")
        pager = Pager(page: query.page, size: PromptListQuery.pageSize, shown: rows.count, total: found.total) {
            query.address(list, page: $0)
        }
        hidden = query.hidden
        bulkURL = list.address
        let deeds = PromptDeed.allCases.filter { deed in
            switch deed {
            case .archive: query.status != .archived
            case .restore: query.status != .active
            default: true
            }
        }
        self.deeds = deeds.map { DeedButton(value: $0.rawValue, label: $0.label, isGrave: $0 == .archive) }
        everything = found.total > rows.count ? "All \(grouped(found.total)) that match, not only those ticked" : nil
        archiving = PromptDeed.archiving
        self.tags = tags
        problems = problem.map { [$0] } ?? []
        hasProblems = problem != nil
    }
}
