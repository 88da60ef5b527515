import Testing

@testable import APIKeys

@Suite struct PublicAddressTests {
    /// First and last address of each block, and the neighbours on both sides.
    @Test(arguments: [
        "0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255", "127.0.0.0", "127.0.0.1",
        "127.255.255.255", "169.254.0.0", "169.254.169.254", "169.254.255.255", "172.16.0.0", "172.31.255.255", "192.0.0.0",
        "192.0.0.255", "192.0.2.0", "192.0.2.255", "192.88.99.0", "192.88.99.255", "192.168.0.0", "192.168.255.255",
        "198.18.0.0", "198.19.255.255", "198.51.100.0", "198.51.100.255", "203.0.113.0", "203.0.113.255", "224.0.0.0",
        "239.255.255.255", "240.0.0.0", "255.255.255.254", "255.255.255.255",
    ])
    func anIPv4AddressSetAsideIsNotPublic(_ text: String) throws { #expect(try !address(text).isPublic) }

    @Test(arguments: [
        "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
        "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "191.255.255.255", "192.0.1.0", "192.0.1.255",
        "192.0.3.0", "192.88.98.255", "192.88.100.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0",
        "198.51.99.255", "198.51.101.0", "203.0.112.255", "203.0.114.0", "223.255.255.255", "8.8.8.8",
    ])
    func itsNeighboursArePublic(_ text: String) throws { #expect(try address(text).isPublic) }

    @Test(arguments: [
        "::", "::1", "::2", "::7f00:1", "100::", "100::1", "64:ff9b:1::1", "2001::", "2001:0:ffff::1", "2001:2::1", "2001:10::1",
        "2001:1ff:ffff::", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "3fff::", "3fff:fff:ffff::1", "5f00::1",
        "fc00::", "fd00::1", "fdff:ffff::1", "fe80::1", "febf::1", "fec0::1", "ff00::", "ff02::1",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "4000::1", "1fff:ffff::1",
    ])
    func anIPv6AddressSetAsideIsNotPublic(_ text: String) throws { #expect(try !address(text).isPublic) }

    @Test(arguments: ["2000::", "2001:200::1", "2001:db7:ffff::1", "2001:db9::1", "2606:4700::1111", "2a00::1", "3ffe:ffff::1"])
    func globalUnicastIsPublic(_ text: String) throws { #expect(try address(text).isPublic) }

    @Test(arguments: [
        // IPv4-mapped (RFC 4291), NAT64 (RFC 6052), 6to4 (RFC 3056), of loopback, private, metadata and public addresses.
        ("::ffff:127.0.0.1", false), ("::ffff:10.1.2.3", false), ("::ffff:169.254.169.254", false), ("::ffff:8.8.8.8", true),
        ("64:ff9b::127.0.0.1", false), ("64:ff9b::192.168.1.1", false), ("64:ff9b::8.8.8.8", true),
        ("2002:7f00:1::", false), ("2002:a9fe:a9fe::1", false), ("2002:c0a8:101:1::1", false), ("2002:808:808::1", true),
    ])
    func anAddressThatCarriesAnotherIsWhatItCarries(_ text: String, _ isPublic: Bool) throws {
        #expect(try address(text).isPublic == isPublic)
    }

    private func address(_ text: String) throws -> IPAddress { try #require(IPAddress(text)) }
}
