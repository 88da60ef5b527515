internal import APIKeys
internal import Catalog
internal import Hummingbird

/// Taking away from a key what it has not needed, with one confirmation.
struct NarrowKeyController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .admin(.narrowKey, .manageKeys, site) { visit, page in
                try await show(page.keyID(), visit, wasOvertaken: false)
            },
            .adminForm(.narrowKey, .manageKeys, site, narrow),
        ]
    }

    @Sendable func narrow(_ visit: AdminVisit, _ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        let id = try page.keyID()
        let key = try await site.catalog.keys.find(id, in: visit.organization)
        guard let hint = try await site.catalog.insight.leastPrivilege(of: key) else { return back(key, visit, .same) }
        guard form.fields["seen"] == KeyVersion.of(key), form.fields["proposed"] == NarrowKeyPage.proposal(hint) else {
            return try await show(id, visit, wasOvertaken: true)
        }
        let (changed, _) = try await site.catalog.keys.edit(id, hint.edit, in: visit.organization, by: visit.actor)
        return back(changed, visit, .narrowed)
    }

    private func show(_ id: KeyID, _ visit: AdminVisit, wasOvertaken: Bool) async throws -> Response {
        let key = try await site.catalog.keys.find(id, in: visit.organization)
        guard let hint = try await site.catalog.insight.leastPrivilege(of: key) else { return back(key, visit, .same) }
        let model = NarrowKeyPage(
            key, hint, impact: try await site.catalog.insight.impact(of: hint.edit, on: key, in: visit.organization),
            wasOvertaken: wasOvertaken, slug: visit.slug, brandNames: try await site.brandNames(of: visit.organization),
            words: site.words)
        return site.page(model, for: visit, at: .keys)
    }

    private func back(_ key: APIKey, _ visit: AdminVisit, _ notice: KeyNotice) -> Response {
        .seeOther(SitePath.key(visit.slug, key.id).address(["done": notice.rawValue, "key": key.id.description]))
    }
}
