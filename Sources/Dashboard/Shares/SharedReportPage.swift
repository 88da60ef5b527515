internal import Catalog
internal import Visibility

/// A brand's report as it is shared with somebody without an account.
struct SharedReportPage: Page {
    static let template = Template.sharedReport

    let title: String
    let lead: String
    /// By which it is filtered; `nil` where it is not.
    let filters: String?
    let organization: String
    let recipient: String
    let until: String
    var report: BrandReport
    let isEmpty: Bool
    /// Set while not all numbers are by what the brand is now.
    var evaluation: EvaluationNotice?

    init(_ report: BrandReport, _ visit: SharedVisit, today: Day, words: DateWords) {
        let (shared, view) = (visit.report, visit.view)
        title = shared.brand.name
        lead = report.lead
        let said = view.filterWords(of: shared.brand)
        filters = said.isEmpty ? nil : "Only: \(said.joined(separator: " · "))"
        organization = shared.organization.name
        recipient = shared.share.recipient
        until = words.lastDay(before: shared.share.expiresAt).shortWithYear
        self.report = report
        isEmpty = report.isEmpty
    }
}

/// For a link that opens nothing, for whatever reason.
struct ShareClosedPage: Page {
    static let template = Template.shareClosed
    var title: String { "This link shows nothing" }
}
