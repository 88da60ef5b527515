import APIKeys
import Catalog
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Synchronization
import Testing

@testable import Dashboard

@Suite("The site over HTTP")
struct SiteTests {
    /// An address of the route, in Northwind unless said otherwise.
    func address(_ route: String, slug: String = "northwind-agency", brand: Int = 1) -> String {
        let id =
            route.contains("/keys/")
            ? "\(KeyID.random())"
            : route.contains("/admin-tokens/") ? "\(KeyID.random(.admin))" : route.contains("/brands/") ? "\(brand)" : "1"
        return route.replacing(":slug", with: slug).replacing(":id", with: id).replacing(":delivery", with: "1")
            .replacing(":section", with: "names").replacing(":part", with: "1").replacing(":set", with: "funnel")
            .replacing(":prompt", with: "1").replacing(":chart", with: "trend.csv")
            .replacing(":job", with: "1").replacing(":share", with: "1")
            .replacing(":link", with: "abc").replacing(":file", with: "none.css")
    }

    @Test("Who has not signed in is sent to sign in, from every page of an organization and of one's own")
    func anonymous() async throws {
        let site = try await TestSite()
        try await site.run { client in
            for route in site.dashboard.routes where ![.everyone, .shareHolders].contains(route.audience) {
                let path = address(route.path)
                let response = try await client.get(path, method: route.method)
                #expect(response.status == .seeOther, "\(route)")
                let place = route.audience == .signedIn ? "%2Faccount" : "%2Fo%2F"
                #expect(response.location.hasPrefix("/sign-in?next=\(place)"))
            }
        }
    }

    @Test("An organization of others and one that does not exist are the same page")
    func noOracle() async throws {
        let site = try await TestSite()
        let browser = try await site.signIn("stranger@contoso.example")
        try await site.run { client in
            for route in site.dashboard.routes where route.path.hasPrefix("/o/") {
                let there = try await client.get(address(route.path), browser, method: route.method)
                let nowhere = try await client.get(address(route.path, slug: "nowhere"), browser, method: route.method)
                #expect(there.status == .notFound)
                #expect(nowhere.status == .notFound)
                #expect(Self.withoutID(there.text) == Self.withoutID(nowhere.text))
            }
        }
    }

