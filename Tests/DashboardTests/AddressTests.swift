import APIKeys
import Catalog
import Testing

@testable import Dashboard

@Suite("Addresses")
struct AddressTests {
    @Test("Every link fits the pattern that the router registers")
    func linksFitRoutes() {
        let id = KeyID.random()
        let paths: [SitePath] = [
            .home, .signIn, .signOut, .setUp(link: "abc"), .organization("nw"), .keys("nw"), .newKey("nw"), .key("nw", id),
            .keyCreated("nw", id), .revokeKey("nw", id), .brands("nw"), .newBrand("nw"), .archiveBrand("nw", 3),
            .activity("nw", id), .explainKey("nw", id), .receipt("nw", id), .editKey("nw", id), .confirmEdit("nw", id),
            .narrowKey("nw", id), .rotateKey("nw", id), .rotation("nw", id), .finishRotation("nw", id),
            .approvals("nw"), .approval("nw", 3), .policy("nw"), .adminTokens("nw"), .newAdminToken("nw"),
            .adminTokenCreated("nw", id), .revokeAdminToken("nw", id), .webhooks("nw"), .newWebhook("nw"), .webhook("nw", 3),
            .webhookCreated("nw", 3), .testWebhook("nw", 3), .removeWebhook("nw", 3), .delivery("nw", 3, 4),
            .restoreBrand("nw", 3), .brand("nw", 3), .settings("nw", 3), .settingsSection("nw", 3, .names),
            .newPart("nw", 3, .competitors), .part("nw", 3, .competitors, 4), .archivePart("nw", 3, .competitors, 4),
            .stageSet("nw", 3, .funnel), .prompts("nw", 3), .newPrompts("nw", 3), .importPrompts("nw", 3),
            .exportPrompts("nw", 3), .prompt("nw", 3, 4), .favoritePrompt("nw", 3, 4), .archivePrompt("nw", 3, 4),
            .restorePrompt("nw", 3, 4), .members("nw"), .audit("nw"), .reference, .asset("style.css"),
        ]
        #expect(Set(paths.map(\.route)) == Set(SiteRoute.allCases))
        for path in paths {
            let segments = path.address.split(separator: "/")
            let pattern = path.route.pattern.split(separator: "/")
            #expect(segments.count == pattern.count)
            for (segment, pattern) in zip(segments, pattern) where !pattern.hasPrefix(":") { #expect(segment == pattern) }
            #expect(!path.address.contains(":"))
        }
    }

    @Test("A query is encoded, and what is empty is left out")
    func query() {
        #expect(SitePath.keys("nw").address(["q": "a&b", "state": ""]) == "/o/nw/keys?q=a%26b")
        #expect(SitePath.keys("nw").address([:]) == "/o/nw/keys")
    }

    @Test(
        "After signing in, only a path of this site is followed",
        arguments: [
            ("/o/nw/keys?page=2", true), ("/", true), ("", false), ("//evil.example", false), ("/\\evil.example", false),
            ("https://evil.example", false), ("evil", false), ("/\t/evil.example", false), ("/a\r\nSet-Cookie: x", false),
            ("/a b", false), ("/ü", false), ("\\\\evil", false), ("/o\\evil", false), ("javascript:alert(1)", false),
            ("/" + String(repeating: "a", count: 2000), false), (" /o", false),
        ])
    func next(text: String, isTaken: Bool) {
        #expect(NextPath.sanitized(text) == (isTaken ? text : nil))
    }

    @Test(
        "The host that is written into a shell line is a plain host and port",
        arguments: [
            ("localhost:8080", true), ("data.example.com", true), ("[2001:db8::1]:8080", true), ("[::1]", true), ("", false),
            ("a\";rm -rf ~;\"", false), ("$(id)", false), ("a/b", false), ("user@host", false), ("host:", false),
            ("host:123456", false), ("[::1", false), ("[]", false), ("a b", false), ("host:80:80", false), ("-x", false),
            ("`id`", false), ("exämple.com", false),
        ])
    func host(text: String, isPlain: Bool) {
        #expect(BaseAddress.isPlain(text) == isPlain)
        #expect(BaseAddress.from(host: text, isSecure: true) == "https://\(isPlain ? text : "localhost")")
    }
}
