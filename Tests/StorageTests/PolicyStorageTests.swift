import APIKeys
import Testing

@testable import Catalog
@testable import Storage

/// What an organization demands of its keys is no more for the editing of the database than a key is.
@Suite struct PolicyStorageTests {
    private static let wanted: OrganizationPolicy = {
        var policy = OrganizationPolicy()
        policy.longestLifeDays = 90
        policy.unusedDays = 60
        policy.fourEyes = true
        return policy
    }()

    static func withPolicy(_ body: @Sendable (Fixture, Organization, Actor) async throws -> Void) async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let ann = Actor.user(try await fixture.makeMember("ann@northwind.example", of: organization))
            #expect(try await !fixture.catalog.policies.set(wanted, of: organization, by: ann))
            #expect(try await fixture.catalog.policies.find(of: organization) == wanted)
            #expect(try await fixture.catalog.audit.verify().faults == [])
            try await body(fixture, organization, ann)
        }
    }

    @Test func aNewOrganizationHasTheStandardPolicy() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            #expect(try await fixture.catalog.policies.find(of: organization) == OrganizationPolicy())
            #expect(try await fixture.stores.policies.broken() == [])
        }
    }

    @Test(arguments: [
        ("four eyes off", "UPDATE organization_policies SET four_eyes = 0"),
        ("leaks flagged", "UPDATE organization_policies SET on_leak = 'flag'"),
        ("a longer life", "UPDATE organization_policies SET longest_life_days = 3650"),
        ("any life", "UPDATE organization_policies SET longest_life_days = NULL"),
        ("a life that is no number", "UPDATE organization_policies SET longest_life_days = 'x'"),
        ("unused keys kept", "UPDATE organization_policies SET unused_days = NULL"),
        ("unused keys ended at once", "UPDATE organization_policies SET unused_days = 1"),
        ("no seal", "UPDATE organization_policies SET seal = NULL"),
        ("another seal", "UPDATE organization_policies SET seal = zeroblob(32)"),
        ("no row", "DELETE FROM organization_policies"),
    ])
    func aPolicyThatSomebodyElseWroteIsTheStrictest(_ what: String, _ sql: String) async throws {
        try await Self.withPolicy { fixture, organization, ann in
            try fixture.tamper(sql)
            // A start seals nothing that was sealed once.
            try await reopen(fixture.url) { restarted in
                #expect(try await restarted.catalog.policies.find(of: organization) == .strictest, "\(what)")
                #expect(try await restarted.stores.policies.broken() == [organization.id])
                // Nobody's keys are ended on the word of such a row.
                #expect(try await restarted.stores.policies.withUnusedRule().isEmpty)
                let token = try await restarted.catalog.keys.create(
                    KeyDraft(name: "A key", scopes: .query, brands: .all, expiresAt: Fixture.now + .seconds(3600)),
                    in: organization, by: ann
                ).token
                #expect(restarted.ask(try #require(token)) == "key_awaits_approval")
                let fault = try #require(try await restarted.catalog.audit.verify().faults.first)
                #expect([.edited, .replayed].contains(fault.kind))
                #expect(fault.what.contains("policy of organization \(organization.id)"))

                #expect(try await !restarted.catalog.policies.set(Self.wanted, of: organization, by: ann))
                #expect(try await restarted.catalog.policies.find(of: organization) == Self.wanted)
                #expect(try await restarted.stores.policies.broken() == [])
                #expect(try await restarted.catalog.audit.verify().faults == [])
            }
        }
    }

    @Test func aPolicyPutBackAsItWasIsFound() async throws {
        try await Self.withPolicy { fixture, organization, ann in
            try fixture.tamper("CREATE TABLE before AS SELECT * FROM organization_policies")
            var policy = Self.wanted
            policy.longestLifeDays = 30
            _ = try await fixture.catalog.policies.set(policy, of: organization, by: ann)
            try fixture.tamper("DELETE FROM organization_policies; INSERT INTO organization_policies SELECT * FROM before")
            #expect(try await fixture.catalog.audit.verify().faults.map(\.kind) == [.replayed])
        }
    }

    /// As a database of an earlier version has them: a row without a seal or none, and entries without a mark.
    @Test(arguments: [true, false])
    func aPolicyFromBeforeThereWereSealsIsSealedOnce(_ wasSet: Bool) async throws {
        try await Self.withPolicy { fixture, organization, _ in
            try fixture.tamper(
                """
                UPDATE organization_policies SET seal = NULL;
                UPDATE audit_events SET detail = '{}';
                \(wasSet ? "" : "DELETE FROM organization_policies;")
                """)
            let policy = wasSet ? Self.wanted : OrganizationPolicy()
            for _ in 0..<2 {
                try await reopen(fixture.url) { restarted in
                    let found = try await restarted.catalog.policies.find(of: organization)
                    let actions = try await restarted.actions()
                    #expect(found == policy)
                    #expect(actions.count { $0 == "policy.sealed" } == 1)
                }
            }
            try fixture.tamper("UPDATE organization_policies SET seal = NULL, four_eyes = 0")
            try await reopen(fixture.url) { restarted in
                let found = try await restarted.catalog.policies.find(of: organization)
                #expect(found == .strictest)
            }
        }
    }
}
