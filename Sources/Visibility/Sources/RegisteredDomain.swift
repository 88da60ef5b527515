internal import CPublicSuffix

/// The domain that somebody registered, of which a host is a part: `acme.co.uk` of `blog.acme.co.uk`. What registries and hosting
/// services hand out names under is in the Public Suffix List, as libpsl has it built in.
package enum RegisteredDomain {
    /// Longer hosts are none (RFC 1035).
    private static let longest = 253

    /// - Parameter host: as ``PageAddress/host`` has it.
    /// - Returns: the host itself where nobody can say more: an IP address, a public suffix, a single label, an ending that the
    ///   list does not know.
    package static func of(host: String) -> String {
        guard !isAddress(host), host.utf8.count <= longest, !host.utf8.contains(0), host.utf8.contains(UInt8(ascii: ".")),
            let count = suffixLabels(of: host)
        else { return host }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        let domain = labels.suffix(count + 1)
        return domain.count > count && !domain.contains("") ? domain.joined(separator: ".") : host
    }

    /// How many labels the public suffix has that a host ends with; `nil` where the list knows none.
    private static func suffixLabels(of host: String) -> Int? {
        // libpsl answers with a place in the text that it was given, so the text must outlive the answer.
        host.withCString { name in
            guard let list = psl_builtin(), let suffix = psl_unregistrable_domain(list, name) else { return nil }
            // An ending without a rule counts as a suffix of one label there; that is a guess.
            guard psl_is_public_suffix2(list, suffix, PSL_TYPE_ANY | PSL_TYPE_NO_STAR_RULE) == 1 else { return nil }
            return String(cString: suffix).split(separator: ".", omittingEmptySubsequences: false).count
        }
    }

    /// Whether a host is a number: `192.0.2.1`, `[2001:db8::1]`, and the ways to write the former that browsers know.
    static func isAddress(_ host: String) -> Bool {
        if host.utf8.first == UInt8(ascii: "[") || host.utf8.contains(UInt8(ascii: ":")) { return true }
        // A host whose last label is a number is an IPv4 address or nothing (WHATWG URL, "ends in a number").
        let dot = UInt8(ascii: ".")
        guard let end = host.utf8.lastIndex(where: { $0 != dot }) else { return false }
        let labels = host.utf8[...end]
        let last = labels.lastIndex(of: dot).map { labels[labels.index(after: $0)...] } ?? labels
        if last.allSatisfy({ (0x30...0x39).contains($0) }) { return true }
        return last.starts(with: "0x".utf8)
            && last.dropFirst(2).allSatisfy {
                UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || UInt8(ascii: "a")...UInt8(ascii: "f") ~= $0
            }
    }
}

extension Citation {
    /// The registered domain of the page; the whole address where it names no host.
    package var registeredDomain: String { PageAddress(url).map { RegisteredDomain.of(host: $0.host) } ?? url }
}
