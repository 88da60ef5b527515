internal import Catalog
internal import Hummingbird

/// The list of members.
struct MembersController: Sendable {
    let site: Site

    var entries: [SiteEntry] { [.admin(.members, .seeMembers, site, list)] }

    @Sendable func list(_ visit: AdminVisit, _ page: PageRequest) async throws -> Response {
        let members = try await site.catalog.organizations.members(of: visit.organization)
        let model = MembersPage(members, you: visit.member.session.user, slug: visit.slug, words: site.words)
        return site.page(model, for: visit, at: .members)
    }
}
