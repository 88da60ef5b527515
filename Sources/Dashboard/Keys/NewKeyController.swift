internal import APIKeys
internal import Catalog
internal import Hummingbird

/// Making a key, and showing it once.
struct NewKeyController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .admin(.newKey, .manageKeys, site, form),
            .adminForm(.keys, .manageKeys, site, create),
            .admin(.keyCreated, .manageKeys, site, created),
        ]
    }

    @Sendable func form(_ visit: AdminVisit, _ page: PageRequest) async throws -> Response {
        try await show(NewKeyInput(), [:], visit)
    }

    @Sendable func create(_ visit: AdminVisit, _ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        let input = NewKeyInput(form.fields)
        let now = site.catalog.clock.now()
        switch input.draft(at: now) {
        case .failure(let problems):
            return try await show(input, problems.byField, visit)
        case .success(let draft):
            do {
                let (key, token) = try await site.catalog.keys.create(draft, in: visit.organization, by: visit.actor)
                let nonce = site.reveals.put(token, for: visit.member.session.digest, at: now)
                return .seeOther(SitePath.keyCreated(visit.slug, key.id).address(["once": nonce]))
            } catch CatalogError.invalid(let field, let message) {
                return try await show(input, [NewKeyField(rawValue: field) ?? .name: message], visit)
            }
        }
    }

    @Sendable func created(_ visit: AdminVisit, _ page: PageRequest) async throws -> Response {
        let id = try page.keyID()
        let key = try await site.catalog.keys.find(id, in: visit.organization)
        let brands = try await site.catalog.brands.list(of: visit.organization.id)
        let now = site.catalog.clock.now()
        // A HEAD request shows nothing, so it must not use the one time up.
        guard page.isGet,
            let token = site.reveals.take(page.query["once"], key: id, for: visit.member.session.digest, at: now)
        else {
            return site.page(KeyShownPage(key, slug: visit.slug, words: site.words), for: visit, at: .keys)
        }
        let base =
            site.settings.baseURL
            ?? BaseAddress.from(host: page.request.head.authority, isSecure: site.settings.secureCookies)
        let model = KeyCreatedPage(
            key, token: token, slug: visit.slug,
            brandNames: Dictionary(brands.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first }),
            baseURL: base, words: site.words)
        return site.page(model, for: visit, at: .keys)
    }

    private func show(
        _ input: NewKeyInput, _ problems: NewKeyInput.Problems, _ visit: AdminVisit
    ) async throws -> Response {
        let brands = try await site.catalog.brands.list(of: visit.organization.id)
        let model = NewKeyPage(input, problems: problems, slug: visit.slug, brands: brands, words: site.words)
        return site.page(model, for: visit, at: .keys, status: problems.isEmpty ? .ok : .unprocessableContent)
    }
}
