import APIKeys
import Foundation
import GRDB
import Testing

@testable import Catalog
@testable import Storage

@Suite struct AuditListingTests {
    private static func query(_ change: (inout AuditQuery) -> Void) -> AuditQuery {
        var query = AuditQuery()
        change(&query)
        return query
    }

    @Test func theLogIsFilteredByPersonKeyAndAction() async throws {
        try await AuditStorageTests.withHistory { fixture, organization in
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

    /// Entries with times as they are given, one a step, as after a clock was set: the number is the order of writing.
    private static func withEntries(
        _ times: [Int64], _ body: @Sendable (Fixture, Organization) async throws -> Void
    ) async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            for (index, time) in times.enumerated() {
                let actor = Actor.user(User(id: index % 3, email: "person\(index % 3)@northwind.example"))
                let action: AuditAction = index % 2 == 0 ? .keyChanged : .brandArchived
                let draft = AuditDraft(at: Timestamp(milliseconds: time), actor: actor, action: action)
                try await fixture.stores.audit.note(draft, of: organization.id)
            }
            try await body(fixture, organization)
        }
    }

    /// What the page must hold, by looking at every entry.
    private static func expected(_ query: AuditQuery, _ all: [AuditEvent]) -> [Int] {
        let sorted = all.sorted { ($0.at, $0.sequence) > ($1.at, $1.sequence) }
        let behind = query.before.flatMap { before in sorted.first { $0.sequence == before } }
        return sorted.filter { event in
            (query.actor.isEmpty || event.actor.lowercased().contains(query.actor.lowercased()))
                && (query.action == nil || event.action == query.action?.rawValue)
                && (query.since.map { $0 <= event.at } ?? true) && (query.until.map { event.at < $0 } ?? true)
                && (behind.map { (event.at, event.sequence) < ($0.at, $0.sequence) } ?? true)
        }.prefix(query.limit).map(\.sequence)
    }

    @Test func everyFilterWithEveryOtherGivesThePageThatLookingAtAllEntriesGives() async throws {
        // The clock goes on, stands, jumps forward and is set back.
        let times: [Int64] = (0..<60).map { step in
            let drift: Int64 = step > 40 ? -70 : step > 25 ? 100 : 0
            return 1_800_000_000_000 + Int64(step / 2) * 10 + drift
        }
        try await Self.withEntries(times) { fixture, organization in
            var wide = AuditQuery()
            wide.limit = 1000
            let all = try await fixture.catalog.audit.list(wide, of: organization)
            #expect(all.count == 61)
            let moments: [Timestamp?] = [
                nil, Timestamp(milliseconds: 1_800_000_000_100), Timestamp(milliseconds: 1_800_000_000_250),
            ]
            for actor in ["", "PERSON1", "northwind", "nobody", "%", "command"] {
                for action in [nil, AuditAction.keyChanged, .keyRevoked] {
                    for since in moments {
                        for until in moments {
                            for before in [nil, 20, 45, 61] {
                                let query = Self.query {
                                    ($0.actor, $0.action, $0.since, $0.until, $0.before) = (actor, action, since, until, before)
                                    $0.limit = 7
                                }
                                let page = try await fixture.catalog.audit.list(query, of: organization)
                                #expect(page.map(\.sequence) == Self.expected(query, all), "\(query)")
                            }
                        }
                    }
                }
            }
        }
    }

    @Test func leafingThroughGivesEveryEntryOnce() async throws {
        try await Self.withEntries((0..<50).map { 1_800_000_000_000 + Int64($0 / 7) }) { fixture, organization in
            var (query, seen) = (Self.query { $0.limit = 6 }, [Int]())
            while true {
                let page = try await fixture.catalog.audit.list(query, of: organization)
                guard let last = page.last else { break }
                seen += page.map(\.sequence)
                query.before = last.sequence
            }
            #expect(seen.count == 51)
            #expect(Set(seen) == Set(1...51))
        }
    }

    @Test func anotherOrganizationsEntryIsNoPlaceInOurs() async throws {
        try await Self.withEntries([1_900_000_000_000, 1_900_000_000_500]) { fixture, organization in
            let other = try await fixture.makeOrganization("Other")
            let late = AuditDraft(at: Timestamp(milliseconds: 1), actor: .commandLine, action: .keyChanged)
            try await fixture.stores.audit.note(late, of: other.id)
            // By number alone: that the other's entry is from 1970 cannot be told.
            let page = try await fixture.catalog.audit.list(Self.query { $0.before = 5 }, of: organization)
            #expect(page.map(\.sequence) == [3, 2, 1])
            #expect(try await fixture.catalog.audit.list(Self.query { $0.before = 4711 }, of: organization).count == 3)
        }
    }

