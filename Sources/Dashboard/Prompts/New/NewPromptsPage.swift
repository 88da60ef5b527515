internal import Catalog

/// The form of new prompts, one or many.
struct NewPromptsPage: Page {
    static let template = Template.newPrompts

    let title: String
    let listURL: String
    let importURL: String
    let form: FormView
    let problems: [Problem]
    let hasProblems: Bool

    /// What is said of each line; more of them are not read.
    private static let mostLines = 20

    /// - Parameter lines: what is wrong with single lines, by their number.
    init(
        _ visit: BrandVisit, values: FormValues = FormValues(), problems found: FormProblems = FormProblems(),
        lines: [(number: Int, message: String)] = []
    ) {
        let (slug, brand) = (visit.slug, visit.brand)
        title = "New prompts · \(brand.name)"
        listURL = SitePath.prompts(slug, brand.id).address
        importURL = SitePath.importPrompts(slug, brand.id).address
        var problems = found
        var told = lines.prefix(Self.mostLines).map { Problem(anchor: "texts", message: "Line \($0.number): \($0.message)") }
        if lines.count > Self.mostLines {
            told.append(Problem(anchor: "texts", message: "and \(counted(lines.count - Self.mostLines, "more line"))."))
        }
        if !lines.isEmpty {
            problems.byField["texts"] =
                "\(counted(lines.count, "line")) cannot be taken as \(lines.count == 1 ? "it is" : "they are"); see above."
        }
        form = FormView(
            PromptForm.newSpecs(of: brand), stored: values, problems: problems, mayChange: visit.mayChange,
            saveURL: SitePath.newPrompts(slug, brand.id).address, button: "Add prompts",
            effect:
                "Each line becomes a prompt that is asked from then on. One that is there already stays as it is; an archived one is taken up again.",
            cancelURL: SitePath.prompts(slug, brand.id).address)
        self.problems = told + form.problems.filter { $0.anchor != "texts" || lines.isEmpty }
        hasProblems = !self.problems.isEmpty
    }
}
