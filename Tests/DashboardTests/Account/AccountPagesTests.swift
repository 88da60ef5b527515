import APIKeys
import Catalog
import HTTPTypes
import HummingbirdTesting
import Storage
import Testing

@testable import Dashboard

@Suite("Account page")
struct AccountPagesTests {
    @Test("It is there for whoever has signed in, whatever their role", arguments: Role.allCases)
    func everyone(role: Role) async throws {
        let site = try await TestSite()
        let email = "\(role.rawValue)@northwind.example"
        let browser = try await site.signIn(email)
        try await site.run { client in
            let page = try await client.get("/account", browser)
            #expect(page.status == .ok)
            #expect(page.text.contains("Northwind Agency") && page.text.contains(email))
            #expect(page.text.contains("this browser"))
            // And every page leads there.
            var first = try await client.get("/", browser)
            while first.status == .seeOther { first = try await client.get(first.location, browser) }
            #expect(first.text.contains("href=\"/account\""))
            for route in site.dashboard.routes where route.audience == .signedIn {
                let address = route.path.replacing(":id", with: "4711")
                let answer =
                    route.method == .post ? try await client.post(address, browser) : try await client.get(address, browser)
                #expect(answer.status != .forbidden && answer.location.hasPrefix("/sign-in") == false, "\(route)")
            }
        }
    }

    @Test("It is there without an organization too, with a way out")
    func nobodys() async throws {
        let site = try await TestSite()
        let browser = try await site.signIn("viewer@northwind.example")
        _ = try await site.database.write {
            try $0.execute(
                "DELETE FROM memberships WHERE user_id = (SELECT id FROM users WHERE email = 'viewer@northwind.example')")
        }
        try await site.run { client in
            #expect(try await client.get("/", browser).text.contains("href=\"/account\""))
            let page = try await client.get("/account", browser)
            #expect(page.status == .ok && !page.text.contains("Northwind"))
            #expect(page.text.contains("action=\"/sign-out\""))
        }
    }

    @Test("No form of it is taken without its token")
    func tokens() async throws {
        let site = try await TestSite()
        let browser = try await site.signIn("admin@northwind.example")
        let other = try await site.signIn("admin@northwind.example")
        try await site.run { client in
            for route in site.dashboard.routes where route.audience == .signedIn && route.method == .post {
                let address = route.path.replacing(":id", with: "1")
                for token in ["", "x", other.formToken] {
                    let answer = try await client.post(address, browser, token: token)
                    #expect(answer.status == .forbidden, "\(route)")
                }
            }
            #expect(try await client.get("/account", other).status == .ok, "no session was ended")
        }
    }

    @Test("Who has to sign in before a form is taken comes back to the page of the form")
    func signedOutMeanwhile() async throws {
        let site = try await TestSite()
        let browser = try await site.signIn("editor@northwind.example")
        try await site.run { client in
            for route in site.dashboard.routes where route.audience == .signedIn && route.method == .post {
                let path = route.path.replacing(":id", with: "1")
                let sent = try await client.post(path, .nobody)
                #expect(sent.location == SitePath.signIn.address(["next": path]))
                let answer = try await client.get(path, browser)
                #expect(answer.status == .ok || answer.location.hasPrefix("/account"), "\(route)")
            }
        }
    }

    @Test("A password is changed by who knows it, and the other browsers are out")
    func password() async throws {
        let site = try await TestSite()
        let browser = try await site.signIn("editor@northwind.example")
        let other = try await site.signIn("editor@northwind.example")
        try await site.run { client in
            let wrong = try await client.post("/account/password", browser, "current=wrong&password=a+new+password")
            #expect(wrong.status == .unprocessableContent && wrong.text.contains("That is not your password."))
            #expect(wrong.text.contains("href=\"#current\""))
            let short = try await client.post(
                "/account/password", browser, "current=correct+horse+battery&password=short")
            #expect(short.status == .unprocessableContent && short.text.contains("at least 10 characters"))
            for text in [wrong.text, short.text] {
                #expect(!text.contains("a new password") && !text.contains("value=\"short\""))
            }
            #expect(try await client.get("/account", other).status == .ok)

            let done = try await client.post(
                "/account/password", browser, "current=correct+horse+battery&password=a+new+password")
            #expect(done.location == "/account?done=password")
            #expect(try await client.get(done.location, browser).text.contains("Your password is changed."))
            #expect(try await client.get("/account", other).location.hasPrefix("/sign-in"))
        }
    }

