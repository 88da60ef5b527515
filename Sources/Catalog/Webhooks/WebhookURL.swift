package import APIKeys

/// The address of a receiver, in one form only: what is checked here is what is connected to, so nothing is left for a second
/// reader to understand in another way.
///
/// `https://host[:port][/path][?query]`, or `http`: at most 2048 characters, no user name, no password, no fragment. The host is
/// an IPv6 address in brackets or a name of letters, digits, `-`, `_` and dots, in lower case. A name in digits such as `2130706433`
/// or `0x7f.1` is a name like others: what it resolves to is checked before anything is sent.
package struct WebhookURL: Hashable, Sendable {
    package enum Scheme: String, Sendable { case http, https }

    package let scheme: Scheme
    /// Without the brackets of an IPv6 address.
    package let host: String
    package let port: Int
    /// The whole address. It may hold a secret of the receiver's in its path: shown to admins, never logged.
    package let text: String
    /// `https://hooks.example.com` or `https://hooks.example.com:8443`: what logs may say.
    package let origin: String

    package static let longest = 2048

    /// - Throws: ``CatalogError/invalid(field:message:)`` with the field `url`.
    package init(_ given: String) throws(CatalogError) {
        let given = given.trimmed
        func wrong(_ why: String) -> CatalogError { .invalid(field: "url", message: "The webhook's address \(why)") }
        guard given.utf8.count <= Self.longest else { throw wrong("is longer than \(Self.longest) characters. Shorten it.") }
        guard let end = given.firstRange(of: "://"), let scheme = Scheme(rawValue: given[..<end.lowerBound].lowercased()) else {
            throw wrong("must begin with https://.")
        }
        guard given.utf8.allSatisfy(Self.isAllowed) else {
            throw wrong("has a character that cannot stand in an address. Write it percent-encoded, and a host name as xn--….")
        }
        guard !given.contains("#") else { throw wrong("has a fragment (what follows \"#\"), which is never sent. Leave it out.") }
        let rest = given[end.upperBound...]
        let split = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        let authority = rest[..<split]
        guard !authority.contains("@") else {
            throw wrong("has a user name or password in it. Leave it out: messages are signed.")
        }
        guard let (host, port) = Self.hostAndPort(authority) else {
            throw wrong("has no host that could be found. It must look like https://hooks.example.com/path.")
        }
        self.scheme = scheme
        self.host = host
        let standard = scheme == .https ? 443 : 80
        self.port = port ?? standard
        let shown = host.contains(":") ? "[\(host)]" : host
        origin = "\(scheme)://\(shown)" + (self.port == standard ? "" : ":\(self.port)")
        let tail = rest[split...]
        text = origin + (tail.hasPrefix("/") ? "" : "/") + tail
    }

    /// The address that the host is, where it is no name.
    package var literal: IPAddress? { IPAddress(host) }

    /// RFC 3986 §2: unreserved and reserved characters, and `%`.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        isNameByte(byte) || "-._~:/?#[]@!$&'()*+,;=%".utf8.contains(byte)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: false
        }
    }

    private static func hostAndPort(_ authority: Substring) -> (host: String, port: Int?)? {
        var host = authority
        var port: Int?
        let afterBrackets = authority.lastIndex(of: "]") ?? authority.startIndex
        if let colon = authority[afterBrackets...].firstIndex(of: ":") {
            host = authority[..<colon]
            let digits = authority[authority.index(after: colon)...]
            guard (1...5).contains(digits.count), digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(digits),
                (1...65_535).contains(number)
            else { return nil }
            port = number
        }
        if host.hasPrefix("["), host.hasSuffix("]") {
            let inner = String(host.dropFirst().dropLast())
            guard inner.contains(":"), let address = IPAddress(inner) else { return nil }
            // An IPv4 address in IPv6 clothes prints as what it is.
            return (address.description, port)
        }
        // The dot at the end of a whole name is not part of what certificates say.
        if host.hasSuffix(".") { host = host.dropLast() }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        let sound = labels.allSatisfy { label in
            (1...63).contains(label.count)
                && label.utf8.allSatisfy { isNameByte($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
        }
        guard sound, host.utf8.count <= 253 else { return nil }
        return (host.lowercased(), port)
    }
}
