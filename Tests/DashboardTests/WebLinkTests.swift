import Testing

@testable import Dashboard

@Suite("What may be a link")
struct WebLinkTests {
    @Test(
        "Addresses of the web, as they are",
        arguments: [
            "https://a.example", "https://a.example/x?y=/z#t", "HTTP://a.example", "http://127.0.0.1:8080/",
            "https://[2001:db8::1]:443/",
            "https://de.example/wiki/K\u{E4}se", "https://\u{4F8B}\u{3048}.example/\u{1F600}", "https://a.example/e\u{301}",
            "https://a.example/@name", "https://a.example?x=a@b.example", "https://a.example/\"><script>",
        ])
    func links(address: String) {
        #expect(WebLink.of(address) == address)
    }

    @Test(
        "Nothing else, and nothing that looks like another address than it is",
        arguments: [
            "", "https://", "http:///a.example", "https:a.example", "//a.example", "a.example", "ftp://a.example",
            "javascript:alert(1)",
            "JavaScript://a.example/%0Aalert(1)", "java\tscript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
            " https://a.example", "\u{FEFF}https://a.example", "https://a.example/ b", "https://a.example/\n",
            "https://a.example/\t",
            "https://a.example/\r\n", "https://a.example/\u{0}", "https://a.example/\u{7F}", "https://a.example/\u{85}",
            "https://a.example/\u{A0}b", "https://a.example/\u{2028}", "https://a.example/\u{2029}", "https://a.example/\u{3000}",
            "https://a.example/\u{200B}", "https://a.example/\u{202E}gpj", "https://user@a.example/",
            "https://good.example:x@evil.example",
            "https://good.example\\@evil.example", "https:\\\\a.example", "https://?x",
        ])
    func others(address: String) {
        #expect(WebLink.of(address) == nil)
    }
}