    @Test("An address that nothing answers shows the way around it to whoever reaches that, and to nobody else")
    func slipsOfThePen() async throws {
        let site = try await TestSite()
        let (admin, stranger) = (
            try await site.signIn("admin@northwind.example"), try await site.signIn("stranger@contoso.example")
        )
        try await site.run { client in
            for slip in ["kyes", "keys/\(KeyID.random())/edti", "brands/1/promts", "brands/1/a/b/c", "brands/99/promts"] {
                let page = try await client.get("/o/northwind-agency/\(slip)", admin)
                #expect(page.status == .notFound)
                #expect(page.text.contains("There is no such page"))
                #expect(page.text.contains("href=\"/o/northwind-agency/keys\""), "\(slip)")
                #expect(
                    page.text.contains("href=\"/o/northwind-agency/brands/1/prompts\"") == slip.hasPrefix("brands/1/"), "\(slip)")
                #expect(page.headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
                for browser in [stranger, .nobody] {
                    let there = try await client.get("/o/northwind-agency/\(slip)", browser)
                    let nowhere = try await client.get("/o/nowhere/\(slip)", browser)
                    #expect(there.status == .notFound)
                    #expect(!there.text.contains("/o/northwind-agency"))
                    #expect(Self.withoutID(there.text) == Self.withoutID(nowhere.text))
                }
            }
        }
    }

    @Test("Every response forbids what pages do not need, and is kept by no cache")
    func headers() async throws {
        let site = try await TestSite()
        let browser = try await site.signIn("admin@northwind.example")
        try await site.run { client in
            for route in site.dashboard.routes {
                for browser in [browser, .nobody] {
                    let response = try await client.get(address(route.path), browser, method: route.method)
                    #expect(response.headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
                    #expect(response.headers[.contentSecurityPolicy]?.contains("unsafe") == false)
                    #expect(response.headers[.xContentTypeOptions] == "nosniff")
                    // The reference of the API is the same for everyone.
                    #expect((response.headers[.cacheControl] == "no-store") == (route.path != "/docs"))
                }
            }
        }
    }

    @Test("A form without its token changes nothing")
    func withoutToken() async throws {
        let site = try await TestSite()
        let browser = try await site.signIn("admin@northwind.example")
        let other = try await site.signIn("editor@northwind.example")
        try await site.run { client in
            let fields = "name=Looker&scopes=query&brand_access=all&expiry=90"
            for token in ["", "x", other.formToken, String(browser.formToken.dropLast())] {
                let response = try await client.post("/o/northwind-agency/keys", browser, fields, token: token)
                #expect(response.status == .forbidden)
                #expect(response.text.contains("reload the page"))
            }
            let foreign = try await client.post(
                "/o/northwind-agency/keys", browser, fields, headers: [.init("Sec-Fetch-Site")!: "cross-site"])
            #expect(foreign.status == .forbidden)
        }
        #expect(try await site.catalog.keys.list(KeyQuery(), of: site.northwind).total == 0)
    }

    @Test("A key is made, shown once, and never again")
    func shownOnce() async throws {
        let site = try await TestSite(settings: DashboardSettings(baseURL: "https://data.example.com/"))
        let browser = try await site.signIn("admin@northwind.example")
        let again = try await site.signIn("admin@northwind.example")
        try await site.run { client in
            let made = try await client.post(
                "/o/northwind-agency/keys", browser,
                "name=Looker&scopes=query&brand_access=specific&brands=\(site.fabrikam.id)&expiry=90")
            #expect(made.status == .seeOther)
            #expect(made.location.contains("/created?once="))
            #expect(!made.text.contains("lk_"))

            let elsewhere = try await client.get(made.location, again)
            #expect(elsewhere.text.contains("This key was shown already"))
            _ = try await client.get(made.location, browser, method: .head)

            let shown = try await client.get(made.location, browser)
            let token = try #require(shown.text.firstMatch(of: /lk_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}/)).output
            #expect(Token(token) != nil)
            let line = "export SCRUNCH_API_TOKEN=\"\(token)\""
            #expect(shown.text.contains(line))
            #expect(shown.text.contains("https://data.example.com/v1/brands"))
            #expect(shown.headers[.cacheControl] == "no-store")

            for address in [made.location, "/o/northwind-agency/keys", "/o/northwind-agency/audit"] {
                let later = try await client.get(address, browser)
                #expect(later.status == .ok)
                #expect(!later.text.contains(token.suffix(38)))
            }
            let reloaded = try await client.get(made.location, browser)
            #expect(reloaded.text.contains("This key was shown already"))
        }
    }

    @Test("A form that was not taken comes back with its values and a message beside the field")
    func rerendered() async throws {
        let site = try await TestSite()
        let browser = try await site.signIn("admin@northwind.example")
        try await site.run { client in
            let response = try await client.post(
                "/o/northwind-agency/keys", browser, "name=My+%3Cb%3Ekey&brand_access=all&expiry=365")
            #expect(response.status == .unprocessableContent)
            #expect(response.text.contains("My &lt;b&gt;key"))
            #expect(response.text.contains("Choose at least one thing that the key may do."))
            #expect(response.text.contains("role=\"alert\""))
        }
    }

    @Test("A key is revoked by its name, and by nothing else")
    func revoked() async throws {
        let site = try await TestSite()
        let browser = try await site.signIn("admin@northwind.example")
        let key = try await site.catalog.keys.create(
            KeyDraft(name: "Looker", scopes: [.query], brands: .all, expiresAt: nil), in: site.northwind, by: .commandLine
        ).key
        let address = SitePath.revokeKey("northwind-agency", key.id).address
        try await site.run { client in
            let wrong = try await client.post(address, browser, "name=looker")
            #expect(wrong.status == .unprocessableContent)
            #expect(try await site.catalog.keys.find(key.id, in: site.northwind).grant.end == nil)

            let right = try await client.post(address, browser, "name=+Looker+")
            #expect(right.status == .seeOther)
            let list = try await client.get(right.location, browser)
            #expect(list.text.contains("Revoked. Nothing more is accepted on \(key.id)."))
        }
        #expect(try await site.catalog.keys.find(key.id, in: site.northwind).grant.end?.cause == .revoked)
    }

    @Test("Signing in says the same of an unknown address and a wrong password")
    func signIn() async throws {
        let site = try await TestSite()
        try await site.run { client in
            let form = try await client.get("/sign-in?next=%2Fo%2Fnorthwind-agency%2Faudit")
            let cookie = try #require(form.headers[.setCookie]).split(separator: ";")[0]
            let token = try #require(form.text.firstMatch(of: /name="form_token" value="([0-9a-f]+)"/)).output.1
            let browser = Browser(cookie: String(cookie), formToken: String(token))

            let unknown = try await client.post("/sign-in", browser, "email=a%40b.example&password=wrong+password")
            let wrong = try await client.post("/sign-in", browser, "email=admin%40northwind.example&password=wrong+password")
            #expect(unknown.status == .unprocessableContent && wrong.status == .unprocessableContent)
            #expect(unknown.text.replacing("a@b.example", with: "") == wrong.text.replacing("admin@northwind.example", with: ""))

            let right = try await client.post(
                "/sign-in", browser,
                "email=admin%40northwind.example&password=correct+horse+battery&next=%2F%2Fevil.example")
            #expect(right.status == .seeOther)
            #expect(right.location == "/", "a foreign place to go on to is not followed")
            let session = try #require(right.headers[.setCookie])
            #expect(session.contains("HttpOnly") && session.contains("SameSite=Lax") && !session.contains("Secure"))
        }
    }

    @Test("Over TLS cookies are bound to the host and to TLS")
    func secureCookies() async throws {
        let site = try await TestSite(settings: DashboardSettings(secureCookies: true))
        try await site.run { client in
            let cookie = try #require(try await client.get("/sign-in").headers[.setCookie])
            #expect(cookie.hasPrefix("__Host-latchkey") && cookie.contains("Secure") && cookie.contains("Path=/"))
        }
    }

    @Test("Too many attempts are told how long to wait")
    func throttled() async throws {
        let site = try await TestSite()
        try await site.run { client in
            let visitor = Browser(cookie: "latchkey-visitor=v", formToken: site.catalog.accounts.formToken(forVisitor: "v"))
            var last = try await client.post("/sign-in", visitor, "email=x%40y.example&password=0123456789")
            for _ in 0..<6 { last = try await client.post("/sign-in", visitor, "email=x%40y.example&password=0123456789") }
            #expect(last.status == .tooManyRequests)
            #expect(Int(last.headers[.retryAfter] ?? "") ?? 0 > 0)
        }
    }

    @Test("A set-up link sets a password once")
    func setUp() async throws {
        let site = try await TestSite()
        let user = try await site.catalog.organizations.members(of: site.northwind)[1].user
        let link = try await site.catalog.accounts.makeSetupLink(for: user, by: .commandLine)
        try await site.run { client in
            let visitor = Browser(cookie: "latchkey-visitor=v", formToken: site.catalog.accounts.formToken(forVisitor: "v"))
            #expect(try await client.get("/set-up/\(link)").text.contains(user.email))
            #expect(try await client.post("/set-up/\(link)", visitor, "password=short").status == .unprocessableContent)
            let set = try await client.post("/set-up/\(link)", visitor, "password=another+long+one")
            #expect(set.status == .seeOther && set.location == "/")
            #expect(try await client.get("/set-up/\(link)").status == .notFound)
        }
    }

    @Test("When the disk is full, a page says so and nothing is half done")
    func fullDisk() async throws {
        let site = try await TestSite()
        let browser = try await site.signIn("admin@northwind.example")
        site.database.fail(.full("no space left"))
        try await site.run { client in
            let response = try await client.post(
                "/o/northwind-agency/keys", browser, "name=Looker&scopes=query&brand_access=all&expiry=90")
            #expect(response.status == .serviceUnavailable)
            #expect(response.text.contains("Nothing was saved"))
            #expect(try await client.get("/o/northwind-agency/keys", browser).status == .ok)
        }
    }

    @Test("A form larger than any of ours is refused")
    func tooLarge() async throws {
        let site = try await TestSite()
        let browser = try await site.signIn("admin@northwind.example")
        try await site.run { client in
            let response = try await client.post(
                "/o/northwind-agency/keys", browser, "name=" + String(repeating: "x", count: 70_000))
            #expect(response.status == .contentTooLarge)
        }
    }

    @Test("The list shows a page of keys, never all")
    func pages() async throws {
        let site = try await TestSite()
        let browser = try await site.signIn("admin@northwind.example")
        for number in 0..<KeyListQuery.pageSize + 3 {
            let draft = KeyDraft(name: "Key \(number)", scopes: [.query], brands: .all, expiresAt: nil)
            _ = try await site.catalog.keys.create(draft, in: site.northwind, by: .commandLine)
        }
        try await site.run { client in
            for (page, rows) in [(1, KeyListQuery.pageSize), (2, 3), (999_999_999_999, 3)] {
                let text = try await client.get("/o/northwind-agency/keys?page=\(page)", browser).text
                #expect(text.ranges(of: "/revoke\"").count == rows)
            }
        }
    }

    @Test("A method that an address does not know is a page too, and names those it knows")
    func wrongMethod() async throws {
        let site = try await TestSite()
        try await site.run { client in
            let response = try await client.get("/o/northwind-agency/members", method: .delete)
            #expect(response.status == .methodNotAllowed)
            #expect(response.headers[.allow] == "GET")
        }
    }

    @Test("The style sheet, the script and the icon are kept for good under names that change with them")
    func assets() async throws {
        let site = try await TestSite()
        try await site.run { client in
            let page = try await client.get("/sign-in").text
            let links = page.matches(of: /"(\/assets\/[^"]+)"/).map { String($0.output.1) }
            #expect(links.count == 3)
            for link in links {
                let file = try await client.get(link)
                #expect(file.status == .ok)
                #expect(file.headers[.cacheControl]?.contains("immutable") == true)
                #expect(file.headers[.xContentTypeOptions] == "nosniff")
            }
            #expect(try await client.get("/assets/style-0.css").status == .notFound)
        }
    }

    private static func withoutID(_ text: String) -> String { text.replacing(/<code>[^<]*<\/code>/, with: "") }
}
