internal import Catalog
internal import HTTPTypes
internal import Hummingbird

/// Signing in and out.
struct SignInController: Sendable {
    let site: Site

    var entries: [SiteEntry] {
        [
            .visitor(.signIn, form),
            .visitorForm(.signIn, site, signIn),
            SiteEntry(method: .post, route: .signOut, audience: .everyone, answer: signOut),
        ]
    }

    @Sendable func form(_ page: PageRequest) async throws -> Response {
        let next = NextPath.sanitized(page.query["next"])
        if try await site.door.session(of: page) != nil { return .seeOther(next ?? SitePath.home.address) }
        let notice: String? =
            switch page.query["done"] {
            case "signed-out": "You are signed out."
            case "code-over": "That took too long, or was begun in another browser. Sign in again."
            case "turned-back": "You turned back. Nothing has happened."
            case "set-up": "Your password is set. Sign in with it."
            default: nil
            }
        return site.visitorPage(SignInPage(next: next, notice: notice, provider: site.providerButton(next: next)), page)
    }

    @Sendable func signIn(_ form: CheckedForm, _ page: PageRequest) async throws -> Response {
        let email = form.fields["email"]
        let next = NextPath.sanitized(form.fields["next"])
        let answer = try await site.catalog.accounts.signIn(
            email: email, password: form.fields["password"], from: page.client, by: site.browser(page))
        if let response = site.afterPassword(answer, next: next) { return response }
        switch answer {
        case .signedIn, .codeNeeded, .wrong:
            let model = SignInPage(
                email: email, next: next, problem: SignInPage.wrong, provider: site.providerButton(next: next))
            return site.visitorPage(model, page, status: .unprocessableContent)
        case .throttled(let seconds):
            let model = SignInPage(
                email: email, next: next, problem: SignInPage.throttled(seconds: seconds),
                provider: site.providerButton(next: next))
            var response = site.visitorPage(model, page, status: .tooManyRequests)
            response.headers[.retryAfter] = String(seconds)
            return response
        }
    }

    @Sendable func signOut(_ page: PageRequest) async throws -> Response {
        if try await site.door.session(of: page) != nil {
            let visit = try await site.forms.check(page, from: site.door.person).visit
            try await site.catalog.accounts.signOut(visit.session)
        }
        var response = Response.seeOther(SitePath.signIn.address(["done": "signed-out"]))
        response.setCookie(site.cookies.signedOut())
        return response
    }
}

extension Site {
    /// A page with a form for someone who has not signed in: its browser gets a cookie that the form is bound to.
    func visitorPage(_ page: some Page, _ request: PageRequest, status: HTTPResponse.Status = .ok) -> Response {
        let known = cookies.visitor(in: request.request)
        let visitor = known ?? RandomText.make(length: 43)
        var response = renderer.response(
            page, status: status, formToken: catalog.accounts.formToken(forVisitor: visitor))
        if known == nil { response.setCookie(cookies.visitor(visitor)) }
        return response
    }
}
