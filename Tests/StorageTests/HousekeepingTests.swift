import APIKeys
import Testing

@testable import Catalog
@testable import Storage

/// What happens to keys without anyone asking at that moment.
@Suite struct HousekeepingTests {
    static let day = 86_400

    func notices(_ fixture: Fixture, _ organization: Organization) async throws -> [String] {
        var query = AuditQuery()
        query.action = .keyExpiring
        return try await fixture.catalog.audit.list(query, of: organization).reversed().map {
            "\($0.detail["name"] ?? "") \($0.detail["days"] ?? "")"
        }
    }

    @Test func anExpiryIsToldOfFourteenThreeAndNoDaysBeforeEachOnce() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let start = fixture.clock.now
            _ = try await fixture.makeKey(.all, expires: start + .seconds(30 * Self.day), in: organization)
            var told: [Int: [String]] = [:]
            var before = 0
            for day in 0...31 {
                for _ in 0..<3 { try await fixture.catalog.housekeeping.noticeExpiries(at: fixture.clock.now) }
                let all = try await notices(fixture, organization)
                if all.count > before { told[day] = Array(all.dropFirst(before)) }
                before = all.count
                fixture.clock.advance(by: .seconds(Self.day))
            }
            #expect(told == [16: ["A key 14"], 27: ["A key 3"], 29: ["A key 0"]])
        }
    }

    @Test func afterADowntimeOnlyTheNearestIsToldAndAShortLifeIsNotToldOfWhatItNeverHad() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let start = fixture.clock.now
            _ = try await fixture.makeKey(.all, expires: start + .seconds(30 * Self.day), in: organization)
            fixture.clock.advance(by: .seconds(28 * Self.day))
            try await fixture.catalog.housekeeping.noticeExpiries(at: fixture.clock.now)
            #expect(try await notices(fixture, organization) == ["A key 3"])
            // Made with two days to live.
            _ = try await fixture.makeKey(.all, expires: fixture.clock.now + .seconds(2 * Self.day), in: organization)
            try await fixture.catalog.housekeeping.noticeExpiries(at: fixture.clock.now)
            #expect(try await notices(fixture, organization) == ["A key 3"])
        }
    }

    @Test func anEndedKeyIsNotToldOfAndANewExpiryIsToldOfAnew() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let start = fixture.clock.now
            let first = try await fixture.makeKey(.all, expires: start + .seconds(20 * Self.day), in: organization).key
            let second = try await fixture.makeKey(.all, expires: start + .seconds(20 * Self.day), in: organization).key
            _ = try await fixture.catalog.keys.revoke(first.id, in: organization, by: .commandLine)
            fixture.clock.advance(by: .seconds(7 * Self.day))
            try await fixture.catalog.housekeeping.noticeExpiries(at: fixture.clock.now)
            #expect(try await notices(fixture, organization) == ["A key 14"])
            var edit = KeyEdit()
            edit.expiresAt = .some(start + .seconds(40 * Self.day))
            _ = try await fixture.catalog.keys.edit(second.id, edit, in: organization, by: .commandLine)
            fixture.clock.advance(by: .seconds(20 * Self.day))
            try await fixture.catalog.housekeeping.noticeExpiries(at: fixture.clock.now)
            #expect(try await notices(fixture, organization) == ["A key 14", "A key 14"])
            #expect(try await fixture.catalog.audit.verify().isIntact)
        }
    }

    @Test func unusedKeysAreRevokedWhereTheOrganizationWantsItAndOnlyThere() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let other = try await fixture.makeOrganization("Contoso")
            let idle = try await fixture.makeKey(.all, in: organization).token
            let (busy, busyToken) = try await fixture.makeKey(.all, in: organization)
            let elsewhere = try await fixture.makeKey(.all, in: other).token
            var policy = OrganizationPolicy()
            policy.unusedDays = 30
            _ = try await fixture.catalog.policies.set(policy, of: organization, by: .commandLine)
            fixture.clock.advance(by: .seconds(20 * Self.day))
            try await fixture.use(busy.id)
            let young = try await fixture.makeKey(.all, in: organization).token
            fixture.clock.advance(by: .seconds(10 * Self.day - 1))
            try await fixture.catalog.housekeeping.revokeUnused(at: fixture.clock.now)
            #expect(fixture.ask(idle) == "allowed")
            fixture.clock.advance(by: .seconds(1))
            try await fixture.catalog.housekeeping.revokeUnused(at: fixture.clock.now)
            #expect(fixture.ask(idle) == "key_revoked")
            for token in [busyToken, young, elsewhere] { #expect(fixture.ask(token) == "allowed") }
            let event = try #require(try await fixture.catalog.audit.list(AuditQuery(), of: organization).first)
            #expect(event.action == "key.revoked")
            #expect(event.detail["reason"] == "not used for 30 days")
        }
    }

    /// Writes keys behind the program's back, since nobody waits for ten thousand to be made.
    func flood(_ fixture: Fixture, _ organization: Organization, _ count: Int, _ columns: String, _ values: String) throws {
        try fixture.tamper(
            """
            WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < \(count))
            INSERT INTO api_keys (id, organization_id, digest, seal, scopes, brand_access, revision, name, created_at, created_by,
                \(columns))
            SELECT printf('lk_%012d', n), \(organization.id), zeroblob(32), zeroblob(32), '["query"]', 'all', 1, 'One of many',
                \(fixture.clock.now.milliseconds), 'somebody', \(values) FROM numbers
            """)
        try fixture.tamper(
            "INSERT INTO key_activity (key_id, organization_id) SELECT id, organization_id FROM api_keys WHERE name = 'One of many'"
        )
    }

    @Test func theManyKeysOfOneOrganizationKeepNoNoticeOfAnotherBack() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let other = try await fixture.makeOrganization("Contoso")
            let end = fixture.clock.now + .seconds(20 * Self.day)
            _ = try await fixture.makeKey(.all, expires: end, in: organization)
            fixture.clock.advance(by: .seconds(7 * Self.day))
            // Too young for the notice, and first to expire.
            try flood(fixture, other, 10_000, "expires_at", "\(end.milliseconds - 86_400_000)")
            try await fixture.catalog.housekeeping.noticeExpiries(at: fixture.clock.now)
            #expect(try await notices(fixture, organization) == ["A key 14"])
            #expect(try await notices(fixture, other).isEmpty)
        }
    }

    @Test func noticesThatFillMoreThanAPageAreAllGiven() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let count = Housekeeping.page + 1
            try flood(fixture, organization, count, "expires_at", "\(fixture.clock.now.milliseconds + 14 * 86_400_000)")
            try await fixture.catalog.housekeeping.noticeExpiries(at: fixture.clock.now)
            let given = try await fixture.database.read { try $0.int("SELECT COUNT(*) FROM key_notices WHERE days = 14") }
            #expect(given == count)
        }
    }

    @Test func theManyRotationsOfOneOrganizationKeepNoneOfAnotherOpen() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let other = try await fixture.makeOrganization("Contoso")
            let now = fixture.clock.now.milliseconds
            // Nearer to their deadline than the one that is to end for its silence.
            try flood(
                fixture, other, 1000, "end_cause, ended_at, rotated_at, successor_id, rotation_open",
                "'rotated', \(now + 7_200_000), \(now), 'lk_aaaaaaaaaaaa', 1")
            let (key, token) = try await fixture.makeKey(.all, in: organization)
            let request = RotationRequest(overlap: .seconds(Self.day), quietFor: .seconds(3600))
            _ = try await fixture.catalog.keys.rotate(key.id, request, in: organization, by: .commandLine)
            fixture.clock.advance(by: .seconds(3600))
            try await fixture.catalog.housekeeping.finishRotations(at: fixture.clock.now)
            #expect(fixture.ask(token, at: fixture.clock.now) == "key_rotated")
        }
    }

    @Test func theClockOfTheProgramNeverGoesBackAndRecoversFromALeapForward() {
        let wall = TestClock()
        let uptime = TestClock()
        let clock = WallClock.steady(
            wall: { wall.now }, uptime: { (uptime.now.milliseconds - Fixture.now.milliseconds) * 1_000_000 })
        let start = clock.now()
        wall.advance(by: .seconds(-86_400))
        uptime.advance(by: .seconds(5))
        #expect(clock.now() == start + .seconds(5))
        wall.advance(by: .seconds(10 * 86_400))
        #expect(clock.now() == start + .seconds(9 * 86_400))
        wall.advance(by: .seconds(-9 * 86_400))
        #expect(clock.now() == start + .seconds(5))
    }
}
