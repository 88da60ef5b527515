import APIKeys
import Testing

@testable import Catalog
@testable import Storage

/// Counts, receipts, looking ahead, least privilege.
@Suite struct UsageStorageTests {
    static let configure = APIKeys.Operation("brands.change", anyOf: .configure, target: .brand)

    @Test func countsAddUpAcrossFlushesAndProcesses() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let brand = try await fixture.makeBrand("fabrikam", in: organization)
            let key = try await fixture.makeKey(.all, in: organization).key
            for _ in 0..<3 { try await fixture.use(key.id, operation: .readBrand, brand: brand.id, times: 5) }
            try await fixture.use(key.id, hoursAgo: 2, times: 4, address: "2001:db8::1", client: "curl/8")
            try await fixture.use(key.id, times: 2, outcome: .refused(.brandNotGranted(99)))
            let report = try await fixture.catalog.insight.report(of: key.id, in: organization, days: 1)
            #expect(report.accepted == 19)
            #expect(report.refused == 2)
            #expect(report.hours.count == 24)
            #expect(report.hours.last?.accepted == 15)
            #expect(report.hours.last?.refused == 2)
            #expect(report.hours[21].accepted == 4)
            #expect(report.operations.map(\.name) == ["brands.read", "brands.list"])
            #expect(report.brands.map(\.brand) == [brand.id, nil])
            #expect(report.sources.map(\.source.client) == ["looker/2", "curl/8"])
            #expect(report.refusals.map(\.code) == ["brand_not_granted", "brand_not_granted"])
            #expect(report.lastUse?.source.client == "looker/2")
            await #expect(throws: CatalogError.self) {
                try await fixture.catalog.insight.report(
                    of: key.id, in: try await fixture.makeOrganization("Contoso"), days: 1)
            }
        }
    }

    @Test func aUseThatWasWrittenWhileTheClockWasAheadGivesWayToANewerOne() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let key = try await fixture.makeKey(.all, in: organization).key
            fixture.clock.advance(by: .seconds(20 * 86_400))
            try await fixture.use(key.id)
            fixture.clock.advance(by: .seconds(-20 * 86_400))
            try await fixture.use(key.id, client: "curl/8")
            let last = try await fixture.catalog.keys.find(key.id, in: organization).lastUse
            #expect(last?.at == fixture.clock.now)
            #expect(last?.source.client == "curl/8")
        }
    }

    /// The key is accepted while its end waits for another writer.
    @Test func aReceiptNamesAMomentAfterWhichNothingWasAccepted() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let key = try await fixture.makeKey(.all, in: organization).key
            let slow = Stores(
                database: SlowDatabase(base: fixture.database) {
                    fixture.clock.advance(by: .seconds(3))
                }, secret: Fixture.secret)
            let keys = Catalog(
                stores: slow, secret: Fixture.secret, analyst: PlainAnalyst(), clock: WallClock { fixture.clock.now }
            ).keys
            let ended = try await keys.revoke(key.id, in: organization, by: .commandLine)
            #expect(ended.grant.endsAt == fixture.clock.now)
            // And what passes until the end is in force here.
            fixture.clock.advance(by: .milliseconds(20))
            try await fixture.use(key.id)
            let receipt = try #require(try await fixture.catalog.insight.receipt(of: ended))
            #expect(receipt.lastAcceptedAt == fixture.clock.now)
            #expect(receipt.effectiveAt == fixture.clock.now)
        }
    }

    @Test func whatAnUnknownKeyDidIsLeftOutAndTheRestIsKept() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let key = try await fixture.makeKey(.all, in: organization).key
            let ledger = UsageLedger()
            for id in [KeyID.random(), key.id] {
                ledger.record(
                    id, at: fixture.clock.now, from: nil, client: nil, operation: .listBrands, brand: nil,
                    outcome: .refused(.unknown))
            }
            try await fixture.stores.usage.save(ledger.drain(), at: fixture.clock.now)
            #expect(try await fixture.catalog.insight.report(of: key.id, in: organization, days: 1).refused == 1)
        }
    }

    @Test func hostileNamesOfClientsAreKeptHarmless() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let (key, token) = try await fixture.makeKey(.all, in: organization)
            try await fixture.use(key.id, client: "a\u{0}\u{202E}b\r\n\(token.reveal())" + String(repeating: "x", count: 500))
            let source = try #require(
                try await fixture.catalog.insight.report(of: key.id, in: organization, days: 1).sources.first)
            #expect(source.source.client.hasPrefix("a  b"))
            #expect(!source.source.client.contains(token.reveal().suffix(38)))
            #expect(source.source.client.count <= 80)
        }
    }

    @Test func sourcesAndRefusalsOfOneKeyAreBoundedAndOldOnesForgotten() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let key = try await fixture.makeKey(.all, in: organization).key
            for round in 0..<3 {
                let ledger = UsageLedger()
                for number in 0..<500 {
                    ledger.record(
                        key.id, at: fixture.clock.now, from: nil, client: "client \(round) \(number)", operation: .listBrands,
                        brand: nil, outcome: number % 5 == 0 ? .refused(.brandArchived(1)) : .allowed)
                }
                try await fixture.stores.usage.save(ledger.drain(), at: fixture.clock.now)
            }
            func count(_ table: String) async throws -> Int {
                try await fixture.database.read { try $0.int(SQL(trusted: "SELECT COUNT(*) FROM \(table)")) ?? -1 }
            }
            #expect(try await count("key_sources") == 1001)
            #expect(try await count("key_refusals") == 50)
            let report = try await fixture.catalog.insight.report(of: key.id, in: organization, days: 1)
            #expect(report.accepted + report.refused == 1500)
            try await fixture.catalog.housekeeping.forgetUsage(
                keepingDays: 90, at: fixture.clock.now + .seconds(89 * 86_400))
            #expect(try await count("key_usage") > 0)
            try await fixture.catalog.housekeeping.forgetUsage(
                keepingDays: 90, at: fixture.clock.now + .seconds(91 * 86_400))
            for table in ["key_usage", "key_sources", "key_refusals"] { #expect(try await count(table) == 0) }
        }
    }

    @Test func aReceiptTellsTheEndTheLastAcceptedAndWhatWasRefusedSince() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let key = try await fixture.makeKey(.all, in: organization).key
            try await fixture.use(key.id)
            let lastUse = fixture.clock.now
            #expect(try await fixture.catalog.insight.receipt(of: key) == nil)
            fixture.clock.advance(by: .seconds(10))
            let ended = try await fixture.catalog.keys.revoke(key.id, in: organization, by: .commandLine)
            try await fixture.use(key.id, times: 3, outcome: .refused(.revoked(key.id, at: fixture.clock.now)))
            let receipt = try #require(try await fixture.catalog.insight.receipt(of: ended))
            #expect(receipt.effectiveAt == fixture.clock.now)
            #expect(receipt.lastAcceptedAt == lastUse)
            #expect(receipt.refusalsSince == 3)
            #expect(receipt.cause == .revoked)
        }
    }

    @Test func aChangeIsMeasuredAgainstTheCallsOfThirtyDays() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let first = try await fixture.makeBrand("first", in: organization)
            let second = try await fixture.makeBrand("second", in: organization)
            let key = try await fixture.makeKey(
                .specific([first.id, second.id]), scopes: [.query, .configure], in: organization
            ).key
            try await fixture.use(key.id, operation: .readBrand, brand: first.id, times: 10)
            try await fixture.use(key.id, operation: .readBrand, brand: second.id, times: 4, address: "198.51.100.7")
            try await fixture.use(key.id, hoursAgo: 24 * 29, operation: .readBrand, brand: second.id, times: 2)
            try await fixture.use(key.id, hoursAgo: 24 * 31, operation: .readBrand, brand: second.id, times: 1000)
            try await fixture.use(key.id, times: 3, outcome: .refused(.expired(key.id, at: fixture.clock.now)))
            let insight = fixture.catalog.insight
            #expect(try await insight.impact(of: .with(\.name, "x"), on: key, in: organization).isHarmless)
            let fewer = try await insight.impact(of: .with(\.brands, .specific([first.id])), on: key, in: organization)
            #expect(fewer.requests == 6)
            #expect(fewer.considered == 16)
            #expect(fewer.brands.map(\.brand) == [second.id])
            #expect(fewer.reasons.map(\.name) == ["brand_not_granted"])
            #expect(try await insight.impact(of: .with(\.scopes, .query), on: key, in: organization).isHarmless)
            #expect(try await insight.impact(of: .with(\.scopes, .ingest), on: key, in: organization).requests == 16)
            let from = try #require(AddressRange("192.0.2.0/24"))
            let addresses = try await insight.impact(of: .with(\.addresses, [from]), on: key, in: organization)
            #expect(addresses.requests == 4)
            #expect(addresses.sources.map(\.source.address) == [IPAddress("198.51.100.7")])
            #expect(try await insight.impactOfEnding(key, in: organization).requests == 16)
            let archive = try await insight.impactOfArchiving(second.id, in: organization)
            #expect(archive.requests == 6)
            #expect(archive.keys.map(\.key) == [key.id])
            // What is refused by now anyway is no effect of the change.
            _ = try await fixture.catalog.brands.archive(second.id, in: organization.id, by: .commandLine)
            #expect(try await insight.impact(of: .with(\.brands, .specific([first.id])), on: key, in: organization).isHarmless)
        }
    }

    @Test func whatAKeyHasNotUsedForSixtyDaysIsNamedAndNothingElse() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let first = try await fixture.makeBrand("first", in: organization)
            let second = try await fixture.makeBrand("second", in: organization)
            let key = try await fixture.makeKey(
                .specific([first.id, second.id]), scopes: [.query, .configure, .ingest], in: organization
            ).key
            try await fixture.use(key.id, operation: .readBrand, brand: second.id)
            fixture.clock.advance(by: .seconds(59 * 86_400))
            try await fixture.use(key.id, operation: .readBrand, brand: first.id)
            #expect(try await fixture.catalog.insight.leastPrivilege(of: key) == nil)
            fixture.clock.advance(by: .seconds(2 * 86_400))
            let hint = try #require(try await fixture.catalog.insight.leastPrivilege(of: key))
            // Reading a brand is open to query and to configure; the narrower of the two is kept.
            #expect(hint.unusedScopes == [.configure, .ingest])
            #expect(hint.unusedBrands == [second.id])
            #expect(try await fixture.catalog.insight.impact(of: hint.edit, on: key, in: organization).requests == 0)
            _ = try await fixture.catalog.keys.edit(key.id, hint.edit, in: organization, by: .commandLine)
            let narrowed = try await fixture.catalog.keys.find(key.id, in: organization)
            #expect(narrowed.grant.scopes == .query)
            #expect(narrowed.grant.brands == .specific([first.id]))
            #expect(try await fixture.catalog.insight.leastPrivilege(of: narrowed) == nil)
        }
    }

    @Test func whatAKeyWasGivenWithinTheSixtyDaysIsNotNamed() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let first = try await fixture.makeBrand("first", in: organization)
            let second = try await fixture.makeBrand("second", in: organization)
            let id = try await fixture.makeKey(
                .specific([first.id]), scopes: [.query, .configure, .createBrand], in: organization
            ).key.id
            func hint() async throws -> LeastPrivilege {
                try await fixture.use(id, operation: .readBrand, brand: first.id)
                let key = try await fixture.catalog.keys.find(id, in: organization)
                return try #require(try await fixture.catalog.insight.leastPrivilege(of: key))
            }
            try await fixture.use(id, operation: .readBrand, brand: first.id)
            fixture.clock.advance(by: .seconds(61 * 86_400))
            var edit = KeyEdit()
            edit.scopes = [.query, .configure, .createBrand, .ingest]
            // The second brand is given by way of all of them.
            for brands in [BrandAccess.all, .specific([first.id, second.id])] {
                edit.brands = brands
                _ = try await fixture.catalog.keys.edit(id, edit, in: organization, by: .commandLine)
            }
            let own = try await fixture.makeBrand("own", in: organization, by: .key(id))
            let early = try await hint()
            #expect(early.unusedScopes == [.configure, .createBrand])
            #expect(early.unusedBrands == [])
            #expect(early.edit.brands == nil)
            fixture.clock.advance(by: .seconds(61 * 86_400))
            let late = try await hint()
            #expect(late.unusedScopes == [.configure, .createBrand, .ingest])
            #expect(late.unusedBrands == [second.id, own.id])
        }
    }

    @Test func aKeyThatASecondAdminAgreedToWithinTheSixtyDaysGetsNoHint() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            var policy = OrganizationPolicy()
            policy.fourEyes = true
            _ = try await fixture.catalog.policies.set(policy, of: organization, by: .commandLine)
            let second = try await fixture.makeMember("bob@northwind.example", of: organization)
            let id = try await fixture.makeKey(.all, scopes: [.query, .configure], in: organization).key.id
            try await fixture.use(id, outcome: .refused(.awaitsApproval(id)))
            fixture.clock.advance(by: .seconds(50 * 86_400))
            let approval = try #require(try await fixture.catalog.approvals.open(for: id, of: organization))
            try await fixture.catalog.approvals.approve(approval.id, in: organization, by: .user(second))
            for hint in [nil, Scopes.configure] {
                fixture.clock.advance(by: .seconds(40 * 86_400))
                try await fixture.use(id, operation: .query)
                let key = try await fixture.catalog.keys.find(id, in: organization)
                #expect(try await fixture.catalog.insight.leastPrivilege(of: key)?.unusedScopes == hint)
            }
        }
    }

    @Test(arguments: ["brands.read", "query"])
    func anExplanationIsTheDecisionItself(_ operation: String) async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let other = try await fixture.makeOrganization("Contoso")
            let mine = try await fixture.makeBrand("mine", in: organization)
            let ungranted = try await fixture.makeBrand("ungranted", in: organization)
            let foreign = try await fixture.makeBrand("foreign", in: other)
            let grant = try await fixture.makeKey(.specific([mine.id]), in: organization).key.grant
            func explain(_ brand: Int) async throws -> String {
                let explanation = try await fixture.catalog.insight.explain(
                    grant, operation: operation, brand: brand, from: nil)
                return explanation.refusal?.code ?? "allowed"
            }
            #expect(try await explain(mine.id) == "allowed")
            for brand in [ungranted.id, foreign.id, 4711] { #expect(try await explain(brand) == "brand_not_granted") }
            _ = try await fixture.catalog.brands.archive(mine.id, in: organization.id, by: .commandLine)
            #expect(try await explain(mine.id) == "brand_archived")
            await #expect(throws: CatalogError.self) {
                try await fixture.catalog.insight.explain(grant, operation: "fly", brand: nil, from: nil)
            }
        }
    }
}

/// One whose writers wait.
private struct SlowDatabase: Database {
    let base: SQLiteDatabase
    let wait: @Sendable () -> Void

    var dialect: Dialect { base.dialect }

    func read<T: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> T) async throws -> T {
        try await base.read(body)
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> T) async throws -> T {
        wait()
        return try await base.write(body)
    }
}

extension KeyEdit {
    fileprivate static func with<Value>(_ field: WritableKeyPath<KeyEdit, Value?>, _ value: Value) -> KeyEdit {
        var edit = KeyEdit()
        edit[keyPath: field] = value
        return edit
    }
}
