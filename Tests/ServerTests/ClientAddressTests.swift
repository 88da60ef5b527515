import APIKeys
import HTTPTypes
import Testing

@testable import Server
@testable import Web

@Suite struct ClientAddressTests {
    private static func proxies(_ blocks: [String]) throws -> TrustedProxies {
        TrustedProxies(try blocks.map { try #require(AddressRange($0)) })
    }

    static let blocks = ["10.0.0.0/8", "127.0.0.1", "2001:db8:1::/48"]

    struct Case: Sendable, CustomTestStringConvertible {
        let what: String
        let peer: String?
        let lines: [String]
        let client: String?

        init(_ what: String, from peer: String?, _ lines: [String], is client: String?) {
            (self.what, self.peer, self.lines, self.client) = (what, peer, lines, client)
        }

        var testDescription: String { what }
    }

    static let cases = [
        Case("nothing forwarded", from: "192.0.2.9", [], is: "192.0.2.9"),
        Case("a forged line from a stranger", from: "192.0.2.9", ["10.0.0.1"], is: "192.0.2.9"),
        Case("a forged chain from a stranger", from: "192.0.2.9", ["203.0.113.7, 10.0.0.1, 127.0.0.1"], is: "192.0.2.9"),
        Case("nonsense from a stranger", from: "192.0.2.9", ["unknown"], is: "192.0.2.9"),
        Case("a proxy that says nothing", from: "10.0.0.1", [], is: "10.0.0.1"),
        Case("a proxy that says an empty thing", from: "10.0.0.1", [""], is: nil),
        Case("one proxy", from: "10.0.0.1", ["203.0.113.7"], is: "203.0.113.7"),
        Case(
            "what the client wrote itself is not read", from: "10.0.0.1", ["10.9.9.9, 198.51.100.1, 203.0.113.7"],
            is: "203.0.113.7"),
        Case("nor is nonsense that it wrote", from: "10.0.0.1", ["<script>, 203.0.113.7"], is: "203.0.113.7"),
        Case("a chain of our proxies", from: "127.0.0.1", ["203.0.113.7, 10.0.0.2, 10.0.0.1"], is: "203.0.113.7"),
        Case(
            "several lines are one list", from: "127.0.0.1", ["198.51.100.1", "203.0.113.7, 10.0.0.2", "10.0.0.1"],
            is: "203.0.113.7"),
        Case("lines written without spaces", from: "10.0.0.1", ["198.51.100.1,203.0.113.7,10.0.0.2"], is: "203.0.113.7"),
        Case("nothing behind the last comma", from: "10.0.0.1", ["203.0.113.7, "], is: nil),
        Case("nothing between two of our proxies", from: "10.0.0.1", ["203.0.113.7, , 10.0.0.2"], is: nil),
        Case("nothing further to the left", from: "10.0.0.1", [",, 203.0.113.7, 10.0.0.2"], is: "203.0.113.7"),
        Case("one of our own calls", from: "127.0.0.1", ["10.0.0.3, 10.0.0.2"], is: "10.0.0.3"),
        Case("a port behind IPv4", from: "10.0.0.1", ["203.0.113.7:55"], is: "203.0.113.7"),
        Case("brackets", from: "10.0.0.1", ["[2001:db8::7]"], is: "2001:db8::7"),
        Case("brackets and a port", from: "10.0.0.1", ["[2001:db8::7]:443"], is: "2001:db8::7"),
        Case("bare IPv6", from: "10.0.0.1", ["2001:db8::7"], is: "2001:db8::7"),
        Case("an IPv6 proxy", from: "2001:db8:1::1", ["2001:db8:2::7"], is: "2001:db8:2::7"),
        Case(
            "a trusted hop with a port", from: "10.0.0.1", ["203.0.113.7, 10.0.0.2:8080, [2001:db8:1::2]:80"], is: "203.0.113.7"),
        Case("a mapped peer is the IPv4 proxy", from: "::ffff:10.0.0.1", ["203.0.113.7"], is: "203.0.113.7"),
        Case("a mapped client is the IPv4 client", from: "10.0.0.1", ["::ffff:203.0.113.7"], is: "203.0.113.7"),
        Case("a mapped client in hexadecimal", from: "10.0.0.1", ["[::FFFF:cb00:7107]:9"], is: "203.0.113.7"),
        Case("a mapped hop is ours", from: "10.0.0.1", ["203.0.113.7, ::ffff:10.0.0.2"], is: "203.0.113.7"),
        Case("a mapped stranger is none of ours", from: "::ffff:192.0.2.9", ["10.0.0.1"], is: "192.0.2.9"),
        Case("a word", from: "10.0.0.1", ["unknown"], is: nil),
        Case("a word behind our proxy", from: "10.0.0.1", ["203.0.113.7, _hidden, 10.0.0.2"], is: nil),
        Case("a port that is none", from: "10.0.0.1", ["203.0.113.7:http"], is: nil),
        Case("a port too long", from: "10.0.0.1", ["203.0.113.7:123456"], is: nil),
        Case("no port behind the colon", from: "10.0.0.1", ["203.0.113.7:"], is: nil),
        Case("a bracket that stays open", from: "10.0.0.1", ["[2001:db8::7"], is: nil),
        Case("something behind the bracket", from: "10.0.0.1", ["[2001:db8::7]x"], is: nil),
        Case("a zone", from: "10.0.0.1", ["fe80::1%eth0"], is: nil),
        Case("a short form of IPv4", from: "10.0.0.1", ["127.1"], is: nil),
        Case("octal IPv4", from: "10.0.0.1", ["0177.0.0.1"], is: nil),
        Case("a block", from: "10.0.0.1", ["203.0.113.0/24"], is: nil),
        Case("a zero byte", from: "10.0.0.1", ["203.0.113.7\u{0}1"], is: nil),
        Case("digits of another script", from: "10.0.0.1", ["２０３.0.113.7"], is: nil),
        Case("the value of Forwarded", from: "10.0.0.1", ["for=203.0.113.7"], is: nil),
        Case(
            "more of our proxies than anybody has", from: "10.0.0.1",
            [Array(repeating: "10.0.0.2", count: 40).joined(separator: ",")], is: nil),
        Case("a Unix socket", from: nil, ["203.0.113.7"], is: nil),
    ]

    @Test(arguments: cases)
    func theClientIsWhatOurProxiesVouchFor(_ example: Case) throws {
        let proxies = try Self.proxies(Self.blocks)
        let peer = example.peer.flatMap { IPAddress($0) }
        #expect(proxies.client(peer: peer, forwarded: example.lines) == example.client.flatMap { IPAddress($0) })
        #expect(example.client.map { IPAddress($0) != nil } ?? true)
    }

    @Test(arguments: cases)
    func nobodyIsBelievedWhereNobodyIsTrusted(_ example: Case) {
        let peer = example.peer.flatMap { IPAddress($0) }
        #expect(TrustedProxies.none.client(peer: peer, forwarded: example.lines) == peer)
    }

    @Test func aMappedBlockTrustsItsIPv4Addresses() throws {
        let proxies = try Self.proxies(["::ffff:10.0.0.0/104"])
        #expect(proxies.client(peer: IPAddress("10.1.2.3"), forwarded: ["203.0.113.7"]) == IPAddress("203.0.113.7"))
    }

    @Test func aHeaderOfAnyLengthCostsLittle() throws {
        let proxies = try Self.proxies(Self.blocks)
        let client = IPAddress("203.0.113.7")
        let peer = IPAddress("10.0.0.1")
        for junk in [
            String(repeating: ",", count: 100_000), String(repeating: "10.0.0.2,", count: 10_000),
            String(repeating: "x", count: 100_000),
        ] {
            #expect(proxies.client(peer: peer, forwarded: [junk + ",203.0.113.7"]) == client)
        }
        #expect(proxies.client(peer: peer, forwarded: [String(repeating: "1", count: 100_000)]) == nil)
        #expect(proxies.client(peer: peer, forwarded: [String(repeating: "10.0.0.2,", count: 10_000)]) == nil)
    }

    // MARK: Wired

    @Test(arguments: ["10.0.0.0/8", " 127.0.0.1 , ::1/128,", ""])
    func blocksAreReadFromTheSetting(_ text: String) async throws {
        let settings = try await Settings.read(flags: ["data": "/nowhere"], environment: ["LATCHKEY_TRUSTED_PROXIES": text])
        #expect(settings.trustedProxies.isEmpty == text.isEmpty)
    }

    @Test(arguments: ["10.0.0.1/8", "proxy.example", "10.0.0.0/33", "10.0.0.0 10.0.0.1"])
    func whatIsNoBlockIsNamed(_ text: String) async throws {
        await #expect {
            try await Settings.read(flags: ["data": "/nowhere"], environment: ["LATCHKEY_TRUSTED_PROXIES": text])
        } throws: { error in
            "\(error)".contains("trusted.proxies") && "\(error)".contains(text)
        }
    }
}
