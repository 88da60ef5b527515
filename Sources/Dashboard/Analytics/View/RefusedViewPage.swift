internal import Catalog
internal import Visibility

/// What is shown where the address asks for something that cannot be: the form, so that it can be put right.
struct RefusedViewPage: Page {
    static let template = Template.refusedView

    let title: String
    let heading: String
    let form: ViewForm

    init(
        _ failure: PageFailure, _ asked: AskedView, choices: ViewChoices, today: Day, _ visit: BrandVisit, at area: BrandArea
    ) {
        title = "\(area.label) · \(visit.brand.name)"
        heading = area == .overview ? visit.brand.name : area.label
        var form = ViewForm(asked.view, choices: choices, today: today, at: asked.path, hidden: asked.others)
        form.viewComplaint = "\(failure.heading). \(failure.message)"
        self.form = form
    }
}
