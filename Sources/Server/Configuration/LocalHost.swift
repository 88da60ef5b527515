internal import APIKeys

/// Whether what is sent to a host stays on this machine.
enum LocalHost {
    /// `localhost`, or an address of the loopback network; a name that merely looks like one may lead anywhere.
    static func isLocal(_ host: String) -> Bool {
        if host == "localhost" { return true }
        let text = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        return IPAddress(text).map { address in loopback.contains { $0.contains(address) } } ?? false
    }

    /// RFC 1122 §3.2.1.3 and RFC 4291 §2.5.3.
    private static let loopback = ["127.0.0.0/8", "::1"].compactMap { AddressRange($0) }
}
