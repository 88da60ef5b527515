import APIKeys
import Foundation
import GRDB
import Testing

@testable import Catalog
@testable import Storage

/// A person with a password, and what they do in several browsers.
struct Person: Sendable {
    static let password = "correct horse battery"

    let fixture: Fixture
    let user: User

    var accounts: AccountService { fixture.catalog.accounts }

    init(_ fixture: Fixture, _ email: String = "ann@northwind.example") async throws {
        self.fixture = fixture
        let organizations = try await fixture.catalog.organizations.all()
        let organization = if let known = organizations.first { known } else { try await fixture.makeOrganization() }
        user = try await fixture.makeMember(email, of: organization)
        try await fixture.catalog.accounts.setPassword(Self.password, of: user, by: .commandLine)
    }

    /// - Returns: the value of the session's cookie.
    func signIn(_ client: String = "", from address: String? = nil, replacing old: String? = nil) async throws -> String {
        let answer = try await accounts.signIn(
            email: user.email, password: Self.password, from: address.flatMap { IPAddress($0) },
            by: SigningBrowser(visitor: "v", client: client, session: old))
        guard case .signedIn(let cookie) = answer else { throw CatalogError.notFound("a session") }
        return cookie.value
    }

    func session(_ cookie: String) async throws -> Session { try #require(try await accounts.session(cookie: cookie)) }

    func isOpen(_ cookie: String) async throws -> Bool { try await accounts.session(cookie: cookie) != nil }
}

@Suite struct SessionTests {
    private static let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"

    @Test func theListTellsWhereAndInWhatAPersonIsSignedIn() async throws {
        try await withDatabase { fixture in
            let ann = try await Person(fixture)
            let bob = try await Person(fixture, "bob@northwind.example")
            let first = try await ann.signIn(Self.firefox, from: "192.0.2.1")
            fixture.clock.advance(by: .seconds(3600))
            let second = try await ann.signIn("curl/8.5.0")
            _ = try await bob.signIn()
            let here = try await ann.session(second)
            let list = try await ann.accounts.sessions(besides: here)
            #expect(list.map(\.client) == ["curl/8.5.0", "Firefox on Linux"])
            #expect(list.map(\.address) == ["", "192.0.2.1"])
            #expect(list.map(\.beganAt) == [fixture.clock.now, Fixture.now])
            #expect(list.first?.id == here.id)
            #expect(try await ann.session(first).id == list.last?.id)
            fixture.clock.advance(by: AccountService.sessionLifetime + .seconds(-1800))
            #expect(try await ann.accounts.sessions(besides: here).map(\.client) == ["curl/8.5.0"], "one has run out")
        }
    }

    @Test func whenASessionWasSeenIsKeptToFiveMinutes() async throws {
        try await withDatabase { fixture in
            let ann = try await Person(fixture)
            let cookie = try await ann.signIn(from: "192.0.2.1")
            let step = Session.seenStep.components.seconds * 1000
            let start = try await ann.session(cookie).seenAt
            #expect(start.milliseconds % step == 0 && start <= Fixture.now && Fixture.now < start + Session.seenStep)

            // Within the step nothing is written, not even the address.
            await ann.accounts.keepSeen(try await ann.session(cookie), from: IPAddress("192.0.2.2"))
            #expect(try await ann.session(cookie).address == "192.0.2.1")

            fixture.clock.advance(by: Session.seenStep)
            await ann.accounts.keepSeen(try await ann.session(cookie), from: IPAddress("192.0.2.2"))
            #expect(try await ann.session(cookie).seenAt == start + Session.seenStep)
            #expect(try await ann.session(cookie).address == "192.0.2.2")

            fixture.clock.advance(by: Session.seenStep)
            await ann.accounts.keepSeen(try await ann.session(cookie), from: nil)
            #expect(try await ann.session(cookie).address == "192.0.2.2", "an unknown address replaces none")
        }
    }

    @Test func oneSessionIsEndedOrAllButThisOne() async throws {
        try await withDatabase { fixture in
            let ann = try await Person(fixture)
            let bob = try await Person(fixture, "bob@northwind.example")
            let cookies = [try await ann.signIn(), try await ann.signIn(), try await ann.signIn(), try await ann.signIn()]
            let others = try await bob.signIn()
            let here = try await ann.session(cookies[0])
            try await ann.accounts.endSession(try await ann.session(cookies[1]).id, by: here)
            #expect(try await !ann.isOpen(cookies[1]))
            #expect(try await ann.isOpen(cookies[2]))
            for foreign in [try await bob.session(others).id, 4711] {
                await #expect(throws: CatalogError.self) { try await ann.accounts.endSession(foreign, by: here) }
            }
            #expect(try await bob.isOpen(others))
            #expect(try await ann.accounts.endOtherSessions(of: here) == 2)
            #expect(try await ann.accounts.endOtherSessions(of: here) == 0)
            #expect(try await ann.accounts.sessions(besides: here).map(\.id) == [here.id])
            #expect(try await bob.isOpen(others))
            #expect(try await fixture.actions().count { $0 == "member.sessions_ended" } == 2, "what ended nothing is no entry")
        }
    }

    @Test func signingInAgainEndsTheOlderSessionOfThatBrowser() async throws {
        try await withDatabase { fixture in
            let ann = try await Person(fixture)
            let elsewhere = try await ann.signIn()
            let old = try await ann.signIn()
            let new = try await ann.signIn(replacing: old)
            #expect(try await !ann.isOpen(old))
            #expect(try await ann.isOpen(new))
            #expect(try await ann.isOpen(elsewhere))
            let after = try await ann.signIn(replacing: "no such session")
            #expect(try await ann.isOpen(new))
            #expect(try await ann.isOpen(after))
        }
    }

