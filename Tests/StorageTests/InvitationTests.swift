import APIKeys
import Synchronization
import Testing

@testable import Catalog
@testable import Storage

/// Keeps what it is given, or fails with a message.
final class TestMailer: Mailer {
    private let sent = Mutex<[Mail]>([])
    private let failure: String?

    init(failure: String? = nil) { self.failure = failure }

    var mails: [Mail] { sent.withLock { $0 } }

    func send(_ mail: Mail) async throws {
        if let failure { throw MailError(message: failure) }
        sent.withLock { $0.append(mail) }
    }
}

@Suite("Invitations") struct InvitationTests {
    static let email = "nia@northwind.example"
    static let password = "a few good words"

    private func invite(
        _ scene: MemberScene, _ email: String = Self.email, _ terms: MemberTerms = MemberTerms(.viewer), by actor: Actor? = nil
    ) async throws -> InvitationService.Made {
        try await scene.fixture.catalog.invitations.invite(
            email: email, terms: terms, to: scene.organization, by: actor ?? .user(scene.ann)
        ) { "https://latchkey.example/invite/\($0)" }
    }

    private func isOpen(_ scene: MemberScene, _ link: String) async throws -> Bool {
        try await scene.fixture.catalog.invitations.offer(link) != nil
    }

    @Test("Who has never been here accepts with a password, once, and is what they were invited as")
    func newcomer() async throws {
        try await withDatabase { fixture in
            let scene = try await MemberScene(fixture)
            let terms = MemberTerms(.guest, brandRoles: [scene.tailspin.id: .editor])
            // An address is the same whatever its case.
            let made = try await invite(scene, " Nia@Northwind.EXAMPLE ", terms)
            #expect(made.invitation.user.email == Self.email)
            #expect(made.invitation.expiresAt == fixture.clock.now + .seconds(7 * 86_400))
            #expect(made.delivery == .byHand)
            #expect(try await fixture.catalog.organizations.memberships(of: made.invitation.user).isEmpty)

            let offer = try #require(try await fixture.catalog.invitations.offer(made.link))
            #expect(offer.way == .choosingPassword)
            #expect(offer.brands == [InvitationOffer.SharedBrand(name: "tailspin", role: .editor)])
            await #expect(throws: CatalogError.self) {
                try await fixture.catalog.invitations.accept(made.link, choosing: "short")
            }
            let joined = try #require(try await fixture.catalog.invitations.accept(made.link, choosing: Self.password))
            #expect(joined.terms == terms && joined.isSetUp)
            #expect(try await scene.reach(joined.user) == [nil, .editor])
            guard
                case .signedIn = try await fixture.catalog.accounts.signIn(
                    email: Self.email, password: Self.password, from: nil)
            else {
                Issue.record("the password does not open the account")
                return
            }
            #expect(try await fixture.catalog.invitations.accept(made.link, choosing: Self.password) == nil)
            #expect(try await fixture.catalog.invitations.accept(made.link, by: joined.user) == nil)
            #expect(try await fixture.catalog.invitations.list(of: scene.organization).isEmpty)
            let said = try await fixture.actions().suffix(3)
            #expect(said.contains("member.joined") && said.contains("member.password_set"))
            #expect(try await fixture.catalog.audit.verify().isIntact)
        }
    }

    @Test("A link runs out, is revoked, or is replaced by a newer one, and then opens nothing")
    func ends() async throws {
        try await withDatabase { fixture in
            let scene = try await MemberScene(fixture)
            let invitations = fixture.catalog.invitations
            let first = try await invite(scene)
            let second = try await invitations.resend(
                first.invitation.id, in: scene.organization, by: .user(scene.ann), address: { $0 })
            #expect(second.link != first.link && second.invitation.id == first.invitation.id)
            #expect(try await !isOpen(scene, first.link))
            #expect(try await isOpen(scene, second.link))

            fixture.clock.advance(by: InvitationService.lifetime - .seconds(1))
            #expect(try await isOpen(scene, second.link))
            fixture.clock.advance(by: .seconds(1))
            #expect(try await !isOpen(scene, second.link))
            #expect(try await invitations.accept(second.link, choosing: Self.password) == nil)
            #expect(
                try await invitations.list(of: scene.organization).map { $0.state(at: fixture.clock.now) } == [.expired])

            // What ran out makes room.
            let third = try await invite(scene)
            #expect(try await invitations.list(of: scene.organization).count == 1)
            _ = try await invitations.revoke(third.invitation.id, in: scene.organization, by: .user(scene.ann))
            #expect(try await !isOpen(scene, third.link))
            #expect(try await invitations.accept(third.link, choosing: Self.password) == nil)
            await #expect(throws: CatalogError.self) {
                try await invitations.revoke(third.invitation.id, in: scene.organization, by: .user(scene.ann))
            }
            for link in ["", "x", String(repeating: "x", count: 5000), "' OR 1=1 --", third.link + "x"] {
                #expect(try await !isOpen(scene, link))
                #expect(try await invitations.accept(link, by: scene.vic) == nil)
            }
        }
    }

    @Test("There is one open invitation for a person, and none for a member")
    func one() async throws {
        try await withDatabase { fixture in
            let scene = try await MemberScene(fixture)
            let other = try await fixture.makeOrganization("Contoso")
            _ = try await invite(scene)
            for email in [Self.email, Self.email.uppercased(), "ANN@northwind.example"] {
                await #expect(throws: CatalogError.self, "\(email)") { try await invite(scene, email) }
            }
            for email in ["", "nobody", "a@b@c", "a b@c.example", "<a>@c.example", "a\r\nBcc: x@y.example"] {
                await #expect(throws: CatalogError.self, "\(email)") { try await invite(scene, email) }
            }
            // Another organization's invitations are its own.
            let theirs = try await fixture.catalog.invitations.invite(
                email: Self.email, terms: MemberTerms(.admin), to: other, by: .commandLine, address: { $0 })
            await #expect(throws: CatalogError.self) {
                try await fixture.catalog.invitations.revoke(
                    theirs.invitation.id, in: scene.organization, by: .user(scene.ann))
            }
            await #expect(throws: CatalogError.self) {
                try await fixture.catalog.invitations.resend(
                    theirs.invitation.id, in: scene.organization, by: .user(scene.ann), address: { $0 })
            }
            #expect(try await isOpen(scene, theirs.link))
            // Who is added without being asked needs no invitation.
            _ = try await fixture.makeMember(Self.email, .viewer, of: scene.organization)
            #expect(try await fixture.catalog.invitations.list(of: scene.organization).isEmpty)
        }
    }

    @Test("Only the person invited can accept, and the link alone never opens an account that there is")
    func wrongPerson() async throws {
        try await withDatabase { fixture in
            let scene = try await MemberScene(fixture)
            let invitations = fixture.catalog.invitations
            let other = try await fixture.makeOrganization("Contoso")
            // Raj belongs to Contoso and has set no password yet; Northwind's admin has seen the link of his invitation.
            let raj = try await fixture.makeMember("raj@contoso.example", of: other)
            let made = try await invite(scene, "raj@contoso.example")
            #expect(try await invitations.offer(made.link)?.way == .signingIn)
            await #expect(throws: CatalogError.self) {
                try await invitations.accept(made.link, choosing: Self.password)
            }
            #expect(try await !fixture.catalog.accounts.hasPassword(email: "raj@contoso.example"))
            try await fixture.catalog.accounts.setPassword("another long password", of: raj, by: .commandLine)
            await #expect(throws: CatalogError.self) {
                try await invitations.accept(made.link, choosing: Self.password)
            }
            for somebody in [scene.vic, scene.ann, User(id: 999, email: "raj@contoso.example")] {
                #expect(try await invitations.accept(made.link, by: somebody) == nil)
            }
            let joined = try #require(try await invitations.accept(made.link, by: raj))
            #expect(joined.organization == scene.organization && joined.role == .viewer)
            guard
                case .signedIn = try await fixture.catalog.accounts.signIn(
                    email: raj.email, password: "another long password", from: nil)
            else {
                Issue.record("the password was changed")
                return
            }
        }
    }

    @Test("An invitation ends with its maker's being an admin, and does not come back with the role")
    func endsWithTheRole() async throws {
        try await withDatabase { fixture in
            let scene = try await MemberScene(fixture)
            let raj = try await fixture.makeMember("raj@northwind.example", of: scene.organization)
            let invitations = fixture.catalog.invitations
            let made = try await invite(scene, Self.email, MemberTerms(.admin), by: .user(raj))
            let others = try await invite(scene, "tom@northwind.example")
            let other = try await fixture.makeOrganization("Contoso")
            _ = try await fixture.makeMember(raj.email, of: other)
            let elsewhere = try await invitations.invite(
                email: Self.email, terms: MemberTerms(.viewer), to: other, by: .user(raj), address: { $0 })

            try await scene.change(raj, .editor)
            try await scene.change(raj, .admin)
            #expect(try await !isOpen(scene, made.link))
            #expect(try await invitations.accept(made.link, choosing: Self.password) == nil)
            #expect(try await invitations.list(of: scene.organization).map(\.user.email) == ["tom@northwind.example"])
            #expect(try await isOpen(scene, others.link))
            #expect(try await isOpen(scene, elsewhere.link), "they are an admin there")
            #expect(
                try await fixture.actions().suffix(3) == [
                    "member.invitation_revoked", "member.role_changed", "member.role_changed",
                ])

            let again = try await invite(scene, Self.email, MemberTerms(.admin), by: .user(raj))
            _ = try await scene.members.remove(raj.id, from: scene.organization, by: .user(scene.ann))
            #expect(try await fixture.actions().suffix(2) == ["member.invitation_revoked", "member.removed"])
            _ = try await fixture.makeMember(raj.email, of: scene.organization)
            #expect(try await !isOpen(scene, again.link))
            #expect(try await fixture.catalog.audit.verify().isIntact)
        }
    }

    @Test("An invitation that ran out before its maker lost the role has no second end")
    func ranOutBefore() async throws {
        try await withDatabase { fixture in
            let scene = try await MemberScene(fixture)
            let raj = try await fixture.makeMember("raj@northwind.example", of: scene.organization)
            _ = try await invite(scene, by: .user(raj))
            fixture.clock.advance(by: InvitationService.lifetime)
            try await scene.change(raj, .editor)
            #expect(try await !fixture.actions().contains("member.invitation_revoked"))
        }
    }

    @Test("Whose role is taken while they invite has invited nobody")
    func noAdmin() async throws {
        try await withDatabase { fixture in
            let scene = try await MemberScene(fixture)
            await #expect(throws: CatalogError.self) { try await invite(scene, by: .user(scene.vic)) }
            let made = try await invite(scene)
            await #expect(throws: CatalogError.self) {
                try await fixture.catalog.invitations.resend(
                    made.invitation.id, in: scene.organization, by: .user(scene.vic), address: { $0 })
            }
            #expect(try await isOpen(scene, made.link))
            #expect(try await fixture.catalog.invitations.list(of: scene.organization).count == 1)
        }
    }

    @Test("One whose maker is no admin is refused, however that came about, and an admin can take it up")
    func orphaned() async throws {
        try await withDatabase { fixture in
            let scene = try await MemberScene(fixture)
            let raj = try await fixture.makeMember("raj@northwind.example", of: scene.organization)
            let made = try await invite(scene, by: .user(raj))
            try fixture.tamper("UPDATE memberships SET role = 'viewer' WHERE user_id = \(raj.id)")
            #expect(try await !isOpen(scene, made.link))
            let list = try await fixture.catalog.invitations.list(of: scene.organization)
            #expect(list.map { $0.state(at: fixture.clock.now) } == [.orphaned])
            let again = try await fixture.catalog.invitations.resend(
                made.invitation.id, in: scene.organization, by: .user(scene.ann), address: { $0 })
            #expect(again.invitation.invitedBy == "ann@northwind.example")
            #expect(try await isOpen(scene, again.link))
        }
    }

    @Test(
        "An invitation changed in the database is none",
        arguments: [
            "role = 'admin'", "brand_roles = '{\"1\":\"editor\"}'", "organization_id = 2", "user_id = 1",
            "expires_at = expires_at + 1", "inviter_id = NULL", "invited_by = 'the board'", "seal = zeroblob(32)",
        ])
    func seals(_ change: String) async throws {
        try await withDatabase { fixture in
            let scene = try await MemberScene(fixture)
            _ = try await fixture.makeOrganization("Contoso")
            let made = try await invite(scene)
            try fixture.tamper("UPDATE invitations SET \(change)")
            #expect(try await !isOpen(scene, made.link))
            #expect(try await fixture.catalog.invitations.accept(made.link, choosing: Self.password) == nil)
            #expect(try await fixture.catalog.invitations.accept(made.link, by: made.invitation.user) == nil)
        }
    }

    @Test("The link is stored as a digest only, and stands in no entry of the log")
    func digests() async throws {
        try await withDatabase { fixture in
            let scene = try await MemberScene(fixture)
            let made = try await invite(scene)
            let other = try await invite(scene, "raj@northwind.example")
            let stored = try await fixture.database.read { session in
                try session.all("SELECT HEX(digest) || invited_by || brand_roles FROM invitations") { try $0.text(0) }.joined()
            }
            #expect(!stored.contains(made.link))
            let detail = try await fixture.database.read { session in
                try session.all("SELECT detail FROM audit_events") { try $0.text(0) }.joined()
            }
            #expect(!detail.contains(made.link) && !detail.contains(other.link))
        }
    }

    @Test("The link is mailed where mail goes out; a mail that does not is told, and the link works")
    func mail() async throws {
        try await withDatabase { fixture in
            let scene = try await MemberScene(fixture)
            func service(_ mailer: any Mailer) -> InvitationService {
                Catalog(
                    stores: fixture.stores, secret: Fixture.secret, analyst: PlainAnalyst(), hasher: PasswordHasher(cost: 4),
                    clock: WallClock { fixture.clock.now }, mailer: mailer
                ).invitations
            }
            let post = TestMailer()
            let made = try await service(post).invite(
                email: Self.email, terms: MemberTerms(.editor), to: scene.organization, by: .user(scene.ann)
            ) { "https://latchkey.example/invite/\($0)" }
            #expect(made.delivery == .mailed)
            let mail = try #require(post.mails.first)
            #expect(post.mails.count == 1 && mail.to == Self.email)
            #expect(mail.subject == "Invitation to Northwind on Latchkey")
            #expect(mail.text.contains("https://latchkey.example/invite/\(made.link)\n"))
            #expect(mail.text.contains("ann@northwind.example invites nia@northwind.example to Northwind, as an editor."))

            let broken = service(TestMailer(failure: "The post office is closed."))
            let again = try await broken.resend(
                made.invitation.id, in: scene.organization, by: .user(scene.ann), address: { $0 })
            #expect(again.delivery == .failed("The post office is closed."))
            #expect(try await isOpen(scene, again.link))
        }
    }

    @Test("Of many who accept the same link at the same time, one does")
    func concurrent() async throws {
        try await withDatabase { fixture in
            let scene = try await MemberScene(fixture)
            let made = try await invite(scene)
            let joined = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        (try? await fixture.catalog.invitations.accept(made.link, choosing: Self.password)) != nil
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(joined == 1)
        }
    }

    @Test("Who chose a password for another person's address is out once that person comes in by a provider")
    func preempted() async throws {
        try await withDatabase { fixture in
            let scene = try await MemberScene(fixture)
            let made = try await invite(scene)
            let joined = try #require(try await fixture.catalog.invitations.accept(made.link, choosing: Self.password))
            let accounts = fixture.catalog.accounts
            guard
                case .signedIn(let squatter) = try await accounts.signIn(
                    email: Self.email, password: Self.password, from: nil)
            else {
                Issue.record("the password does not open the account")
                return
            }
            let identity = ExternalIdentity(
                issuer: "https://login.example", subject: "1", email: Self.email, isEmailVerified: true)
            guard
                case .signedIn(let owner) = try await fixture.catalog.identities.signIn(
                    identity, by: "Login", from: nil, with: .unknown)
            else {
                Issue.record("the provider's word does not count")
                return
            }
            #expect(owner.user == joined.user)
            #expect(try await accounts.session(cookie: squatter.value) == nil)
            #expect(try await accounts.session(cookie: owner.value) != nil)
            #expect(try await !accounts.hasPassword(email: Self.email))
            // One that the operator's link sets later is the person's own.
            let link = try await accounts.makeSetupLink(for: joined.user, by: .commandLine)
            _ = try await accounts.setUp(link: link, password: "another long password")
            _ = try await fixture.catalog.identities.unlink(email: Self.email, by: .commandLine)
            _ = try await fixture.catalog.identities.signIn(identity, by: "Login", from: nil, with: .unknown)
            #expect(try await accounts.hasPassword(email: Self.email))
        }
    }

    @Test("An account at a provider is an account, also of somebody who belongs to nothing")
    func knownAtProvider() async throws {
        try await withDatabase { fixture in
            let scene = try await MemberScene(fixture)
            let raj = try await fixture.makeMember("raj@northwind.example", of: scene.organization)
            let identity = ExternalIdentity(
                issuer: "https://login.example", subject: "7", email: raj.email, isEmailVerified: true)
            _ = try await fixture.catalog.identities.signIn(identity, by: "Login", from: nil, with: .unknown)
            _ = try await scene.members.remove(raj.id, from: scene.organization, by: .user(scene.ann))
            let made = try await invite(scene, raj.email)
            #expect(try await fixture.catalog.invitations.offer(made.link)?.way == .signingIn)
            await #expect(throws: CatalogError.self) {
                try await fixture.catalog.invitations.accept(made.link, choosing: Self.password)
            }
            #expect(try await fixture.catalog.invitations.accept(made.link, by: raj) != nil)
        }
    }
}
