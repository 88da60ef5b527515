internal import Catalog
internal import Hummingbird

/// The cookies: who is signed in, and, before that, which browser a form belongs to and who has given a right password.
struct CookieJar: Sendable {
    let isSecure: Bool

    /// The prefix makes browsers refuse such a cookie from a neighbouring host (RFC 6265bis §4.1.3.2); it demands TLS.
    private var sessionName: String { isSecure ? "__Host-latchkey" : "latchkey" }
    private var visitorName: String { isSecure ? "__Host-latchkey-visitor" : "latchkey-visitor" }

    private var challengeName: String { isSecure ? "__Host-latchkey-challenge" : "latchkey-challenge" }

    func session(in request: Request) -> String? { value(sessionName, in: request) }

    func visitor(in request: Request) -> String? { value(visitorName, in: request) }

    func challenge(in request: Request) -> String? { value(challengeName, in: request) }

    func signedIn(_ cookie: AccountService.SessionCookie) -> Cookie {
        make(sessionName, cookie.value, maxAge: Int(AccountService.sessionLifetime.components.seconds))
    }

    func signedOut() -> Cookie { make(sessionName, "", maxAge: 0) }

    func challenge(_ challenge: SignInChallenge) -> Cookie {
        make(challengeName, challenge.value, maxAge: Int(SignInChallenge.lifetime.components.seconds))
    }

    func challengeOver() -> Cookie { make(challengeName, "", maxAge: 0) }

    /// Goes when the browser is closed.
    func visitor(_ value: String) -> Cookie { make(visitorName, value, maxAge: nil) }

    private func value(_ name: String, in request: Request) -> String? {
        guard let value = request.cookies[name]?.value, !value.isEmpty, value.utf8.count <= 128 else { return nil }
        return value
    }

    private func make(_ name: String, _ value: String, maxAge: Int?) -> Cookie {
        Cookie(
            name: name, value: value, maxAge: maxAge, path: "/", secure: isSecure, httpOnly: true, sameSite: .lax)
    }
}
