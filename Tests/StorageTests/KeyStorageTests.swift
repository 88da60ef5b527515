import APIKeys
import Catalog
import Foundation
import Testing

@testable import Storage

@Suite struct KeyStorageTests {
    @Test func aKeyWorksAtOnceAndAfterAReopening() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "latchkey-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let url = folder.appending(path: "test.sqlite")
        let (token, brand) = try await reopen(url) { fixture in
            let organization = try await fixture.makeOrganization()
            let brand = try await fixture.makeBrand("fabrikam", in: organization)
            let token = try await fixture.makeKey(.specific([brand.id]), in: organization).token
            #expect(fixture.ask(token, brand: brand.id) == "allowed")
            return (token, brand)
        }
        try await reopen(url) { fixture in
            #expect(fixture.ask(token, brand: brand.id) == "allowed")
            #expect(fixture.ask(token, brand: brand.id + 1) == "brand_not_granted")
        }
    }

    @Test func everyFieldOfAGrantComesBackAsItWasWritten() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let token = Token.generate()
            let grant = Grant(
                id: token.id, organization: organization.id, scopes: [.configure, .ingest], brands: .specific([5, 3, 900_000]),
                expiresAt: Timestamp(milliseconds: 1_900_000_000_123),
                addresses: [try #require(AddressRange("203.0.113.0/24")), try #require(AddressRange("2001:db8::/32"))],
                limit: RateLimit(perMinute: 60, burst: 10), traits: [.rotatesItself])
            let key = APIKey(
                grant: grant, name: "Ünï \"quoted\" 日本", createdAt: Fixture.now, createdBy: "ann@northwind.example",
                predecessor: .random())
            let audit = AuditDraft(at: Fixture.now, actor: .commandLine, action: .keyCreated)
            try await fixture.stores.keys.insert(NewKey(key, secret: .generated(token), audit: audit))
            let source = UsageLedger.Source(address: IPAddress("2001:db8::1"), client: "looker/2")
            let use = UsageLedger.Use(at: Fixture.now, source: source)
            try await fixture.stores.usage.save(.use(use, of: token.id), at: fixture.clock.now)
            let found = try #require(try await fixture.stores.keys.find(token.id, in: organization.id))
            #expect(found.grant == grant)
            #expect(found.name == key.name)
            #expect(found.createdBy == key.createdBy)
            #expect(found.predecessor == key.predecessor)
            #expect(found.isIntact)
            #expect(found.lastUse == use)
        }
    }

    @Test func anOlderUseNeverReplacesANewerOne() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let key = try await fixture.makeKey(.all, in: organization).key
            for milliseconds in [5, 9, 7] as [Int64] {
                let moment = Timestamp(milliseconds: milliseconds)
                let use = UsageLedger.Use(at: moment, source: UsageLedger.Source(address: nil, client: ""))
                try await fixture.stores.usage.save(.use(use, of: key.id), at: fixture.clock.now)
            }
            let found = try await fixture.catalog.keys.find(key.id, in: organization)
            #expect(found.lastUse?.at.milliseconds == 9)
        }
    }

    @Test(arguments: [
        ("scope widened", #"UPDATE api_keys SET scopes = '["query","create-brand"]'"#),
        ("scope made unreadable", #"UPDATE api_keys SET scopes = '["everything"]'"#),
        ("brand added", "UPDATE api_keys SET brands = '[1,2]'"),
        ("all brands", "UPDATE api_keys SET brand_access = 'all'"),
        ("expiry moved", "UPDATE api_keys SET expires_at = expires_at + 1"),
        ("expiry removed", "UPDATE api_keys SET expires_at = NULL"),
        ("digest swapped", "UPDATE api_keys SET digest = zeroblob(32)"),
        ("seal swapped", "UPDATE api_keys SET seal = zeroblob(32)"),
        ("address list opened", #"UPDATE api_keys SET addresses = '["0.0.0.0/0"]'"#),
        ("addresses made unreadable", "UPDATE api_keys SET addresses = 'garbage'"),
        ("brands made unreadable", "UPDATE api_keys SET brands = 'garbage'"),
        ("brand access made unreadable", "PRAGMA ignore_check_constraints = 1; UPDATE api_keys SET brand_access = 'some'"),
        ("expiry made a text", "UPDATE api_keys SET expires_at = 'never'"),
        ("revision made a text", "UPDATE api_keys SET revision = 'x', scopes = '[]'"),
        ("limit raised", "UPDATE api_keys SET limit_per_minute = 1000, limit_burst = 1000"),
        ("limit out of bounds", "UPDATE api_keys SET limit_per_minute = 0, limit_burst = 0"),
        ("allowed to rotate itself", "UPDATE api_keys SET traits = 1"),
        ("traits out of bounds", "UPDATE api_keys SET traits = 4711"),
        (
            "given a successor",
            "UPDATE api_keys SET end_cause = 'rotated', ended_at = 1, rotated_at = 1, successor_id = 'lk_000000000000'"
        ),
        ("brought to life", "UPDATE api_keys SET end_cause = 'revoked', ended_at = 1"),
    ])
    func aRowChangedInTheDatabaseIsRefusedAfterARestart(_ what: String, _ sql: String) async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let brand = try await fixture.makeBrand("fabrikam", in: organization)
            _ = try await fixture.makeBrand("contoso", in: organization)
            let expires = Timestamp(milliseconds: Fixture.now.milliseconds + 1_000_000)
            let (key, token) = try await fixture.makeKey(.specific([brand.id]), expires: expires, in: organization)
            try fixture.tamper(sql)
            try await reopen(fixture.url) { restarted in
                #expect(restarted.ask(token) == "key_sealed_wrong")
                let found = try await restarted.catalog.keys.find(key.id, in: organization)
                #expect(found.state(at: Fixture.now) == .tampered)
                // Not even a change made by the program gives the forged record a good seal.
                _ = try await restarted.catalog.keys.revoke(key.id, in: organization, by: .commandLine)
                #expect(restarted.ask(token) == "key_sealed_wrong")
            }
        }
    }

    @Test func aRevokedKeyBroughtBackByEditingTheRowIsRefused() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let (key, token) = try await fixture.makeKey(.all, in: organization)
            _ = try await fixture.catalog.keys.revoke(key.id, in: organization, by: .commandLine)
            try fixture.tamper("UPDATE api_keys SET end_cause = NULL, ended_at = NULL")
            try await reopen(fixture.url) { #expect($0.ask(token) == "key_sealed_wrong") }
        }
    }

    @Test func aForgedKeyCannotLaunderItselfByCreatingABrand() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let brand = try await fixture.makeBrand("fabrikam", in: organization)
            let key = try await fixture.makeKey(.specific([brand.id]), scopes: .createBrand, in: organization).key
            try fixture.tamper(#"UPDATE api_keys SET scopes = '["query","create-brand"]'"#)
            await #expect(throws: StoreError.self) {
                try await fixture.makeBrand("new", in: organization, by: .key(key.id))
            }
            #expect(try await fixture.catalog.brands.list(of: organization.id).count == 1)
        }
    }

    @Test func aBrandThatAKeyCreatesJoinsItsListAndOnlyIts() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let first = try await fixture.makeBrand("fabrikam", in: organization)
            let scopes: Scopes = [.query, .createBrand]
            let (creator, token) = try await fixture.makeKey(.specific([first.id]), scopes: scopes, in: organization)
            let other = try await fixture.makeKey(.specific([first.id]), scopes: scopes, in: organization).token
            let new = try await fixture.makeBrand("contoso", in: organization, by: .key(creator.id))
            #expect(fixture.ask(token, brand: new.id) == "allowed")
            #expect(fixture.ask(other, brand: new.id) == "brand_not_granted")
            try await reopen(fixture.url) { #expect($0.ask(token, brand: new.id) == "allowed") }
        }
    }

    /// Whoever moves from the old key to its successor, or has not moved yet, loses no brand that the other made.
    @Test func aBrandThatAKeyCreatesJoinsTheListsOfItsWholeLineWhileTheyWork() async throws {
        try await withDatabase { fixture in
            let keys = fixture.catalog.keys
            let organization = try await fixture.makeOrganization()
            let first = try await fixture.makeBrand("fabrikam", in: organization)
            let (a, tokenA) = try await fixture.makeKey(
                .specific([first.id]), scopes: [.query, .createBrand], in: organization)
            var line = [(id: a.id, token: tokenA)]
            for _ in 0..<2 {
                let made = try await keys.rotate(
                    line[line.count - 1].id, RotationRequest(overlap: .seconds(3600)), in: organization, by: .commandLine
                ).successor
                line.append((made.key.id, try #require(made.token)))
            }
            for (number, maker) in line.enumerated() {
                let before = try await fixture.actions().count { $0 == "key.brand_added" }
                let brand = try await fixture.makeBrand("brand\(number)", in: organization, by: .key(maker.id))
                for (_, token) in line { #expect(fixture.ask(token, brand: brand.id) == "allowed") }
                #expect(try await fixture.actions().count { $0 == "key.brand_added" } == before + 3)
            }
            // What has ended gets nothing more, and its rotation stays what it was.
            _ = try await keys.finishRotation(a.id, in: organization, by: .commandLine)
            let late = try await fixture.makeBrand("late", in: organization, by: .key(line[2].id))
            var haveIt: [Bool] = []
            for (id, _) in line { haveIt.append(try await keys.find(id, in: organization).grant.brands.grants(late.id)) }
            #expect(haveIt == [false, true, true])
            #expect(try await keys.find(a.id, in: organization).state(at: fixture.clock.now) == .rotated)
            #expect(try await fixture.catalog.audit.verify().isIntact)
        }
    }

    /// The column that names a key's predecessor is under no seal.
    @Test func noKeyIsPutIntoTheLineOfAnotherByWritingTheDatabase() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let first = try await fixture.makeBrand("fabrikam", in: organization)
            let scopes: Scopes = [.query, .createBrand]
            let (maker, _) = try await fixture.makeKey(.specific([first.id]), scopes: scopes, in: organization)
            let (other, token) = try await fixture.makeKey(.specific([first.id]), scopes: scopes, in: organization)
            for (number, predecessor) in [other.id, maker.id].enumerated() {
                try fixture.tamper("UPDATE api_keys SET predecessor_id = '\(predecessor)' WHERE id = '\(maker.id)'")
                let brand = try await fixture.makeBrand("brand\(number)", in: organization, by: .key(maker.id))
                #expect(fixture.ask(token, brand: brand.id) == "brand_not_granted")
            }
        }
    }

    @Test func archivingTakesAccessAndRestoringGivesItBack() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let brand = try await fixture.makeBrand("fabrikam", in: organization)
            let listed = try await fixture.makeKey(.specific([brand.id]), in: organization).token
            let all = try await fixture.makeKey(.all, in: organization).token
            #expect(try await fixture.catalog.brands.keysReaching(brand.id, in: organization.id) == 2)
            _ = try await fixture.catalog.brands.archive(brand.id, in: organization.id, by: .commandLine)
            #expect(fixture.ask(listed, brand: brand.id) == "brand_archived")
            #expect(fixture.ask(all, brand: brand.id) == "brand_archived")
            #expect(fixture.mirror.brands.active(in: organization.id).isEmpty)
            _ = try await fixture.catalog.brands.restore(brand.id, in: organization.id, by: .commandLine)
            #expect(fixture.ask(listed, brand: brand.id) == "allowed")
            #expect(fixture.ask(all, brand: brand.id) == "allowed")
        }
    }

    @Test func nothingOfAnotherOrganizationIsFoundOrChanged() async throws {
        try await withDatabase { fixture in
            let ours = try await fixture.makeOrganization("Ours")
            let theirs = try await fixture.makeOrganization("Theirs")
            let brand = try await fixture.makeBrand("fabrikam", in: theirs)
            let (key, token) = try await fixture.makeKey(.all, in: theirs)
            await #expect(throws: CatalogError.self) { try await fixture.catalog.keys.find(key.id, in: ours) }
            await #expect(throws: CatalogError.self) {
                try await fixture.catalog.keys.revoke(key.id, in: ours, by: .commandLine)
            }
            await #expect(throws: CatalogError.self) {
                try await fixture.catalog.brands.archive(brand.id, in: ours.id, by: .commandLine)
            }
            await #expect(throws: CatalogError.invalid(field: "brands", message: "Ours has no brand \(brand.id).")) {
                try await fixture.makeKey(.specific([brand.id]), in: ours)
            }
            #expect(fixture.ask(token, brand: brand.id) == "allowed")
            #expect(try await fixture.catalog.keys.list(KeyQuery(), of: ours).total == 0)
        }
    }

    @Test func aSecondProcessOnTheSameFileLearnsOfEveryChange() async throws {
        try await withDatabase { first in
            try await reopen(first.url) { second in
                let organization = try await first.makeOrganization()
                let brand = try await first.makeBrand("fabrikam", in: organization)
                let (key, token) = try await first.makeKey(.specific([brand.id]), in: organization)
                #expect(second.ask(token, brand: brand.id) == "key_unknown")
                try await second.mirror.catchUp()
                #expect(second.ask(token, brand: brand.id) == "allowed")
                _ = try await first.catalog.brands.archive(brand.id, in: organization.id, by: .commandLine)
                try await second.mirror.catchUp()
                #expect(second.ask(token, brand: brand.id) == "brand_archived")
                _ = try await first.catalog.keys.revoke(key.id, in: organization, by: .commandLine)
                try await second.mirror.catchUp()
                #expect(second.ask(token) == "key_revoked")
            }
        }
    }

    @Test func keysAreSearchedSortedFilteredAndPaged() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let soon = Timestamp(milliseconds: Fixture.now.milliseconds + 1000)
            for (index, name) in ["alpha", "50%_off", "Beta"].enumerated() {
                let draft = KeyDraft(name: name, scopes: .query, brands: .all, expiresAt: index == 0 ? soon : nil)
                _ = try await fixture.catalog.keys.create(draft, in: organization, by: .commandLine)
            }
            func names(_ change: (inout KeyQuery) -> Void) async throws -> [String] {
                var query = KeyQuery()
                query.sort = .name
                query.descending = false
                change(&query)
                return try await fixture.catalog.keys.list(query, of: organization).keys.map(\.name)
            }
            #expect(try await names { _ in } == ["50%_off", "alpha", "Beta"])
            #expect(try await names { $0.search = "BET" } == ["Beta"])
            #expect(try await names { $0.search = "%" } == ["50%_off"])
            #expect(try await names { $0.search = "_" } == ["50%_off"])
            #expect(try await names { $0.search = "'; DROP TABLE api_keys; --" } == [])
            #expect(
                try await names {
                    $0.limit = 1; $0.offset = 1
                } == ["alpha"])
            #expect(try await names { $0.sort = .expires }.first == "alpha")
            #expect(try await names { $0.state = .revoked } == [])
            let alpha = try #require(
                try await fixture.catalog.keys.list(KeyQuery(), of: organization).keys.first { $0.name == "alpha" })
            #expect(try await names { $0.search = String(alpha.id.description.prefix(8)) } == ["alpha"])
            _ = try await fixture.catalog.keys.revoke(alpha.id, in: organization, by: .commandLine)
            #expect(try await names { $0.state = .revoked } == ["alpha"])
            #expect(try await names { $0.state = .active } == ["50%_off", "Beta"])
        }
    }
}

extension UsageBatch {
    static func use(_ use: UsageLedger.Use, of key: KeyID) -> UsageBatch {
        var batch = UsageBatch()
        batch.keys[key] = Key(lastUse: use, cells: [:], refusals: [])
        return batch
    }
}
