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
        let setting = try await setting(visit)
        return show(KeyInput(expiry: setting.choices.preselected), KeyProblems(), setting, visit)
    }

    @Sendable func create(_ visit: AdminVisit, _ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        let input = KeyInput(form.fields)
        let setting = try await setting(visit)
        switch input.values(setting.choices) {
        case .failure(let problems):
            return show(input, problems, setting, visit)
        case .success(let values):
            do {
                let created = try await site.catalog.keys.create(values.draft, in: visit.organization, by: visit.actor)
                return site.reveal(created, to: visit)
            } catch CatalogError.invalid(let field, let message) {
                return show(input, KeyProblems(byField: [KeyField(catalog: field): message]), setting, visit)
            }
        }
    }

    @Sendable func created(_ visit: AdminVisit, _ page: PageRequest) async throws -> Response {
        let id = try page.keyID()
        let key = try await site.catalog.keys.find(id, in: visit.organization)
        let now = site.catalog.clock.now()
        // A HEAD request shows nothing, so it must not use the one time up.
        guard page.isGet,
            let token = site.reveals.take(page.query["once"], key: id, for: visit.member.session.digest, at: now)
        else {
            return site.page(KeyShownPage(key, slug: visit.slug, words: site.words), for: visit, at: .keys)
        }
        var replaced: APIKey?
        if let predecessor = key.predecessor {
            replaced = try await site.catalog.keys.find(predecessor, in: visit.organization)
        }
        let model = KeyCreatedPage(
            key, replaced: replaced, token: token, slug: visit.slug,
            brandNames: try await site.brandNames(of: visit.organization), baseURL: site.baseURL(page), words: site.words)
        return site.page(model, for: visit, at: .keys)
    }

    private func setting(_ visit: AdminVisit) async throws -> KeyForm.Setting {
        let policy = try await site.catalog.policies.find(of: visit.organization)
        let words = site.words
        return KeyForm.Setting(
            slug: visit.slug, policy: policy, brands: try await site.catalog.brands.list(of: visit.organization.id),
            choices: ExpiryChoices(policy, now: words.now), words: words)
    }

    private func show(
        _ input: KeyInput, _ problems: KeyProblems, _ setting: KeyForm.Setting, _ visit: AdminVisit
    ) -> Response {
        let model = NewKeyPage(input, problems: problems, in: setting)
        return site.page(model, for: visit, at: .keys, status: model.hasProblems ? .unprocessableContent : .ok)
    }
}

extension Site {
    /// Leads to the one page that shows a new key.
    func reveal(_ created: CreatedKey, to visit: AdminVisit) -> Response {
        let id = created.key.id
        guard let token = created.token else { return .seeOther(SitePath.key(visit.slug, id).address) }
        let nonce = reveals.put(token, for: visit.member.session.digest, at: catalog.clock.now())
        return .seeOther(SitePath.keyCreated(visit.slug, id).address(["once": nonce]))
    }

    func brandNames(of organization: Organization) async throws -> [Int: String] {
        let brands = try await catalog.brands.list(of: organization.id)
        return Dictionary(brands.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    }
}
