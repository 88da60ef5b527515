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
    let homeURL: String

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
        heading = "This page is for \(allowed.map { $0 + "s" }.joined(separator: " and "))"
        let role = forbidden.visit.role.rawValue
        message =
            "Only an \(allowed.joined(separator: " or ")) of \(forbidden.visit.organization.name) can \(forbidden.permission.deed); you are \(role == "editor" ? "an" : "a") \(role)."
            + (forbidden.admins.isEmpty ? " Ask whoever runs this server." : " These people can help:")
        helpers = forbidden.admins
        self.requestID = requestID
        homeURL = SitePath.organization(forbidden.visit.slug).address
    }
}
