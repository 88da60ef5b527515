import APIKeys
import Catalog
import Testing

@testable import Dashboard

@Suite("The form of a key")
struct KeyInputTests {
    private let choices = ExpiryChoices(OrganizationPolicy(), now: testNow)

    private func input(_ body: String) -> KeyInput { KeyInput(FormFields(Array(body.utf8))) }

    private func values(_ body: String) throws -> KeyValues { try input(body).values(choices).get() }

    private func problems(_ body: String) -> [KeyField: String] {
        guard case .failure(let problems) = input(body).values(choices) else { return [:] }
        return problems.byField
    }

    @Test("A whole form becomes a draft")
    func whole() throws {
        let draft = try values(
            "name=Looker&scopes=query&scopes=create-brand&brand_access=specific&brands=2&brands=5&expiry=90&addresses=203.0.113.0%2F24%0D%0A2001%3Adb8%3A%3A%2F32&per_minute=60&burst=10&rotates_itself=yes"
        ).draft
        #expect(draft.name == "Looker")
        #expect(draft.scopes == [.query, .createBrand])
        #expect(draft.brands == .specific([2, 5]))
        #expect(draft.expiresAt == testNow + .seconds(90 * 86_400))
        #expect(draft.addresses.map(\.description) == ["203.0.113.0/24", "2001:db8::/32"])
        #expect(draft.limit == RateLimit(perMinute: 60, burst: 10))
        #expect(draft.rotatesItself)
    }

    @Test("What is advanced may be left out")
    func plain() throws {
        let draft = try values("name=a&scopes=query&brand_access=all&expiry=never").draft
        #expect(draft.addresses.isEmpty && draft.limit == nil && !draft.rotatesItself && draft.expiresAt == nil)
    }

    @Test("With all brands chosen, what is ticked in the list does not count")
    func allBrands() throws {
        #expect(try values("name=a&scopes=query&brand_access=all&brands=2&expiry=never").brands == .all)
    }

    @Test("A date means the end of that day in UTC")
    func date() throws {
        let end = try values("name=a&scopes=query&brand_access=all&expiry=date&expiry_date=2027-02-21").expiry
        #expect(end == Timestamp(iso8601: "2027-02-22T00:00:00Z"))
        #expect(try values("name=a&scopes=query&brand_access=all&expiry=date&expiry_date=2026-11-23").expiry != nil)
    }

    @Test("Everything that is wrong is said at once")
    func everything() {
        #expect(Set(problems("addresses=x&per_minute=y").keys) == Set(KeyField.allCases))
    }

    @Test(
        "What cannot be is refused at its field",
        arguments: [
            ("expiry=date&expiry_date=2026-11-22", KeyField.expires), ("expiry=date&expiry_date=", .expires),
            ("expiry=date&expiry_date=2027-02-31", .expires), ("expiry=date&expiry_date=21.2.2027", .expires),
            ("expiry=45", .expires), ("expiry=keep", .expires), ("expiry=longest", .expires), ("scopes=admin", .scopes),
            ("brand_access=some", .brands), ("brand_access=specific", .brands), ("brand_access=specific&brands=x", .brands),
            ("name=a%0Ab", .name), ("name=" + String(repeating: "x", count: 101), .name),
            ("addresses=203.0.113.7%2F24", .addresses), ("addresses=10.0.0.1%0Aexample.com", .addresses),
            ("addresses=1.2.3.4%2F33", .addresses), ("per_minute=0", .limit), ("per_minute=1000001", .limit),
            ("per_minute=ten", .limit), ("per_minute=10&burst=-1", .limit), ("burst=10", .limit), ("per_minute=1.5", .limit),
        ])
    func refused(change: String, field: KeyField) {
        // The first of a name counts, so the change stands before a form that is otherwise whole.
        let found = problems("\(change)&name=a&\(change.contains("scopes") ? "" : "scopes=query&")brand_access=all&expiry=90")
        #expect(Array(found.keys) == [field])
    }

    @Test("Blocks may be parted by lines, commas or spaces, and one given twice counts once")
    func pasted() throws {
        let values = try values(
            "name=a&scopes=query&brand_access=all&expiry=90&addresses=10.0.0.1,+10.0.0.2%0A%0A10.0.0.1++2001:db8::1;10.0.0.3")
        #expect(values.addresses.map(\.description) == ["10.0.0.1", "10.0.0.2", "2001:db8::1", "10.0.0.3"])
    }

    @Test("A scope that does not exist is answered with those that do")
    func unknownScope() {
        #expect(
            problems("name=a&scopes=admin&brand_access=all&expiry=90")[.scopes]?.contains(
                "Query, Configure, Create Brand and Ingest") == true)
    }

    @Test("A form travels through a page that does not show it, and comes back the same")
    func carried() throws {
        let input = input(
            "name=A+%26+B&scopes=query&scopes=ingest&brand_access=specific&brands=2&brands=9&expiry=date&expiry_date=2027-01-02&addresses=10.0.0.0%2F8%0D%0A::1&per_minute=60&burst=5&rotates_itself=yes"
        )
        let body = input.hidden.map {
            "\(PercentEncoding.encode($0.fieldName))=\(PercentEncoding.encode($0.fieldValue))"
        }.joined(separator: "&")
        #expect(self.input(body) == input)
    }
}

@Suite("When a key may end")
struct ExpiryChoicesTests {
    private func policy(_ days: Int?) -> OrganizationPolicy {
        var policy = OrganizationPolicy()
        policy.longestLifeDays = days
        return policy
    }

    @Test(
        "Only what the organization allows is offered",
        arguments: [
            (nil, "30 60 90 365 date never", "90"), (90, "30 60 90 date", "90"), (45, "30 longest date", "longest"),
            (10, "longest date", "longest"), (1, "longest", "longest"),
        ] as [(Int?, String, String)])
    func offered(days: Int?, offered: String, preselected: String) {
        let choices = ExpiryChoices(policy(days), now: testNow)
        #expect(choices.offered.map(\.rawValue).joined(separator: " ") == offered)
        #expect(choices.preselected.rawValue == preselected)
    }

    @Test("Of a key that is there, the life counts from its making, and what it has may stay")
    func old() {
        let made = testNow + .seconds(-60 * 86_400)
        let choices = ExpiryChoices(policy(90), now: testNow, createdAt: made, keeps: true)
        #expect(choices.offered.map(\.rawValue) == ["keep", "30", "date"])
        #expect(choices.preselected == .keep)
        let past = ExpiryChoices(policy(30), now: testNow, createdAt: made, keeps: true)
        #expect(past.offered == [.keep])
    }

    @Test("A date beyond what is allowed is refused with the last day that is not")
    func tooLate() throws {
        let choices = ExpiryChoices(policy(45), now: testNow)
        guard case .failure(let problem) = choices.moment(of: "date", date: "2027-01-07") else {
            Issue.record("it was taken")
            return
        }
        #expect(problem.message == "Keys of this organization live 45 days at most. Choose a day not after 6 January 2027.")
        #expect(choices.latestDay == "2027-01-06")
        #expect((try? choices.moment(of: "date", date: "2027-01-06").get()) != nil)
    }

    @Test("To keep is to say nothing, and never is to say never")
    func kept() throws {
        let choices = ExpiryChoices(policy(nil), now: testNow, keeps: true)
        #expect(try choices.moment(of: "keep", date: "").get() == Timestamp??.none)
        #expect(try choices.moment(of: "never", date: "").get() == Timestamp??.some(nil))
    }
}
