/// A website as far as it says whose it is: without scheme, `www.`, user, port, query, fragment and slash at the end, in lower
/// case.
package struct WebAddress: Hashable, Sendable {
    package let domain: String
    /// Empty, or `/` and what follows.
    package let path: String

    /// - Returns: `nil` for a text without a domain: it is nobody's.
    package init?(_ text: String) {
        var rest = text.trimmed.lowercased()[...]
        if let scheme = rest.firstRange(of: "://") {
            rest = rest[scheme.upperBound...]
        } else if rest.hasPrefix("//") {
            rest = rest.dropFirst(2)
        }
        rest = rest.prefix { $0 != "?" && $0 != "#" }
        var host = rest.prefix { $0 != "/" && $0 != "\\" }
        var path = rest.dropFirst(host.count)
        if let at = host.lastIndex(of: "@") { host = host[host.index(after: at)...] }
        if !host.hasPrefix("["), let colon = host.firstIndex(of: ":") { host = host[..<colon] }
        while host.hasSuffix(".") { host.removeLast() }
        if host.hasPrefix("www."), host.count > 4 { host.removeFirst(4) }
        while path.hasSuffix("/") { path.removeLast() }
        guard !host.isEmpty else { return nil }
        domain = String(host)
        self.path = String(path)
    }

    package var text: String { domain + path }
}
