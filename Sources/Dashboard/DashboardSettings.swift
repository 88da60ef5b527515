package import Catalog

/// What the pages need to know of where they are served.
package struct DashboardSettings: Sendable {
    /// The public address, `https://data.example.com`, without a slash at its end; `nil` to take it from each request.
    package var baseURL: String?
    /// Whether browsers reach this server over TLS: cookies are then sent over nothing else.
    package var secureCookies: Bool

    /// Where exports of answers are fetched from; `nil` where none are made.
    package var exports: ExportFiles?

    package init(baseURL: String? = nil, secureCookies: Bool = false, exports: ExportFiles? = nil) {
        self.baseURL = baseURL.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        self.secureCookies = secureCookies
        self.exports = exports
    }
}
