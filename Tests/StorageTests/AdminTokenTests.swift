import APIKeys
import Testing

@testable import Catalog
@testable import Storage

@Suite struct AdminTokenTests {
    func code(_ fixture: Fixture, _ token: Token) async throws -> String {
        switch try await fixture.catalog.adminTokens.verify(token, from: IPAddress("192.0.2.1")) {
        case .success: "allowed"
        case .failure(let rejection): rejection.refusal.code
        }
    }

    @Test func aTokenOfAnAdminWorksUntilItExpiresOrIsRevoked() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let ann = try await fixture.makeMember("ann@northwind.example", of: organization)
            let tokens = fixture.catalog.adminTokens
            let (record, token) = try await tokens.create(name: "CI", for: ann, in: organization, by: .user(ann))
            #expect(record.expiresAt == fixture.clock.now + .seconds(30 * 86_400))
            guard case .success(let admin) = try await tokens.verify(token, from: IPAddress("192.0.2.1")) else {
                Issue.record("refused")
                return
            }
            #expect(admin.organization.id == organization.id)
            #expect(admin.actor.identity == Actor.user(ann).identity)
            #expect(try await tokens.list(of: organization).live.first?.lastUse?.address == "192.0.2.1")
            #expect(try await code(fixture, .generate(.admin)) == "key_unknown")
            #expect(try await code(fixture, .generate(.key)) == "key_wrong_kind")
            fixture.clock.advance(by: .seconds(30 * 86_400))
            #expect(try await code(fixture, token) == "key_expired")
            fixture.clock.advance(by: .seconds(-1))
            #expect(try await code(fixture, token) == "allowed")
            _ = try await tokens.revoke(token.id, in: organization, by: .user(ann))
            #expect(try await code(fixture, token) == "key_revoked")
            #expect(try await fixture.catalog.audit.verify().isIntact)
        }
    }

    @Test func onlyAdminsGetOneAndItEndsWithTheirBeingAdmin() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let other = try await fixture.makeOrganization("Contoso")
            let vic = try await fixture.makeMember("vic@northwind.example", .viewer, of: organization)
            let ann = try await fixture.makeMember("ann@northwind.example", of: organization)
            for (user, place) in [(vic, organization), (ann, other)] {
                await #expect(throws: CatalogError.self) {
                    try await fixture.catalog.adminTokens.create(name: "CI", for: user, in: place, by: .user(user))
                }
            }
            let token = try await fixture.catalog.adminTokens.create(
                name: "CI", for: ann, in: organization, by: .user(ann)
            ).secret
            await #expect(throws: CatalogError.self) {
                try await fixture.catalog.adminTokens.revoke(token.id, in: other, by: .commandLine)
            }
            try fixture.tamper("DELETE FROM memberships WHERE user_id = \(ann.id)")
            #expect(try await code(fixture, token) == "key_revoked")
        }
    }

    @Test func aTokenThatCouldWorkIsListedHoweverManyWereMadeAndEndedSince() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let other = try await fixture.makeOrganization("Contoso")
            let ann = try await fixture.makeMember("ann@northwind.example", of: organization)
            let ben = try await fixture.makeMember("ben@northwind.example", of: organization)
            let tokens = fixture.catalog.adminTokens
            let old = try await tokens.create(name: "Old", days: 365, for: ann, in: organization, by: .user(ann)).token
            var ended: [KeyID] = []
            for _ in 0..<7 {
                fixture.clock.advance(by: .seconds(1))
                let made = try await tokens.create(name: "Short", days: 1, for: ben, in: organization, by: .user(ben)).token
                ended.append(made.id)
                _ = try await tokens.revoke(made.id, in: organization, by: .user(ben))
            }
            let list = try await tokens.list(of: organization, ListPart(skipping: 2, limit: 3))
            #expect(list.live.map(\.id) == [old.id])
            #expect(list.over.map(\.id) == Array(ended.reversed()[2..<5]) && list.hasMore)
            #expect(try await tokens.find(ended[0], in: organization).revokedAt != nil)
            #expect(try await tokens.find(old.id, in: organization) == old)
            await #expect(throws: CatalogError.self) { try await tokens.find(old.id, in: other) }
            #expect(try await tokens.working(of: ann, in: organization).map(\.id) == [old.id])
            #expect(try await tokens.working(of: ben, in: organization).isEmpty)
        }
    }

    @Test func aPersonHasABoundedNumberOfTokensThatCouldWork() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let ann = try await fixture.makeMember("ann@northwind.example", of: organization)
            let ben = try await fixture.makeMember("ben@northwind.example", of: organization)
            let tokens = fixture.catalog.adminTokens
            func make(_ owner: User) async throws -> AdminToken {
                try await tokens.create(name: "CI", days: 1, for: owner, in: organization, by: .user(owner)).token
            }
            var made: [AdminToken] = []
            for _ in 0..<AdminTokenService.limits.perPerson { made.append(try await make(ann)) }
            await #expect(throws: CatalogError.self) { try await make(ann) }
            _ = try await make(ben)
            _ = try await tokens.revoke(made[0].id, in: organization, by: .user(ann))
            _ = try await make(ann)
            await #expect(throws: CatalogError.self) { try await make(ann) }
            fixture.clock.advance(by: .seconds(86_400))
            _ = try await make(ann)
            #expect(try await fixture.catalog.audit.verify().isIntact)
        }
    }

    @Test(arguments: [
        "expires_at = expires_at + 1", "organization_id = 2", "user_id = 1", "digest = zeroblob(32)", "seal = zeroblob(32)",
        "revoked_at = 5",
    ])
    func aRecordChangedInTheDatabaseIsRefused(_ change: String) async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            _ = try await fixture.makeOrganization("Contoso")
            _ = try await fixture.makeMember("vic@northwind.example", of: organization)
            let ann = try await fixture.makeMember("ann@northwind.example", of: organization)
            let token = try await fixture.catalog.adminTokens.create(
                name: "CI", for: ann, in: organization, by: .user(ann)
            ).secret
            try fixture.tamper("UPDATE admin_tokens SET \(change)")
            #expect(try await code(fixture, token) == "key_sealed_wrong")
        }
    }
}
