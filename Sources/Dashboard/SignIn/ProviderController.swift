internal import Catalog
internal import HTTPTypes
internal import Hummingbird
internal import Logging

/// Signing in by an OpenID provider: the way there, and the way back.
///
/// The way there is a link, not a form: browsers hold `form-action` of our Content-Security-Policy against every address that a sent form
/// is led on to, and nobody knows where a provider leads on to. Whoever makes a browser follow the link signs its own person in, by their
/// own account there; the way back counts in the browser that went only.
struct ProviderController: Sendable {
    let site: Site

    var entries: [SiteEntry] { [.visitor(.providerSignIn, begin), .visitor(.providerCallback, finish)] }

    @Sendable func begin(_ page: PageRequest) async throws -> Response {
        guard let provider = site.identityProvider else { throw PageFailure.notFound }
        let next = NextPath.sanitized(page.query["next"])
        if try await site.door.session(of: page) != nil { return .seeOther(next ?? SitePath.home.address) }
        let known = site.cookies.visitor(in: page.request)
        let visitor = known ?? RandomText.make(length: 43)
        do {
            var response = Response.seeOther(try await provider.begin(browser: visitor, next: next ?? ""))
            if known == nil { response.setCookie(site.cookies.visitor(visitor)) }
            return response
        } catch let error as IdentityProviderError {
            return failed(error, page, next: next)
        }
    }

    @Sendable func finish(_ page: PageRequest) async throws -> Response {
        guard let provider = site.identityProvider else { throw PageFailure.notFound }
        // Who goes back to this address once more has arrived already.
        if try await site.door.session(of: page) != nil { return .seeOther(SitePath.home.address) }
        guard let visitor = site.cookies.visitor(in: page.request) else { return failed(.stale, page) }
        if let seconds = site.catalog.identities.begin(browser: visitor, from: page.client) {
            var response = problem(SignInPage.throttled(seconds: seconds), page, status: .tooManyRequests)
            response.headers[.retryAfter] = String(seconds)
            return response
        }
        do {
            let issuer = page.query["iss"]
            let answer = ProviderAnswer(
                state: page.query["state"], code: page.query["code"], error: page.query["error"],
                issuer: issuer.isEmpty ? nil : issuer)
            let proven = try await provider.finish(answer, browser: visitor)
            let outcome = try await site.catalog.identities.signIn(
                proven.identity, by: provider.name, bringing: NextPath.invitation(in: proven.next), from: page.client,
                with: site.browser(page))
            guard case .signedIn(let cookie) = outcome else { return refused(outcome, provider, page) }
            var response = Response.seeOther(NextPath.sanitized(proven.next) ?? SitePath.home.address)
            response.setCookie(site.cookies.signedIn(cookie))
            return response
        } catch let error as IdentityProviderError {
            return failed(error, page)
        }
    }

    private func refused(
        _ outcome: IdentityService.SignIn, _ provider: any IdentityProvider, _ page: PageRequest
    ) -> Response {
        let message = ProviderWords.refusal(outcome, provider: provider.name)
        page.context.logger.notice(
            "A sign-in by the provider was refused",
            metadata: ["reason": "\(ProviderWords.code(outcome))", "request_id": "\(page.id)"])
        return problem(message, page, status: .forbidden)
    }

    private func failed(_ error: IdentityProviderError, _ page: PageRequest, next: String? = nil) -> Response {
        let message = ProviderWords.failure(error, provider: site.identityProvider?.name ?? "", requestID: page.id)
        switch error {
        case .cancelled: return .seeOther(SitePath.signIn.address(["done": "turned-back"]))
        case .stale: return problem(message, page, next: next, status: .badRequest)
        case .unavailable(let reason), .refused(let reason):
            page.context.logger.warning(
                "The provider could not sign somebody in", metadata: ["reason": "\(reason)", "request_id": "\(page.id)"])
            return problem(message, page, next: next, status: .badGateway)
        }
    }

    private func problem(
        _ message: String, _ page: PageRequest, next: String? = nil, status: HTTPResponse.Status
    ) -> Response {
        let model = SignInPage(next: next, provider: site.providerButton(next: next), providerProblem: message)
        return site.visitorPage(model, page, status: status)
    }
}

/// What the page of signing in says when the provider did not sign somebody in.
enum ProviderWords {
    static func failure(_ error: IdentityProviderError, provider: String, requestID: String) -> String {
        switch error {
        case .cancelled: "You turned back at \(provider). Nothing has happened."
        case .stale: "That took too long, or was begun in another browser. Try again."
        case .unavailable:
            "\(provider) does not answer as it should. Try again in a minute, or sign in with your password."
        case .refused:
            "\(provider) did not confirm who you are. Try again; if it happens again, tell whoever runs this server the request id \(requestID)."
        }
    }

    static func refusal(_ outcome: IdentityService.SignIn, provider: String) -> String {
        switch outcome {
        case .signedIn: ""
        case .unknown(let email):
            "Nobody here has the address \(email). Ask an admin of your organization to invite \(email), then sign in again."
        case .unverified(let email):
            "\(provider) has not made sure that \(email) is your address. Confirm it there, then sign in again."
        case .nameless:
            "\(provider) does not tell your e-mail address. Ask whoever runs it to pass on the address, then sign in again."
        case .taken(let email):
            "\(email) belongs to another account at \(provider). Sign in with that one, or ask whoever runs this server to unlink it."
        }
    }

    /// For the log.
    static func code(_ outcome: IdentityService.SignIn) -> String {
        switch outcome {
        case .signedIn: "signed_in"
        case .unknown: "unknown_address"
        case .unverified: "unverified_address"
        case .nameless: "no_address"
        case .taken: "linked_to_another_account"
        }
    }
}

/// The way to the provider, on the page of signing in.
struct ProviderButton: Sendable {
    let name: String
    let url: String
}

extension Site {
    /// `nil` where people sign in with passwords only.
    func providerButton(next: String?) -> ProviderButton? {
        identityProvider.map {
            ProviderButton(name: $0.name, url: SitePath.providerSignIn.address(next.map { ["next": $0] } ?? [:]))
        }
    }
}
