internal import Catalog
internal import Hummingbird

/// An organization's first page.
struct OverviewController: Sendable {
    let site: Site

    var entries: [SiteEntry] { [.member(.organization, site, show)] }

    @Sendable func show(_ visit: MemberVisit, _ page: PageRequest) async throws -> Response {
        if visit.role.may(.manageKeys) { return .seeOther(SitePath.keys(visit.slug).address) }
        let brands = visit.role.may(.seeBrands) ? try await site.catalog.brands.list(of: visit.organization.id) : []
        return site.page(OverviewPage(visit.organization, role: visit.role, brands: brands), for: visit, at: .overview)
    }
}
