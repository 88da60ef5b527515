internal import Catalog
internal import Hummingbird

/// The two cookies: who is signed in, and, before that, which browser a form belongs to.
struct CookieJar: Sendable {
    let isSecure: Bool

    /// The prefix makes browsers refuse such a cookie from a neighbouring host (RFC 6265bis §4.1.3.2); it demands TLS.
    private var sessionName: String { isSecure ? "__Host-latchkey" : "latchkey" }
    private var visitorName: String { isSecure ? "__Host-latchkey-visitor" : "latchkey-visitor" }

    func session(in request: Request) -> String? { value(sessionName, in: request) }

    func visitor(in request: Request) -> String? { value(visitorName, in: request) }

    func signedIn(_ cookie: AccountService.SessionCookie) -> Cookie {
        make(sessionName, cookie.value, maxAge: Int(AccountService.sessionLifetime.components.seconds))
    }

    func signedOut() -> Cookie { make(sessionName, "", maxAge: 0) }

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
