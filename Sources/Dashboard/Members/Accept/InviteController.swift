internal import Catalog
internal import HTTPTypes
internal import Hummingbird

/// Where the link of an invitation leads: what is offered, and accepting it.
struct InviteController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .visitor(.invite, show),
            .visitorForm(.invite, site, choosePassword),
            SiteEntry(method: .post, route: .acceptInvite, audience: .everyone, answer: accept),
        ]
    }

    @Sendable func show(_ page: PageRequest) async throws -> Response {
        guard let offer = try await site.catalog.invitations.offer(page.link) else { return over() }
        guard let session = try await site.door.session(of: page) else {
            return site.visitorPage(invite(offer, page), page)
        }
        let reader: InvitePage.Reader
        if session.user.id != offer.invitation.user.id {
            reader = .somebodyElse(session.user)
        } else {
            let mine = try await site.catalog.organizations.memberships(of: session.user)
            reader = mine.contains { $0.organization.id == offer.invitation.organization.id } ? .member : .invited
        }
        return site.renderer.response(
            InvitePage(offer, link: page.link, reader: reader, words: site.words),
            formToken: site.catalog.accounts.formToken(for: session))
    }

    /// For who has never been here.
    @Sendable func choosePassword(_ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        guard let offer = try await site.catalog.invitations.offer(page.link) else { return over() }
        let password = form.fields["password"]
        let membership: Membership
        do {
            guard let joined = try await site.catalog.invitations.accept(page.link, choosing: password) else { return over() }
            membership = joined
        } catch CatalogError.invalid(_, let message) {
            return site.visitorPage(invite(offer, page, problem: message), page, status: .unprocessableContent)
        } catch CatalogError.conflict {
            // There is an account by now; the page says to sign in.
            return .seeOther(SitePath.invite(link: page.link).address)
        }
        // Nobody should type a password twice that they have just chosen.
        let answer = try await site.catalog.accounts.signIn(
            email: membership.user.email, password: password, from: page.client, by: site.browser(page))
        return site.afterPassword(answer, next: try await site.start(in: membership))
            ?? .seeOther(SitePath.signIn.address(["done": "set-up"]))
    }

    /// For who has signed in.
    @Sendable func accept(_ page: PageRequest) async throws -> Response {
        let invite = SitePath.invite(link: page.link).address
        do {
            let session = try await site.forms.check(page, from: site.door.person).visit.session
            guard let joined = try await site.catalog.invitations.accept(page.link, by: session.user) else {
                return .seeOther(invite)
            }
            return .seeOther(try await site.start(in: joined))
        } catch is SignInNeeded {
            return .seeOther(invite)
        } catch CatalogError.conflict {
            // They are a member already, and the page says so.
            return .seeOther(invite)
        }
    }

    /// For who has not signed in.
    private func invite(_ offer: InvitationOffer, _ page: PageRequest, problem: String? = nil) -> InvitePage {
        InvitePage(
            offer, link: page.link, reader: .nobody, problem: problem,
            provider: site.providerButton(next: SitePath.invite(link: page.link).address), words: site.words)
    }

    private func over() -> Response { site.renderer.response(InviteOverPage(), status: .notFound) }
}
