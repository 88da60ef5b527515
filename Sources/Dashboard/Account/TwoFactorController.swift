internal import Catalog
internal import HTTPTypes
internal import Hummingbird

/// A second factor: set up, renewed, turned off.
struct TwoFactorController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .person(.twoFactor, site, show),
            .personForm(.twoFactor, site, turnOn),
            .personForm(.changeTwoFactor, site, change),
            .person(.changeTwoFactor, site) { _, _ in .seeOther(SitePath.twoFactor.address) },
            .person(.recoveryCodes, site, codes),
        ]
    }

    private var accounts: AccountService { site.catalog.accounts }

    @Sendable func show(_ visit: PersonVisit, _ page: PageRequest) async throws -> Response {
        let user = visit.session.user
        if let factor = try await accounts.secondFactor(of: user) {
            return site.page(TwoFactorPage(user, factor, words: site.words), for: visit)
        }
        guard try await accounts.hasPassword(email: user.email) else {
            throw PageFailure(
                status: .conflict, heading: "You have no password here",
                message: "Two-factor sign-in guards signing in with a password, and you sign in by another way.")
        }
        return setUp(try await accounts.offerSecondFactor(in: visit.session), visit)
    }

    @Sendable func turnOn(_ visit: PersonVisit, _ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        guard let offer = try await accounts.secondFactorOffer(form.fields[TwoFactorSetUpPage.field], in: visit.session) else {
            let fresh = try await accounts.offerSecondFactor(in: visit.session)
            return setUp(fresh, visit, problem: TwoFactorSetUpPage.over, status: .unprocessableContent)
        }
        let outcome = try await accounts.turnOnSecondFactor(
            offer, password: form.fields["password"], code: form.fields["code"], by: visit.session, from: page.client)
        switch outcome {
        case .success(let codes): return reveal(codes, visit)
        case .failure(let refusal): return refusal.response { setUp(offer, visit, problem: refusal.problem, status: $0) }
        }
    }

    @Sendable func change(_ visit: PersonVisit, _ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        let user = visit.session.user
        guard let factor = try await accounts.secondFactor(of: user) else { return .seeOther(SitePath.account.address) }
        let (password, code) = (form.fields["password"], form.fields["code"])
        let deed = TwoFactorPage.Deed(rawValue: form.fields[TwoFactorPage.Deed.field])
        let refusal: AccountRefusal?
        switch deed {
        case .codes:
            switch try await accounts.renewRecoveryCodes(
                password: password, code: code, by: visit.session, from: page.client)
            {
            case .success(let codes): return reveal(codes, visit)
            case .failure(let reason): refusal = reason
            }
        case .off:
            refusal = try await accounts.turnOffSecondFactor(
                password: password, code: code, by: visit.session, from: page.client)
            if refusal == nil { return .seeOther(AccountNotice.twoFactorOff.address) }
        case nil: refusal = nil
        }
        let model = TwoFactorPage(
            user, factor, chosen: deed, isDeedMissing: deed == nil, refusal: refusal, words: site.words)
        guard let refusal else { return site.page(model, for: visit, status: .unprocessableContent) }
        return refusal.response { site.page(model, for: visit, status: $0) }
    }

    @Sendable func codes(_ visit: PersonVisit, _ page: PageRequest) async throws -> Response {
        // A HEAD request shows nothing, so it must not use the one time up.
        guard page.isGet,
            let codes = site.reveals.takeRecoveryCodes(
                page.query["once"], for: visit.session.digest, at: site.catalog.clock.now())
        else { return site.page(RecoveryCodesPage.shownAlready, for: visit) }
        return site.page(RecoveryCodesPage(codes), for: visit)
    }

    private func reveal(_ codes: [RecoveryCode], _ visit: PersonVisit) -> Response {
        let nonce = site.reveals.put(.recoveryCodes(codes), for: visit.session.digest, at: site.catalog.clock.now())
        return .seeOther(SitePath.recoveryCodes.address(["once": nonce]))
    }

    private func setUp(
        _ offer: SecondFactorOffer, _ visit: PersonVisit, problem: Problem? = nil, status: HTTPResponse.Status = .ok
    ) -> Response {
        let user = visit.session.user
        let model = TwoFactorSetUpPage(
            user, offer, secret: accounts.secondFactorSecret(offer.salt, of: user), problem: problem)
        return site.page(model, for: visit, status: status)
    }
}
