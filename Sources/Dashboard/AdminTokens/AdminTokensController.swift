internal import APIKeys
internal import Catalog
internal import Hummingbird

/// Admin tokens: the list, a new one shown once, and their end.
struct AdminTokensController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .admin(.adminTokens, .manageAdminTokens, site, list),
            .admin(.newAdminToken, .manageAdminTokens, site) { visit, _ in show(AdminTokenInput(), nil, visit) },
            .adminForm(.adminTokens, .manageAdminTokens, site, create),
            .admin(.adminTokenCreated, .manageAdminTokens, site, created),
            .admin(.revokeAdminToken, .manageAdminTokens, site, confirmRevoke),
            .adminForm(.revokeAdminToken, .manageAdminTokens, site) { visit, _, page in
                let id = try page.adminTokenID()
                _ = try await site.catalog.adminTokens.revoke(id, in: visit.organization, by: visit.actor)
                return .seeOther(AdminTokenNotice.revoked.address(visit.slug, id))
            },
        ]
    }

    @Sendable func list(_ visit: AdminVisit, _ page: PageRequest) async throws -> Response {
        let part = ListPart(page)
        let tokens = try await site.catalog.adminTokens.list(of: visit.organization, part)
        let members = try await site.catalog.organizations.members(of: visit.organization)
        let model = AdminTokensPage(
            tokens, part, admins: Set(members.filter { $0.role == .admin }.map(\.user.id)), you: visit.member.session.user,
            notice: AdminTokenNotice.sentence(in: page.query), slug: visit.slug, words: site.words)
        return site.page(model, for: visit, at: .adminTokens)
    }

    @Sendable func create(_ visit: AdminVisit, _ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        let input = AdminTokenInput(form.fields)
        guard let days = input.chosenDays else {
            return show(
                input, ("days", "Choose for how many days the token is to work, 1 to \(AdminTokenService.days.upperBound)."),
                visit)
        }
        do {
            let made = try await site.catalog.adminTokens.create(
                name: input.name, days: days, for: visit.member.session.user, in: visit.organization, by: visit.actor)
            let nonce = site.reveals.put(made.secret, for: visit.member.session.digest, at: site.catalog.clock.now())
            return .seeOther(SitePath.adminTokenCreated(visit.slug, made.token.id).address(["once": nonce]))
        } catch CatalogError.invalid(let field, let message) {
            return show(input, (field, message), visit)
        }
    }

    @Sendable func created(_ visit: AdminVisit, _ page: PageRequest) async throws -> Response {
        let record = try await site.catalog.adminTokens.find(page.adminTokenID(), in: visit.organization)
        // A HEAD request shows nothing, so it must not use the one time up.
        guard page.isGet,
            let token = site.reveals.take(
                page.query["once"], key: record.id, for: visit.member.session.digest, at: site.catalog.clock.now())
        else {
            let model = ShownOncePage(
                heading: "This admin token was shown already", name: record.name,
                explanation: "it was shown once, when it was made. Nobody can show it again: only a fingerprint of it is kept.",
                remedy: "If not, revoke it in the list and make a new one.", againURL: SitePath.newAdminToken(visit.slug).address,
                againLabel: "+ New admin token", listURL: SitePath.adminTokens(visit.slug).address, listLabel: "Admin tokens")
            return site.page(model, for: visit, at: .adminTokens)
        }
        let base =
            site.settings.baseURL
            ?? BaseAddress.from(host: page.request.head.authority, isSecure: site.settings.secureCookies)
        let model = AdminTokenCreatedPage(
            record, token: token, organization: visit.organization, baseURL: base, words: site.words)
        return site.page(model, for: visit, at: .adminTokens)
    }

    @Sendable func confirmRevoke(_ visit: AdminVisit, _ page: PageRequest) async throws -> Response {
        let token = try await site.catalog.adminTokens.find(page.adminTokenID(), in: visit.organization)
        let words = site.words
        let use = token.lastUse.map { use in
            "It was last used \(words.ago(use.at).words)" + (use.address.isEmpty ? "." : ", from \(use.address).")
        }
        let model = ConfirmPage(
            heading: "Revoke \(token.name)?",
            effect:
                "From then on nothing is accepted on \(token.id), at once and for good. Keys that were made with it go on working.",
            remark: use ?? "It was never used.", action: "Revoke admin token",
            url: SitePath.revokeAdminToken(visit.slug, token.id).address, cancelURL: SitePath.adminTokens(visit.slug).address)
        return site.page(model, for: visit, at: .adminTokens)
    }

    private func show(
        _ input: AdminTokenInput, _ problem: (field: String, message: String)?, _ visit: AdminVisit
    ) -> Response {
        let model = NewAdminTokenPage(
            input, problem: problem, owner: visit.member.session.user, organization: visit.organization, words: site.words)
        return site.page(model, for: visit, at: .adminTokens, status: model.hasProblems ? .unprocessableContent : .ok)
    }
}

extension PageRequest {
    /// - Throws: ``PageFailure`` when the address names no admin token.
    func adminTokenID() throws -> KeyID {
        let id = try keyID()
        guard id.kind == .admin else { throw PageFailure.notFound }
        return id
    }
}
