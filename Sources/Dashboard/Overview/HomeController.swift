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
            return .seeOther(try await site.start(in: first))
        }
        return site.renderer.response(
            NoOrganizationPage(
                email: session.user.email, accountURL: SitePath.account.address, signOutURL: SitePath.signOut.address),
            formToken: site.catalog.accounts.formToken(for: session))
    }
}

extension Site {
    /// Where somebody begins in an organization: with all brands that are theirs, or with the one brand that is a guest's.
    func start(in membership: Membership) async throws -> String {
        let organization = membership.organization
        if membership.role == .guest {
            let brands = membership.reachable(among: try await catalog.brands.list(of: organization.id)).filter { !$0.isArchived }
            if let only = brands.first, brands.count == 1 { return SitePath.brand(organization.slug, only.id).address }
        }
        return SitePath.organization(organization.slug).address
    }
}

/// For people whom no organization has taken in.
struct NoOrganizationPage: Page {
    static let template = Template.noOrganization
    var title: String { "No organization yet" }

    let email: String
    let accountURL: String
    let signOutURL: String
}