    @Test func signingInIsSeenByTheOrganizationsOfThePersonOnly() async throws {
        try await withDatabase { fixture in
            let (ours, theirs) = (try await fixture.makeOrganization(), try await fixture.makeOrganization("Other"))
            let ann = try await fixture.makeMember("ann@northwind.example", of: ours)
            try await fixture.catalog.accounts.setPassword("correct horse", of: ann, by: .commandLine)
            _ = try await fixture.catalog.accounts.signIn(email: ann.email, password: "correct horse", from: nil)
            let query = Self.query { $0.action = .signedIn }
            #expect(try await fixture.catalog.audit.list(query, of: ours).map(\.actor) == [ann.email])
            #expect(try await fixture.catalog.audit.list(query, of: theirs) == [])
            #expect(try await fixture.catalog.audit.list(Self.query { $0.actor = "ann" }, of: ours).count == 1)
            // All, so that none is left out of a page that asks for it.
            _ = try await fixture.catalog.accounts.makeSetupLink(for: ann, by: .commandLine)
            let cookie = try await fixture.catalog.accounts.signIn(email: ann.email, password: "correct horse", from: nil)
            guard case .signedIn(let cookie) = cookie,
                let session = try await fixture.catalog.accounts.session(cookie: cookie.value)
            else { throw CatalogError.notFound("a session") }
            try await doAll(session, fixture)
            let ofNobody = try await fixture.database.read { session in
                try session.all("SELECT DISTINCT action FROM audit_events WHERE organization_id IS NULL") { try $0.text(0) }
            }
            #expect(Set(ofNobody) == Set(AuditAction.ofPeople.map(\.rawValue)))
            for action in AuditAction.ofPeople {
                let query = Self.query { $0.action = action }
                #expect(try await !fixture.catalog.audit.list(query, of: ours).isEmpty)
                #expect(try await fixture.catalog.audit.list(query, of: theirs).isEmpty)
            }
        }
    }

    /// What else a person can do to their own account, signing out at the end.
    private func doAll(_ session: Session, _ fixture: Fixture) async throws {
        let accounts = fixture.catalog.accounts
        _ = try await accounts.signIn(email: session.user.email, password: "correct horse", from: nil)
        #expect(try await accounts.endOtherSessions(of: session) == 2)
        let identity = ExternalIdentity(
            issuer: "https://login.example", subject: "1", email: session.user.email, isEmailVerified: true)
        _ = try await fixture.catalog.identities.signIn(identity, by: "Login", from: nil, with: .unknown)
        #expect(try await fixture.catalog.identities.unlink(email: session.user.email, by: .commandLine) == 1)
        let offer = try await accounts.offerSecondFactor(in: session)
        let app = accounts.secondFactorSecret(offer.salt, of: session.user).codes
        func code() -> String { app.code(step: TOTP.step(at: fixture.clock.now)) }
        _ = try await accounts.turnOnSecondFactor(
            offer, password: "correct horse", code: code(), by: session, from: nil
        ).get()
        let browser = SigningBrowser(visitor: "v", client: "", session: nil)
        let answer = try await accounts.signIn(email: session.user.email, password: "correct horse", from: nil, by: browser)
        guard case .codeNeeded(let challenge) = answer,
            case .wrong = try await accounts.signIn(challenge: challenge.value, code: code(), from: nil, by: browser)
        else { throw CatalogError.notFound("a question for a code") }
        fixture.clock.advance(by: .seconds(30))
        _ = try await accounts.renewRecoveryCodes(password: "correct horse", code: code(), by: session, from: nil).get()
        fixture.clock.advance(by: .seconds(30))
        #expect(try await accounts.turnOffSecondFactor(password: "correct horse", code: code(), by: session, from: nil) == nil)
        #expect(
            try await accounts.changePassword(from: "correct horse", to: "another horse", by: session, at: nil) == nil)
        try await accounts.signOut(session)
    }

    /// A page of a log of any length: each way is one search in an index that is in the page's order.
    @Test(arguments: [
        query { _ in }, query { $0.action = .keyRevoked }, query { $0.actor = "ann" }, query { $0.key = .random() },
        query { ($0.action, $0.actor) = (.keyRevoked, "ann") },
    ])
    func noPageReadsMoreThanItShows(_ query: AuditQuery) async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let ann = try await fixture.makeMember("ann@northwind.example", of: organization)
            _ = try await fixture.makeBrand("fabrikam", in: organization, by: .user(ann))
            var windows = [query, query, query]
            windows[1].since = Fixture.now
            windows[1].until = Fixture.now
            windows[2].before = 2
            for query in windows {
                let plans = try await fixture.database.read { session in
                    let listing = AuditListing(query, organization: organization.id)
                    let window = try listing.window(in: session)
                    return try listing.ways(in: session).map { way in
                        try session.all("EXPLAIN QUERY PLAN " + AuditListing.places(way + window, limit: 50)) { try $0.text(3) }
                    }
                }
                #expect(!plans.isEmpty)
                for plan in plans {
                    #expect(plan.count == 1, "\(plan)")
                    #expect(plan[0].contains("SEARCH audit_events USING") && plan[0].contains("organization_id=?"), "\(plan)")
                }
            }
        }
    }
}
