import APIKeys
import Testing

@testable import Catalog
@testable import Storage

/// Northwind with two brands, one of which is shared by Ann.
private struct ShareScene: Sendable {
    let fixture: Fixture
    let organization: Organization
    let ann: User
    let fabrikam: Brand
    let tailspin: Brand

    init(_ fixture: Fixture) async throws {
        self.fixture = fixture
        organization = try await fixture.makeOrganization()
        ann = try await fixture.makeMember("ann@northwind.example", of: organization)
        fabrikam = try await fixture.makeBrand("fabrikam", in: organization)
        tailspin = try await fixture.makeBrand("tailspin", in: organization)
    }

    var shares: ShareService { fixture.catalog.shares }

    func share(
        _ brand: Brand? = nil, for recipient: String = "Contoso board", view: String = "period=30d", days: Int = 30
    ) async throws -> ShareService.Made {
        try await shares.create(for: recipient, view: view, days: days, of: brand ?? fabrikam, by: .user(ann))
    }

    /// The field because of which nothing is shared; `nil` when something is.
    func refusal(_ recipient: String, _ days: Int, _ view: String = "") async throws -> String? {
        do {
            _ = try await share(for: recipient, view: view, days: days)
            return nil
        } catch CatalogError.invalid(let field, _) { return field }
    }

    func opens(_ made: ShareService.Made) async throws -> Int? { try await shares.open(made.link)?.brand.id }

    func archive(_ archived: Bool) async throws {
        let brands = fixture.catalog.brands
        _ =
            archived
            ? try await brands.archive(fabrikam.id, in: organization.id, by: .user(ann))
            : try await brands.restore(fabrikam.id, in: organization.id, by: .user(ann))
    }
}

@Suite("Shared links") struct ShareTests {
    private func withScene(_ body: @Sendable (ShareScene) async throws -> Void) async throws {
        try await withDatabase { fixture in try await body(try await ShareScene(fixture)) }
    }

    @Test("A link opens its brand in its view, and no other brand")
    func opens() async throws {
        try await withScene { scene in
            let (one, two) = (try await scene.share(), try await scene.share(scene.tailspin, view: "period=7d"))
            let report = try #require(try await scene.shares.open(one.link))
            #expect(report.brand.id == scene.fabrikam.id && report.organization == scene.organization)
            #expect(report.share.view == "period=30d" && report.share.recipient == "Contoso board")
            #expect(report.share.createdBy == "ann@northwind.example")
            #expect(report.share.expiresAt == scene.fixture.clock.now + .seconds(30 * 86_400))
            #expect(try await scene.opens(two) == scene.tailspin.id)
            #expect(one.link.utf8.count == 43 && one.link != two.link)
            for link in [
                "", "x", String(repeating: "x", count: 5000), "' OR 1=1 --", one.link + "x", String(one.link.dropLast()),
            ] {
                #expect(try await scene.shares.open(link) == nil)
            }
            #expect(try await scene.shares.list(of: scene.fabrikam).live.map(\.id) == [one.share.id])
        }
    }

    @Test("A link runs out to the millisecond")
    func expires() async throws {
        try await withScene { scene in
            let made = try await scene.share(days: 7)
            scene.fixture.clock.advance(by: .seconds(7 * 86_400) - .milliseconds(1))
            #expect(try await scene.opens(made) == scene.fabrikam.id)
            scene.fixture.clock.advance(by: .milliseconds(1))
            #expect(try await scene.opens(made) == nil)
            let listed = try await scene.shares.find(made.share.id, of: scene.fabrikam)
            #expect(listed.state(at: scene.fixture.clock.now, of: scene.fabrikam) == .expired)
        }
    }

