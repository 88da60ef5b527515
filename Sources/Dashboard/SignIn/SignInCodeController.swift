internal import Catalog
internal import HTTPTypes
internal import Hummingbird

/// The second step of signing in: a code, after the password. Between the two there is a challenge, not a session.
struct SignInCodeController: Sendable {
    let site: Site

    var entries: [SiteEntry] { [.visitor(.signInCode, form), .visitorForm(.signInCode, site, signIn)] }

    @Sendable func form(_ page: PageRequest) async throws -> Response {
        let next = NextPath.sanitized(page.query["next"])
        if try await site.door.session(of: page) != nil { return .seeOther(next ?? SitePath.home.address) }
        guard let user = try await owner(page) else { return .seeOther(SitePath.signIn.address(["next": next ?? ""])) }
        return site.visitorPage(SignInCodePage(email: user.email, next: next), page)
    }

    @Sendable func signIn(_ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        let next = NextPath.sanitized(form.fields["next"])
        guard let user = try await owner(page), let challenge = site.cookies.challenge(in: page.request) else {
            return over(next)
        }
        let recovery = form.fields["recovery"].trimmed
        let code = recovery.isEmpty ? form.fields["code"].trimmed : recovery
        func again(_ problem: String, _ status: HTTPResponse.Status = .unprocessableContent) -> Response {
            let model = SignInCodePage(email: user.email, next: next, problem: problem, isRecovering: !recovery.isEmpty)
            return site.visitorPage(model, page, status: status)
        }
        guard !code.isEmpty else { return again(SignInCodePage.missing) }
        let answer = try await site.catalog.accounts.signIn(
            challenge: challenge, code: code, from: page.client, by: site.browser(page))
        switch answer {
        case .signedIn(let cookie):
            var response = Response.seeOther(next ?? SitePath.home.address)
            response.setCookie(site.cookies.signedIn(cookie))
            response.setCookie(site.cookies.challengeOver())
            return response
        case .wrong: return again(SignInCodePage.wrong)
        case .throttled(let seconds):
            var response = again(SignInPage.throttled(seconds: seconds), .tooManyRequests)
            response.headers[.retryAfter] = String(seconds)
            return response
        case .over: return over(next)
        }
    }

    private func owner(_ page: PageRequest) async throws -> User? {
        guard let challenge = site.cookies.challenge(in: page.request), let visitor = site.cookies.visitor(in: page.request)
        else { return nil }
        return try await site.catalog.accounts.owner(ofChallenge: challenge, visitor: visitor)
    }

    private func over(_ next: String?) -> Response {
        var response = Response.seeOther(SitePath.signIn.address(["next": next ?? "", "done": "code-over"]))
        response.setCookie(site.cookies.challengeOver())
        return response
    }
}

extension Site {
    /// The browser of a request, as it shows itself.
    func browser(_ page: PageRequest) -> SigningBrowser {
        SigningBrowser(
            visitor: cookies.visitor(in: page.request) ?? "", client: page.header("User-Agent") ?? "",
            session: cookies.session(in: page.request))
    }

    /// Where a right password leads: in, or to the question for a code. `nil` for every other answer.
    func afterPassword(_ answer: AccountService.SignIn, next: String? = nil) -> Response? {
        switch answer {
        case .signedIn(let cookie):
            var response = Response.seeOther(next ?? SitePath.home.address)
            response.setCookie(cookies.signedIn(cookie))
            return response
        case .codeNeeded(let challenge):
            var response = Response.seeOther(SitePath.signInCode.address(["next": next ?? ""]))
            response.setCookie(cookies.challenge(challenge))
            return response
        case .wrong, .throttled: return nil
        }
    }
}
