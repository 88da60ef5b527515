internal import Catalog
internal import HTTPTypes
internal import Hummingbird

/// A person's own account: the password, and the browsers in which they are signed in.
struct AccountController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .person(.account, site) { visit, page in
                try await show(visit, notice: AccountNotice.sentence(in: page.query))
            },
            .personForm(.accountPassword, site, changePassword),
            .personForm(.endSession, site) { visit, _, page in
                try await site.catalog.accounts.endSession(page.number(), by: visit.session)
                return .seeOther(AccountNotice.session.address)
            },
            .personForm(.endOtherSessions, site) { visit, _, _ in
                _ = try await site.catalog.accounts.endOtherSessions(of: visit.session)
                return .seeOther(AccountNotice.sessions.address)
            },
        ] + [.accountPassword, .endSession, .endOtherSessions].map(back)
    }

    /// Who was signed out meanwhile signs in on the way, and comes here without what was sent.
    private func back(_ route: SiteRoute) -> SiteEntry {
        .person(route, site) { _, _ in .seeOther(SitePath.account.address) }
    }

    @Sendable func changePassword(_ visit: PersonVisit, _ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        do {
            let refusal = try await site.catalog.accounts.changePassword(
                from: form.fields[AccountPage.currentField], to: form.fields[AccountPage.passwordField], by: visit.session,
                at: page.client)
            guard let refusal else { return .seeOther(AccountNotice.password.address) }
            let again = try await show(visit, problem: Problem(anchor: AccountPage.currentField, message: refusal.message))
            return refusal.response { status in
                var response = again
                response.status = status
                return response
            }
        } catch CatalogError.invalid(_, let message) {
            var again = try await show(visit, problem: Problem(anchor: AccountPage.passwordField, message: message))
            again.status = .unprocessableContent
            return again
        }
    }

    private func show(_ visit: PersonVisit, notice: String? = nil, problem: Problem? = nil) async throws -> Response {
        let accounts = site.catalog.accounts
        let user = visit.session.user
        let facts = AccountPage.Facts(
            hasPassword: try await accounts.hasPassword(email: user.email), factor: try await accounts.secondFactor(of: user),
            links: try await site.catalog.identities.links(of: user),
            sessions: try await accounts.sessions(besides: visit.session))
        let model = AccountPage(visit, facts, notice: notice, problem: problem, words: site.words)
        return site.page(model, for: visit)
    }
}
