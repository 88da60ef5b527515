internal import Catalog
internal import HTTPTypes

/// What went wrong, what to do, and the number to quote.
struct ErrorPage: Page {
    static let template = Template.error

    let status: Int
    let heading: String
    let message: String
    /// Addresses of people who can help.
    let helpers: [String]
    let requestID: String
    private(set) var homeURL: String

    var title: String { heading }

    init(_ failure: PageFailure, requestID: String) {
        status = failure.status.code
        heading = failure.heading
        message = failure.message
        helpers = []
        self.requestID = requestID
        homeURL = SitePath.home.address
    }

    init(_ forbidden: Forbidden, requestID: String) {
        status = 403
        let allowed = Role.allCases.filter { $0.may(forbidden.permission) }.map(\.rawValue)
        heading = "This page is for \(allowed.map { $0 + "s" }.inWords("and"))"
        let place = forbidden.brand.map { " of \($0)" } ?? ""
        message =
            "Only an \(allowed.inWords("or")) of \(forbidden.visit.organization.name) can \(forbidden.permission.deed); you are \(forbidden.role.withArticle)\(place)."
            + (forbidden.admins.isEmpty ? " Ask whoever runs this server." : " These people can help:")
        helpers = forbidden.admins
        self.requestID = requestID
        homeURL = SitePath.organization(forbidden.visit.slug).address
    }

    /// Leads back to the organization in which it was met.
    func inside(_ slug: String) -> ErrorPage {
        var page = self
        page.homeURL = SitePath.organization(slug).address
        return page
    }
}
