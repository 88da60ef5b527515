internal import APIKeys
internal import Catalog
internal import Visibility

/// The form by which a brand's report is shared.
struct NewSharePage: Page {
    static let template = Template.newShare
    var title: String { "Share a report" }

    let createURL: String
    let backURL: String
    let listURL: String
    let openNote: String?
    let brandName: String
    let viewWords: String
    /// What of the address could not be understood.
    let viewComplaint: String?
    let movesOn: Bool
    let viewHidden: [HiddenField]
    let recipient: String
    let recipientError: String?
    let lifeField: LifeField
    let problems: [Problem]
    let hasProblems: Bool

    /// - Parameter open: how many links to the brand work already.
    init(
        _ input: ShareInput, view: BrandView, problem: (field: String, message: String)? = nil, open: Int, _ visit: BrandVisit,
        words: DateWords
    ) {
        let (slug, brand) = (visit.slug, visit.brand)
        createURL = SitePath.newShare(slug, brand.id).address
        backURL = view.address(.brand(slug, brand.id))
        listURL = SitePath.shares(slug, brand.id).address
        openNote = open == 0 ? nil : open == 1 ? "One link works already." : "\(open) links work already."
        brandName = brand.name
        viewWords = SharedView(view).words(of: brand)
        viewComplaint = view.complaint
        movesOn = !view.period.isFixed
        viewHidden = view.items.map { HiddenField($0.name, $0.value) }
        recipient = input.recipient
        lifeField = LifeField(
            input.life, offered: ShareInput.offered, most: ShareService.days.upperBound,
            error: problem.flatMap { $0.field == "days" ? $0.message : nil }, words: words)
        // A problem with a field that the form does not have still has to be seen.
        recipientError = problem.flatMap { ["days", "view"].contains($0.field) ? nil : $0.message }
        let anchors = ["days": "life", "view": "shown"]
        problems = problem.map { [Problem(anchor: anchors[$0.field] ?? "recipient", message: $0.message)] } ?? []
        hasProblems = !problems.isEmpty
    }
}