    @Test("A revoked link opens nothing at once and for good; revoking twice is said once")
    func revoked() async throws {
        try await withScene { scene in
            let (one, two) = (try await scene.share(), try await scene.share(for: "Contoso sales"))
            for _ in 0..<2 {
                let revoked = try await scene.shares.revoke(one.share.id, of: scene.fabrikam, by: .user(scene.ann))
                #expect(revoked.isIntact && revoked.revokedAt == scene.fixture.clock.now)
                #expect(try await scene.opens(one) == nil)
            }
            #expect(try await scene.opens(two) == scene.fabrikam.id)
            #expect(try await scene.fixture.actions().count { $0 == "share.revoked" } == 1)
            // Neither by another brand nor by another organization.
            await #expect(throws: CatalogError.self) {
                try await scene.shares.revoke(two.share.id, of: scene.tailspin, by: .user(scene.ann))
            }
            let contoso = try await scene.fixture.makeOrganization("Contoso")
            let theirs = try await scene.fixture.makeBrand("litware", in: contoso)
            await #expect(throws: CatalogError.self) {
                try await scene.shares.revoke(two.share.id, of: theirs, by: .user(scene.ann))
            }
            #expect(try await scene.opens(two) == scene.fabrikam.id)
            #expect(try await scene.shares.list(of: theirs).all.isEmpty)
        }
    }

    @Test("Archiving the brand ends access at once, and restoring brings it back; an archived brand is not shared")
    func archived() async throws {
        try await withScene { scene in
            let made = try await scene.share()
            try await scene.archive(true)
            #expect(try await scene.opens(made) == nil)
            let brand = try await scene.fixture.catalog.brands.find(scene.fabrikam.id, in: scene.organization.id)
            let listed = try await scene.shares.find(made.share.id, of: brand)
            #expect(listed.state(at: scene.fixture.clock.now, of: brand) == .paused)
            // Also by somebody who read the brand before that.
            for stale in [brand, scene.fabrikam] {
                await #expect(throws: CatalogError.self) { try await scene.share(stale) }
            }
            try await scene.archive(false)
            #expect(try await scene.opens(made) == scene.fabrikam.id)
        }
    }

    @Test("A link survives the leaving of who made it")
    func orphaned() async throws {
        try await withScene { scene in
            let made = try await scene.share()
            _ = try await scene.fixture.makeMember("raj@northwind.example", of: scene.organization)
            _ = try await scene.fixture.catalog.members.remove(scene.ann.id, from: scene.organization, by: .commandLine)
            #expect(try await scene.opens(made) == scene.fabrikam.id)
        }
    }

    @Test(
        "A row that this server did not write so opens nothing, and is shown as such",
        arguments: [
            "brand_id = 2", "organization_id = 2", "view_query = ''", "view_query = 'period=52w'", "recipient = 'Everyone'",
            "expires_at = expires_at + 1", "created_by = 'nobody'", "created_at = created_at - 1", "revoked_at = 1",
            "seal = zeroblob(32)", "digest = zeroblob(32)",
        ])
    func tampered(_ change: String) async throws {
        try await withScene { scene in
            _ = try await scene.fixture.makeOrganization("Contoso")
            let made = try await scene.share()
            try scene.fixture.tamper("UPDATE shares SET \(change)")
            #expect(try await scene.opens(made) == nil)
            for brand in [scene.fabrikam, scene.tailspin] {
                for share in try await scene.shares.list(of: brand).all { #expect(!share.isIntact) }
            }
        }
    }

    @Test("Revoking a forged row gives it no good seal, and an unrevoked one opens nothing")
    func forged() async throws {
        try await withScene { scene in
            let (forged, revoked) = (try await scene.share(), try await scene.share())
            try scene.fixture.tamper("UPDATE shares SET expires_at = expires_at + 1 WHERE id = \(forged.share.id)")
            let ended = try await scene.shares.revoke(forged.share.id, of: scene.fabrikam, by: .user(scene.ann))
            #expect(!ended.isIntact && ended.revokedAt != nil)
            try scene.fixture.tamper("UPDATE shares SET revoked_at = NULL WHERE id = \(forged.share.id)")
            #expect(try await scene.opens(forged) == nil)
            _ = try await scene.shares.revoke(revoked.share.id, of: scene.fabrikam, by: .user(scene.ann))
            try scene.fixture.tamper("UPDATE shares SET revoked_at = NULL WHERE id = \(revoked.share.id)")
            #expect(try await scene.opens(revoked) == nil)
        }
    }

    @Test("A brand that was moved to another organization is not opened by a link of the old one")
    func moved() async throws {
        try await withScene { scene in
            let made = try await scene.share()
            let contoso = try await scene.fixture.makeOrganization("Contoso")
            try scene.fixture.tamper("UPDATE brands SET organization_id = \(contoso.id) WHERE id = \(scene.fabrikam.id)")
            #expect(try await scene.opens(made) == nil)
        }
    }

    @Test("Opening is written down by the hour, at most once in each")
    func openings() async throws {
        try await withScene { scene in
            let made = try await scene.share()
            func opened() async throws -> Timestamp? {
                try await scene.shares.find(made.share.id, of: scene.fabrikam).openedAt
            }
            func open() async throws -> Bool {
                let share = try #require(try await scene.shares.open(made.link)).share
                await scene.shares.keepOpened(share)
                return scene.shares.isOpenedAnew(share)
            }
            #expect(try await opened() == nil)
            #expect(try await open())
            let first = try #require(try await opened())
            #expect(first.milliseconds % 3_600_000 == 0 && first <= scene.fixture.clock.now)
            #expect(first + .seconds(3600) > scene.fixture.clock.now)
            // Whatever stood there would be written over by a second write.
            try scene.fixture.tamper("UPDATE shares SET opened_at = opened_at + 1")
            #expect(try await !open())
            #expect(try await opened() == first + .milliseconds(1))
            scene.fixture.clock.advance(by: .seconds(3600))
            #expect(try await open())
            #expect(try await opened() == first + .seconds(3600))
        }
    }

    @Test("What cannot be is refused, with the field that it is about")
    func refused() async throws {
        try await withScene { scene in
            for bad in ["", " \n", "\u{200B}", "a\nb", "a\u{202E}b", String(repeating: "x", count: 101)] {
                let field = try await scene.refusal(bad, 30)
                #expect(field == "recipient")
            }
            for days in [0, -1, 366, Int.max] { #expect(try await scene.refusal("Contoso", days) == "days") }
            #expect(try await scene.refusal("Contoso", 30, String(repeating: "x", count: 70_000)) == "view")
            for days in [1, 365] { #expect(try await scene.refusal("Contoso", days) == nil) }
        }
    }

    @Test("A brand has a bounded number of links that work; ended ones make room")
    func bounded() async throws {
        try await withScene { scene in
            var made: [ShareService.Made] = []
            for _ in 0..<ShareService.mostOpen { made.append(try await scene.share(days: 1)) }
            await #expect(throws: CatalogError.self) { try await scene.share() }
            _ = try await scene.share(scene.tailspin)
            _ = try await scene.shares.revoke(made[0].share.id, of: scene.fabrikam, by: .user(scene.ann))
            _ = try await scene.share(days: 1)
            await #expect(throws: CatalogError.self) { try await scene.share() }
            scene.fixture.clock.advance(by: .seconds(86_400))
            _ = try await scene.share()
        }
    }

    @Test("A link that could still open is listed and found, however many were made and ended since")
    func alwaysListed() async throws {
        try await withScene { scene in
            let old = try await scene.share(for: "Old and open", days: 365)
            let over = ListPart(limit: 5)
            var ended: [Int] = []
            for _ in 0..<12 {
                scene.fixture.clock.advance(by: .seconds(1))
                let made = try await scene.share(days: 1)
                ended.append(made.share.id)
                _ = try await scene.shares.revoke(made.share.id, of: scene.fabrikam, by: .user(scene.ann))
            }
            let first = try await scene.shares.list(of: scene.fabrikam, over)
            #expect(first.live.map(\.id) == [old.share.id])
            #expect(first.over.map(\.id) == Array(ended.reversed().prefix(5)) && first.hasMore)
            let last = try await scene.shares.list(of: scene.fabrikam, ListPart(skipping: 10, limit: 5))
            #expect(last.live.map(\.id) == [old.share.id])
            #expect(last.over.map(\.id) == Array(ended.reversed().suffix(2)) && !last.hasMore)
            #expect(try await scene.shares.liveCount(of: scene.fabrikam) == 1)
            #expect(try await scene.shares.find(ended[0], of: scene.fabrikam).revokedAt != nil)
            #expect(try await scene.shares.find(old.share.id, of: scene.fabrikam).recipient == "Old and open")
            await #expect(throws: CatalogError.self) { try await scene.shares.find(old.share.id, of: scene.tailspin) }
            // What has run out is over.
            scene.fixture.clock.advance(by: .seconds(366 * 86_400))
            #expect(try await scene.shares.list(of: scene.fabrikam).live.isEmpty)
            #expect(try await scene.shares.liveCount(of: scene.fabrikam) == 0)
        }
    }

    @Test("The check of the log finds a link that was put back as it was before it was revoked, or that the log does not know")
    func putBack() async throws {
        try await withScene { scene in
            let (one, two) = (try await scene.share(), try await scene.share())
            try scene.fixture.tamper("CREATE TABLE kept AS SELECT * FROM shares WHERE id = \(one.share.id)")
            _ = try await scene.shares.revoke(one.share.id, of: scene.fabrikam, by: .user(scene.ann))
            let audit = scene.fixture.catalog.audit
            #expect(try await audit.verify().isIntact)
            try scene.fixture.tamper(
                "UPDATE shares SET seal = (SELECT seal FROM kept), revoked_at = NULL WHERE id = \(one.share.id)")
            #expect(try await !audit.verify().isIntact)
            // Whatever number of an entry it is given.
            #expect(try await scene.opens(one) == scene.fabrikam.id)
            try scene.fixture.tamper("UPDATE shares SET revision = (SELECT revision FROM kept) WHERE id = \(one.share.id)")
            #expect(try await !audit.verify().isIntact)
            _ = try await scene.shares.revoke(one.share.id, of: scene.fabrikam, by: .user(scene.ann))
            #expect(try await audit.verify().isIntact)
            try scene.fixture.tamper("DELETE FROM shares WHERE id = \(two.share.id)")
            #expect(try await !audit.verify().isIntact)
        }
    }

    @Test("The secret part is stored as a digest only and stands in no entry of the log, which tells of making and ending")
    func secrecy() async throws {
        try await withScene { scene in
            let made = try await scene.share()
            _ = try await scene.shares.revoke(made.share.id, of: scene.fabrikam, by: .user(scene.ann))
            #expect(try await scene.fixture.actions().suffix(2) == ["share.created", "share.revoked"])
            #expect(try await scene.fixture.catalog.audit.verify().isIntact)
            let texts = try await scene.fixture.database.read { session in
                try session.all("SELECT detail || subject || actor FROM audit_events") { try $0.text(0) }
                    + session.all("SELECT recipient || view_query || created_by FROM shares") { try $0.text(0) }
            }
            #expect(texts.contains { $0.contains("Contoso board") && $0.contains("period=30d") })
            for text in texts { #expect(!text.contains(made.link)) }
            let digests = try await scene.fixture.database.read { session in
                try session.all("SELECT digest FROM shares") { try $0.withBlob(0) { Array($0) } }
            }
            #expect(digests.count == 1 && digests[0].count == 32)
        }
    }

    @Test("Opening a link looks at one row, by an index")
    func plan() async throws {
        try await withScene { scene in
            let steps = try await scene.fixture.database.read { session in
                try session.all("EXPLAIN QUERY PLAN SELECT id FROM shares WHERE digest = \([UInt8](repeating: 1, count: 32))") {
                    try $0.text(3)
                }
            }
            #expect(steps.count == 1 && steps[0].contains("INDEX"))
        }
    }
}
