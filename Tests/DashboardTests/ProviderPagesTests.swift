import Catalog
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Dashboard

/// The pages around signing in by a provider. What makes an answer of a provider true is tested where it is checked.
@Suite struct ProviderPagesTests {
    /// Believes whoever brings back the state `ok-` and the name of the browser; the code is the address.
    struct TestProvider: IdentityProvider {
        var name = "Northwind <ID>"
        var failure: IdentityProviderError?

        func begin(browser: String, next: String) async throws -> String {
            if let failure { throw failure }
            return "https://login.example/authorize?state=ok-\(browser)&next=\(next)"
        }

        func finish(_ answer: ProviderAnswer, browser: String) async throws -> ProvenIdentity {
            if let failure { throw failure }
            guard answer.state == "ok-\(browser)" else { throw IdentityProviderError.stale }
            let identity = ExternalIdentity(
                issuer: "https://login.example", subject: answer.code, email: answer.code.isEmpty ? nil : answer.code,
                isEmailVerified: answer.error.isEmpty)
            return ProvenIdentity(identity, next: "/o/northwind-agency/keys")
        }
    }

    private static let callback = "/sign-in/oidc/callback"
    private static let browser = Browser(cookie: "latchkey-visitor=b", formToken: "")

    @Test func theButtonIsThereAndGoesOnToWhereThePersonWasGoing() async throws {
        let site = try await TestSite(identityProvider: TestProvider())
        try await site.run { client in
            let page = try await client.get("/sign-in?next=%2Fo%2Fnorthwind-agency%2Fkeys")
            #expect(page.text.contains("Sign in with Northwind &lt;ID&gt;"))
            #expect(page.text.contains("href=\"/sign-in/oidc?next=%2Fo%2Fnorthwind-agency%2Fkeys\""))
            let gone = try await client.get("/sign-in/oidc?next=%2Fo%2Fnorthwind-agency%2Fkeys", Self.browser)
            #expect(gone.status == .seeOther)
            #expect(gone.location == "https://login.example/authorize?state=ok-b&next=/o/northwind-agency/keys")
            let elsewhere = try await client.get("/sign-in/oidc?next=https%3A%2F%2Fevil.example", Self.browser)
            #expect(elsewhere.location.hasSuffix("&next="))
        }
    }

    @Test func aBrowserThatIsNewGetsACookieToBeKnownBy() async throws {
        let site = try await TestSite(identityProvider: TestProvider())
        try await site.run { client in
            let gone = try await client.get("/sign-in/oidc")
            let cookie = try #require(gone.headers[.setCookie])
            let value = try #require(cookie.split(separator: ";").first?.split(separator: "=").last)
            #expect(value.count == 43 && gone.location.contains("state=ok-\(value)"))
        }
    }

    @Test func whoComesBackIsSignedIn() async throws {
        let site = try await TestSite(identityProvider: TestProvider())
        try await site.run { client in
            let back = try await client.get("\(Self.callback)?state=ok-b&code=editor%40northwind.example", Self.browser)
            #expect(back.status == .seeOther && back.location == "/o/northwind-agency/keys")
            let cookie = try #require(back.headers[.setCookie]?.split(separator: ";").first.map(String.init))
            let signedIn = Browser(cookie: "\(cookie); latchkey-visitor=b", formToken: "")
            #expect(try await client.get("/o/northwind-agency", signedIn).status == .ok)
            // Going back to the address does no harm.
            let again = try await client.get("\(Self.callback)?state=ok-b&code=editor%40northwind.example", signedIn)
            #expect(again.status == .seeOther && again.location == "/")
        }
    }

    @Test(arguments: [
        (
            "state=ok-b&code=eve%40stranger.example", HTTPResponse.Status.forbidden,
            "Ask an admin of your organization to invite eve@stranger.example"
        ),
        (
            "state=ok-b&code=admin%40northwind.example&error=x", .forbidden,
            "has not made sure that admin@northwind.example is your address"
        ),
        ("state=ok-b&code=", .forbidden, "does not tell your e-mail address"),
        ("state=ok-c&code=admin%40northwind.example", .badRequest, "begun in another browser"),
        ("", .badRequest, "begun in another browser"),
    ])
    func whyNobodyWasSignedInIsToldOnThePageToTryAgainFrom(query: String, status: HTTPResponse.Status, words: String) async throws
    {
        let site = try await TestSite(identityProvider: TestProvider())
        try await site.run { client in
            let page = try await client.get("\(Self.callback)?\(query)", Self.browser)
            #expect(page.status == status && page.text.contains(words), "\(page.status) \(page.text)")
            #expect(page.text.contains("href=\"/sign-in/oidc\"") && page.text.contains("role=\"alert\""))
            #expect(page.headers[.setCookie] == nil)
        }
    }

    @Test func anotherAccountWithTheSameAddressIsTold() async throws {
        let site = try await TestSite(identityProvider: TestProvider())
        let identity = ExternalIdentity(
            issuer: "https://login.example", subject: "other", email: "admin@northwind.example", isEmailVerified: true)
        _ = try await site.catalog.identities.signIn(identity, by: "Northwind ID", from: nil, with: .unknown)
        try await site.run { client in
            let page = try await client.get("\(Self.callback)?state=ok-b&code=admin%40northwind.example", Self.browser)
            #expect(page.status == .forbidden)
            #expect(page.text.contains("admin@northwind.example belongs to another account at Northwind &lt;ID&gt;"))
        }
    }

    @Test func whoTurnsBackIsWhereTheyBegan() async throws {
        let site = try await TestSite(identityProvider: TestProvider(failure: .cancelled))
        try await site.run { client in
            let back = try await client.get("\(Self.callback)?state=ok-b&error=access_denied", Self.browser)
            #expect(back.status == .seeOther && back.location == "/sign-in?done=turned-back")
            #expect(try await client.get(back.location).text.contains("You turned back. Nothing has happened."))
        }
    }

    @Test(arguments: [IdentityProviderError.unavailable("secret reason"), .refused("secret reason")])
    func aProviderThatFailsLeavesPasswords(failure: IdentityProviderError) async throws {
        let site = try await TestSite(identityProvider: TestProvider(failure: failure))
        try await site.run { client in
            for address in ["/sign-in/oidc", "\(Self.callback)?state=ok-b&code=x"] {
                let page = try await client.get(address, Self.browser)
                #expect(page.status == .badGateway && page.text.contains("Northwind &lt;ID&gt;"))
                #expect(!page.text.contains("secret reason") && page.text.contains("name=\"password\""))
            }
        }
    }

    @Test func tooManyAttemptsOfOneBrowserMustWait() async throws {
        let site = try await TestSite(identityProvider: TestProvider())
        try await site.run { client in
            for _ in 0..<5 { _ = try await client.get("\(Self.callback)?state=x", Self.browser) }
            let page = try await client.get("\(Self.callback)?state=ok-b&code=admin%40northwind.example", Self.browser)
            #expect(page.status == .tooManyRequests && page.headers[.retryAfter] == "1")
            #expect(page.text.contains("Too many attempts."))
        }
    }

    @Test func withoutAProviderThereIsNeitherButtonNorPage() async throws {
        let site = try await TestSite()
        try await site.run { client in
            let page = try await client.get("/sign-in")
            #expect(!page.text.contains("Sign in with"))
            let (gone, back) = (try await client.get("/sign-in/oidc"), try await client.get(Self.callback))
            #expect(gone.status == .notFound && back.status == .notFound)
        }
    }
}
