import APIKeys
import Testing

@testable import Catalog
@testable import Storage

/// An organization with an admin, Ann, a viewer, Vic, and a guest, Gil, and two brands.
struct MemberScene: Sendable {
    let fixture: Fixture
    let organization: Organization
    let ann: User
    let vic: User
    let gil: User
    let fabrikam: Brand
    let tailspin: Brand

    init(_ fixture: Fixture) async throws {
        self.fixture = fixture
        organization = try await fixture.makeOrganization()
        ann = try await fixture.makeMember("ann@northwind.example", of: organization)
        vic = try await fixture.makeMember("vic@northwind.example", .viewer, of: organization)
        gil = try await fixture.makeMember("gil@northwind.example", .guest, of: organization)
        fabrikam = try await fixture.makeBrand("fabrikam", in: organization)
        tailspin = try await fixture.makeBrand("tailspin", in: organization)
    }

    var members: MemberService { fixture.catalog.members }

    /// The role on each of the two brands.
    func reach(_ user: User) async throws -> [Role?] {
        let member = try await members.find(user.id, in: organization)
        return [member.role(on: fabrikam.id), member.role(on: tailspin.id)]
    }

    func change(_ user: User, _ role: Role, _ given: [Int: BrandRole] = [:]) async throws {
        _ = try await members.change(
            user.id, to: MemberTerms(role, brandRoles: given), in: organization, by: .user(ann))
    }
}

@Suite("Members") struct MemberTests {
    @Test("A guest reaches the brands that they were given, and a viewer edits those that they were given")
    func brandRoles() async throws {
        try await withDatabase { fixture in
            let scene = try await MemberScene(fixture)
            #expect(try await scene.reach(scene.ann) == [.admin, .admin])
            #expect(try await scene.reach(scene.vic) == [.viewer, .viewer])
            #expect(try await scene.reach(scene.gil) == [nil, nil])
            try await scene.change(scene.vic, .viewer, [scene.tailspin.id: .editor])
            try await scene.change(scene.gil, .guest, [scene.fabrikam.id: .viewer])
            #expect(try await scene.reach(scene.vic) == [.viewer, .editor])
            #expect(try await scene.reach(scene.gil) == [.viewer, nil])
            try await scene.change(scene.gil, .guest, [scene.tailspin.id: .editor])
            #expect(try await scene.reach(scene.gil) == [nil, .editor])
            #expect(
                try await fixture.catalog.organizations.memberships(of: scene.gil).first?.brandRoles == [
                    scene.tailspin.id: .editor
                ])
            // Roles on brands go with the role that they were given beside.
            try await scene.change(scene.gil, .editor)
            try await scene.change(scene.gil, .guest)
            #expect(try await scene.reach(scene.gil) == [nil, nil])
        }
    }

    @Test("Only roles on brands of the organization that add something are taken")
    func terms() async throws {
        try await withDatabase { fixture in
            let scene = try await MemberScene(fixture)
            let other = try await fixture.makeOrganization("Contoso")
            let foreign = try await fixture.makeBrand("wingtip", in: other)
            let refused: [(Role, [Int: BrandRole])] = [
                (.admin, [scene.fabrikam.id: .viewer]), (.editor, [scene.fabrikam.id: .editor]),
                (.viewer, [scene.fabrikam.id: .viewer]), (.guest, [foreign.id: .viewer]), (.guest, [999: .viewer]),
            ]
            for (role, given) in refused {
                await #expect(throws: CatalogError.self, "\(role) \(given)") { try await scene.change(scene.gil, role, given) }
            }
            #expect(try await scene.reach(scene.gil) == [nil, nil])
            await #expect(throws: CatalogError.self) {
                _ = try await scene.members.change(
                    scene.gil.id, to: MemberTerms(.admin), in: other, by: .commandLine)
            }
        }
    }

    @Test("A change says what was before and after, and no change says nothing")
    func audit() async throws {
        try await withDatabase { fixture in
            let scene = try await MemberScene(fixture)
            let given: [Int: BrandRole] = [scene.tailspin.id: .editor, scene.fabrikam.id: .viewer]
            try await scene.change(scene.gil, .guest, given)
            try await scene.change(scene.gil, .guest, given)
            try await scene.change(scene.gil, .viewer)
            let events = try await fixture.catalog.audit.list(AuditQuery(), of: scene.organization)
                .filter { $0.action == "member.role_changed" }
            #expect(events.count == 2)
            let text = "\(scene.fabrikam.id) viewer, \(scene.tailspin.id) editor"
            #expect(
                events[0].changes == [
                    FieldChange("brand_roles", before: text, after: ""), FieldChange("role", before: "guest", after: "viewer"),
                ])
            #expect(events[1].changes == [FieldChange("brand_roles", before: "", after: text)])
            #expect(events[1].detail["email"] == "gil@northwind.example")
        }
    }

    @Test("A role on a brand that the server did not write is none")
    func seals() async throws {
        try await withDatabase { fixture in
            let scene = try await MemberScene(fixture)
            let (org, gil, vic) = (scene.organization.id, scene.gil.id, scene.vic.id)
            let (fabrikam, tailspin) = (scene.fabrikam.id, scene.tailspin.id)
            try fixture.tamper("INSERT INTO membership_brands VALUES (\(org), \(gil), \(fabrikam), 'editor', zeroblob(32))")
            #expect(try await scene.reach(scene.gil) == [nil, nil])
            try await scene.change(scene.gil, .guest, [fabrikam: .viewer])
            for change in [
                "UPDATE membership_brands SET role = 'editor'", "UPDATE membership_brands SET brand_id = \(tailspin)",
                "UPDATE membership_brands SET user_id = \(vic), role = 'editor'",
            ] {
                try fixture.tamper(change)
                #expect(try await scene.reach(scene.gil).allSatisfy { $0 == nil }, "\(change)")
                #expect(try await scene.reach(scene.vic) == [.viewer, .viewer], "\(change)")
                try fixture.tamper("DELETE FROM membership_brands")
                try await scene.change(scene.gil, .guest)
                try await scene.change(scene.gil, .guest, [fabrikam: .viewer])
                #expect(try await scene.reach(scene.gil) == [.viewer, nil])
            }
            // The seal of the membership is none for a brand.
            try fixture.tamper(
                """
                INSERT INTO membership_brands SELECT organization_id, user_id, \(tailspin), 'viewer', seal FROM memberships
                WHERE user_id = \(gil)
                """)
            #expect(try await scene.reach(scene.gil) == [.viewer, nil])
        }
    }
}

