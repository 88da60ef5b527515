import APIKeys
import Catalog
import Testing

@testable import Dashboard

@Suite("The pages of a key's form")
struct KeyFormTests {
    private func setting(_ site: TestSite, _ change: (inout OrganizationPolicy) -> Void = { _ in }) async throws
        -> KeyForm.Setting
    {
        var policy = OrganizationPolicy()
        change(&policy)
        return KeyForm.Setting(
            slug: "nw", policy: policy, brands: try await site.catalog.brands.list(of: site.northwind.id),
            choices: ExpiryChoices(policy, now: testNow), words: DateWords(now: testNow))
    }

    @Test("A form that was not taken is shown with everything that was entered")
    func kept() async throws {
        let site = try await TestSite()
        let input = KeyInput(
            FormFields(
                Array(
                    "name=&scopes=query&brand_access=specific&brands=\(site.tailspin.id)&expiry=date&expiry_date=2027-01-02&addresses=10.0.0.1&per_minute=60"
                        .utf8)))
        let problems = KeyProblems(byField: [.name: "The key's name is missing."])
        let page = NewKeyPage(input, problems: problems, in: try await setting(site))
        let form = page.form
        #expect(form.scopeCards.filter(\.isChosen).map(\.value) == ["query"])
        #expect(form.brands.filter(\.isChosen).map(\.label) == ["Tailspin Toys"])
        #expect(form.expiry.pills.filter(\.isChosen).map(\.value) == ["date"])
        #expect(form.expiry.date == "2027-01-02")
        #expect(form.isAdvanced, "what was entered under Advanced is in sight")
        #expect(page.problems == [Problem(anchor: "name", message: "The key's name is missing.")])
        #expect(
            form.sentence.map { $0.plain + $0.strong }.joined()
                == "This key will let its holder read analytics for Tailspin Toys until 2 January 2027, only from 10.0.0.1, at most 60 requests a minute, and nothing else."
        )
    }

    @Test("A new form takes the least: no scope, no brand, 90 days")
    func fresh() async throws {
        let site = try await TestSite()
        _ = try await site.catalog.brands.archive(site.tailspin.id, in: site.northwind.id, by: .commandLine)
        let setting = try await setting(site)
        let form = NewKeyPage(KeyInput(expiry: setting.choices.preselected), in: setting).form
        #expect(form.scopeCards.filter(\.isChosen).isEmpty)
        #expect(form.isSpecific && !form.isAll && !form.isAdvanced && !form.fourEyes)
        #expect(form.brands.map(\.label) == ["Fabrikam"], "an archived brand is not offered")
        #expect(form.expiry.pills.filter(\.isChosen).map(\.label) == ["90 days"])
        #expect(form.expiry.pills.first { $0.isChosen }?.day == "21 Feb 2027")
    }

    @Test(
        "Where four eyes are wanted, the form says which keys wait",
        arguments: [("query", "specific", false), ("query", "all", true), ("create-brand", "specific", true)])
    func waits(scope: String, access: String, waits: Bool) async throws {
        let site = try await TestSite()
        var input = KeyInput(expiry: .quarter)
        input.scopes = [scope]
        input.access = access
        let form = NewKeyPage(input, in: try await setting(site) { $0.fourEyes = true }).form
        #expect(form.fourEyes && form.waits == waits)
        #expect(!NewKeyPage(input, in: try await setting(site)).form.waits)
    }

    @Test("The form of a change shows the key as it is, an archived brand that it has included")
    func edited() async throws {
        let site = try await TestSite()
        _ = try await site.catalog.brands.archive(site.tailspin.id, in: site.northwind.id, by: .commandLine)
        let key = APIKey(
            grant: Grant(
                id: KeyID.random(), organization: site.northwind.id, scopes: [.query, .ingest],
                brands: .specific([site.tailspin.id]), expiresAt: testNow + .seconds(86_400),
                addresses: [try #require(AddressRange("10.0.0.0/8"))], limit: RateLimit(perMinute: 60), traits: .rotatesItself),
            name: "Looker", createdAt: testNow, createdBy: "ann")
        var setting = try await setting(site)
        setting = KeyForm.Setting(
            slug: "nw", policy: setting.policy, brands: setting.brands,
            choices: ExpiryChoices(setting.policy, now: testNow, createdAt: testNow, keeps: true), words: setting.words)
        let form = EditKeyPage(key, KeyInput(key), seen: "", in: setting).form
        #expect(form.name == "Looker" && form.addresses == "10.0.0.0/8" && form.perMinute == "60" && form.burst == "")
        #expect(form.rotatesItself && form.isAdvanced)
        #expect(form.brands.map(\.label) == ["Fabrikam", "Tailspin Toys"])
        #expect(form.brands.filter(\.isChosen).map(\.isAway) == [true])
        #expect(form.expiry.pills.first?.label == "As it is" && form.expiry.pills.first?.isChosen == true)
        #expect(form.expiry.pills.first?.day == "24 Nov 2026")
        // A form that nobody touched asks for nothing.
        #expect(try KeyInput(key).values(setting.choices).get().edit(of: key) == KeyEdit())
    }
}
