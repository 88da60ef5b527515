import APIKeys
import Synchronization
import Testing

@testable import Catalog
@testable import Storage

/// What is held in memory follows the log, whatever somebody who writes the database makes of it.
@Suite struct MirrorTests {
    /// An organization with a brand and a key, in the log of which four more entries stand.
    static func withKey(_ body: @Sendable (Fixture, Organization, APIKey, Token) async throws -> Void) async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let (key, token) = try await fixture.makeKey(.all, in: organization)
            for name in ["a", "b", "c", "d"] { _ = try await fixture.makeBrand(name, in: organization) }
            #expect(fixture.ask(token) == "allowed")
            try await body(fixture, organization, key, token)
        }
    }

    private static let intruder = """
        INSERT INTO audit_events SELECT 1000000000000, at, organization_id, actor_kind, actor, action, 'key', subject, detail,
            hash, seal FROM audit_events WHERE sequence = 2
        """
    private static let cut = """
        DELETE FROM audit_events WHERE sequence > 4;
        UPDATE audit_head SET sequence = 4, hash = (SELECT hash FROM audit_events WHERE sequence = 4)
        """

    @Test(arguments: [
        ("an entry far ahead", intruder, "DELETE FROM audit_events WHERE sequence > 6"),
        ("an entry far ahead that stays", intruder, "SELECT 1"),
        ("the end cut off", cut, "SELECT 1"),
        ("the head far ahead", "UPDATE audit_head SET sequence = 1000000000000", "SELECT 1"),
        ("another hash at the head", "UPDATE audit_head SET hash = zeroblob(32)", "SELECT 1"),
        (
            "a trigger that takes each entry away",
            """
            CREATE TRIGGER gone AFTER UPDATE OF hash ON audit_head BEGIN
                DELETE FROM audit_events WHERE sequence > 6;
                UPDATE audit_head SET sequence = 6, hash = (SELECT hash FROM audit_events WHERE sequence = 6);
            END
            """, "SELECT 1"
        ),
    ])
    func aRevokeIsInForceWhateverStandsInTheLog(_ what: String, _ before: String, _ after: String) async throws {
        try await Self.withKey { fixture, organization, key, token in
            try fixture.tamper(before)
            try await fixture.mirror.catchUp()
            try fixture.tamper(after)
            _ = try await fixture.catalog.keys.revoke(key.id, in: organization, by: .commandLine)
            #expect(fixture.ask(token) != "allowed", "\(what)")
        }
    }

    @Test(arguments: [intruder, cut, "UPDATE audit_head SET sequence = 1000000000000"])
    func anotherProcessFollowsAllTheSame(_ sql: String) async throws {
        try await Self.withKey { fixture, organization, key, token in
            try await reopen(fixture.url) { other in
                try fixture.tamper(sql)
                try await other.mirror.catchUp()
                let late = try await fixture.makeKey(.all, in: organization).token
                _ = try await fixture.catalog.keys.revoke(key.id, in: organization, by: .commandLine)
                try await other.mirror.catchUp()
                #expect(other.ask(token) != "allowed")
                #expect(other.ask(late) == "allowed")
            }
        }
    }

    @Test func whatDoesNotFollowIsSaidAndLoadedOnce() async throws {
        try await Self.withKey { fixture, organization, _, _ in
            let lines = LogLines()
            let feed = CountingFeed(fixture.stores.feed)
            let mirror = AccessMirror(
                feed: feed, verifier: Verifier(secret: Fixture.secret), brands: BrandDirectory(),
                logger: lines.logger)
            try await mirror.load()
            for _ in 0..<3 { try await mirror.catchUp() }
            #expect(feed.loads == 1)
            try fixture.tamper("UPDATE audit_head SET sequence = 1000000000000")
            for _ in 0..<3 { try await mirror.catchUp() }
            #expect(feed.loads == 2)
            // What is written behind it follows.
            _ = try await fixture.makeKey(.all, in: organization)
            for _ in 0..<3 { try await mirror.catchUp() }
            #expect(feed.loads == 2)
            #expect(lines.critical.count == 1)
            #expect(lines.critical.first?.hasPrefix("The audit log does not follow") == true)
        }
    }

    /// A number that no entry has yet would stand before every change to come.
    @Test(arguments: ["1000000000", "'x'", "7"])
    func aRecordWithANumberStillToComeIsRefused(_ revision: String) async throws {
        try await Self.withKey { fixture, organization, key, token in
            try fixture.tamper("UPDATE api_keys SET revision = \(revision)")
            try await reopen(fixture.url) { restarted in
                #expect(restarted.ask(token) == "key_sealed_wrong")
                #expect(try await restarted.catalog.keys.find(key.id, in: organization).state(at: Fixture.now) == .tampered)
                _ = try await restarted.catalog.keys.revoke(key.id, in: organization, by: .commandLine)
                #expect(restarted.ask(token) == "key_sealed_wrong")
            }
        }
    }

    @Test func aBrandWithANumberStillToComeIsArchivedAllTheSame() async throws {
        try await Self.withKey { fixture, organization, _, token in
            try fixture.tamper("UPDATE brands SET revision = 1000000000")
            try await reopen(fixture.url) { restarted in
                #expect(restarted.ask(token, brand: 1) == "allowed")
                _ = try await restarted.catalog.brands.archive(1, in: organization.id, by: .commandLine)
                #expect(restarted.ask(token, brand: 1) == "brand_archived")
            }
        }
    }
}

/// Counts how often everything is loaded.
private final class CountingFeed: ChangeFeed {
    private let feed: any ChangeFeed
    private let count = Atomic(0)

    init(_ feed: any ChangeFeed) { self.feed = feed }

    var loads: Int { count.load(ordering: .relaxed) }

    func loadAll(_ take: @escaping @Sendable (MirrorChanges) -> Void) async throws -> AuditHead {
        count.add(1, ordering: .relaxed)
        return try await feed.loadAll(take)
    }

    func changes(after place: AuditHead, and keys: Set<KeyID>) async throws -> FollowedChanges {
        try await feed.changes(after: place, and: keys)
    }
}
