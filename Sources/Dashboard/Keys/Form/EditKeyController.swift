internal import APIKeys
internal import Catalog
internal import Hummingbird

/// Changing a key in two steps: the form, then what the change would do, and only then the change.
struct EditKeyController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .admin(.editKey, .manageKeys, site, form),
            .adminForm(.editKey, .manageKeys, site, preview),
            .adminForm(.confirmEdit, .manageKeys, site, confirm),
            // After signing in again a browser comes back to the address of the form that it could not send.
            .admin(.confirmEdit, .manageKeys, site) { visit, page in
                try .seeOther(SitePath.editKey(visit.slug, page.keyID()).address)
            },
        ]
    }

    @Sendable func form(_ visit: AdminVisit, _ page: PageRequest) async throws -> Response {
        let key = try await site.catalog.keys.find(page.keyID(), in: visit.organization)
        guard key.isEditable(at: site.words.now) else { return .seeOther(SitePath.key(visit.slug, key.id).address) }
        return try await show(KeyInput(key), KeyProblems(), of: key, seen: KeyVersion.of(key), visit)
    }

    @Sendable func preview(_ visit: AdminVisit, _ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        try await take(form, visit, page) { key, input, edit, policy in
            try await self.preview(edit, on: key, from: input, policy, seen: form.fields["seen"], visit)
        }
    }

    @Sendable func confirm(_ visit: AdminVisit, _ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        try await take(form, visit, page) { key, input, edit, policy in
            // What was looked at is not what would happen: look again.
            guard form.fields["seen"] == KeyVersion.of(key) else {
                return try await self.preview(edit, on: key, from: input, policy, seen: form.fields["seen"], visit)
            }
            let (key, isPending) = try await site.catalog.keys.edit(key.id, edit, in: visit.organization, by: visit.actor)
            let notice = isPending ? KeyNotice.asked : .changed
            return .seeOther(SitePath.key(visit.slug, key.id).address(["done": notice.rawValue, "key": key.id.description]))
        }
    }

    /// Reads the form and checks it against the rules; whatever is wrong shows the form again.
    private func take(
        _ form: CheckedForm, _ visit: AdminVisit, _ page: PageRequest,
        _ go: (APIKey, KeyInput, KeyEdit, OrganizationPolicy) async throws -> Response
    ) async throws -> Response {
        let key = try await site.catalog.keys.find(page.keyID(), in: visit.organization)
        let input = KeyInput(form.fields)
        let seen = form.fields["seen"]
        guard form.fields["back"].isEmpty else { return try await show(input, KeyProblems(), of: key, seen: seen, visit) }
        let policy = try await site.catalog.policies.find(of: visit.organization)
        switch input.values(choices(policy, key)) {
        case .failure(let problems): return try await show(input, problems, of: key, seen: seen, visit)
        case .success(let values):
            do {
                let (edit, policy, _) = try await site.catalog.keys.checked(
                    values.edit(of: key), of: key.id, in: visit.organization)
                guard edit != KeyEdit() else {
                    return .seeOther(
                        SitePath.key(visit.slug, key.id).address(["done": KeyNotice.same.rawValue, "key": key.id.description]))
                }
                return try await go(key, input, edit, policy)
            } catch CatalogError.invalid(let field, let message) {
                return try await show(
                    input, KeyProblems(byField: [KeyField(catalog: field): message]), of: key, seen: seen, visit)
            }
        }
    }

    private func preview(
        _ edit: KeyEdit, on key: APIKey, from input: KeyInput, _ policy: OrganizationPolicy, seen: String, _ visit: AdminVisit
    ) async throws -> Response {
        let model = KeyChangePage(
            edit, on: key, from: input,
            impact: try await site.catalog.insight.impact(of: edit, on: key, in: visit.organization),
            others: try await site.catalog.insight.others(of: key), policy: policy,
            wasOvertaken: seen != KeyVersion.of(key), slug: visit.slug,
            brandNames: try await site.brandNames(of: visit.organization), words: site.words)
        return site.page(model, for: visit, at: .keys)
    }

    private func choices(_ policy: OrganizationPolicy, _ key: APIKey) -> ExpiryChoices {
        ExpiryChoices(policy, now: site.words.now, createdAt: key.createdAt, keeps: true)
    }

    private func show(
        _ input: KeyInput, _ problems: KeyProblems, of key: APIKey, seen: String, _ visit: AdminVisit
    ) async throws -> Response {
        let policy = try await site.catalog.policies.find(of: visit.organization)
        let setting = KeyForm.Setting(
            slug: visit.slug, policy: policy, brands: try await site.catalog.brands.list(of: visit.organization.id),
            choices: choices(policy, key), words: site.words)
        let model = EditKeyPage(key, input, problems: problems, seen: seen, in: setting)
        return site.page(model, for: visit, at: .keys, status: model.hasProblems ? .unprocessableContent : .ok)
    }
}

extension APIKey {
    /// Whether there is a form to change it.
    func isEditable(at now: Timestamp) -> Bool {
        switch state(at: now) {
        case .active, .rotating, .expired: true
        case .pending, .revoked, .rotated, .tampered: false
        }
    }
}
