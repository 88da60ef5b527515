internal import APIKeys
internal import Catalog
internal import Hummingbird

/// Ending a key for good.
struct RevokeKeyController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .admin(.revokeKey, .manageKeys, site) { visit, page in
                let key = try await site.catalog.keys.find(page.keyID(), in: visit.organization)
                // Asked for of a key that is over: someone was faster, or an old tab. Its page has the receipt.
                guard key.state(at: site.words.now).isRevocable else {
                    return .seeOther(SitePath.key(visit.slug, key.id).address)
                }
                return try await show(key, typed: nil, visit)
            },
            .adminForm(.revokeKey, .manageKeys, site, revoke),
        ]
    }

    @Sendable func revoke(_ visit: AdminVisit, _ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        let key = try await site.catalog.keys.find(page.keyID(), in: visit.organization)
        let typed = form.fields["name"]
        // A key may rotate itself at that moment: whoever ends it because it leaked must know that another goes on working.
        let isOvertaken = form.fields["successor"] != RevokeKeyPage.successor(of: key, at: site.words.now) ?? ""
        guard RevokeKeyPage.matches(typed, key), !isOvertaken else {
            return try await show(key, typed: typed, wasOvertaken: isOvertaken, visit)
        }
        _ = try await site.catalog.keys.revoke(key.id, in: visit.organization, by: visit.actor)
        return .seeOther(
            SitePath.key(visit.slug, key.id).address(["done": KeyNotice.revoked.rawValue, "key": key.id.description]))
    }

    private func show(_ key: APIKey, typed: String?, wasOvertaken: Bool = false, _ visit: AdminVisit) async throws -> Response {
        let model = RevokeKeyPage(
            key, impact: try await site.catalog.insight.impactOfEnding(key, in: visit.organization), slug: visit.slug,
            typed: typed, wasOvertaken: wasOvertaken, brandNames: try await site.brandNames(of: visit.organization),
            words: site.words)
        return site.page(model, for: visit, at: .keys, status: model.hasProblems ? .unprocessableContent : .ok)
    }
}
