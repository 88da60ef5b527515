internal import Catalog
internal import Hummingbird

/// The list of keys.
struct KeysController: Sendable {
    let site: Site

    var entries: [SiteEntry] { [.admin(.keys, .manageKeys, site, list)] }

    @Sendable func list(_ visit: AdminVisit, _ page: PageRequest) async throws -> Response {
        var query = KeyListQuery(page.query)
        var keys = try await site.catalog.keys.list(query.query, of: visit.organization)
        if keys.keys.isEmpty, keys.total > 0 {
            query.page = Pager.shown(query.page, size: KeyListQuery.pageSize, total: keys.total)
            keys = try await site.catalog.keys.list(query.query, of: visit.organization)
        }
        let names = try await site.brandNames(of: visit.organization)
        let words = site.words
        let attention = try await NoticesModel.load(site.catalog, visit.organization, words: words)
        let model = KeysPage(
            keys, for: query, attention: attention, slug: visit.slug, brandNames: names,
            notice: KeyNotice.sentence(in: page.query), words: words)
        return site.page(model, for: visit, at: .keys)
    }
}
