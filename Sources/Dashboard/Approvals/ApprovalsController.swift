internal import APIKeys
internal import Catalog
internal import HTTPTypes
internal import Hummingbird

/// What waits for a second admin, and deciding it.
struct ApprovalsController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .admin(.approvals, .decideApprovals, site) { visit, page in
                try await show(visit, notice: ApprovalNotice.sentence(in: page.query))
            },
            // After signing in again a browser comes back to the address of the form that it could not send.
            .admin(.approval, .decideApprovals, site) { visit, page in
                let id = try page.number()
                return .seeOther("\(SitePath.approvals(visit.slug).address)#approval-\(id)")
            },
            .adminForm(.approval, .decideApprovals, site, decide),
        ]
    }

    @Sendable func decide(_ visit: AdminVisit, _ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        let isApproved = form.fields["decision"] == "approve"
        guard isApproved || form.fields["decision"] == "reject" else {
            return try await show(visit, refusal: "Choose to approve or to turn down.", status: .unprocessableContent)
        }
        do {
            let approval = try await site.catalog.approvals.find(page.number(), in: visit.organization)
            if isApproved {
                try await site.catalog.approvals.approve(approval.id, in: visit.organization, by: visit.actor)
            } else {
                try await site.catalog.approvals.reject(approval.id, in: visit.organization, by: visit.actor)
            }
            return .seeOther(ApprovalNotice(approval.proposal, isApproved: isApproved).address(visit.slug))
        } catch CatalogError.notFound {
            return .seeOther(ApprovalNotice.over.address(visit.slug))
        } catch CatalogError.selfApproval(let message) {
            await site.catalog.denials.record(
                Denial(
                    actor: visit.actor, organization: visit.organization.id, attempt: page.attempt, reason: "self_approval",
                    address: page.client))
            return try await show(visit, refusal: message, status: .conflict)
        } catch CatalogError.conflict(let message) {
            return try await show(visit, refusal: message, status: .conflict)
        } catch CatalogError.invalid(_, let message) {
            // What was asked for keeps to the rules no more: a brand was archived meanwhile, or the policy is stricter.
            return try await show(visit, refusal: message, status: .conflict)
        }
    }

    private func show(
        _ visit: AdminVisit, notice: String? = nil, refusal: String? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let catalog = site.catalog
        let policy = try await catalog.policies.find(of: visit.organization)
        let names = try await site.brandNames(of: visit.organization)
        let admins = try await catalog.organizations.members(of: visit.organization).filter { $0.role == .admin }
        let reader = ApprovalCard.Reader(
            identity: visit.actor.identity, admins: admins.map(\.user.email), email: visit.member.session.user.email,
            slug: visit.slug)
        var cards: [ApprovalCard] = []
        for approval in try await catalog.approvals.open(of: visit.organization) {
            var key: APIKey?
            if let id = approval.key { key = try await catalog.keys.find(id, in: visit.organization) }
            cards.append(
                ApprovalCard(approval, key: key, policy: policy, for: reader, brandNames: names, words: site.words))
        }
        let model = ApprovalsPage(cards, policy: policy, notice: notice, refusal: refusal, slug: visit.slug)
        return site.page(model, for: visit, at: .approvals, status: status)
    }
}
