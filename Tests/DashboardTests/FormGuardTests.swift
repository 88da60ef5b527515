import Testing

@testable import Dashboard

@Suite("Where forms come from")
struct FormGuardTests {
    @Test(
        "A form counts as ours when the browser says so",
        arguments: [
            ("same-origin", nil, true), ("none", nil, true), ("cross-site", nil, false), ("same-site", nil, false),
            ("cross-site", "http://localhost:8080", false), (nil, "http://localhost:8080", true),
            (nil, "https://evil.example", false), (nil, "null", false), (nil, nil, true), (nil, "", false),
            (nil, "https://data.example.com", true), (nil, "http://localhost:80801", false),
        ] as [(String?, String?, Bool)])
    func origin(fetchSite: String?, origin: String?, isOwn: Bool) {
        #expect(
            FormGuard.isOwn(
                fetchSite: fetchSite, origin: origin, host: "localhost:8080", baseURL: "https://data.example.com") == isOwn)
    }

    @Test("Two tokens are equal when every byte is")
    func equal() {
        #expect(FormGuard.equal("abc", "abc"))
        #expect(!FormGuard.equal("abc", "abd"))
        #expect(!FormGuard.equal("abc", "abcd"))
        #expect(!FormGuard.equal("", "a"))
    }
}
