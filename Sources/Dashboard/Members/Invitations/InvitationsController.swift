internal import Catalog
internal import Hummingbird

/// Inviting people, and what becomes of an invitation until it is accepted.
struct InvitationsController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .admin(.newInvitation, .manageMembers, site) { visit, _ in
                try await show("", MemberTermsInput(), nil, visit)
            },
            .adminForm(.newInvitation, .manageMembers, site, invite),
            .admin(.invitationCreated, .manageMembers, site, created),
            .adminForm(.resendInvitation, .manageMembers, site, resend),
            .admin(.revokeInvitation, .manageMembers, site, confirmRevoke),
            .adminForm(.revokeInvitation, .manageMembers, site) { visit, _, page in
                _ = try await site.catalog.invitations.revoke(page.number(), in: visit.organization, by: visit.actor)
                return .seeOther(MemberNotice.revoked.address(visit.slug))
            },
        ]
    }

    @Sendable func invite(_ visit: AdminVisit, _ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        let email = String(form.fields["email"].prefix(300))
        let input = MemberTermsInput(form.fields, brands: try await site.brandsToGive(visit.organization))
        guard let terms = input.terms else {
            return try await show(email, input, ("role", MemberTermsInput.roleMissing), visit)
        }
        do {
            let made = try await site.catalog.invitations.invite(
                email: email, terms: terms, to: visit.organization, by: visit.actor, address: address(page))
            return reveal(made, visit)
        } catch CatalogError.invalid(let field, let message) {
            return try await show(email, input, (field, message), visit)
        } catch CatalogError.conflict(let message) {
            return try await show(email, input, ("email", message), visit)
        }
    }

    @Sendable func resend(_ visit: AdminVisit, _ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        let made = try await site.catalog.invitations.resend(
            page.number(), in: visit.organization, by: visit.actor, address: address(page))
        return reveal(made, visit)
    }

    @Sendable func created(_ visit: AdminVisit, _ page: PageRequest) async throws -> Response {
        let invitation = try await site.catalog.invitations.find(page.number(), in: visit.organization)
        // A HEAD request shows nothing, so it must not use the one time up.
        guard page.isGet,
            let made = site.reveals.take(
                page.query["once"], invitation: invitation.id, for: visit.member.session.digest, at: site.catalog.clock.now())
        else {
            let members = SitePath.members(visit.slug).address
            let model = ShownOncePage(
                heading: "This link was shown already", name: invitation.user.email,
                explanation:
                    "the link was shown once, when it was made. Nobody can show it again: only a fingerprint of it is kept.",
                remedy: "If it is lost, make a new link in the list of invitations; the old one ends with that.",
                againURL: members, againLabel: "Invitations", listURL: members, listLabel: "Members")
            return site.page(model, for: visit, at: .members)
        }
        let model = InvitationCreatedPage(
            made, address: address(page)(made.link), brandNames: try await brandNames(visit), slug: visit.slug,
            words: site.words)
        return site.page(model, for: visit, at: .members)
    }

    @Sendable func confirmRevoke(_ visit: AdminVisit, _ page: PageRequest) async throws -> Response {
        let invitation = try await site.catalog.invitations.find(page.number(), in: visit.organization)
        let day = site.words.day(invitation.createdAt).words
        let model = ConfirmPage(
            heading: "Revoke the invitation of \(invitation.user.email)?",
            effect: "Its link stops working at once. The person is not told, but sees it on opening the link.",
            remark: "\(invitation.invitedBy) invited them as \(invitation.terms.role.withArticle), \(day).",
            action: "Revoke invitation", url: SitePath.revokeInvitation(visit.slug, invitation.id).address,
            cancelURL: SitePath.members(visit.slug).address)
        return site.page(model, for: visit, at: .members)
    }

    private func reveal(_ made: InvitationService.Made, _ visit: AdminVisit) -> Response {
        let nonce = site.reveals.put(.invitation(made), for: visit.member.session.digest, at: site.catalog.clock.now())
        return .seeOther(SitePath.invitationCreated(visit.slug, made.invitation.id).address(["once": nonce]))
    }

    /// Makes of a link's secret part what people open.
    private func address(_ page: PageRequest) -> (String) -> String {
        let base =
            site.settings.baseURL
            ?? BaseAddress.from(host: page.request.head.authority, isSecure: site.settings.secureCookies)
        return { base + SitePath.invite(link: $0).address }
    }

    private func brandNames(_ visit: AdminVisit) async throws -> [Int: String] {
        let brands = try await site.catalog.brands.list(of: visit.organization.id)
        return Dictionary(uniqueKeysWithValues: brands.map { ($0.id, $0.name) })
    }

    private func show(
        _ email: String, _ input: MemberTermsInput, _ problem: (field: String, message: String)?, _ visit: AdminVisit
    ) async throws -> Response {
        let model = NewInvitationPage(
            email: email, input, brands: try await site.brandsToGive(visit.organization), problem: problem,
            sendsMail: site.catalog.invitations.sendsMail, slug: visit.slug)
        return site.page(model, for: visit, at: .members, status: model.hasProblems ? .unprocessableContent : .ok)
    }
}
