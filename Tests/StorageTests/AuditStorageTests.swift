import APIKeys
import Foundation
import GRDB
import Synchronization
import Testing

@testable import Catalog
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
            #expect(events[2].detail["brands"] == "1")
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
        (
            "an action with an end that is not seen",
            "UPDATE audit_events SET action = action || char(0) || 'x' WHERE sequence = 3", 3
        ),
        ("an action made bytes", "UPDATE audit_events SET action = CAST(action AS BLOB) WHERE sequence = 3", 3),
        ("an actor made bytes", "UPDATE audit_events SET actor = CAST(actor AS BLOB) WHERE sequence = 3", 3),
        ("a detail with an end that is not seen", "UPDATE audit_events SET detail = detail || char(0) WHERE sequence = 3", 3),
        ("a moment made a text", "UPDATE audit_events SET at = 'x' WHERE sequence = 3", 3),
        ("a moment beyond the calendar", "UPDATE audit_events SET at = 9223372036854775807 WHERE sequence = 3", 3),
        ("a number beyond counting", "UPDATE audit_events SET sequence = 9223372036854775807 WHERE sequence = 5", 5),
        ("a number below one", "UPDATE audit_events SET sequence = -9223372036854775808 WHERE sequence = 1", 1),
        ("an actor made a blob", "UPDATE audit_events SET actor = x'ff00' WHERE sequence = 2", 2),
        ("the head taken back", "UPDATE audit_head SET sequence = 4", 5),
        ("the head made nonsense", "UPDATE audit_head SET sequence = 'x'", 5),
        ("the head removed", "DELETE FROM audit_head", 5),
        ("everything removed", "DELETE FROM audit_events", 1),
    ])
    func anyEditIsFoundAndNamed(_ what: String, _ sql: String, _ entry: Int) async throws {
        try await Self.withHistory { fixture, _ in
            try fixture.tamper(sql)
            let verdict = try await fixture.catalog.audit.verify()
            let fault = try #require(verdict.faults.first, "not found: \(what)")
            #expect(fault.entry == entry)
            #expect(fault.what.contains("\(entry)") || fault.what.contains("\(entry - 1)"), "\(fault.what)")
        }
    }

    @Test func aChainWrittenAnewWithoutTheSecretIsFound() async throws {
        try await Self.withHistory { fixture, organization in
            // The forger knows the program and computes every hash; only the seals are beyond him.
            let forger = ServerSecret(Array(1..<33))!
            let stores = Stores(database: fixture.database, secret: forger)
            try await stores.audit.note(
                AuditDraft(at: Fixture.now, actor: .commandLine, action: .signedIn), of: organization.id)
            let fault = try #require(try await fixture.catalog.audit.verify().faults.first)
            #expect(fault.kind == .foreign)
            #expect(fault.entry == 6)
        }
    }

    // MARK: Records put back

    private static let withoutItsRevision = """
        UPDATE api_keys SET end_cause = NULL, ended_at = NULL, seal = (SELECT seal FROM before WHERE before.id = api_keys.id)
        """

    @Test(arguments: [
        ("whole", "PRAGMA defer_foreign_keys = ON; DELETE FROM api_keys; INSERT INTO api_keys SELECT * FROM before"),
        ("but for its revision", withoutItsRevision), ("nowhere", "DELETE FROM key_activity; DELETE FROM api_keys"),
        ("with a revision that is none", "UPDATE api_keys SET revision = 'x'"),
    ])
    func aKeyPutBackAsItWasBeforeItsRevocationIsFound(_ what: String, _ sql: String) async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let key = try await fixture.makeKey(.all, in: organization).key
            try fixture.tamper("CREATE TABLE before AS SELECT * FROM api_keys")
            _ = try await fixture.catalog.keys.revoke(key.id, in: organization, by: .commandLine)
            #expect(try await fixture.catalog.audit.verify() == .intact(entries: 3))
            try fixture.tamper(sql)
            let fault = try #require(try await fixture.catalog.audit.verify().faults.first)
            #expect(fault.kind == .replayed)
            #expect(fault.entry == 3)
            #expect(fault.what.contains(key.id.description))
        }
    }

    @Test(arguments: [
        "DELETE FROM admin_tokens; INSERT INTO admin_tokens SELECT * FROM before",
        "UPDATE admin_tokens SET revoked_at = NULL, seal = (SELECT seal FROM before)",
    ])
    func anAdminTokenPutBackAsItWasBeforeItsRevocationIsFound(_ sql: String) async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let ann = try await fixture.makeMember("ann@northwind.example", of: organization)
            let token = try await fixture.catalog.adminTokens.create(name: "CI", for: ann, in: organization, by: .user(ann)).token
            try fixture.tamper("CREATE TABLE before AS SELECT * FROM admin_tokens")
            _ = try await fixture.catalog.adminTokens.revoke(token.id, in: organization, by: .user(ann))
            #expect(try await fixture.catalog.audit.verify().isIntact)
            try fixture.tamper(sql)
            let fault = try #require(try await fixture.catalog.audit.verify().faults.first)
            #expect(fault.kind == .replayed)
            #expect(fault.what.contains(token.id.description))
        }
    }

    @Test func anEditedRecordIsFoundUntilTheServerEndedItKnowingly() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let ann = try await fixture.makeMember("ann@northwind.example", of: organization)
            let key = try await fixture.makeKey(.all, in: organization).key
            let token = try await fixture.catalog.adminTokens.create(name: "CI", for: ann, in: organization, by: .user(ann)).token
            try fixture.tamper(
                "UPDATE api_keys SET expires_at = 4000000000000; UPDATE admin_tokens SET expires_at = expires_at + 1")
            let faults = try await fixture.catalog.audit.verify().faults
            #expect(faults.map(\.kind) == [.edited, .edited])
            #expect(faults.map(\.entry) == [3, 4])
            _ = try await fixture.catalog.keys.revoke(key.id, in: organization, by: .commandLine)
            _ = try await fixture.catalog.adminTokens.revoke(token.id, in: organization, by: .commandLine)
            #expect(try await fixture.catalog.audit.verify().faults == [])
            // An end that nobody ordered is an edit too.
            let other = try await fixture.makeKey(.all, in: organization).key
            try fixture.tamper(
                "UPDATE api_keys SET end_cause = 'revoked', ended_at = 1 WHERE id = '\(other.id)'")
            #expect(try await fixture.catalog.audit.verify().faults.map(\.kind) == [.edited])
        }
    }

    /// Every way in which the life of a key leaves entries, those that change no record among them.
    @Test func aLifeWithAllItsEntriesIsIntact() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let ann = Actor.user(try await fixture.makeMember("ann@northwind.example", of: organization))
            let bea = Actor.user(try await fixture.makeMember("bea@northwind.example", of: organization))
            let (keys, approvals) = (fixture.catalog.keys, fixture.catalog.approvals)
            let brand = try await fixture.makeBrand("fabrikam", in: organization)
            let key = try await fixture.makeKey(.specific([brand.id]), scopes: [.query, .createBrand], in: organization).key
            _ = try await fixture.makeBrand("contoso", in: organization, by: .key(key.id))
            var policy = OrganizationPolicy()
            policy.fourEyes = true
            _ = try await fixture.catalog.policies.set(policy, of: organization, by: ann)
            var widening = KeyEdit()
            widening.brands = .all
            for isAgreedTo in [false, true] {
                #expect(try await keys.edit(key.id, widening, in: organization, by: ann).isPending)
                let approval = try #require(try await approvals.open(of: organization).first)
                if isAgreedTo {
                    try await approvals.approve(approval.id, in: organization, by: bea)
                } else {
                    try await approvals.reject(approval.id, in: organization, by: bea)
                }
                #expect(try await fixture.catalog.audit.verify().faults == [])
            }
            _ = try await keys.rotate(key.id, RotationRequest(overlap: .seconds(3600)), in: organization, by: ann)
            #expect(try await fixture.catalog.audit.verify().faults == [])
            _ = try await keys.revoke(key.id, in: organization, by: ann)
            #expect(try await fixture.catalog.audit.verify().faults == [])
        }
    }

    // MARK: What stands beside the seal

    @Test(arguments: [
        "name = 'Innocent'", "name = CAST(name AS BLOB)", "created_by = 'mallory'", "created_at = created_at + 1",
        "created_at = 'x'", "quiet_seconds = 60", "predecessor_id = 'lk_000000000000'",
    ])
    func whatIsSaidOfAKeyIsComparedToo(_ cell: String) async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let key = try await fixture.makeKey(.all, in: organization).key
            #expect(try await fixture.catalog.audit.verify().faults == [])
            try fixture.tamper("UPDATE api_keys SET \(cell)")
            // What comes after does not make it right.
            for entry in 2...3 {
                let fault = try #require(try await fixture.catalog.audit.verify().faults.first)
                #expect(fault.kind == .relabelled)
                #expect(fault.entry == entry)
                #expect(fault.what.contains(key.id.description))
                if entry == 2 { _ = try await fixture.catalog.keys.revoke(key.id, in: organization, by: .commandLine) }
            }
        }
    }

    @Test func whatIsChangedInOrderIsNoFault() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let ann = Actor.user(try await fixture.makeMember("ann@northwind.example", of: organization))
            let keys = fixture.catalog.keys
            let key = try await fixture.makeKey(.all, in: organization).key
            var edit = KeyEdit()
            edit.name = "Another name"
            _ = try await keys.edit(key.id, edit, in: organization, by: ann)
            let request = RotationRequest(overlap: .seconds(3600), quietFor: .seconds(120))
            let successor = try await keys.rotate(key.id, request, in: organization, by: ann).successor.key
            _ = try await keys.finishRotation(key.id, in: organization, by: ann)
            _ = try await keys.revoke(successor.id, in: organization, by: ann)
            #expect(try await fixture.catalog.audit.verify().faults == [])
        }
    }

    // MARK: Heads

    @Test func aLogCutTogetherWithItsHeadIsFoundByAnEarlierHeadAlone() async throws {
        try await Self.withHistory { fixture, _ in
            let audit = fixture.catalog.audit
            let head = try await audit.signedHead(after: nil).get()
            #expect(head.head.sequence == 5)
            // The last entry created a key; it goes with the entry.
            try fixture.tamper(
                """
                DELETE FROM audit_events WHERE sequence >= 4;
                UPDATE audit_head SET sequence = 3, hash = (SELECT hash FROM audit_events WHERE sequence = 3);
                UPDATE api_keys SET revision = 3
                """)
            var list = HeadList()
            list.take(line: AuditLine.head(head).bytes, signedBy: try audit.publicKey())
            let verdict = try await audit.verify(against: list)
            #expect(verdict.faults.contains { $0.kind == .cutOff && $0.entry == 5 })
            guard case .failure(let broken) = try await audit.signedHead(after: head) else {
                Issue.record("the head of a log that was cut was signed")
                return
            }
            #expect(broken.verdict.faults.first?.what.contains("now ends at entry 3") == true)
        }
    }

    @Test func headsAreSignedOneAfterTheOther() async throws {
        try await withDatabase { fixture in
            let audit = fixture.catalog.audit
            let empty = try await audit.signedHead(after: nil).get()
            #expect(empty.head == AuditHead(sequence: 0, hash: AuditLink.origin))
            let organization = try await fixture.makeOrganization()
            let first = try await audit.signedHead(after: empty).get()
            #expect(first.head.sequence == 1)
            #expect(try await audit.signedHead(after: first).get().head == first.head)
            for name in ["a", "b", "c"] { _ = try await fixture.makeBrand(name, in: organization) }
            #expect(try await audit.signedHead(after: first).get().head.sequence == 4)
            try fixture.tamper("UPDATE audit_events SET actor = 'mallory' WHERE sequence = 3")
            guard case .failure(let broken) = try await audit.signedHead(after: first) else {
                Issue.record("a changed entry was signed")
                return
            }
            #expect(broken.verdict.faults.map(\.entry) == [3])
        }
    }

    // MARK: Export

    @Test func anExportIsCheckedWithoutTheDatabase() async throws {
        try await Self.withHistory { fixture, organization in
            let other = try await fixture.makeOrganization("Other")
            let key = try fixture.catalog.audit.publicKey()
            for (selected, entries) in [(nil, 6), (organization, 5), (other, 1)] {
                let lines = Lines()
                let exported = try await fixture.catalog.audit.export(of: selected) { lines.add($0) }
                #expect(exported.written == entries)
                #expect(exported.verdict == .intact(entries: 6))
                for secret in [Fixture.secret, nil] {
                    var check = ExportCheck(publicKey: key, secret: secret)
                    for line in lines.all { check.take(line: line) }
                    let (kind, verdict) = check.finish()
                    #expect(kind == (selected == nil ? .whole : .excerpt))
                    #expect(verdict == .intact(entries: entries))
                }
            }
        }
    }

    @Test func aTamperedLogIsExportedUnsigned() async throws {
        try await Self.withHistory { fixture, organization in
            try fixture.tamper("UPDATE audit_events SET actor = 'mallory' WHERE sequence = 2")
            for selected in [nil, organization] {
                let lines = Lines()
                let exported = try await fixture.catalog.audit.export(of: selected) { lines.add($0) }
                #expect(exported.verdict.faults.map(\.entry) == [2])
                #expect(lines.all.count == 5)
            }
        }
    }
}

/// Lines as an export hands them over.
private final class Lines: Sendable {
    private let lines = Mutex<[[UInt8]]>([])

    func add(_ line: [UInt8]) { lines.withLock { $0.append(line.dropLast()) } }
    var all: [[UInt8]] { lines.withLock { $0 } }
}
