internal import Catalog

/// One prompt: its text, and the settings that can be changed.
struct PromptPage: Page {
    static let template = Template.prompt

    let title: String
    let notice: String?
    let text: String
    let isArchived: Bool
    let facts: String
    let added: Moment
    let listURL: String
    let reading: String?
    let mayChange: Bool
    /// Archives it, or takes it up again.
    let stateURL: String
    let stateAction: String
    let stateEffect: String
    let form: FormView
    let problems: [Problem]
    let hasProblems: Bool

    init(
        _ prompt: Prompt, _ visit: BrandVisit, values: FormValues? = nil, problems found: FormProblems = FormProblems(),
        isStale: Bool = false, notice: String? = nil, words: DateWords
    ) {
        let (slug, brand) = (visit.slug, visit.brand)
        title = "\(prompt.text.oneLine(most: 60)) · \(brand.name)"
        self.notice = notice
        text = prompt.text
        isArchived = prompt.isArchived
        facts =
            "\(prompt.isBranded ? "Names the brand" : "Does not name the brand") · language \(prompt.language) · number \(prompt.id)"
        added = words.day(prompt.createdAt)
        listURL = SitePath.prompts(slug, brand.id).address
        reading = visit.reading
        mayChange = visit.mayChange
        stateURL =
            (prompt.isArchived ? SitePath.restorePrompt(slug, brand.id, prompt.id) : .archivePrompt(slug, brand.id, prompt.id))
            .address
        stateAction = prompt.isArchived ? "Restore" : "Archive"
        stateEffect = prompt.isArchived ? "It is archived. Restored, it is asked again." : PromptDeed.archiving
        form = FormView(
            PromptForm.specs(of: prompt, brand), stored: PromptForm.values(of: prompt, brand), values: values, problems: found,
            isStale: isStale, mayChange: visit.mayChange, saveURL: SitePath.prompt(slug, brand.id, prompt.id).address,
            effect: "What you save counts for past answers to this prompt too, wherever they are grouped by it.",
            cancelURL: SitePath.prompts(slug, brand.id).address)
        problems = form.problems
        hasProblems = !problems.isEmpty
    }
}
