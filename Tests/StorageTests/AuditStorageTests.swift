import APIKeys
import Catalog
import Foundation
import GRDB
import Testing

@testable import Storage

@Suite struct AuditStorageTests {
    static func withHistory(_ body: @Sendable (Fixture, Organization) async throws -> Void) async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let brand = try await fixture.makeBrand("fabrikam", in: organization)
            let key = try await fixture.makeKey(.specific([brand.id]), in: organization).key
            _ = try await fixture.catalog.brands.archive(brand.id, in: organization.id, by: .commandLine)
            _ = try await fixture.catalog.keys.revoke(key.id, in: organization, by: .commandLine)
            try await body(fixture, organization)
        }
    }

    @Test func everyChangeIsInTheLogAndTheChainHolds() async throws {
        try await Self.withHistory { fixture, organization in
            #expect(try await fixture.catalog.audit.verify() == .intact(entries: 5))
            let events = try await fixture.catalog.audit.list(AuditQuery(), of: organization)
            #expect(
                events.map(\.action) == ["key.revoked", "brand.archived", "key.created", "brand.created", "organization.created"])
            #expect(events[0].detail["name"] == "A key")
            #expect(events[2].detail["brands"] == "fabrikam")
        }
    }

    @Test func whatChangesNothingWritesNoEntry() async throws {
        try await Self.withHistory { fixture, organization in
            let key = try #require(try await fixture.catalog.keys.list(KeyQuery(), of: organization).keys.first)
            _ = try await fixture.catalog.keys.revoke(key.id, in: organization, by: .commandLine)
            _ = try await fixture.catalog.brands.archive(1, in: organization.id, by: .commandLine)
            #expect(try await fixture.catalog.audit.verify() == .intact(entries: 5))
        }
    }

    @Test(arguments: [
        ("an actor changed", "UPDATE audit_events SET actor = 'mallory' WHERE sequence = 3", 3),
        ("a moment changed", "UPDATE audit_events SET at = at + 1 WHERE sequence = 2", 2),
        ("a detail changed", "UPDATE audit_events SET detail = '{}' WHERE sequence = 4", 4),
        ("an entry removed", "DELETE FROM audit_events WHERE sequence = 3", 3),
        ("the first removed", "DELETE FROM audit_events WHERE sequence = 1", 1),
        ("the last removed", "DELETE FROM audit_events WHERE sequence = 5", 5),
        (
            "two swapped",
            "UPDATE audit_events SET sequence = CASE sequence WHEN 2 THEN -3 WHEN 3 THEN -2 END WHERE sequence IN (2, 3); UPDATE audit_events SET sequence = -sequence WHERE sequence < 0",
            2
        ),
        ("a seal swapped", "UPDATE audit_events SET seal = zeroblob(32) WHERE sequence = 5", 5),
    ])
    func anyEditIsFoundAndNamed(_ what: String, _ sql: String, _ entry: Int) async throws {
        try await Self.withHistory { fixture, _ in
            try fixture.tamper(sql)
            guard case .broken(let at, _) = try await fixture.catalog.audit.verify() else {
                Issue.record("not found: \(what)")
                return
            }
            #expect(at == entry)
        }
    }

    @Test func aChainWrittenAnewWithoutTheSecretIsFound() async throws {
        try await Self.withHistory { fixture, _ in
            // The forger knows the program and computes every hash; only the seals are beyond him.
            let forger = ServerSecret(Array(1..<33))!
            let stores = Stores(database: fixture.database, secret: forger)
            guard case .broken(1, let reason) = try await stores.audit.verify() else {
                Issue.record("not found")
                return
            }
            #expect(reason.contains("secret"))
        }
    }

    @Test func aKeyPutBackAsItWasBeforeItsRevocationIsFound() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let key = try await fixture.makeKey(.all, in: organization).key
            try fixture.tamper("CREATE TABLE before AS SELECT * FROM api_keys")
            _ = try await fixture.catalog.keys.revoke(key.id, in: organization, by: .commandLine)
            #expect(try await fixture.catalog.audit.verify() == .intact(entries: 3))
            try fixture.tamper("DELETE FROM api_keys; INSERT INTO api_keys SELECT * FROM before")
            guard case .broken(at: 3, let reason) = try await fixture.catalog.audit.verify() else {
                Issue.record("not found")
                return
            }
            #expect(reason.contains(key.id.description))
        }
    }

    @Test func theLogIsFilteredByPersonKeyAndAction() async throws {
        try await Self.withHistory { fixture, organization in
            let user = try await fixture.catalog.organizations.add(
                email: "ann@northwind.example", role: .admin, to: organization, by: .commandLine
            ).user
            let brand = try await fixture.makeBrand("contoso", in: organization, by: .user(user))
            let key = try await fixture.makeKey(.specific([brand.id]), in: organization).key
            func actions(_ change: (inout AuditQuery) -> Void) async throws -> [String] {
                var query = AuditQuery()
                change(&query)
                return try await fixture.catalog.audit.list(query, of: organization).map(\.action)
            }
            #expect(try await actions { $0.actor = "ANN@" } == ["brand.created"])
            #expect(try await actions { $0.key = key.id } == ["key.created"])
            #expect(try await actions { $0.action = .brandArchived } == ["brand.archived"])
            #expect(
                try await actions {
                    $0.limit = 1; $0.before = 3
                } == ["brand.created"])
            let other = try await fixture.makeOrganization("Other")
            #expect(try await fixture.catalog.audit.list(AuditQuery(), of: other).map(\.action) == ["organization.created"])
        }
    }
}
