package import APIKeys
internal import HTTPTypes

/// The proxies whose word on where a request came from is believed, and how their word is read.
///
/// Each proxy appends the address that it was called from to `X-Forwarded-For`. What stands to the left of the first proxy that is
/// not ours may have been written by anyone, so the list is read from the right and only as far as our own proxies vouch for it.
package struct TrustedProxies: Sendable {
    /// Nobody is believed: the client is the peer.
    package static let none = TrustedProxies([])

    private let ranges: [AddressRange]

    package init(_ ranges: [AddressRange]) { self.ranges = ranges }

    package var isEmpty: Bool { ranges.isEmpty }

    private func contains(_ address: IPAddress) -> Bool { ranges.contains { $0.contains(address) } }

    /// Where the request came from.
    ///
    /// - Parameters:
    ///   - peer: the other end of the connection; `nil` for a Unix socket.
    ///   - forwarded: the values of all `X-Forwarded-For` lines, in their order.
    /// - Returns: the peer when it is none of our proxies, or says nothing; otherwise the last address that is none of our proxies,
    ///   or the first of all when all are. `nil` when an entry on the way there is empty or cannot be read, or when there are more of
    ///   our own proxies in a row than anybody has.
    package func client(peer: IPAddress?, forwarded: [String]) -> IPAddress? {
        guard let peer, contains(peer) else { return peer }
        var client = peer
        var hops = 0
        for line in forwarded.reversed() {
            var rest = line.utf8[...]
            while true {
                let comma = rest.lastIndex(of: UInt8(ascii: ","))
                let entry = ForwardedEntry.trimmed(comma.map { rest[rest.index(after: $0)...] } ?? rest)
                hops += 1
                guard hops <= Self.longestWay, let address = ForwardedEntry.address(entry) else { return nil }
                guard contains(address) else { return address }
                client = address
                guard let comma else { break }
                rest = rest[..<comma]
            }
        }
        return client
    }

    private static let longestWay = 32

    /// The same for the fields of a request; they are not looked at when nobody is believed.
    func client(peer: IPAddress?, _ headers: HTTPFields) -> IPAddress? {
        guard !isEmpty, peer != nil else { return peer }
        return client(peer: peer, forwarded: headers[values: .xForwardedFor])
    }
}

/// Where a request came from, as its log line says it.
package struct RequestSource: Sendable {
    /// The other end of the connection.
    let peer: String?
    /// Only where proxies are trusted, since it is the peer otherwise.
    let client: String?

    package init(peer: String?, client: IPAddress?, behind proxies: TrustedProxies) {
        self.peer = peer
        self.client = proxies.isEmpty ? nil : client?.description ?? "unknown"
    }
}

/// One element of `X-Forwarded-For`: an address, with or without a port behind it.
private enum ForwardedEntry {
    /// `[` + 45 characters of IPv6 + `]:65535`
    private static let longest = 53

    static func trimmed(_ entry: Substring.UTF8View) -> Substring.UTF8View {
        let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        var entry = entry.drop(while: isSpace)
        while let last = entry.last, isSpace(last) { entry.removeLast() }
        return entry
    }

    /// Reads `192.0.2.1`, `192.0.2.1:55`, `2001:db8::1`, `[2001:db8::1]` and `[2001:db8::1]:443`. No name, no zone.
    static func address(_ entry: Substring.UTF8View) -> IPAddress? {
        guard entry.count <= longest else { return nil }
        if entry.first == UInt8(ascii: "[") {
            guard let end = entry.firstIndex(of: UInt8(ascii: "]")) else { return nil }
            let rest = entry[entry.index(after: end)...]
            guard rest.isEmpty || isPort(rest) else { return nil }
            return read(entry[entry.index(after: entry.startIndex)..<end], isIPv6: true)
        }
        let colons = entry.count { $0 == UInt8(ascii: ":") }
        guard colons == 1, let colon = entry.firstIndex(of: UInt8(ascii: ":")) else {
            return read(entry, isIPv6: colons > 1)
        }
        return isPort(entry[colon...]) ? read(entry[..<colon], isIPv6: false) : nil
    }

    private static func isPort(_ text: Substring.UTF8View) -> Bool {
        let digits = text.dropFirst()
        return text.first == UInt8(ascii: ":") && (1...5).contains(digits.count)
            && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// The characters are looked at first: what reads addresses for C stops at a zero byte.
    private static func read(_ text: Substring.UTF8View, isIPv6: Bool) -> IPAddress? {
        let isPlain = text.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."): true
            case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: ":"): isIPv6
            default: false
            }
        }
        return isPlain ? IPAddress(String(Substring(text))) : nil
    }
}

extension HTTPField.Name {
    static let xForwardedFor = known("X-Forwarded-For")
}
