import APIKeys
import Catalog
import HTTPTypes
import HummingbirdTesting
import Storage
import Testing

@testable import Dashboard

@Suite("The key policy")
struct PolicyTests {
    static let whole = "longest_life_days=on&longest_life_days_number=90&unused_days=off&on_leak=flag&four_eyes=off"
    private let address = "/o/northwind-agency/policy"

    private func policy(_ body: String) -> Result<OrganizationPolicy, PolicyProblems> {
        PolicyInput(FormFields(Array(body.utf8))).policy()
    }

    @Test("A whole form becomes a policy, and a policy the same form again")
    func roundTrip() throws {
        let read = try policy(Self.whole).get()
        var expected = OrganizationPolicy()
        expected.longestLifeDays = 90
        expected.onLeak = .flag
        #expect(read == expected)
        expected.unusedDays = 30
        expected.fourEyes = true
        #expect(try PolicyInput(expected).policy().get() == expected)
        #expect(try PolicyInput(OrganizationPolicy()).policy().get() == OrganizationPolicy())
    }

    @Test("A number under a rule that is off does not count")
    func off() throws {
        #expect(try policy(Self.whole.replacing("life_days=on", with: "life_days=off")).get().longestLifeDays == nil)
    }

    @Test(
        "What cannot be is refused at its rule",
        arguments: [
            ("days_number=90", "days_number=", PolicyField.longestLife), ("days_number=90", "days_number=ninety", .longestLife),
            ("unused_days=off", "unused_days=on", .unused), ("unused_days=off", "unused_days=x", .unused),
            ("on_leak=flag", "on_leak=burn", .onLeak), ("four_eyes=off", "four_eyes=", .fourEyes),
        ])
    func refused(part: String, change: String, field: PolicyField) {
        guard case .failure(let problems) = policy(Self.whole.replacing(part, with: change)) else {
            Issue.record("it was taken")
            return
        }
        #expect(Array(problems.byField.keys) == [field])
    }

    @Test("An empty form is refused at every rule")
    func empty() {
        guard case .failure(let problems) = policy("") else {
            Issue.record("it was taken")
            return
        }
        #expect(Set(problems.byField.keys) == Set(PolicyField.allCases))
        #expect(problems.summary.count == PolicyField.allCases.count)
    }

    @Test("The page shows each rule as it is, and the last admin that nobody could agree")
    func page() {
        var policy = OrganizationPolicy()
        policy.unusedDays = 45
        let page = PolicyPage(policy, admins: 1, slug: "nw", words: DateWords(now: testNow))
        let rules = Dictionary(uniqueKeysWithValues: page.rules.map { ($0.ruleID, $0) })
        #expect(rules["unused_days"]?.options.first { $0.isChosen }?.label == "They are revoked")
        #expect(rules["unused_days"]?.days?.number == "45")
        #expect(rules["on_leak"]?.options.first { $0.isChosen }?.value == "revoke")
        #expect(rules["four_eyes"]?.caution != nil)
        #expect(PolicyPage(policy, admins: 2, slug: "nw", words: DateWords(now: testNow)).rules.allSatisfy { $0.caution == nil })
        #expect(page.rules.allSatisfy { rule in rule.options.count { $0.isChosen } == 1 })
    }

    @Test("Saving says what is different now, in values of the policy and not of the address")
    func saved() async throws {
        let scene = try await Scene()
        let seen = try await scene.policy().version
        try await scene.site.run { client in
            let sent = try await client.post(address, scene.admin, "seen=\(seen)&\(Self.whole)")
            #expect(sent.status == .seeOther)
            #expect(sent.location == "\(address)?done=saved&changed=longest_life_days&changed=on_leak")
            let page = try await client.get(sent.location, scene.admin).text
            #expect(page.contains("Saved. New keys live 90 days at most. A key that is found in public is flagged"))
            let forged = try await client.get("\(address)?done=saved&changed=call+0800", scene.admin).text
            #expect(forged.contains("Saved.") && !forged.contains("0800"))

            let again = try await client.post(address, scene.admin, "seen=\(try await scene.policy().version)&\(Self.whole)")
            #expect(again.location == "\(address)?done=same")
        }
        #expect(try await scene.policy().longestLifeDays == 90)
        #expect(try await scene.policy().onLeak == .flag)
    }

    @Test("Nobody ends keys by a policy before having seen how many")
    func ends() async throws {
        let scene = try await Scene()
        _ = try await scene.key("Old")
        _ = try await scene.key("Older")
        _ = try await scene.site.database.write {
            try $0.execute("UPDATE api_keys SET created_at = created_at - \(40 * 86_400_000)")
        }
        let seen = try await scene.policy().version
        let choices = Self.whole.replacing("unused_days=off", with: "unused_days=on&unused_days_number=30")
        try await scene.site.run { client in
            for agreed in ["", "&agreed=1", "&agreed=3"] {
                let asked = try await client.post(address, scene.admin, "seen=\(seen)&\(choices)\(agreed)")
                #expect(asked.status == .ok)
                #expect(asked.text.contains("2 keys have not been used for so long."))
                #expect(asked.text.contains("Save policy and revoke 2 keys"))
                #expect(asked.text.contains("name=\"agreed\" value=\"2\""))
            }
            #expect(try await scene.policy() == OrganizationPolicy())
            let saved = try await client.post(address, scene.admin, "seen=\(seen)&\(choices)&agreed=2")
            #expect(saved.status == .seeOther)
        }
        #expect(try await scene.policy().unusedDays == 30)
    }

    @Test("A number beyond the bounds comes back with the catalog's sentence and everything that was entered")
    func bounds() async throws {
        let scene = try await Scene()
        let seen = try await scene.policy().version
        try await scene.site.run { client in
            let body = "seen=\(seen)&" + Self.whole.replacing("=90", with: "=9999")
            let answer = try await client.post(address, scene.admin, body)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("9999 days make no sense"))
            #expect(answer.text.contains("value=\"9999\""))
        }
        #expect(try await scene.policy() == OrganizationPolicy())
    }

    @Test("What another admin set meanwhile is not overwritten")
    func overtaken() async throws {
        let scene = try await Scene()
        let seen = try await scene.policy().version
        var meanwhile = OrganizationPolicy()
        meanwhile.unusedDays = 30
        _ = try await scene.catalog.policies.set(meanwhile, of: scene.organization, by: .user(scene.rajUser))
        try await scene.site.run { client in
            let answer = try await client.post(address, scene.admin, "seen=\(seen)&\(Self.whole)")
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("The policy was changed since you opened this page"))
        }
        #expect(try await scene.policy() == meanwhile)
    }

    @Test("Going back to one admin waits for a second one, and the page says so until it is decided")
    func waits() async throws {
        let scene = try await Scene(fourEyes: true)
        let seen = try await scene.policy().version
        try await scene.site.run { client in
            let sent = try await client.post(address, scene.admin, "seen=\(seen)&\(Self.whole)")
            #expect(sent.location == "\(address)?done=asked")
            let page = try await client.get(sent.location, scene.admin).text
            #expect(page.contains("Asked, and not changed yet"))
            #expect(page.contains("A change waits for a second admin."))
            #expect(page.contains("Two admins decide") && page.contains("One admin decides"))
            // Once more is not twice.
            let again = try await client.post(address, scene.admin, "seen=\(seen)&\(Self.whole)")
            #expect(again.status == .unprocessableContent)
            #expect(again.text.contains("waits for approval already"))
        }
        #expect(try await scene.policy().fourEyes)
        #expect(try await scene.catalog.approvals.open(of: scene.organization).count == 1)
    }
}
