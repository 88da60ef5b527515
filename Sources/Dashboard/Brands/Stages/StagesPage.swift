internal import Catalog

/// The stages of a brand, by the names it gives them.
struct StagesPage: Page {
    static let template = Template.stages

    let title: String
    let notice: String?
    let head: SettingsHead
    let mayChange: Bool
    let saveURL: String
    let seen: String
    let rows: [Row]
    let new: Row
    let sets: [SetCard]
    let problems: [Problem]
    let hasProblems: Bool

    struct Row: Sendable {
        let nameField: FormField
        let kindField: FormField
        let goneField: FormField
        /// `12 prompts`
        let prompts: String
        let promptsURL: String
    }

    struct SetCard: Sendable {
        let label: String
        let stageNames: String
        /// `nil` for the set that the brand has.
        let url: String?
    }

    /// - Parameter counts: of the prompts in use, by stage.
    init(
        _ visit: BrandVisit, counts: [Int: Int], values sent: FormValues? = nil, problems found: FormProblems = FormProblems(),
        staleAt stored: Brand? = nil, notice: String? = nil
    ) throws {
        let (form, brand) = (BrandForm.stages, stored ?? visit.brand)
        let now = try form.read(brand)
        let values = sent ?? now
        title = "\(SettingsSection.stages.label) · \(brand.name)"
        self.notice = notice
        head = SettingsHead(visit, at: .stages)
        mayChange = visit.mayChange
        saveURL = SitePath.settingsSection(visit.slug, brand.id, .stages).address
        seen = now.fingerprint(form.specs(brand))
        func row(_ fields: StageFields, count: Int = 0, stage: String = "") -> Row {
            let shown = fields.specs.map { spec in
                FormField(spec, values, error: found.byField[spec.name], now: stored == nil ? nil : now)
            }
            return Row(
                nameField: shown[0], kindField: shown[1], goneField: shown[2], prompts: counted(count, "prompt"),
                promptsURL: SitePath.prompts(visit.slug, brand.id).address(["stage": stage]))
        }
        rows = brand.stages.map { row(StageFields($0.id), count: counts[$0.id] ?? 0, stage: $0.content.name) }
        new = row(.new)
        sets = StageSet.allCases.map { set in
            SetCard(
                label: set.label, stageNames: set.stageNames,
                url: set.isThat(of: brand) ? nil : SitePath.stageSet(visit.slug, brand.id, set).address)
        }
        let problems = stored == nil ? found : FormProblems(whole: FormView.stale)
        self.problems = problems.summary(form.specs(brand).map(\.name), top: "stages")
        hasProblems = !self.problems.isEmpty
    }
}
