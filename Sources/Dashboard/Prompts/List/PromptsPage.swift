internal import Catalog
internal import Visibility

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
    let viewForm: ViewForm
    let filters: PromptFilters
    let rows: [PromptLine]
    let hasRows: Bool
    /// There is no prompt at all, as opposed to none that matches.
    let isNew: Bool
    let listURL: String
    let count: String
    /// What the numbers are of.
    let numbersNote: String
    let numbersTools: DataTools
    /// Where the list is filtered by personas: that answers may go by others.
    let personaNote: String?
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
        /// Of the prompts on this page, by id.
        let numbers: [Int: PromptNumbers]
        /// Of the view; `nil` where there are no prompts.
        let totals: ChartAnswer?
        let choices: ViewChoices
        /// Whether the brand has any prompt, in use or archived.
        let isAny: Bool
    }

    init(
        _ found: Found, for query: PromptListQuery, _ visit: BrandVisit, notice: String? = nil, tags: String = "",
        problem: Problem? = nil, words: DateWords, today: Day, baseURL: String
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
        viewForm = ViewForm(query.view, choices: found.choices, today: today, at: list)
        filters = PromptFilters(query)
        rows = found.prompts.map { PromptLine($0, found.numbers[$0.id], query, visit, words: words) }
        hasRows = !rows.isEmpty
        isNew = !found.isAny
        listURL = list.address
        count = counted(found.total, "prompt")
        numbersNote = Self.note(query.view, found.totals, today: today)
        personaNote =
            query.view.personas.isEmpty
            ? nil
            : "Prompts are listed by whom they are asked for; an answer that came in with a persona of its own goes by that on the other pages."
        numbersTools = DataTools(
            "presence", of: "the presence in each prompt", csv: query.view.address(.promptNumbers(slug, brand.id)),
            query: PromptNumbers.fileQueries(query.view, today: today)[0], brand: brand.id, baseURL: baseURL,
            note: PromptNumbers.note)
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

    private static func note(_ view: BrandView, _ totals: ChartAnswer?, today: Day) -> String {
        let days = totals.map { view.lead($0, today: today, saying: []) } ?? view.words(today: today)
        return "Presence: \(days)\(days.hasSuffix(".") ? "" : ".")"
    }
}
