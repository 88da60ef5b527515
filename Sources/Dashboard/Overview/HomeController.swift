internal import Catalog
internal import Hummingbird

/// The site's own address, and what is neither a page nor a person's: style sheet, script, icon.
struct HomeController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .visitor(.home, home),
            .visitor(.asset) { page in try site.renderer.assets.response(for: page.context.parameters.get("file") ?? "") },
        ]
    }

    @Sendable func home(_ page: PageRequest) async throws -> Response {
        guard let session = try await site.door.session(of: page) else {
            return .seeOther(SitePath.signIn.address)
        }
        let memberships = try await site.catalog.organizations.memberships(of: session.user)
        if let first = memberships.first {
            return .seeOther(SitePath.organization(first.organization.slug).address)
        }
        return site.renderer.response(
            NoOrganizationPage(email: session.user.email, signOutURL: SitePath.signOut.address),
            formToken: site.catalog.accounts.formToken(for: session))
    }
}

/// For people whom no organization has taken in.
struct NoOrganizationPage: Page {
    static let template = Template.noOrganization
    var title: String { "No organization yet" }

    let email: String
    let signOutURL: String
}
