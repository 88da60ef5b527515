internal import Catalog
internal import Hummingbird

/// The key policy: seeing it, and setting it.
struct PolicyController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .admin(.policy, .manageKeyPolicy, site, show),
            .adminForm(.policy, .manageKeyPolicy, site, save),
        ]
    }

    @Sendable func show(_ visit: AdminVisit, _ page: PageRequest) async throws -> Response {
        let policy = try await site.catalog.policies.find(of: visit.organization)
        return try await show(policy, visit, notice: PolicyNotice.sentence(in: page.query, policy))
    }

    @Sendable func save(_ visit: AdminVisit, _ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        let before = try await site.catalog.policies.find(of: visit.organization)
        guard form.fields["seen"] == before.version else {
            let problem = PolicyProblems(
                whole: "The policy was changed since you opened this page. This is how it stands now; choose again.")
            return try await show(before, visit, problems: problem)
        }
        let input = PolicyInput(form.fields)
        switch input.policy() {
        case .failure(let problems): return try await show(before, visit, input, problems: problems)
        case .success(let policy):
            do {
                // What ends keys is done when whoever does it has seen how many.
                let ends = try await site.catalog.policies.preview(policy, of: visit.organization).keysRevoked
                guard ends == 0 || form.fields["agreed"] == String(ends) else {
                    return try await show(before, visit, input, ends: ends)
                }
                let waits = try await site.catalog.policies.set(policy, of: visit.organization, by: visit.actor)
                let notice: PolicyNotice = before == policy ? .same : waits ? .asked : .saved
                return .seeOther(notice.address(visit.slug, changed: waits ? [] : before.changes(to: policy)))
            } catch CatalogError.invalid(let field, let message) {
                var problems = PolicyProblems()
                if let field = PolicyField(rawValue: field) {
                    problems.byField[field] = message
                } else {
                    problems.whole = message
                }
                return try await show(before, visit, input, problems: problems)
            } catch CatalogError.conflict(let message) {
                return try await show(before, visit, input, problems: PolicyProblems(whole: message))
            }
        }
    }

    private func show(
        _ policy: OrganizationPolicy, _ visit: AdminVisit, _ input: PolicyInput? = nil,
        problems: PolicyProblems = PolicyProblems(), ends: Int = 0, notice: String? = nil
    ) async throws -> Response {
        let open = try await site.catalog.approvals.open(of: visit.organization)
        let members = try await site.catalog.organizations.members(of: visit.organization)
        let model = PolicyPage(
            policy, input: input, problems: problems, waiting: open.first { $0.key == nil },
            admins: members.count { $0.role == .admin }, ends: ends, notice: notice, slug: visit.slug, words: site.words)
        return site.page(model, for: visit, at: .policy, status: model.hasProblems ? .unprocessableContent : .ok)
    }
}
