import APIKeys
import Catalog
import Testing

@testable import Dashboard

@Suite("A change of a key, before it is made")
struct KeyChangeTests {
    private func key(_ change: (inout Grant) -> Void = { _ in }) -> APIKey {
        var grant = Grant(
            id: KeyID("lk_7Qm2xVb9RtYs") ?? .random(), organization: 1, scopes: [.query, .configure], brands: .specific([1, 2]),
            expiresAt: testNow + .seconds(86_400))
        change(&grant)
        return APIKey(grant: grant, name: "Looker", createdAt: testNow, createdBy: "ann")
    }

    private func rows(_ change: (inout KeyEdit) throws -> Void) rethrows -> [ChangeRow] {
        var edit = KeyEdit()
        try change(&edit)
        let names = [1: "Fabrikam", 2: "Contoso", 3: "Litware"]
        return KeyChanges(edit, on: key(), brandNames: names, words: DateWords(now: testNow)).changes
    }

    @Test("Only what differs is listed, with what goes and what comes")
    func rows() throws {
        let rows = try rows {
            $0.name = "Looker"
            $0.scopes = [.query, .ingest]
            $0.brands = .specific([1, 3])
            $0.limit = .some(RateLimit(perMinute: 60, burst: 10))
            $0.addresses = [try #require(AddressRange("10.0.0.0/8"))]
        }
        #expect(rows.map(\.field) == ["May", "Brands", "Usable from", "Rate limit"])
        #expect(rows[0].difference == "takes away Configure; adds Ingest")
        #expect(rows[1].before == "Fabrikam, Contoso" && rows[1].after == "Fabrikam, Litware")
        #expect(rows[1].difference == "takes away Contoso; adds Litware")
        #expect(rows[2].before == "Anywhere" && rows[2].after == "10.0.0.0/8" && rows[2].difference == nil)
        #expect(rows[3].before == "No limit" && rows[3].after == "60 a minute, 10 at once")
    }

    @Test("Two ends on one day are a change too, though they read alike")
    func sameDay() {
        let rows = rows { $0.expiresAt = .some(testNow + .seconds(86_401)) }
        #expect(rows.map(\.field) == ["Last day"])
    }

    @Test("An edit holds only what the form changes: what another admin changed meanwhile stays")
    func onlyTheDifference() throws {
        let seen = key()
        let values = try KeyInput(seen).values(ExpiryChoices(OrganizationPolicy(), now: testNow, keeps: true)).get()
        var changed = values
        changed.limit = RateLimit(perMinute: 5)
        let edit = changed.edit(of: seen)
        var expected = KeyEdit()
        expected.limit = .some(RateLimit(perMinute: 5))
        #expect(edit == expected)
    }

    @Test("What calls of the past cannot tell is said, and only where it matters")
    func remark() {
        let before = key().grant
        let later = key { $0.expiresAt = testNow + .seconds(90_000) }.grant
        let sooner = key { $0.expiresAt = testNow + .seconds(3600) }.grant
        let slower = key { $0.limit = RateLimit(perMinute: 5) }.grant
        #expect(KeyChangePage.remark(before: before, after: key { $0.scopes = .query }.grant) == nil)
        #expect(KeyChangePage.remark(before: before, after: later) == nil)
        #expect(KeyChangePage.remark(before: before, after: sooner)?.contains("new end") == true)
        #expect(KeyChangePage.remark(before: before, after: slower)?.contains("rate limit") == true)
        #expect(KeyChangePage.remark(before: slower, after: before) == nil)
        #expect(KeyChangePage.remark(before: key { $0.expiresAt = nil }.grant, after: later)?.contains("new end") == true)
    }

    @Test("Two states of a key are told apart, whichever field it is")
    func versions() throws {
        let range = try #require(AddressRange("10.0.0.0/8"))
        let states = [
            key(), key { $0.scopes = [.query] }, key { $0.brands = .all }, key { $0.brands = .specific([1]) },
            key { $0.expiresAt = nil }, key { $0.addresses = [range] }, key { $0.limit = RateLimit(perMinute: 5) },
            key { $0.limit = RateLimit(perMinute: 5, burst: 1) }, key { $0.traits = .rotatesItself },
        ]
        #expect(Set(states.map(KeyVersion.of)).count == states.count)
        #expect(KeyVersion.of(key()) == KeyVersion.of(key()))
    }
}
