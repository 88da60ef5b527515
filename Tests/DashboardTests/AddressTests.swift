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
            .home, .signIn, .signInCode, .signOut, .account, .accountPassword, .endSession(3), .endOtherSessions, .twoFactor,
            .changeTwoFactor, .recoveryCodes, .setUp(link: "abc"), .organization("nw"), .overviewFile("nw"),
            .overviewChart("nw", 3, "trend.csv"), .keys("nw"), .newKey("nw"), .key("nw", id), .jobs("nw"), .exportChoice("nw"),
            .job("nw", 3), .brandJob("nw", 3, 4), .cancelJob("nw", 3, 4), .resumeJob("nw", 3, 4), .exports("nw", 3),
            .exportFile("nw", 3, 4),
            .collections("nw", 3), .cancelCollection("nw", 3, 4),
            .keyCreated("nw", id), .revokeKey("nw", id), .brands("nw"), .newBrand("nw"), .archiveBrand("nw", 3),
            .activity("nw", id), .explainKey("nw", id), .receipt("nw", id), .editKey("nw", id), .confirmEdit("nw", id),
            .narrowKey("nw", id), .rotateKey("nw", id), .rotation("nw", id), .finishRotation("nw", id),
            .approvals("nw"), .approval("nw", 3), .policy("nw"), .adminTokens("nw"), .newAdminToken("nw"),
            .adminTokenCreated("nw", id), .revokeAdminToken("nw", id), .webhooks("nw"), .newWebhook("nw"), .webhook("nw", 3),
            .webhookCreated("nw", 3), .testWebhook("nw", 3), .removeWebhook("nw", 3), .delivery("nw", 3, 4),
            .explorer("nw", 3), .explorerFile("nw", 3),
            .restoreBrand("nw", 3), .brand("nw", 3), .sources("nw", 3),
            .sourceDomain("nw", 3), .sourceChart("nw", 3, "owners.csv"), .competitors("nw", 3), .competitor("nw", 3, 4),
            .competitorChart("nw", 3, "share-of-voice.csv"), .promptChart("nw", 3, 4, "trend.csv"), .settings("nw", 3),
            .settingsSection("nw", 3, .names),
            .newPart("nw", 3, .competitors), .part("nw", 3, .competitors, 4), .archivePart("nw", 3, .competitors, 4),
            .stageSet("nw", 3, .funnel), .prompts("nw", 3), .newPrompts("nw", 3), .importPrompts("nw", 3),
            .exportPrompts("nw", 3), .promptNumbers("nw", 3), .responses("nw", 3), .response("nw", 3, 4), .prompt("nw", 3, 4),
            .favoritePrompt("nw", 3, 4),
            .archivePrompt("nw", 3, 4),
            .restorePrompt("nw", 3, 4), .members("nw"), .newInvitation("nw"), .member("nw", 3), .removeMember("nw", 3),
            .invitationCreated("nw", 3), .resendInvitation("nw", 3), .revokeInvitation("nw", 3), .leave("nw"),
            .shares("nw", 3), .newShare("nw", 3), .shareCreated("nw", 3, 4), .revokeShare("nw", 3, 4), .shared(link: "abc"),
            .sharedChart(link: "abc", "trend.csv"),
            .invite(link: "abc"), .acceptInvite(link: "abc"), .audit("nw"), .reference, .asset("style.css"), .providerSignIn,
            .providerCallback,
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
