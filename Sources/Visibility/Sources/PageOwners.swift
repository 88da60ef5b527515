/// Whose a page is, by the websites that a brand and its competitors say are theirs.
///
/// A website owns a page when the page's host is the website's or under it, and its path, if it has one, is the page's or above it.
/// The longest host wins, then the longest path, then the brand, then the competitor that stands first.
struct PageOwners: Sendable {
    private struct Claim: Sendable {
        let path: String
        /// `nil` for the brand.
        let competitor: Int?
    }

    /// By host, those with the longest path first.
    private var claims: [Substring: [Claim]] = [:]

    init(_ settings: EvaluationSettings) {
        // The main website counts by its domain only, as in the rule that a domain has one owner.
        if let main = PageAddress(settings.website) {
            claims[main.host[...], default: []].append(Claim(path: "", competitor: nil))
        }
        add(settings.alternativeWebsites, competitor: nil)
        for competitor in settings.competitors { add(competitor.websites, competitor: competitor.id) }
        for host in claims.keys {
            claims[host] = claims[host]?.enumerated().sorted {
                ($0.element.path.utf8.count, $1.offset) > ($1.element.path.utf8.count, $0.offset)
            }.map(\.element)
        }
    }

    private mutating func add(_ websites: [String], competitor: Int?) {
        for address in websites.compactMap(PageAddress.init) {
            claims[address.host[...], default: []].append(Claim(path: address.path, competitor: competitor))
        }
    }

    func citation(of url: String) -> Citation {
        guard !claims.isEmpty, let address = PageAddress(url), let claim = claim(for: address) else {
            return Citation(url: url, type: .other)
        }
        guard let competitor = claim.competitor else { return Citation(url: url, type: .brand) }
        return Citation(url: url, type: .competitor, competitor: competitor)
    }

    private func claim(for address: PageAddress) -> Claim? {
        if let claim = claim(on: address.host[...], for: address) { return claim }
        guard !RegisteredDomain.isAddress(address.host) else { return nil }
        // Hosts have at most 127 labels (RFC 1035), so that the work has a bound.
        var host = address.host[...]
        var labels = 0
        while let dot = host.utf8.firstIndex(of: UInt8(ascii: ".")), labels < 127 {
            host = host[host.utf8.index(after: dot)...]
            labels += 1
            if let claim = claim(on: host, for: address) { return claim }
        }
        return nil
    }

    private func claim(on host: Substring, for address: PageAddress) -> Claim? {
        claims[host]?.first { Self.isWithin(address.path, $0.path) }
    }

    /// Whether a path is another one or below it: `/shop` is above `/shop/shoes`, not above `/shopping`.
    private static func isWithin(_ path: String, _ above: String) -> Bool {
        let rest = path.utf8.dropFirst(above.utf8.count).first
        return path.utf8.starts(with: above.utf8) && (above.isEmpty || rest == nil || rest == UInt8(ascii: "/"))
    }
}
