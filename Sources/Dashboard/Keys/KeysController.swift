internal import APIKeys
internal import Catalog
internal import Hummingbird

/// The list of keys, one key, and its end.
struct KeysController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .admin(.keys, .manageKeys, site, list),
            .admin(.key, .manageKeys, site, details),
            .admin(.revokeKey, .manageKeys, site, confirmRevoke),
            .adminForm(.revokeKey, .manageKeys, site, revoke),
        ]
    }

    @Sendable func list(_ visit: AdminVisit, _ page: PageRequest) async throws -> Response {
        let query = KeyListQuery(page.query)
        let keys = try await site.catalog.keys.list(query.query, of: visit.organization)
        let names = try await brandNames(visit.organization)
        let model = KeysPage(
            keys, for: query, slug: visit.slug, brandNames: names, notice: KeyNotice.sentence(in: page.query),
            words: site.words)
        return site.page(model, for: visit, at: .keys)
    }

    @Sendable func details(_ visit: AdminVisit, _ page: PageRequest) async throws -> Response {
        let key = try await site.catalog.keys.find(page.keyID(), in: visit.organization)
        let brands = try await site.catalog.brands.list(of: visit.organization.id)
        let model = KeyDetailsPage(
            key, slug: visit.slug, brands: brands, notice: KeyNotice.sentence(in: page.query), words: site.words)
        return site.page(model, for: visit, at: .keys)
    }

    @Sendable func confirmRevoke(_ visit: AdminVisit, _ page: PageRequest) async throws -> Response {
        let key = try await site.catalog.keys.find(page.keyID(), in: visit.organization)
        return site.page(RevokeKeyPage(key, slug: visit.slug, words: site.words), for: visit, at: .keys)
    }

    @Sendable func revoke(_ visit: AdminVisit, _ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        let key = try await site.catalog.keys.find(page.keyID(), in: visit.organization)
        let typed = form.fields["name"]
        guard RevokeKeyPage.matches(typed, key) else {
            let model = RevokeKeyPage(key, slug: visit.slug, typed: typed, words: site.words)
            return site.page(model, for: visit, at: .keys, status: .unprocessableContent)
        }
        _ = try await site.catalog.keys.revoke(key.id, in: visit.organization, by: visit.actor)
        return .seeOther(
            SitePath.keys(visit.slug).address(["done": KeyNotice.revoked.rawValue, "key": key.id.description]))
    }

    private func brandNames(_ organization: Organization) async throws -> [Int: String] {
        let brands = try await site.catalog.brands.list(of: organization.id)
        return Dictionary(brands.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    }
}
