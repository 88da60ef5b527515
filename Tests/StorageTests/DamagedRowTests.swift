import APIKeys
import Testing

@testable import Catalog
@testable import Storage

/// What is said about a key or token stands under no seal; damage to it hides nothing and stops nothing.
@Suite struct DamagedRowTests {
    // MARK: Activity

    @Test(arguments: ["DELETE FROM key_activity", "UPDATE key_activity SET organization_id = 2"], KeyQuery.Sort.allCases)
    func aKeyWithoutItsRowOfActivityIsListedAndEnded(_ sql: String, _ sort: KeyQuery.Sort) async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            _ = try await fixture.makeOrganization("Other")
            let (key, token) = try await fixture.makeKey(.all, in: organization)
            _ = try await fixture.makeKey(.all, in: organization)
            try await fixture.use(key.id)
            try fixture.tamper("\(sql) WHERE key_id = '\(key.id)'")
            var query = KeyQuery()
            query.sort = sort
            #expect(try await fixture.catalog.keys.list(query, of: organization).keys.count == 2)
            query.limit = 1
            var seen: Set<KeyID> = []
            for offset in 0..<2 {
                query.offset = offset
                let page = try await fixture.catalog.keys.list(query, of: organization)
                #expect(page.total == 2)
                seen.formUnion(page.keys.map(\.id))
            }
            #expect(seen.count == 2)
            _ = try await fixture.catalog.keys.revoke(key.id, in: organization, by: .commandLine)
            #expect(fixture.ask(token) == "key_revoked")
        }
    }

    @Test func theNextUseMakesTheRowOfActivityAgain() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let key = try await fixture.makeKey(.all, in: organization).key
            try fixture.tamper("DELETE FROM key_activity")
            #expect(try await fixture.catalog.keys.find(key.id, in: organization).lastUse == nil)
            try await fixture.use(key.id)
            #expect(try await fixture.catalog.keys.find(key.id, in: organization).lastUse?.source.client == "looker/2")
        }
    }

    @Test func aLeakedKeyWithoutItsRowOfActivityIsEnded() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let token = try await fixture.makeKey(.all, in: organization).token
            try fixture.tamper("DELETE FROM key_activity")
            #expect(try await fixture.catalog.leaks.receive([LeakReport(token, at: LeakPlace(.anyone))]))
            #expect(try await fixture.catalog.leaks.workOff().new.count == 1)
            #expect(fixture.ask(token) == "key_revoked")
        }
    }

    // MARK: Unreadable cells

    @Test(arguments: [
        "name = CAST(name AS BLOB)", "name = CAST(x'ff' AS TEXT)", "created_by = CAST(created_by AS BLOB)",
        "created_at = 'never'", "created_at = 9223372036854775807", "predecessor_id = x'00'", "quiet_seconds = 'long'",
        "quiet_seconds = 9223372036854775807",
    ])
    func anUnreadableCellStopsNeitherTheListNorARevoke(_ cell: String) async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let (key, token) = try await fixture.makeKey(.all, in: organization)
            let other = try await fixture.makeKey(.all, in: organization).key
            try fixture.tamper("UPDATE api_keys SET \(cell) WHERE id = '\(key.id)'")
            let listed = try await fixture.catalog.keys.list(KeyQuery(), of: organization).keys
            #expect(Set(listed.map(\.id)) == [key.id, other.id])
            #expect(listed.filter(\.isIntact).count == 2)
            _ = try await fixture.catalog.keys.revoke(key.id, in: organization, by: .commandLine)
            #expect(fixture.ask(token) == "key_revoked")
        }
    }

    @Test func whatCannotBeReadIsShownAsUnreadable() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let key = try await fixture.makeKey(.all, in: organization).key
            try fixture.tamper("UPDATE api_keys SET name = x'00', created_by = x'00'")
            let found = try await fixture.catalog.keys.find(key.id, in: organization)
            #expect(found.name == "(unreadable)")
            #expect(found.createdBy == "(unreadable)")
        }
    }

    @Test(arguments: ["last_used_at = 'x'", "last_address = x'00', last_used_at = 1", "last_client = x'00', last_used_at = 1"])
    func anUnreadableUseStopsNothing(_ cell: String) async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let key = try await fixture.makeKey(.all, in: organization).key
            try fixture.tamper("UPDATE key_activity SET \(cell)")
            #expect(try await fixture.catalog.keys.list(KeyQuery(), of: organization).keys.count == 1)
            _ = try await fixture.stores.usage.lastUse(of: key.id)
            _ = try await fixture.catalog.keys.revoke(key.id, in: organization, by: .commandLine)
        }
    }

    @Test(arguments: [
        "admin_tokens SET name = x'00'", "admin_tokens SET created_at = 'x'", "admin_tokens SET last_used_at = 'x'",
        "users SET email = CAST(email AS BLOB)",
    ])
    func anAdminTokenIsListedAndEndedWhateverIsUnreadable(_ sql: String) async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let ann = try await fixture.makeMember("ann@northwind.example", of: organization)
            let token = try await fixture.catalog.adminTokens.create(name: "CI", for: ann, in: organization, by: .user(ann)).token
            try fixture.tamper("UPDATE \(sql)")
            let found = try #require(try await fixture.stores.adminTokens.find(token.id)).token
            #expect(found.isIntact)
            let revoked = try await fixture.catalog.adminTokens.revoke(token.id, in: organization, by: .commandLine)
            #expect(revoked.revokedAt != nil)
        }
    }

    // MARK: Leak reports

    @Test func aReportThatCannotBeSeenToStopsNoOtherAndWaits() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let (bad, badToken) = try await fixture.makeKey(.all, in: organization)
            let token = try await fixture.makeKey(.all, in: organization).token
            try fixture.tamper(
                """
                CREATE TRIGGER no BEFORE INSERT ON leaks WHEN NEW.token_id = '\(bad.id)'
                BEGIN SELECT RAISE(ABORT, 'damaged'); END
                """)
            let reports = [badToken, token].map { LeakReport($0, at: LeakPlace(.anyone)) }
            #expect(try await fixture.catalog.leaks.receive(reports))
            let progress = try await fixture.catalog.leaks.workOff()
            #expect(progress.failures.count == 1)
            #expect(fixture.ask(token) == "key_revoked")
            // Those behind it are reached, however many cannot be seen to.
            #expect(try await fixture.catalog.leaks.workOff(after: progress.last).failures.isEmpty)
            try fixture.tamper("DROP TRIGGER no")
            #expect(try await fixture.catalog.leaks.workOff().new.map(\.token) == [bad.id])
            #expect(fixture.ask(badToken) == "key_revoked")
        }
    }
}
