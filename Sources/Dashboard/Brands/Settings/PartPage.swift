internal import Catalog

/// One competitor or persona, and the form of a new one.
struct PartPage: Page {
    static let template = Template.part

    let title: String
    let heading: String
    let lead: String
    let listURL: String
    let listLabel: String
    /// `nil` where there is nothing to archive, or nobody to do it.
    let archiveURL: String?
    let archiveLabel: String
    let reading: String?
    let form: FormView
    let problems: [Problem]
    let hasProblems: Bool

    init<Content: FormPart>(_ part: BrandPart<Content>, _ visit: BrandVisit, _ form: FormView) {
        let archive = SitePath.archivePart(visit.slug, visit.brand.id, Content.section, part.id).address
        self.init(
            Content.self, heading: part.shownName, lead: "A \(Content.noun) of \(visit.brand.name).",
            archiveURL: visit.mayChange ? archive : nil, visit, form)
    }

    init<Content: FormPart>(newOf kind: Content.Type, _ visit: BrandVisit, _ form: FormView) {
        self.init(
            kind, heading: "New \(Content.noun)", lead: Content.section.lead, archiveURL: nil, visit, form)
    }

    private init<Content: FormPart>(
        _ kind: Content.Type, heading: String, lead: String, archiveURL: String?, _ visit: BrandVisit, _ form: FormView
    ) {
        title = "\(heading) · \(visit.brand.name)"
        self.heading = heading
        self.lead = lead
        listURL = SitePath.settingsSection(visit.slug, visit.brand.id, Content.section).address
        listLabel = Content.section.label
        self.archiveURL = archiveURL
        archiveLabel = "Archive"
        reading = visit.reading
        self.form = form
        problems = form.problems
        hasProblems = !problems.isEmpty
    }
}
