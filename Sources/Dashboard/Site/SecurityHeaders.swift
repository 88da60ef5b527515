internal import HTTPTypes
internal import Hummingbird

/// What every response of the dashboard tells the browser not to do.
enum SecurityHeaders {
    private static let fields: [(name: String, value: String)] = [
        (
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
        ("X-Content-Type-Options", "nosniff"),
        // Not `no-referrer`: with it browsers send `Origin: null` with our own forms.
        ("Referrer-Policy", "same-origin"),
        ("X-Frame-Options", "DENY"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ]

    private static let shared = [(name: "Referrer-Policy", value: "no-referrer"), (name: "X-Robots-Tag", value: "noindex")]

    /// - Parameter audience: of the page. The address of a shared report opens it, so it goes to nobody else: not to other pages, even of
    ///   this server, and not into a search engine.
    static func apply(to response: inout Response, for audience: Audience) {
        for (name, value) in fields {
            guard let name = HTTPField.Name(name) else { continue }
            response.headers[name] = value
        }
        if audience == .shareHolders {
            for (name, value) in shared { if let name = HTTPField.Name(name) { response.headers[name] = value } }
        }
        // Pages hold what only their reader may see; a page shown from a cache after signing out would still show it.
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
    }
}
