import Testing

@testable import Visibility

@Suite struct PageAddressTests {
    @Test(
        "The host of an address",
        arguments: [
            ("https://www.Acme.com/Pricing?x=1#y", "acme.com", "/pricing"), ("acme.com", "acme.com", ""),
            ("acme.com:8080/a", "acme.com", "/a"),
            ("//acme.com/", "acme.com", ""),
            ("HTTP://user:secret@Blog.ACME.co.uk:8080/a/b/", "blog.acme.co.uk", "/a/b"), ("https://acme.com.", "acme.com", ""),
            ("https://acme.com@evil.example/", "evil.example", ""),
            ("https://evil.example\\@acme.com", "evil.example", "\\@acme.com"),
            ("https://www.com", "com", ""), ("www.", "www", ""), ("https://xn--mnchen-3ya.de", "xn--mnchen-3ya.de", ""),
            ("https://MÜNCHEN.de/Ä", "xn--mnchen-3ya.de", "/ä"), ("https://www.Mu\u{308}nchen.de", "xn--mnchen-3ya.de", ""),
            ("https://m%C3%BCnchen.de", "xn--mnchen-3ya.de", ""), ("https://straße.de", "xn--strae-oqa.de", ""),
            ("https://公司。cn/a", "xn--55qx5d.cn", "/a"), ("https://a%00b.de", "a%00b.de", ""),
            ("https://\u{202E}.de", "\u{202E}.de", ""),
            ("https://100%.de", "100%.de", ""), ("http://192.0.2.1:80/", "192.0.2.1", ""),
            ("http://[2001:DB8::1]:443/x", "[2001:db8::1]", "/x"), (" \thttps://ac\nme.com/ ", "acme.com", ""),
            ("https://acme.com?next=https://evil.example", "acme.com", ""), ("https://acme.com#@evil.example", "acme.com", ""),
        ])
    func reads(_ text: String, _ host: String, _ path: String) throws {
        let address = try #require(PageAddress(text))
        #expect(address.host == host)
        #expect(address.path == path)
    }

    @Test(arguments: [
        "", " ", "https://", "https:///path", "?", "#", "/path", "https://@/", "https://:80", "...",
        "javascript:alert(1)", "mailto:a@acme.com", "data:text/html,x", "ftp://acme.com/", "tel:123", "JavaScript://acme.com/%0A",
    ])
    func nobody(_ text: String) { #expect(PageAddress(text) == nil) }
}

@Suite("Hosts as people read them")
struct InternationalHostTests {
    @Test(
        "Labels that could be taken for others stay as DNS knows them",
        arguments: [
            ("acme.com", "acme.com"), ("xn--mnchen-3ya.de", "münchen.de"), ("shop.xn--strae-oqa.de", "shop.straße.de"),
            ("xn--55qx5d.cn", "公司.cn"), ("xn--80ak6aa92e.com", "xn--80ak6aa92e.com"),
            ("xn--e1afmkfd.xn--p1ai", "пример.рф"), ("xn--a", "xn--a"), ("", ""),
        ])
    func shown(_ host: String, _ text: String) { #expect(InternationalHost.shown(host) == text) }
}

@Suite struct RegisteredDomainTests {
    @Test(
        arguments: [
            ("acme.com", "acme.com"), ("blog.acme.com", "acme.com"), ("a.b.acme.co.uk", "acme.co.uk"), ("co.uk", "co.uk"),
            ("com", "com"),
            ("acme.github.io", "acme.github.io"), ("docs.acme.github.io", "acme.github.io"), ("github.io", "github.io"),
            ("shop.xn--mnchen-3ya.de", "xn--mnchen-3ya.de"), ("shop.münchen.de", "münchen.de"), ("a.b.公司.cn", "b.公司.cn"),
            ("a.b.xn--55qx5d.cn", "b.xn--55qx5d.cn"), ("192.0.2.1", "192.0.2.1"), ("[2001:db8::1]", "[2001:db8::1]"),
            ("1.2.3", "1.2.3"),
            ("0x7f.0x1", "0x7f.0x1"), ("localhost", "localhost"), ("a.b.nosuchending", "a.b.nosuchending"), ("", ""), (".", "."),
            ("a..com", "a..com"), ("www.ck", "www.ck"), ("a.b.ck", "a.b.ck"), ("x.a.b.ck", "a.b.ck"), ("\u{0}.com", "\u{0}.com"),
        ])
    func registered(_ host: String, _ expected: String) { #expect(RegisteredDomain.of(host: host) == expected) }

    @Test func longHostsAreLeftAlone() {
        let host = String(repeating: "a.", count: 100_000) + "com"
        #expect(RegisteredDomain.of(host: host) == host)
    }
}

@Suite struct PageOwnersTests {
    private let owners = PageOwners(
        EvaluationSettings(
            brand: MentionSubject("Acme"), website: "https://www.acme.com/en/",
            alternativeWebsites: ["https://shared.example/acme", "tie.example/x"],
            competitors: [
                .init(id: 3, subject: MentionSubject("Globex"), websites: ["https://globex.example", "https://blog.acme.com"]),
                .init(
                    id: 5, subject: MentionSubject("Initech"),
                    websites: [
                        "https://shared.example/initech/", "https://tie.example/x", "https://globex.example/labs", "",
                        "192.0.2.1",
                    ]),
            ]))

    @Test(
        arguments: [
            ("https://acme.com", SourceType.brand, nil), ("http://www.acme.com:8080/fr?x", .brand, nil),
            ("https://shop.acme.com/a", .brand, nil),
            ("https://blog.acme.com/a", .competitor, 3), ("https://x.blog.acme.com", .competitor, 3),
            ("https://notacme.com", .other, nil),
            ("https://acme.com.evil.example", .other, nil), ("https://acme.com@evil.example", .other, nil),
            ("https://globex.example/about", .competitor, 3), ("https://globex.example/Labs/1", .competitor, 5),
            ("https://globex.example/labsters", .competitor, 3), ("https://shared.example/acme/x", .brand, nil),
            ("https://shared.example/initech", .competitor, 5), ("https://shared.example/", .other, nil),
            ("https://shared.example/acmeshop", .other, nil), ("https://tie.example/x/y", .brand, nil),
            ("192.0.2.1/x", .competitor, 5),
            ("9.192.0.2.1", .other, nil), ("", .other, nil), ("not an address", .other, nil),
        ] as [(String, SourceType, Int?)])
    func owns(_ url: String, _ type: SourceType, _ competitor: Int?) {
        #expect(owners.citation(of: url) == Citation(url: url, type: type, competitor: competitor))
    }

    @Test func manyLabelsAreReadInBounds() {
        #expect(owners.citation(of: String(repeating: "a.", count: 50_000) + "acme.com").type == .other)
    }
}
