import APIKeys
import Catalog
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Dashboard

@Suite("Invitations")
struct InvitationPagesTests {
    private let form = "/o/northwind-agency/members/invite"
    private let list = "/o/northwind-agency/members"

    /// Invites over the page and returns the address that it shows, without the host.
    private func invite(
        _ site: TestSite, _ client: any TestClientProtocol, _ admin: Browser, _ fields: String
    ) async throws -> String {
        let made = try await client.post(form, admin, fields)
        #expect(made.status == .seeOther)
        let page = try await client.get(made.location, admin)
        let address = try #require(page.text.firstMatch(of: /https:\/\/data.example.com(\/invite\/[0-9A-Za-z]{43})/))
        return String(address.output.1)
    }

    private func withSite(
        _ body: @Sendable (TestSite, any TestClientProtocol, Browser) async throws -> Void
    ) async throws {
        let site = try await TestSite(settings: DashboardSettings(baseURL: "https://data.example.com"))
        let admin = try await site.signIn("admin@northwind.example")
        try await site.run { client in try await body(site, client, admin) }
    }

    private func visitor(_ site: TestSite) -> Browser {
        Browser(cookie: "latchkey-visitor=v", formToken: site.catalog.accounts.formToken(forVisitor: "v"))
    }

    @Test("A link is shown once, and never again")
    func shownOnce() async throws {
        try await withSite { site, client, admin in
            let again = try await site.signIn("admin@northwind.example")
            let made = try await client.post(form, admin, "email=nia%40northwind.example&role=viewer")
            #expect(made.location.contains("/created?once=") && !made.location.contains("/invite/"))
            #expect(try await client.get(made.location, again).text.contains("This link was shown already"))
            _ = try await client.get(made.location, admin, method: .head)
            let shown = try await client.get(made.location, admin).text
            let link = try #require(shown.firstMatch(of: /\/invite\/([0-9A-Za-z]{43})/)).output.1
            #expect(shown.contains("This server sends no mail"))
            for address in [made.location, list, "/o/northwind-agency/audit"] {
                let page = try await client.get(address, admin)
                #expect(page.status == .ok && !page.text.contains(link))
            }
            #expect(try await client.get(list, admin).text.contains("nia@northwind.example"))
        }
    }

