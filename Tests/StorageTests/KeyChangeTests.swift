import APIKeys
import Testing

@testable import Catalog
@testable import Storage

/// Editing, limits, address lists and the longest life.
@Suite struct KeyChangeTests {
    @Test func everyPartOfAGrantIsChangedInForceAtOnceAndWrittenDownBeforeAndAfter() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let brand = try await fixture.makeBrand("fabrikam", in: organization)
            let (key, token) = try await fixture.makeKey(.all, scopes: [.query, .configure], in: organization)
            var edit = KeyEdit()
            edit.name = "Looker"
            edit.scopes = .query
            edit.brands = .specific([brand.id])
            edit.expiresAt = .some(fixture.clock.now + .seconds(3600))
            edit.addresses = [try #require(AddressRange("203.0.113.0/24"))]
            edit.limit = .some(RateLimit(perMinute: 60, burst: 5))
            edit.rotatesItself = true
            let (changed, isPending) = try await fixture.catalog.keys.edit(key.id, edit, in: organization, by: .commandLine)
            #expect(!isPending)
            #expect(changed.name == "Looker")
            #expect(changed.grant.scopes == .query)
            #expect(changed.isIntact)
            #expect(fixture.ask(token) == "address_not_allowed")
            let event = try #require(try await fixture.catalog.audit.list(AuditQuery(), of: organization).first)
            #expect(event.action == "key.changed")
            let changes = Dictionary(uniqueKeysWithValues: event.changes.map { ($0.field, [$0.before, $0.after]) })
            #expect(
                changes == [
                    "name": ["A key", "Looker"], "scopes": ["query, configure", "query"], "brands": ["all", "\(brand.id)"],
                    "expires": ["never", (fixture.clock.now + .seconds(3600)).iso8601],
                    "addresses": ["anywhere", "203.0.113.0/24"], "limit": ["none", "60 a minute, 5 at once"],
                    "rotates_itself": ["no", "yes"],
                ])
            // The record is whole after a restart too.
            try await reopen(fixture.url) { #expect($0.ask(token) == "address_not_allowed") }
        }
    }

    @Test func whatIsNotNamedStaysAndNothingIsWrittenWhenNothingChanges() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let (key, token) = try await fixture.makeKey(.all, in: organization)
            let before = try await fixture.actions()
            var same = KeyEdit()
            same.scopes = .query
            same.name = "A key"
            let (unchanged, _) = try await fixture.catalog.keys.edit(key.id, same, in: organization, by: .commandLine)
            #expect(unchanged.grant == key.grant)
            #expect(try await fixture.actions() == before)
            #expect(fixture.ask(token) == "allowed")
        }
    }

    @Test func aBrandThatTheKeyHasStaysThoughItIsArchivedAndANewOneMustBeInUse() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let old = try await fixture.makeBrand("old", in: organization)
            let gone = try await fixture.makeBrand("gone", in: organization)
            let key = try await fixture.makeKey(.specific([old.id]), in: organization).key
            for brand in [old, gone] {
                _ = try await fixture.catalog.brands.archive(brand.id, in: organization.id, by: .commandLine)
            }
            let new = try await fixture.makeBrand("new", in: organization)
            var edit = KeyEdit()
            edit.brands = .specific([old.id, new.id])
            _ = try await fixture.catalog.keys.edit(key.id, edit, in: organization, by: .commandLine)
            edit.brands = .specific([old.id, gone.id])
            await #expect(throws: CatalogError.self) {
                try await fixture.catalog.keys.edit(key.id, edit, in: organization, by: .commandLine)
            }
        }
    }

    @Test func anEndedKeyIsNotChangedAndAForeignOneIsNotThere() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let other = try await fixture.makeOrganization("Contoso")
            let key = try await fixture.makeKey(.all, in: organization).key
            var edit = KeyEdit()
            edit.name = "Mine now"
            await #expect(throws: CatalogError.notFound("Contoso has no key \(key.id).")) {
                try await fixture.catalog.keys.edit(key.id, edit, in: other, by: .commandLine)
            }
            _ = try await fixture.catalog.keys.revoke(key.id, in: organization, by: .commandLine)
            await #expect(throws: CatalogError.self) {
                try await fixture.catalog.keys.edit(key.id, edit, in: organization, by: .commandLine)
            }
            #expect(try await fixture.catalog.keys.find(key.id, in: organization).name == "A key")
        }
    }

    @Test func aForgedRecordIsNotChangedIntoAGoodOne() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let (key, token) = try await fixture.makeKey(.all, in: organization)
            try fixture.tamper(#"UPDATE api_keys SET scopes = '["query","configure","create-brand"]'"#)
            var edit = KeyEdit()
            edit.name = "Looker"
            await #expect(throws: StoreError.self) {
                try await fixture.catalog.keys.edit(key.id, edit, in: organization, by: .commandLine)
            }
            await #expect(throws: StoreError.self) {
                try await fixture.catalog.keys.rotate(
                    key.id, RotationRequest(overlap: .zero), in: organization, by: .commandLine)
            }
            try await reopen(fixture.url) { #expect($0.ask(token) == "key_sealed_wrong") }
        }
    }

    @Test func theLongestLifeHoldsForNewKeysAndForChangesFromTheMakingOn() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let early = try await fixture.makeKey(.all, in: organization).key
            var policy = OrganizationPolicy()
            policy.longestLifeDays = 30
            _ = try await fixture.catalog.policies.set(policy, of: organization, by: .commandLine)
            await #expect(throws: CatalogError.self) { try await fixture.makeKey(.all, in: organization) }
            let day = 86_400
            let limit = fixture.clock.now + .seconds(30 * day)
            await #expect(throws: CatalogError.self) {
                try await fixture.makeKey(.all, expires: limit + .milliseconds(1), in: organization)
            }
            let key = try await fixture.makeKey(.all, expires: limit, in: organization).key
            fixture.clock.advance(by: .seconds(10 * day))
            var edit = KeyEdit()
            edit.expiresAt = .some(limit + .seconds(day))
            await #expect(throws: CatalogError.self) {
                try await fixture.catalog.keys.edit(key.id, edit, in: organization, by: .commandLine)
            }
            // What does not touch the expiry is no new life, even for a key from before the policy.
            var other = KeyEdit()
            other.name = "Still here"
            _ = try await fixture.catalog.keys.edit(early.id, other, in: organization, by: .commandLine)
        }
    }

    @Test func aKeyFromADigestOpensWithTheCallersTokenAndItsIdIsTakenOnce() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let token = Token.generate()
            var draft = KeyDraft(name: "Terraform", scopes: .query, brands: .all, expiresAt: nil)
            draft.supplied = SuppliedSecret(id: token.id, hash: TokenHash(of: token))
            let created = try await fixture.catalog.keys.create(draft, in: organization, by: .commandLine)
            #expect(created.token == nil)
            #expect(fixture.ask(token) == "allowed")
            try await reopen(fixture.url) { #expect($0.ask(token) == "allowed") }
            await #expect(throws: CatalogError.self) {
                try await fixture.catalog.keys.create(draft, in: organization, by: .commandLine)
            }
            #expect(try await fixture.catalog.keys.list(KeyQuery(), of: organization).total == 1)
            let found = try await fixture.stores.keys.recognise(TokenTrace(token, under: Fixture.secret))
            #expect(found?.id == token.id)
            #expect(try await fixture.stores.keys.recognise(TokenTrace(.generate(), under: Fixture.secret)) == nil)
        }
    }
}
