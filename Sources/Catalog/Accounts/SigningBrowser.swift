/// The browser that somebody signs in with, as it shows itself.
package struct SigningBrowser: Sendable {
    /// The value of its visitor cookie, which what happens between password and code is bound to.
    package let visitor: String
    /// Its `User-Agent`, of which only a short name is kept.
    package let client: String
    /// The value of the session cookie that it still has: signing in again ends that session.
    package let session: String?

    /// Nothing is known of it, and it gets no further than the password where a code is asked for.
    package static let unknown = SigningBrowser(visitor: "", client: "", session: nil)

    package init(visitor: String, client: String, session: String?) {
        self.visitor = visitor
        self.client = client
        self.session = session
    }

    /// `Firefox on Linux`; for what is no browser the name that it gives itself, and nothing when it gives none.
    package static func name(_ client: String) -> String {
        let browser = browsers.first { client.contains($0.mark) }?.name
        let system = systems.first { client.contains($0.mark) }?.name
        if let browser, let system { return "\(browser) on \(system)" }
        if let name = browser ?? system { return name }
        return client.split(separator: " ").first.map { String($0.prefix(40)) } ?? ""
    }

    // In the order in which they are asked for: most call themselves by the names of their forebears too.

    private static let browsers: [(mark: String, name: String)] = [
        ("Edg/", "Edge"), ("EdgA/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Vivaldi/", "Vivaldi"),
        ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chromium/", "Chromium"), ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]

    private static let systems: [(mark: String, name: String)] = [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
        ("Mac OS X", "macOS"), ("Linux", "Linux"),
    ]
}
