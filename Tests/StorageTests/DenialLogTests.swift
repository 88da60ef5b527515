import APIKeys
import Testing

@testable import Catalog
@testable import Storage

@Suite struct DenialLogTests {
    private static func denial(of user: User, in organization: Organization, from address: String? = "192.0.2.1") -> Denial {
        Denial(
            actor: .user(user), organization: organization.id, attempt: "POST /o/{slug}/keys/new", reason: "role_lacking",
            address: address.flatMap { IPAddress($0) })
    }

    private static func withMember(_ body: @Sendable (Fixture, Organization, User) async throws -> Void) async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            try await body(
                fixture, organization, try await fixture.makeMember("vic@northwind.example", .viewer, of: organization))
        }
    }

    @Test func aDenialIsAnEntryOfTheOrganization() async throws {
        try await Self.withMember { fixture, organization, user in
            await fixture.catalog.denials.record(Self.denial(of: user, in: organization))
            await fixture.catalog.denials.record(Self.denial(of: user, in: organization, from: nil))
            let events = try await fixture.catalog.audit.list(AuditQuery(), of: organization)
            #expect(events.prefix(2).map(\.action) == ["management.denied", "management.denied"])
            #expect(events[1].actor == user.email)
            #expect(events[1].subjectKind == "organization")
            #expect(
                events[1].detail == [
                    "attempt": "POST /o/{slug}/keys/new", "reason": "role_lacking", "address": "192.0.2.1",
                ])
            #expect(events[0].detail["address"] == nil)
            #expect(try await fixture.catalog.audit.verify().isIntact)
        }
    }

    @Test func aFloodOfDenialsIsThirtyEntriesAndACount() async throws {
        try await Self.withMember { fixture, organization, user in
            await withDiscardingTaskGroup { group in
                for _ in 0..<100 {
                    group.addTask { await fixture.catalog.denials.record(Self.denial(of: user, in: organization)) }
                }
            }
            #expect(try await fixture.actions().count { $0 == "management.denied" } == 30)
            fixture.clock.advance(by: .seconds(60))
            await fixture.catalog.denials.record(Self.denial(of: user, in: organization))
            let newest = try await fixture.catalog.audit.list(AuditQuery(), of: organization).first
            #expect(newest?.detail["not_written"] == "70")
        }
    }

    @Test func aDenialThatCannotBeWrittenIsCounted() async throws {
        try await Self.withMember { fixture, organization, user in
            try fixture.tamper("ALTER TABLE audit_head RENAME TO hidden")
            await fixture.catalog.denials.record(Self.denial(of: user, in: organization))
            try fixture.tamper("ALTER TABLE hidden RENAME TO audit_head")
            await fixture.catalog.denials.record(Self.denial(of: user, in: organization))
            let newest = try await fixture.catalog.audit.list(AuditQuery(), of: organization).first
            #expect(newest?.detail["not_written"] == "1")
        }
    }
}
