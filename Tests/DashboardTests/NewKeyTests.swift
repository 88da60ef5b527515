import APIKeys
import Catalog
import Testing

@testable import Dashboard

@Suite("The form of a new key")
struct NewKeyTests {
    private func input(_ body: String) -> NewKeyInput { NewKeyInput(FormFields(Array(body.utf8))) }

    private func draft(_ body: String) throws -> KeyDraft { try input(body).draft(at: testNow).get() }

    private func problems(_ body: String) -> [NewKeyField: String] {
        guard case .failure(let problems) = input(body).draft(at: testNow) else { return [:] }
        return problems.byField
    }

    @Test("A whole form becomes a draft")
    func whole() throws {
        let draft = try draft("name=Looker&scopes=query&scopes=create-brand&brand_access=specific&brands=2&brands=5&expiry=90")
        #expect(draft.name == "Looker")
        #expect(draft.scopes == [.query, .createBrand])
        #expect(draft.brands == .specific([2, 5]))
        #expect(draft.expiresAt == testNow + .seconds(90 * 86_400))
    }

    @Test("With all brands chosen, what is ticked in the list does not count")
    func allBrands() throws {
        #expect(try draft("name=a&scopes=query&brand_access=all&brands=2&expiry=never").brands == .all)
        #expect(try draft("name=a&scopes=query&brand_access=all&expiry=never").expiresAt == nil)
    }

    @Test("A date means the end of that day in UTC")
    func date() throws {
        let end = try draft("name=a&scopes=query&brand_access=all&expiry=date&expiry_date=2027-02-21").expiresAt
        #expect(end == Timestamp(iso8601: "2027-02-22T00:00:00Z"))
        #expect(try draft("name=a&scopes=query&brand_access=all&expiry=date&expiry_date=2026-11-23").expiresAt != nil)
    }

    @Test("Everything that is wrong is said at once")
    func everything() {
        #expect(Set(problems("").keys) == [.name, .scopes, .brands, .expires])
    }

    @Test(
        "What cannot be is refused at its field",
        arguments: [
            ("expiry=date&expiry_date=2026-11-22", NewKeyField.expires), ("expiry=date&expiry_date=", .expires),
            ("expiry=date&expiry_date=2027-02-31", .expires), ("expiry=date&expiry_date=21.2.2027", .expires),
            ("expiry=45", .expires), ("scopes=admin", .scopes), ("brand_access=some", .brands),
            ("brand_access=specific", .brands), ("brand_access=specific&brands=x", .brands), ("name=a%0Ab", .name),
            ("name=" + String(repeating: "x", count: 101), .name),
        ])
    func refused(change: String, field: NewKeyField) {
        // The first of a name counts, so the change stands before a form that is otherwise whole.
        let found = problems("\(change)&name=a&\(change.contains("scopes") ? "" : "scopes=query&")brand_access=all&expiry=90")
        #expect(Array(found.keys) == [field])
    }

    @Test("A scope that does not exist is answered with those that do")
    func unknownScope() {
        #expect(
            problems("name=a&scopes=admin&brand_access=all&expiry=90")[.scopes]?.contains(
                "Query, Configure, Create Brand and Ingest") == true)
    }

    @Test("A form that was not taken is shown with everything that was entered")
    func kept() async throws {
        let site = try await TestSite()
        let input = input(
            "name=&scopes=query&brand_access=specific&brands=\(site.tailspin.id)&expiry=date&expiry_date=2027-01-02")
        let page = NewKeyPage(
            input, problems: [.name: "The key's name is missing."], slug: "nw", brands: [site.fabrikam, site.tailspin],
            words: DateWords(now: testNow))
        #expect(page.scopeCards.filter(\.isChosen).map(\.value) == ["query"])
        #expect(page.brands.filter(\.isChosen).map(\.label) == ["Tailspin Toys"])
        #expect(page.expiries.filter(\.isChosen).map(\.value) == ["date"])
        #expect(page.date == "2027-01-02")
        #expect(page.problems == [Problem(anchor: "name", message: "The key's name is missing.")])
        #expect(
            page.sentence.map { $0.plain + $0.strong }.joined()
                == "This key will let its holder read analytics for Tailspin Toys until 2 January 2027, and nothing else.")
    }

    @Test("A new form takes the least: no scope, no brand, 90 days")
    func fresh() async throws {
        let site = try await TestSite()
        let archived = try await site.catalog.brands.archive(site.tailspin.id, in: site.northwind.id, by: .commandLine)
        let page = NewKeyPage(NewKeyInput(), slug: "nw", brands: [site.fabrikam, archived], words: DateWords(now: testNow))
        #expect(page.scopeCards.filter(\.isChosen).isEmpty)
        #expect(page.isSpecific && !page.isAll)
        #expect(page.brands.map(\.label) == ["Fabrikam"], "an archived brand is not offered")
        #expect(page.expiries.filter(\.isChosen).map(\.label) == ["90 days"])
        #expect(page.expiries.first { $0.isChosen }?.day == "21 Feb 2027")
    }
}
