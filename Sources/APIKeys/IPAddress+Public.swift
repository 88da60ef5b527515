extension IPAddress {
    /// Whether the address belongs to the public internet, so that a connection to it reaches nothing inside this server's own
    /// network: not loopback, private, link-local, shared (carrier-grade NAT), multicast, broadcast, unspecified, or set aside for
    /// documentation, benchmarks and protocols.
    ///
    /// By the IANA registries of special-purpose addresses (RFC 6890 and what has been added since). Of IPv6 only the global unicast
    /// block is public; an address that carries an IPv4 address to a translator or relay is what that IPv4 address is.
    public var isPublic: Bool {
        if isIPv4 { return !Self.specialIPv4.contains { $0.contains(self) } }
        if let carried { return carried.isPublic }
        return Self.globalUnicast.contains { $0.contains(self) } && !Self.specialIPv6.contains { $0.contains(self) }
    }

    /// The IPv4 address inside a NAT64 address (RFC 6052, `64:ff9b::/96`) or a 6to4 address (RFC 3056, `2002::/16`).
    private var carried: IPAddress? {
        func embedded(_ shift: UInt128) -> IPAddress? {
            IPAddress(bytes: (0..<4).map { UInt8(truncatingIfNeeded: bits >> (shift + 24 - 8 * $0)) })
        }
        if bits >> 32 == 0x0064_FF9B << 64 { return embedded(0) }
        if bits >> 112 == 0x2002 { return embedded(80) }
        return nil
    }

    private static let specialIPv4 = blocks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4")

    private static let globalUnicast = blocks("2000::/3")

    /// Inside the global unicast block: protocol assignments (Teredo, benchmarking, ORCHID), documentation.
    private static let specialIPv6 = blocks("2001::/23", "2001:db8::/32", "3fff::/20")

    private static func blocks(_ texts: String...) -> [AddressRange] { texts.compactMap { AddressRange($0) } }
}
