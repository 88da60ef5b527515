internal import APIKeys
internal import Catalog
internal import Hummingbird

/// Giving a key a successor, and watching the old one go.
struct RotationController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .admin(.rotateKey, .manageKeys, site, form),
            .adminForm(.rotateKey, .manageKeys, site, rotate),
            .admin(.rotation, .manageKeys, site, watch),
            .adminForm(.finishRotation, .manageKeys, site, finish),
        ]
    }

    @Sendable func form(_ visit: AdminVisit, _ page: PageRequest) async throws -> Response {
        let key = try await site.catalog.keys.find(page.keyID(), in: visit.organization)
        switch key.state(at: site.words.now) {
        case .active: return try await show(RotateKeyInput(), RotateKeyProblems(), of: key, visit)
        case .rotating: return .seeOther(SitePath.rotation(visit.slug, key.id).address)
        default: return .seeOther(SitePath.key(visit.slug, key.id).address)
        }
    }

    @Sendable func rotate(_ visit: AdminVisit, _ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        let key = try await site.catalog.keys.find(page.keyID(), in: visit.organization)
        let input = RotateKeyInput(form.fields)
        switch input.request(try await choices(visit)) {
        case .failure(let problems): return try await show(input, problems, of: key, visit)
        case .success(let request):
            do {
                let (_, successor) = try await site.catalog.keys.rotate(key.id, request, in: visit.organization, by: visit.actor)
                return site.reveal(successor, to: visit)
            } catch CatalogError.invalid(let field, let message) {
                return try await show(
                    input, RotateKeyProblems(byField: [RotateKeyField(catalog: field): message]), of: key, visit)
            }
        }
    }

    @Sendable func watch(_ visit: AdminVisit, _ page: PageRequest) async throws -> Response {
        let key = try await site.catalog.keys.find(page.keyID(), in: visit.organization)
        let words = site.words
        // Over, or never begun: the key's own page tells how it stands.
        guard let rotation = key.grant.rotation(at: words.now) else { return .seeOther(SitePath.key(visit.slug, key.id).address) }
        let traffic = try await site.catalog.insight.traffic(of: rotation, old: key.id)
        let model = RotationPage(
            key, rotation, traffic, slug: visit.slug, notice: KeyNotice.sentence(in: page.query), words: words)
        return site.page(model, for: visit, at: .keys)
    }

    @Sendable func finish(_ visit: AdminVisit, _ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        let key = try await site.catalog.keys.finishRotation(page.keyID(), in: visit.organization, by: visit.actor)
        return .seeOther(
            SitePath.key(visit.slug, key.id).address(["done": KeyNotice.finished.rawValue, "key": key.id.description]))
    }

    private func choices(_ visit: AdminVisit) async throws -> ExpiryChoices {
        // The successor's life begins now.
        ExpiryChoices(try await site.catalog.policies.find(of: visit.organization), now: site.words.now, keeps: true)
    }

    private func show(
        _ input: RotateKeyInput, _ problems: RotateKeyProblems, of key: APIKey, _ visit: AdminVisit
    ) async throws -> Response {
        let model = RotateKeyPage(
            key, input, problems: problems,
            impact: try await site.catalog.insight.impactOfRotating(key, in: visit.organization),
            choices: try await choices(visit),
            slug: visit.slug, brandNames: try await site.brandNames(of: visit.organization), words: site.words)
        return site.page(model, for: visit, at: .keys, status: model.hasProblems ? .unprocessableContent : .ok)
    }
}
