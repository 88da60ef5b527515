import APIKeys
import Catalog
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Dashboard

@Suite("Members")
struct MemberPagesTests {
    private let list = "/o/northwind-agency/members"

    private func member(_ scene: Scene, _ email: String) async throws -> Membership {
        try await scene.catalog.members.find(email: email, in: scene.organization)
    }

    /// The fields of the form of a member who is shown as they are now.
    private func filled(_ fields: String, for email: String, _ scene: Scene) async throws -> String {
        "\(fields)&seen=\(PercentEncoding.encode(try await member(scene, email).terms.mark))"
    }

    @Test("What a member may do is changed, holds at once, and the log says what it was")
    func change() async throws {
        let scene = try await Scene()
        let (site, slug) = (scene.site, Scene.slug)
        let guest = try await site.signIn("guest@northwind.example")
        let id = try await member(scene, "guest@northwind.example").user.id
        let address = SitePath.member(slug, id).address
        let brand = "/o/\(slug)/brands/\(site.fabrikam.id)/prompts"
        try await site.run { client in
            #expect(try await client.get(brand, guest).status == .notFound)
            let form = try await client.get(address, scene.admin).text
            #expect(form.contains("guest@northwind.example") && form.contains("brand.\(site.tailspin.id)"))
            let reads = "role=guest&brand.\(site.fabrikam.id)=viewer"
            let saved = try await client.post(
                address, scene.admin, try await filled(reads, for: "guest@northwind.example", scene))
            #expect(saved.status == .seeOther)
            let members = try await client.get(saved.location, scene.admin).text
            #expect(members.contains("What guest@northwind.example may do was changed."))
            #expect(members.contains("Reads Fabrikam"))
            #expect(try await client.get(brand, guest).status == .ok)
            #expect(try await client.post(address, scene.admin, "role=").status == .unprocessableContent)
            // What the form hides for a role is not taken.
            let edits = "role=editor&brand.\(site.fabrikam.id)=viewer"
            _ = try await client.post(address, scene.admin, try await filled(edits, for: "guest@northwind.example", scene))
            #expect(try await member(scene, "guest@northwind.example").terms == MemberTerms(.editor))
            let log = try await client.get("/o/\(slug)/audit", scene.admin).text
            #expect(log.contains("Fabrikam (viewer)"))
        }
    }

    @Test("Of two admins who change one member, the second is shown what the first did before anything is saved")
    func twoAdmins() async throws {
        let scene = try await Scene()
        let email = "guest@northwind.example"
        let address = SitePath.member(Scene.slug, try await member(scene, email).user.id).address
        try await scene.site.run { client in
            let seen = try await filled("role=viewer", for: email, scene)
            let first = try await client.post(address, scene.raj, try await filled("role=editor", for: email, scene))
            #expect(first.status == .seeOther)
            let second = try await client.post(address, scene.admin, seen)
            #expect(second.status == .unprocessableContent)
            #expect(second.text.contains("Somebody changed what \(email) may do while you had this open"))
            #expect(second.text.contains(/value="editor"[^>]* checked>/))
            #expect(try await member(scene, email).role == .editor)
            // A form that says nothing of what it showed is no better.
            #expect(try await client.post(address, scene.admin, "role=viewer").status == .unprocessableContent)
            let again = try await client.post(address, scene.admin, try await filled("role=viewer", for: email, scene))
            #expect(again.status == .seeOther)
        }
        #expect(try await member(scene, email).role == .viewer)
    }

