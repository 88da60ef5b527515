import APIKeys
import Testing

@testable import Catalog
@testable import Storage

/// Who a provider's people are here.
@Suite struct IdentityTests {
    private static let issuer = "https://login.example"

    /// How a sign-in ended: the address of who is in, or the reason.
    private func signIn(
        _ fixture: Fixture, _ subject: String, _ email: String?, verified: Bool = true, issuer: String = issuer,
        bringing invitation: String? = nil
    ) async throws -> String {
        let identity = ExternalIdentity(issuer: issuer, subject: subject, email: email, isEmailVerified: verified)
        switch try await fixture.catalog.identities.signIn(
            identity, by: "Login", bringing: invitation, from: nil, with: .unknown)
        {
        case .signedIn(let cookie):
            let session = try #require(try await fixture.catalog.accounts.session(cookie: cookie.value))
            #expect(session.user == cookie.user)
            return cookie.user.email
        case .unknown(let email): return "unknown \(email)"
        case .unverified(let email): return "unverified \(email)"
        case .nameless: return "nameless"
        case .taken(let email): return "taken \(email)"
        }
    }

    @Test func aMemberIsLinkedOnceAndKnownFromThenOn() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            _ = try await fixture.makeMember("ann@northwind.example", of: organization)
            #expect(try await signIn(fixture, "1", "Ann@Northwind.example") == "ann@northwind.example")
            // What the address becomes there, or whether it is told at all, does not matter any more.
            #expect(try await signIn(fixture, "1", "ann@elsewhere.example") == "ann@northwind.example")
            #expect(try await signIn(fixture, "1", nil, verified: false) == "ann@northwind.example")
            let actions = try await fixture.actions()
            #expect(actions.filter { $0 == "member.identity_linked" }.count == 1)
            #expect(actions.filter { $0 == "member.signed_in" }.count == 3)
            #expect(try await fixture.catalog.audit.verify().isIntact)
        }
    }

    @Test func whoIsNoMemberVerifiedAndNamedIsNotLinked() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            _ = try await fixture.makeMember("ann@northwind.example", of: organization)
            #expect(try await signIn(fixture, "1", "eve@stranger.example") == "unknown eve@stranger.example")
            #expect(
                try await signIn(fixture, "1", "ann@northwind.example", verified: false) == "unverified ann@northwind.example")
            #expect(try await signIn(fixture, "1", nil) == "nameless")
            #expect(try await signIn(fixture, "1", "no address") == "nameless")
            try fixture.tamper("DELETE FROM memberships")
            #expect(try await signIn(fixture, "1", "ann@northwind.example") == "unknown ann@northwind.example")
            #expect(try await !fixture.actions().contains("member.identity_linked"))
        }
    }

    @Test func whoIsInvitedComesInWithTheLinkAndIsNoMemberUntilTheyAccept() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let (catalog, email) = (fixture.catalog, "nia@northwind.example")
            func invite(_ email: String) async throws -> String {
                try await catalog.invitations.invite(
                    email: email, terms: MemberTerms(.viewer), to: organization, by: .commandLine, address: { $0 }
                ).link
            }
            let (link, other) = (try await invite(email), try await invite("oli@northwind.example"))
            #expect(try await signIn(fixture, "1", email) == "unknown \(email)")
            #expect(try await signIn(fixture, "1", email, bringing: other) == "unknown \(email)")
            #expect(try await signIn(fixture, "1", email, verified: false, bringing: link) == "unverified \(email)")
            #expect(try await signIn(fixture, "1", "eve@stranger.example", bringing: link) == "unknown eve@stranger.example")
            #expect(try await signIn(fixture, "1", email, bringing: link) == email)
            let user = try await #require(catalog.invitations.offer(link)).invitation.user
            #expect(try await catalog.organizations.memberships(of: user).isEmpty)
            #expect(try await catalog.identities.links(of: user).map(\.issuer) == [Self.issuer])
            _ = try await catalog.invitations.accept(link, by: user)
            #expect(try await catalog.organizations.members(of: organization).filter { $0.user == user }.map(\.isSetUp) == [true])
        }
    }

    @Test func aLinkThatWasEditedIsNotShown() async throws {
        try await withDatabase { fixture in
            let user = try await fixture.makeMember("ann@northwind.example", of: try await fixture.makeOrganization())
            _ = try await signIn(fixture, "1", "ann@northwind.example")
            #expect(try await fixture.catalog.identities.links(of: user).count == 1)
            try fixture.tamper("UPDATE identities SET issuer = 'https://evil.example'")
            #expect(try await fixture.catalog.identities.links(of: user).isEmpty)
        }
    }

    @Test func aPersonHasOneAccountAtAProviderUntilTheyAreUnlinked() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            _ = try await fixture.makeMember("ann@northwind.example", of: organization)
            _ = try await signIn(fixture, "1", "ann@northwind.example")
            #expect(try await signIn(fixture, "2", "ann@northwind.example") == "taken ann@northwind.example")
            // Another provider is another matter.
            #expect(
                try await signIn(fixture, "2", "ann@northwind.example", issuer: "https://b.example") == "ann@northwind.example")
            #expect(try await fixture.catalog.identities.unlink(email: "ANN@northwind.example", by: .commandLine) == 2)
            #expect(try await fixture.catalog.identities.unlink(email: "ann@northwind.example", by: .commandLine) == 0)
            #expect(try await signIn(fixture, "2", "ann@northwind.example") == "ann@northwind.example")
            await #expect(throws: CatalogError.self) {
                try await fixture.catalog.identities.unlink(email: "eve@stranger.example", by: .commandLine)
            }
            #expect(try await fixture.actions().filter { $0 == "member.identity_unlinked" }.count == 1)
        }
    }

    @Test(arguments: [
        "UPDATE identities SET user_id = 1", "UPDATE identities SET subject = '3'",
        "UPDATE identities SET issuer = 'https://login.example:', subject = '2'", "UPDATE identities SET seal = zeroblob(32)",
    ])
    func aLinkThatWasEditedOpensNothing(edit: String) async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let ann = try await fixture.makeMember("ann@northwind.example", of: organization)
            _ = try await fixture.makeMember("eve@northwind.example", .guest, of: organization)
            #expect(ann.id == 1)
            _ = try await signIn(fixture, "2", "eve@northwind.example")
            try fixture.tamper(edit)
            for subject in ["2", "3"] {
                for issuer in [Self.issuer, "https://login.example:"] {
                    let outcome = try? await signIn(fixture, subject, "eve@northwind.example", issuer: issuer)
                    // Where no link is found, Eve may be linked anew, as herself.
                    #expect(outcome != "ann@northwind.example")
                }
            }
        }
    }

    @Test func theAddressThatCountsIsTheOneThatSomebodyWasBroughtInWith() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            _ = try await fixture.makeMember("ann@northwind.example", of: organization)
            _ = try await fixture.makeMember("eve@northwind.example", .guest, of: organization)
            try fixture.tamper("UPDATE users SET email = 'x@x.example' WHERE email = 'eve@northwind.example'")
            try fixture.tamper("UPDATE users SET email = 'eve@northwind.example' WHERE email = 'ann@northwind.example'")
            await #expect(throws: StoreError.self) { try await signIn(fixture, "2", "eve@northwind.example") }
            // An entry of the log that says otherwise needs the secret.
            try fixture.tamper(
                "UPDATE audit_events SET detail = REPLACE(detail, 'ann@northwind', 'eve@northwind') WHERE action = 'member.added'"
            )
            await #expect(throws: StoreError.self) { try await signIn(fixture, "2", "eve@northwind.example") }
            try fixture.tamper("DELETE FROM audit_events WHERE action = 'member.added'")
            await #expect(throws: StoreError.self) { try await signIn(fixture, "2", "eve@northwind.example") }
        }
    }

    @Test func attemptsAreSlowedUntilOneSucceeds() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            _ = try await fixture.makeMember("ann@northwind.example", of: organization)
            let identities = fixture.catalog.identities
            for _ in 0..<5 { #expect(identities.begin(browser: "", from: nil) == nil) }
            #expect(identities.begin(browser: "", from: nil) == 1)
            _ = try await signIn(fixture, "1", "ann@northwind.example")
            #expect(identities.begin(browser: "", from: nil) == nil)
        }
    }
}