    @Test func aPersonHasSoManySessionsThatTheListShowsEachAndTheOneNotSeenForLongestEnds() async throws {
        try await withDatabase { fixture in
            let ann = try await Person(fixture)
            let bob = try await Person(fixture, "bob@northwind.example")
            let idle = try await bob.signIn()
            let first = try await ann.signIn()
            for _ in 1..<AccountService.mostSessions { _ = try await ann.signIn() }
            #expect(try await ann.isOpen(first))
            let last = try await ann.signIn()
            #expect(try await !ann.isOpen(first))
            let here = try await ann.session(last)
            #expect(try await ann.accounts.sessions(besides: here).count == AccountService.mostSessions)
            #expect(try await bob.isOpen(idle))
            let details = try await fixture.database.read { session in
                try session.all(
                    "SELECT detail FROM audit_events WHERE action = 'member.signed_in' ORDER BY sequence DESC LIMIT 2"
                ) {
                    try $0.text(0)
                }
            }
            #expect(details.map { $0.contains("ended") } == [true, false])
        }
    }

    @Test func aChangedPasswordEndsEveryOtherSessionAndAnOpenLink() async throws {
        try await withDatabase { fixture in
            let ann = try await Person(fixture)
            let here = try await ann.signIn()
            let elsewhere = try await ann.signIn()
            let link = try await ann.accounts.makeSetupLink(for: ann.user, by: .commandLine)
            let session = try await ann.session(here)
            func change(_ current: String, _ new: String) async throws -> AccountRefusal? {
                try await ann.accounts.changePassword(from: current, to: new, by: session, at: nil)
            }
            #expect(try await change("wrong", "a new password") == .wrongPassword)
            await #expect(throws: CatalogError.self) { try await change(Person.password, "short") }
            #expect(try await ann.isOpen(elsewhere))
            #expect(try await change(Person.password, "a new password") == nil)
            #expect(try await ann.isOpen(here))
            #expect(try await !ann.isOpen(elsewhere))
            #expect(try await ann.accounts.setUp(link: link, password: "another password") == nil)
            guard case .wrong = try await ann.accounts.signIn(email: ann.user.email, password: Person.password, from: nil),
                case .signedIn = try await ann.accounts.signIn(email: ann.user.email, password: "a new password", from: nil)
            else {
                Issue.record("the old password works, or the new one does not")
                return
            }
        }
    }

    @Test func theCurrentPasswordIsNotGuessedFasterThanAtSignIn() async throws {
        try await withDatabase { fixture in
            let ann = try await Person(fixture)
            let session = try await ann.session(try await ann.signIn())
            for _ in 0..<5 {
                #expect(
                    try await ann.accounts.changePassword(from: "wrong", to: "a new password", by: session, at: nil)
                        == .wrongPassword)
            }
            #expect(
                try await ann.accounts.changePassword(from: Person.password, to: "a new password", by: session, at: nil)
                    == .throttled(seconds: 1))
        }
    }

    @Test func whoHasNoPasswordChangesNone() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let ann = try await fixture.makeMember("ann@northwind.example", of: organization)
            let accounts = fixture.catalog.accounts
            let cookie = try await accounts.openSession(for: ann, from: nil, by: .unknown)
            let session = try #require(try await accounts.session(cookie: cookie.value))
            #expect(try await accounts.changePassword(from: "", to: "a new password", by: session, at: nil) == .noPassword)
            let outcome = try await accounts.turnOnSecondFactor(
                try await accounts.offerSecondFactor(in: session), password: "", code: "", by: session, from: nil)
            guard case .failure(.noPassword) = outcome else {
                Issue.record("a second factor without a first")
                return
            }
        }
    }

    @Test func aSessionFromBeforeTheyHadNamesGoesOn() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "latchkey-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let url = folder.appending(path: "test.sqlite")
        let (began, ends) = (Fixture.now + .seconds(-3600), Fixture.now + .seconds(3600))
        let digest = Data(Fixture.secret.code(for: Array("1-cookie".utf8), .session).bytes)
        let queue = try DatabaseQueue(path: url.path)
        try await queue.write { file in
            try file.execute(sql: "PRAGMA application_id = \(0x4C4B_4559)")
            try file.execute(sql: "CREATE TABLE schema_migrations (version BIGINT PRIMARY KEY, applied_at BIGINT NOT NULL)")
            for migration in Migrations.all where migration.version < 5 {
                for statement in migration.statements(.sqlite) { try file.execute(sql: statement) }
                try file.execute(sql: "INSERT INTO schema_migrations VALUES (\(migration.version), 0)")
            }
            try file.execute(sql: "INSERT INTO users (id, email, created_at) VALUES (1, 'ann@x.example', 0)")
            try file.execute(
                sql: "INSERT INTO sessions VALUES (?, 1, \(began.milliseconds), \(ends.milliseconds))", arguments: [digest])
        }
        try queue.close()
        try await reopen(url) { fixture in
            let accounts = fixture.catalog.accounts
            let session = try #require(try await accounts.session(cookie: "1-cookie"))
            #expect(session.user.email == "ann@x.example" && session.beganAt == began && session.expiresAt == ends)
            #expect(session.client.isEmpty && session.address.isEmpty)
            await accounts.keepSeen(session, from: IPAddress("192.0.2.1"))
            #expect(try await accounts.session(cookie: "1-cookie")?.address == "192.0.2.1")
        }
    }
}