    @Test("Before somebody is removed the page says what ends and what goes on")
    func removal() async throws {
        let scene = try await Scene()
        _ = try await scene.catalog.adminTokens.create(
            name: "Terraform", for: scene.rajUser, in: scene.organization, by: .user(scene.rajUser))
        _ = try await scene.catalog.invitations.invite(
            email: "nia@northwind.example", terms: MemberTerms(.viewer), to: scene.organization, by: .user(scene.rajUser),
            address: { $0 })
        let address = SitePath.removeMember(Scene.slug, scene.rajUser.id).address
        try await scene.site.run { client in
            let page = try await client.get(address, scene.admin).text
            for part in [
                "Remove raj@northwind.example?", "1 admin token of theirs is revoked, for good: Terraform.",
                "1 open invitation that they made ends", "API keys go on working",
            ] { #expect(page.contains(part), "\(part)") }
            #expect(try await client.get(list, scene.raj).status == .ok)
            let removed = try await client.post(address, scene.admin)
            #expect(try await client.get(removed.location, scene.admin).text.contains("Removed."))
            #expect(try await client.get(list, scene.raj).status == .notFound)
            #expect(try await !client.get(list, scene.admin).text.contains("nia@northwind.example"))
            let log = try await client.get("/o/\(Scene.slug)/audit", scene.admin).text
            #expect(log.contains("raj@northwind.example, who invited, is no admin any more"))
            #expect(try await client.post(address, scene.admin).status == .notFound)
        }
    }

    @Test("The last admin is told why they can neither leave nor become anything else")
    func lastAdmin() async throws {
        let site = try await TestSite()
        let admin = try await site.signIn("admin@northwind.example")
        let id = try await site.catalog.members.find(email: "admin@northwind.example", in: site.northwind).user.id
        let leave = SitePath.leave(site.northwind.slug).address
        try await site.run { client in
            let page = try await client.get(leave, admin).text
            #expect(page.contains("You are the only admin") && !page.contains("danger-solid"))
            let own = try await client.get(SitePath.member(site.northwind.slug, id).address, admin).text
            #expect(own.contains("You are the only admin of Northwind Agency, and one has to be left."))
            #expect(!own.contains("name=\"role\"") && !own.contains("class=\"button danger\""))
            #expect(!own.contains("You can leave this organization."))
            let forced = try await client.post(leave, admin, "leave=northwind-agency")
            #expect(forced.status == .conflict && forced.text.contains("is the only admin of Northwind Agency"))
            let changed = try await client.post(
                SitePath.member(site.northwind.slug, id).address, admin, "role=viewer&seen=admin%3A%20")
            #expect(changed.status == .unprocessableContent && changed.text.contains("is the only admin"))
            #expect(try await client.get(list, admin).status == .ok)
        }
    }

    @Test("The form asks about the reader as about themselves, and says what ends with the role")
    func aboutYourself() async throws {
        let scene = try await Scene()
        _ = try await scene.catalog.invitations.invite(
            email: "nia@northwind.example", terms: MemberTerms(.viewer), to: scene.organization, by: .user(scene.rajUser),
            address: { $0 })
        let address = SitePath.member(Scene.slug, scene.rajUser.id).address
        try await scene.site.run { client in
            let own = try await client.get(address, scene.raj).text
            #expect(own.contains("<legend>What may you do?</legend>") && own.contains("You can leave this organization."))
            #expect(own.contains("With any role but admin, 1 open invitation that you made ends."))
            let other = try await client.get(address, scene.admin).text
            #expect(other.contains("<legend>What may they do?</legend>") && other.contains("They can be removed"))
            #expect(other.contains("raj@northwind.example will be able to do what is chosen above"), "without a script too")
        }
    }

    @Test("Anybody can leave, and a form that does not say what is left asks first")
    func leave() async throws {
        let site = try await TestSite()
        let guest = try await site.signIn("guest@northwind.example")
        let leave = SitePath.leave(site.northwind.slug).address
        try await site.run { client in
            let home = try await client.get("/o/northwind-agency", guest).text
            #expect(home.contains("href=\"\(leave)\""))
            #expect(try await client.post(leave, guest).status == .unprocessableContent)
            #expect(try await client.get("/o/northwind-agency", guest).status == .ok)
            #expect(try await client.post(leave, guest, "leave=northwind-agency").location == "/")
            #expect(try await client.get("/o/northwind-agency", guest).status == .notFound)
            #expect(try await client.get("/", guest).text.contains("no organization has added you"))
        }
    }

    @Test("An admin who makes himself something else is not left on a page that is not theirs")
    func demotesThemselves() async throws {
        let scene = try await Scene()
        try await scene.site.run { client in
            let address = SitePath.member(Scene.slug, scene.rajUser.id).address
            let saved = try await client.post(address, scene.raj, "role=viewer&seen=admin%3A%20")
            #expect(saved.location == "/o/northwind-agency")
            #expect(try await client.get(list, scene.raj).status == .forbidden)
        }
    }

    @Test("A member of another organization is none here")
    func others() async throws {
        let scene = try await Scene()
        let stranger = try await scene.catalog.members.find(email: "stranger@contoso.example", in: scene.site.contoso)
        try await scene.site.run { client in
            for path in [SitePath.member(Scene.slug, stranger.user.id), .removeMember(Scene.slug, stranger.user.id)] {
                let page = try await client.get(path.address, scene.admin)
                let form = try await client.post(path.address, scene.admin, "role=admin")
                #expect(page.status == .notFound && form.status == .notFound)
            }
        }
        #expect(try await scene.catalog.organizations.members(of: scene.site.contoso).map(\.role) == [.admin])
    }

    @Test(
        "What single brands add is said in a sentence",
        arguments: [
            (MemberTerms(.viewer), nil), (MemberTerms(.guest), "No brand yet"),
            (MemberTerms(.guest, brandRoles: [4: .viewer, 7: .editor]), "Edits Tailspin; reads Fabrikam"),
            (MemberTerms(.viewer, brandRoles: [4: .editor, 7: .editor]), "Edits Fabrikam and Tailspin"),
            (
                MemberTerms(.guest, brandRoles: Dictionary(uniqueKeysWithValues: (1...9).map { ($0, .viewer) })),
                "Reads Fabrikam, Tailspin, brand 1, brand 2 and 5 more brands"
            ),
        ] as [(MemberTerms, String?)])
    func brandSentence(terms: MemberTerms, said: String?) {
        #expect(terms.brandSentence([4: "Fabrikam", 7: "Tailspin"]) == said)
    }

    @Test(
        "The audit log says who was invited, came, was changed and went",
        arguments: [
            (
                "member.invited", ["email": "nia@x.example", "role": "guest", "brand_roles": "4 editor"],
                "ann@x.example invited nia@x.example as guest, with Fabrikam (editor)"
            ),
            (
                "member.invitation_revoked", ["email": "nia@x.example", "role": "admin"],
                "ann@x.example revoked the invitation of nia@x.example as admin"
            ),
            (
                "member.joined", ["email": "ann@x.example", "role": "viewer", "invited_by": "raj@x.example"],
                "ann@x.example joined the organization as viewer, invited by raj@x.example"
            ),
            (
                "member.role_changed", ["email": "nia@x.example", "role.before": "guest", "role.after": "admin"],
                "ann@x.example changed what nia@x.example may do"
            ),
            ("member.removed", ["email": "nia@x.example", "role": "editor"], "ann@x.example removed nia@x.example, an editor"),
            ("member.left", ["email": "ann@x.example", "role": "guest"], "ann@x.example left the organization as a guest"),
        ] as [(String, [String: String], String)])
    func sentences(action: String, detail: [String: String], said: String) {
        let event = AuditEvent(
            sequence: 1, at: testNow, organization: 1, actorKind: "user", actor: "ann@x.example", action: action,
            subjectKind: "user", subject: "2", detail: detail)
        #expect(AuditSentence(event, brandNames: [4: "Fabrikam"], keyNames: [:]).text == said)
    }
}