    @Test("Guessing at the password of an open browser has to wait")
    func throttled() async throws {
        let site = try await TestSite()
        let browser = try await site.signIn("editor@northwind.example")
        try await site.run { client in
            for _ in 0..<5 {
                _ = try await client.post("/account/password", browser, "current=wrong&password=a+new+password")
            }
            let answer = try await client.post(
                "/account/password", browser, "current=correct+horse+battery&password=a+new+password")
            #expect(answer.status == .tooManyRequests && answer.headers[.retryAfter] == "1")
        }
    }

    @Test("Who signs in by other means is told how to come by a password")
    func withoutPassword() async throws {
        let site = try await TestSite()
        let browser = try await site.signIn("editor@northwind.example")
        _ = try await site.database.write {
            try $0.execute("UPDATE users SET password_hash = NULL WHERE email = 'editor@northwind.example'")
        }
        try await site.run { client in
            let page = try await client.get("/account", browser).text
            #expect(page.contains("You have no password here.") && page.contains("set-up link"))
            #expect(!page.contains("/account/password") && !page.contains("Set up two-factor sign-in"))
            let answer = try await client.post("/account/password", browser, "current=x&password=a+new+password")
            #expect(answer.status == .unprocessableContent)
            #expect(try await client.get("/account/two-factor", browser).status == .conflict)
        }
    }

    @Test("Browsers are signed out one by one, or all others at once")
    func sessions() async throws {
        let site = try await TestSite()
        let stranger = try await site.signIn("stranger@contoso.example")
        let browsers = [
            try await site.signIn("viewer@northwind.example"), try await site.signIn("viewer@northwind.example"),
            try await site.signIn("viewer@northwind.example"),
        ]
        try await site.run { client in
            let page = try await client.get("/account", browsers[0]).text
            let addresses = page.matches(of: /"(\/account\/sessions\/\d+\/end)"/).map { String($0.output.1) }
            #expect(addresses.count == 2, "not for this browser")
            #expect(try await client.post(addresses[0], stranger).status == .notFound)
            #expect(try await client.post("/account/sessions/4711/end", browsers[0]).status == .notFound)
            #expect(try await client.post("/account/sessions/x/end", browsers[0]).status == .notFound)

            let ended = try await client.post(addresses[0], browsers[0])
            #expect(try await client.get(ended.location, browsers[0]).text.contains("That browser is signed out."))
            // The last seen stands first.
            #expect(try await client.get("/account", browsers[2]).location.hasPrefix("/sign-in"))
            #expect(try await client.get("/account", browsers[1]).status == .ok)

            let others = try await client.post("/account/sessions/end-others", browsers[0])
            #expect(others.location == "/account?done=sessions")
            let alone = try await client.get(others.location, browsers[0]).text
            #expect(!alone.contains("/end\"") && !alone.contains("end-others"))
            #expect(try await client.get("/account", browsers[1]).location.hasPrefix("/sign-in"))
            #expect(try await client.get("/account", stranger).status == .ok)
        }
    }

    @Test("A row says which browser, since when, and where it was seen last")
    func row() {
        let words = DateWords(now: testNow)
        func session(_ client: String, id: Int = 2, seen: Int = -600, address: String = "203.0.113.9") -> Session {
            let secret = ServerSecret([UInt8](repeating: 7, count: 32))
            // swift-format-ignore: NeverForceUnwrap
            let digest = secret!.code(for: [], .session)
            return Session(
                digest: digest, user: User(id: 1, email: "ann@x.example"), expiresAt: testNow, id: id,
                beganAt: testNow + .seconds(-60), seenAt: testNow + .seconds(seen), client: client, address: address)
        }
        let row = AccountPage.Row(session("Firefox on Linux"), here: 1, words: words)
        #expect(row.client == "Firefox on Linux" && row.address == "203.0.113.9" && row.endURL == "/account/sessions/2/end")
        #expect(row.seen.words == "1 min ago", "never before it began")
        let here = AccountPage.Row(session("", id: 1, seen: 0, address: ""), here: 1, words: words)
        #expect(here.isHere && here.client == "Unknown browser" && here.address == nil && here.endURL == nil)
    }
}
