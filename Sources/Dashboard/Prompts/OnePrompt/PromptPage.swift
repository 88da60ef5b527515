internal import Catalog

/// One prompt: its text, and the settings that can be changed.
struct PromptPage: Page {
    static let template = Template.prompt

    let title: String
    let notice: String?
    let heading: String
    /// All of the text, where the heading does not have it.
    let wholeText: String?
    let isArchived: Bool
    let facts: String
    let added: Moment
    let listURL: String
    let responsesURL: String
    let reading: String?
    let mayChange: Bool
    /// Archives it, or takes it up again.
    let stateURL: String
    let stateAction: String
    let stateEffect: String
    let form: FormView
    let problems: [Problem]
    let hasProblems: Bool
    /// `nil` while a form is corrected.
    let numbers: Numbers?

    /// What its answers say, and the form that says which of them.
    struct Numbers: Sendable {
        let viewForm: ViewForm
        let visibility: PromptVisibility
    }

    private static let longestHeading = 160

    /// - Parameter list: from which one came here.
    init(
        _ prompt: Prompt, _ list: PromptListQuery, _ visit: BrandVisit, values: FormValues? = nil,
        problems found: FormProblems = FormProblems(), isStale: Bool = false, notice: String? = nil, numbers: Numbers? = nil,
        words: DateWords
    ) {
        let (slug, brand) = (visit.slug, visit.brand)
        title = "\(prompt.text.oneLine(most: 60)) · \(brand.name)"
        self.notice = notice
        heading = prompt.text.oneLine(most: Self.longestHeading)
        wholeText = heading == prompt.text ? nil : prompt.text
        isArchived = prompt.isArchived
        facts =
            "\(prompt.isBranded ? "Names the brand" : "Does not name the brand") · language \(prompt.language) · number \(prompt.id)"
        added = words.day(prompt.createdAt)
        listURL = list.address(.prompts(slug, brand.id), page: list.page)
        responsesURL = SitePath.responses(slug, brand.id).address(
            list.view.itemsWithDays + [("prompt", String(prompt.id))])
        reading = visit.reading
        mayChange = visit.mayChange
        stateURL =
            (prompt.isArchived ? SitePath.restorePrompt(slug, brand.id, prompt.id) : .archivePrompt(slug, brand.id, prompt.id))
            .address(list.items)
        stateAction = prompt.isArchived ? "Restore" : "Archive"
        stateEffect = prompt.isArchived ? "It is archived. Restored, it is asked again." : PromptDeed.archiving
        form = FormView(
            PromptForm.specs(of: prompt, brand), stored: PromptForm.values(of: prompt, brand), values: values, problems: found,
            isStale: isStale, mayChange: visit.mayChange, saveURL: SitePath.prompt(slug, brand.id, prompt.id).address(list.items),
            effect: "Past answers to this prompt are found and grouped by what you save, too.",
            cancelURL: listURL)
        problems = form.problems
        hasProblems = !problems.isEmpty
        self.numbers = numbers
    }
}
