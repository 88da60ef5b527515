/// What an address says about whose it is. Nothing is resolved, and nothing refused: whatever stands there is read as far as it goes.
package struct PageAddress: Hashable, Sendable {
    /// In lower case and ASCII (see ``InternationalHost``), without `www.`, user, port and full stops at the end. An IPv6 address
    /// keeps its brackets.
    package let host: String
    /// In lower case, without slashes at the end: empty, or `/` and what follows.
    package let path: String

    /// - Parameter text: an address with or without a scheme. What browsers read as a slash (`\`) is one.
    /// - Returns: `nil` where there is no host, or where a scheme says that it is no address of the web: `mailto:`, `javascript:`.
    package init?(_ text: String) {
        var rest = Self.trimmed(text)
        if let scheme = Self.scheme(of: rest) {
            rest = rest[scheme...]
        } else if Self.isElsewhere(rest) {
            return nil
        } else if rest.starts(with: "//".utf8) {
            rest = rest.dropFirst(2)
        }
        rest = rest.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        var host = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "\\") }
        var path = rest[host.endIndex...]
        if let at = host.lastIndex(of: UInt8(ascii: "@")) { host = host[host.index(after: at)...] }
        if host.first == UInt8(ascii: "["), let close = host.firstIndex(of: UInt8(ascii: "]")) {
            host = host[...close]
        } else if let colon = host.firstIndex(of: UInt8(ascii: ":")) {
            host = host[..<colon]
        }
        host = InternationalHost.ascii(host)
        while host.last == UInt8(ascii: ".") { host.removeLast() }
        while path.last == UInt8(ascii: "/") || path.last == UInt8(ascii: "\\") { path.removeLast() }
        var name = Self.lowercased(host)[...]
        if name.hasPrefix("www."), name.utf8.count > 4 { name.removeFirst(4) }
        guard !name.isEmpty else { return nil }
        self.host = String(name)
        self.path = Self.lowercased(path)
    }

    /// Without a scheme.
    package var text: String { host + path }

    private typealias Bytes = ArraySlice<UInt8>

    /// Without control characters and spaces around it, and without the line ends that may stand within.
    private static func trimmed(_ text: String) -> Bytes {
        var bytes = Array(text.utf8)[...]
        while let first = bytes.first, first <= 0x20 { bytes.removeFirst() }
        while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
        return bytes.contains(where: { $0 < 0x20 }) ? bytes.filter { $0 >= 0x20 }[...] : bytes
    }

    /// The index behind `https://`.
    private static func scheme(of bytes: Bytes) -> Int? {
        let name = bytes.prefix(while: isOfScheme)
        let isWeb = ["http", "https"].contains(lowercased(name))
        return isWeb && bytes[name.endIndex...].starts(with: "://".utf8) ? name.endIndex + 3 : nil
    }

    /// Whether it begins with a scheme, which `acme.com:8080` does not.
    private static func isElsewhere(_ bytes: Bytes) -> Bool {
        let name = bytes.prefix(while: isOfScheme)
        guard bytes[name.endIndex...].first == UInt8(ascii: ":"), let first = name.first, (first | 0x20) >= 0x61 else {
            return false
        }
        let port = bytes[name.endIndex...].dropFirst().prefix { !"/?#\\".utf8.contains($0) }
        return !name.contains(UInt8(ascii: ".")) || port.isEmpty || !port.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func isOfScheme(_ byte: UInt8) -> Bool {
        (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A || (0x30...0x39).contains(byte) || "+-.".utf8.contains(byte)
    }

    private static func lowercased(_ bytes: Bytes) -> String {
        guard bytes.allSatisfy({ $0 < 0x80 }) else { return String(decoding: bytes, as: UTF8.self).lowercased() }
        if !bytes.contains(where: { (0x41...0x5A).contains($0) }) { return String(decoding: bytes, as: UTF8.self) }
        return String(decoding: bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