    @Test("Who has never been here reads what is offered, chooses a password and is in")
    func newcomer() async throws {
        try await withSite { site, client, admin in
            let link = try await invite(
                site, client, admin, "email=Nia%40Northwind.example&role=guest&brand.\(site.fabrikam.id)=editor")
            let page = try await client.get(link).text
            for part in [
                "Join Northwind Agency", "admin@northwind.example", "nia@northwind.example", "a guest", "Fabrikam",
                "you read and change it",
            ] { #expect(page.contains(part), "\(part)") }
            #expect(!page.contains("Tailspin"))

            let short = try await client.post(link, visitor(site), "password=short")
            #expect(short.status == .unprocessableContent && short.text.contains("too short"))
            let joined = try await client.post(link, visitor(site), "password=a+few+good+words")
            let brand = SitePath.brand("northwind-agency", site.fabrikam.id).address
            #expect(joined.status == .seeOther && joined.location == brand, "the one brand that is theirs")
            let cookie = try #require(joined.headers[.setCookie]).split(separator: ";")[0]
            let nia = Browser(cookie: String(cookie), formToken: "")
            #expect(try await client.get("/", nia).location == brand)
            #expect(try await client.get(brand, nia).status == .ok)
            #expect(try await client.get("/o/northwind-agency", nia).text.contains("Fabrikam"))
            #expect(try await client.get(link).status == .notFound)
            #expect(try await client.post(link, visitor(site), "password=a+few+good+words").status == .notFound)
            #expect(try await client.get("/o/northwind-agency/audit", admin).text.contains("invited by admin@northwind.example"))
        }
    }

    @Test("Who has an account signs in and accepts; somebody else who is signed in is told so")
    func account() async throws {
        try await withSite { site, client, admin in
            let link = try await invite(site, client, admin, "email=STRANGER%40contoso.example&role=editor")
            let accept = "\(link)/accept"
            let outside = try await client.get(link)
            #expect(outside.text.contains("/sign-in?next=%2Finvite%2F") && !outside.text.contains("type=\"password\""))
            let forced = try await client.post(link, visitor(site), "password=a+few+good+words")
            #expect(forced.status == .seeOther && forced.location == link)
            #expect(try await client.post(accept, .nobody).location == link)

            let viewer = try await site.signIn("viewer@northwind.example")
            let other = try await client.get(link, viewer).text
            #expect(other.contains("You are signed in as") && other.contains("Sign out") && !other.contains("/accept"))
            #expect(try await client.post(accept, viewer).location == link)

            let stranger = try await site.signIn("stranger@contoso.example")
            #expect(try await client.get("/o/northwind-agency", stranger).status == .notFound)
            #expect(try await client.get(link, stranger).text.contains("action=\"\(accept)\""))
            #expect(try await client.post(accept, stranger, token: "x").status == .forbidden)
            #expect(try await client.get("/o/northwind-agency", stranger).status == .notFound, "a look is no acceptance")
            #expect(try await client.post(accept, stranger).location == "/o/northwind-agency")
            #expect(try await client.get("/o/northwind-agency", stranger).status == .ok)
            #expect(try await client.get(link, stranger).status == .notFound)
        }
    }

    @Test("A form that was not taken says what is wrong with which field, and keeps what was chosen")
    func refused() async throws {
        try await withSite { site, client, admin in
            let cases = [
                ("email=nobody&role=viewer", "is not an e-mail address"), ("email=a%40b.example", "Choose a role."),
                ("email=a%40b.example&role=owner", "Choose a role."),
                ("email=viewer%40northwind.example&role=guest&brand.1=viewer", "is a member of Northwind Agency already"),
            ]
            for (fields, message) in cases {
                let response = try await client.post(form, admin, fields)
                #expect(response.status == .unprocessableContent)
                #expect(response.text.contains(message), "\(fields)")
            }
            let kept = try await client.post(form, admin, "email=%3Cb%3E&role=guest&brand.\(site.fabrikam.id)=editor")
            #expect(kept.text.contains("value=\"&lt;b&gt;\"") && !kept.text.contains("<b>"))
            #expect(kept.text.contains("<option value=\"editor\" selected>"))
        }
    }

    @Test("An admin makes a new link or revokes the invitation, and the old link is over")
    func ends() async throws {
        try await withSite { site, client, admin in
            let link = try await invite(site, client, admin, "email=nia%40northwind.example&role=viewer")
            let id = try #require(try await site.catalog.invitations.list(of: site.northwind).first).id
            let slug = site.northwind.slug
            let again = try await client.post(SitePath.resendInvitation(slug, id).address, admin)
            #expect(again.location.hasPrefix(SitePath.invitationCreated(slug, id).address))
            #expect(try await client.get(link).status == .notFound)
            let revoke = SitePath.revokeInvitation(slug, id).address
            #expect(try await client.get(revoke, admin).text.contains("Revoke the invitation of nia@northwind.example?"))
            let done = try await client.post(revoke, admin)
            #expect(try await client.get(done.location, admin).text.contains("opens nothing any more"))
            #expect(try await client.post(revoke, admin).status == .notFound)
        }
    }

    @Test("Hostile names are shown as text to whoever opens the link")
    func hostile() async throws {
        try await withSite { site, client, _ in
            let name = "<script>alert(1)</script> \"&'"
            let organization = try await site.catalog.organizations.create(name: name, by: .commandLine)
            let brand = try await site.catalog.brands.create(
                BrandDraft(BrandContent(name: "<img src=x onerror=alert(1)>", website: "", description: "")),
                in: organization.id, by: .commandLine)
            let made = try await site.catalog.invitations.invite(
                email: "nia@northwind.example", terms: MemberTerms(.guest, brandRoles: [brand.id: .viewer]), to: organization,
                by: .commandLine, address: { $0 })
            let page = try await client.get(SitePath.invite(link: made.link).address).text
            #expect(!page.contains("<script>alert") && !page.contains("<img"))
            #expect(page.contains("&lt;img src=x onerror=alert(1)&gt;"))
            #expect(page.contains("Whoever runs this server"))
        }
    }
}