@Suite("Members who leave") struct MemberEndTests {
    @Test("Whoever is removed reaches nothing at once, and their admin tokens do not come back with them")
    func removed() async throws {
        try await withDatabase { fixture in
            let scene = try await MemberScene(fixture)
            let raj = try await fixture.makeMember("raj@northwind.example", of: scene.organization)
            let token = try await fixture.catalog.adminTokens.create(
                name: "CI", for: raj, in: scene.organization, by: .user(raj)
            ).secret
            let key = try await fixture.makeKey(.all, in: scene.organization)
            try await scene.change(scene.gil, .guest, [scene.fabrikam.id: .editor])
            for user in [raj, scene.gil] {
                _ = try await scene.members.remove(user.id, from: scene.organization, by: .user(scene.ann))
                #expect(try await fixture.catalog.organizations.memberships(of: user).isEmpty)
                await #expect(throws: CatalogError.self) {
                    try await scene.members.remove(user.id, from: scene.organization, by: .user(scene.ann))
                }
            }
            #expect(fixture.ask(key.token, brand: scene.fabrikam.id) == "allowed")
            func code() async throws -> String {
                switch try await fixture.catalog.adminTokens.verify(token, from: nil) {
                case .success: "allowed"
                case .failure(let rejection): rejection.refusal.code
                }
            }
            #expect(try await code() == "key_revoked")
            for user in [raj, scene.gil] { _ = try await fixture.makeMember(user.email, .admin, of: scene.organization) }
            #expect(try await code() == "key_revoked")
            try await scene.change(scene.gil, .guest)
            #expect(try await scene.reach(scene.gil) == [nil, nil], "what they were given before is gone")
            let actions = try await fixture.actions()
            #expect(actions.filter { $0 == "member.removed" }.count == 2)
            #expect(actions.contains("admin_token.revoked"))
            #expect(try await fixture.catalog.audit.verify().isIntact)
        }
    }

    @Test("A token of somebody who is no admin any more is refused, and works again when they are one")
    func demoted() async throws {
        try await withDatabase { fixture in
            let scene = try await MemberScene(fixture)
            let raj = try await fixture.makeMember("raj@northwind.example", of: scene.organization)
            let token = try await fixture.catalog.adminTokens.create(
                name: "CI", for: raj, in: scene.organization, by: .user(raj)
            ).secret
            for (role, isLetIn) in [(Role.editor, false), (.admin, true), (.guest, false)] {
                try await scene.change(raj, role)
                let answer = try await fixture.catalog.adminTokens.verify(token, from: nil)
                if case .success = answer { #expect(isLetIn) } else { #expect(!isLetIn) }
            }
        }
    }

    @Test("The last admin can neither be removed nor made anything else, nor leave")
    func lastAdmin() async throws {
        try await withDatabase { fixture in
            let scene = try await MemberScene(fixture)
            for role in [Role.editor, .viewer, .guest] {
                await #expect(throws: CatalogError.self) { try await scene.change(scene.ann, role) }
            }
            for actor in [Actor.user(scene.ann), .commandLine] {
                await #expect(throws: CatalogError.self) {
                    try await scene.members.remove(scene.ann.id, from: scene.organization, by: actor)
                }
            }
            #expect(try await scene.members.find(scene.ann.id, in: scene.organization).role == .admin)
            // An admin of another organization is none here, nor is one whom the server did not make.
            _ = try await fixture.makeMember("vic@northwind.example", of: try await fixture.makeOrganization("Contoso"))
            try fixture.tamper("UPDATE memberships SET role = 'admin' WHERE user_id = \(scene.gil.id)")
            await #expect(throws: CatalogError.self) {
                try await scene.members.remove(scene.ann.id, from: scene.organization, by: .user(scene.ann))
            }
            try await scene.change(scene.vic, .admin)
            _ = try await scene.members.remove(scene.ann.id, from: scene.organization, by: .user(scene.ann))
            #expect(try await fixture.actions().last == "member.left")
        }
    }

    @Test("Of admins who remove or demote one another at the same time, one is left", arguments: 0..<6)
    func race(round: Int) async throws {
        try await withDatabase { fixture in
            let scene = try await MemberScene(fixture)
            var admins = [scene.ann]
            for number in 1..<5 {
                admins.append(try await fixture.makeMember("admin\(number)@northwind.example", of: scene.organization))
            }
            await withTaskGroup(of: Void.self) { group in
                for (index, admin) in admins.enumerated() {
                    group.addTask {
                        if (index + round).isMultiple(of: 2) {
                            _ = try? await scene.members.remove(admin.id, from: scene.organization, by: .user(admin))
                        } else {
                            _ = try? await scene.members.change(
                                admin.id, to: MemberTerms(.viewer), in: scene.organization, by: .user(admin))
                        }
                    }
                }
            }
            let left = try await fixture.catalog.organizations.members(of: scene.organization)
            #expect(left.count { $0.role == .admin } == 1)
        }
    }
}
