import APIKeys
import Catalog
import Foundation
import GRDB
import Testing

@testable import Storage

@Suite struct SQLiteTests {
    @Test func theFileIsInWALModeAndCommitsReachTheDisk() async throws {
        try await withDatabase { fixture in
            let pragmas = try await fixture.database.write { session in
                [
                    try session.first("PRAGMA journal_mode") { try $0.text(0) } ?? "",
                    String(try session.int("PRAGMA synchronous") ?? -1), String(try session.int("PRAGMA foreign_keys") ?? -1),
                ]
            }
            #expect(pragmas == ["wal", "2", "1"])
        }
    }

    @Test func afterClosingTheFileAloneIsTheWholeDatabase() async throws {
        try await withDatabase { fixture in
            _ = try await fixture.makeOrganization()
            try fixture.database.close()
            let copy = fixture.url.deletingLastPathComponent().appending(path: "copy.sqlite")
            try FileManager.default.copyItem(at: fixture.url, to: copy)
            let count = try await reopen(copy) { try await $0.catalog.organizations.all().count }
            #expect(count == 1)
        }
    }

    @Test func aTransactionThatFailsLeavesNothing() async throws {
        struct Stop: Error {}
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            await #expect(throws: Stop.self) {
                try await fixture.database.write { session in
                    try session.execute("UPDATE organizations SET name = 'changed' WHERE id = \(organization.id)")
                    throw Stop()
                }
            }
            #expect(try await fixture.catalog.organizations.find(slug: organization.slug).name == "Northwind")
        }
    }

    @Test func foreignKeysHold() async throws {
        try await withDatabase { fixture in
            _ = await #expect(throws: StoreError.self) {
                try await fixture.database.write {
                    try $0.execute(
                        "INSERT INTO memberships (organization_id, user_id, role, created_at) VALUES (99, 99, 'admin', 0)")
                }
            }
        }
    }

    @Test func aFullDiskRefusesWritesAndLeavesReadingAlone() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let token = try await fixture.makeKey(.all, in: organization).token
            let pages = try await fixture.database.write { session in
                let pages = try session.int("PRAGMA page_count") ?? 0
                // SQLite then answers as it does when the disk is full.
                _ = try session.int("PRAGMA max_page_count = \(Storage.SQL(trusted: String(pages)))")
                return pages
            }
            #expect(pages > 0)
            var refused = 0
            for _ in 0..<200 {
                do { _ = try await fixture.makeKey(.all, in: organization) } catch StoreError.full { refused += 1 }
            }
            #expect(refused > 0)
            #expect(fixture.ask(token) == "allowed")
            let before = try await fixture.catalog.keys.list(KeyQuery(), of: organization).total
            _ = try await fixture.database.write { try $0.int("PRAGMA max_page_count = 100000") }
            _ = try await fixture.makeKey(.all, in: organization)
            #expect(try await fixture.catalog.keys.list(KeyQuery(), of: organization).total == before + 1)
            #expect(try await fixture.catalog.audit.verify().isIntact)
        }
    }

    @Test func aNewerDatabaseIsLeftAloneWithAWord() async throws {
        try await withDatabase { fixture in
            try fixture.tamper("INSERT INTO schema_migrations (version, applied_at) VALUES (999, 0)")
            await #expect {
                try await SQLiteDatabase.open(at: fixture.url)
            } throws: { ($0 as? StoreError)?.message.contains("schema version 999") ?? false }
        }
    }

    @Test func anotherProgramsDatabaseAndAFileThatIsNoneAreLeftAsTheyAre() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "latchkey-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let foreign = folder.appending(path: "foreign.sqlite")
        let queue = try DatabaseQueue(path: foreign.path)
        try await queue.write { try $0.execute(sql: "CREATE TABLE theirs (x)") }
        try queue.close()
        let garbage = folder.appending(path: "garbage.sqlite")
        try Data(repeating: 65, count: 5000).write(to: garbage)
        for file in [foreign, garbage] {
            let before = try Data(contentsOf: file)
            await #expect(throws: StoreError.self, "\(file)") { try await SQLiteDatabase.open(at: file) }
            #expect(try Data(contentsOf: file) == before)
        }
    }

    @Test func valuesNeverBecomePartOfAStatement() {
        let (text, values) = ("SELECT \("a'; --") , \(5), \(nil as Int?)" as Storage.SQL).rendered { "$\($0)" }
        #expect(text == "SELECT $1 , $2, $3")
        #expect(values == [.text("a'; --"), .integer(5), .null])
    }

    @Test(arguments: [("[]", []), ("[1]", [1]), ("[1,22,333]", [1, 22, 333])] as [(String, [Int])])
    func listsOfIntegersAreRead(_ text: String, _ expected: [Int]) { #expect(JSONText.integers(text) == expected) }

    @Test(arguments: ["", "[", "]", "[1,]", "[,1]", "[1 ,2]", "[-1]", "[1.5]", "[99999999999999999999]", "{}", "[a]"])
    func otherTextIsNoListOfIntegers(_ text: String) { #expect(JSONText.integers(text) == nil) }

    @Test(arguments: [
        ("SELECT * FROM api_keys WHERE id = ''", "api_keys"), ("SELECT * FROM sessions WHERE digest = x''", "sessions"),
        ("SELECT * FROM audit_events WHERE sequence > 5 ORDER BY sequence", "audit_events"),
        ("SELECT * FROM api_keys WHERE organization_id = 1 ORDER BY created_at DESC, id DESC LIMIT 50", "api_keys"),
    ])
    func whatIsAskedOftenUsesAnIndexAndSortsNothing(_ query: String, _ table: String) async throws {
        try await withDatabase { fixture in
            let plan = try await fixture.database.read { session in
                try session.all(Storage.SQL(trusted: "EXPLAIN QUERY PLAN " + query)) { try $0.text(3) }
            }.joined(separator: "; ")
            #expect(plan.contains("SEARCH \(table)"), "\(plan)")
            #expect(!plan.contains("TEMP B-TREE"), "\(plan)")
        }
    }

    @Test func nobodyBecomesAnAdminByEditingTheDatabase() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let other = try await fixture.makeOrganization("Other")
            let accounts = fixture.catalog.accounts
            var people: [User] = []
            for (email, role, organization) in [
                ("ann@x.example", Role.admin, organization), ("vic@x.example", .viewer, organization),
                ("mal@x.example", .admin, other),
            ] {
                let user = try await fixture.catalog.organizations.add(
                    email: email, role: role, to: organization, by: .commandLine
                ).user
                try await accounts.setPassword("password of \(email)", of: user, by: .commandLine)
                people.append(user)
            }
            // A hash moved from one's own row, and one made with the same program but another secret.
            let moved =
                "UPDATE users SET password_hash = (SELECT password_hash FROM users WHERE email = 'mal@x.example') WHERE id = 1"
            let made = try await PasswordHasher(cost: 4).hash("password of mal@x.example")
            for sql in [
                moved, "UPDATE users SET password_hash = '\(made)' WHERE id = 1",
                "UPDATE users SET password_hash = '\(made)#00' WHERE id = 1",
            ] {
                try fixture.tamper(sql)
                guard
                    case .wrong = try await accounts.signIn(
                        email: "ann@x.example", password: "password of mal@x.example", from: nil)
                else {
                    Issue.record("let in by: \(sql)")
                    return
                }
            }
            guard
                case .signedIn(let cookie) = try await accounts.signIn(
                    email: "mal@x.example", password: "password of mal@x.example", from: nil)
            else {
                Issue.record("not signed in")
                return
            }
            let link = try await accounts.makeSetupLink(for: people[2], by: .commandLine)
            #expect(try await accounts.session(cookie: cookie.value)?.user == people[2])
            try fixture.tamper("UPDATE sessions SET user_id = 1; UPDATE setup_links SET user_id = 1")
            #expect(try await accounts.session(cookie: cookie.value) == nil)
            #expect(try await accounts.setUp(link: link, password: "a new password") == nil)
            try fixture.tamper("UPDATE memberships SET role = 'admin' WHERE user_id = \(people[1].id)")
            #expect(try await fixture.catalog.organizations.memberships(of: people[1]).isEmpty)
            try fixture.tamper(
                "INSERT INTO memberships SELECT \(organization.id), user_id, role, seal, created_at FROM memberships WHERE user_id = \(people[2].id)"
            )
            #expect(try await fixture.catalog.organizations.memberships(of: people[2]).map(\.organization) == [other])
        }
    }

    @Test func setUpLinksWorkOnceAndSessionsEnd() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let member = try await fixture.catalog.organizations.add(
                email: "ann@northwind.example", role: .admin, to: organization, by: .commandLine)
            let accounts = fixture.catalog.accounts
            let old = try await accounts.makeSetupLink(for: member.user, by: .commandLine)
            let link = try await accounts.makeSetupLink(for: member.user, by: .commandLine)
            #expect(try await accounts.setUp(link: old, password: "correct horse") == nil)
            #expect(try await accounts.setUp(link: link, password: "correct horse") == member.user)
            #expect(try await accounts.setUp(link: link, password: "another horse") == nil)
            guard
                case .signedIn(let cookie) = try await accounts.signIn(
                    email: "ANN@northwind.example", password: "correct horse", from: nil)
            else {
                Issue.record("not signed in")
                return
            }
            let session = try #require(try await accounts.session(cookie: cookie.value))
            #expect(session.user == member.user)
            #expect(try await accounts.session(cookie: cookie.value + "x") == nil)
            try await accounts.signOut(session)
            #expect(try await accounts.session(cookie: cookie.value) == nil)
            guard case .wrong = try await accounts.signIn(email: "bob@x.example", password: "correct horse", from: nil) else {
                Issue.record("a stranger was let in")
                return
            }
        }
    }

    /// They were written by another program; a repaired text would be one that no query finds.
    @Test func bytesThatAreNoUTF8AreNeitherATextNorAListOfTexts() async throws {
        try await withDatabase { fixture in
            func read<T: Sendable>(_ hex: String, _ read: @escaping @Sendable (any SQLRow) throws -> T) async throws -> T? {
                let sql = SQL(trusted: "SELECT CAST(x'\(hex)' AS TEXT)")
                return try await fixture.database.read { try $0.first(sql, read) }
            }
            // ["é"], and the same without its second half.
            let items = try await read("5B22C3A9225D") { try $0.strings(0) }
            #expect(items == ["é"])
            await #expect(throws: StoreError.self) { try await read("5B22C3225D") { try $0.strings(0) } }
            await #expect(throws: StoreError.self) { try await read("5B22C3225D") { try $0.text(0) } }
        }
    }

    /// Three bytes of a longer character would be repaired to the three of one that stands for it.
    @Test(
        arguments: [[0xC3], [0xF0, 0x9F, 0x98], [0xED, 0xA0, 0x80], [0xC0, 0xAF], [0xEF, 0xBF, 0xBD, 0xFF], [0x80]] as [[UInt8]])
    func whatIsNoUTF8IsNoTextWhateverItWouldBeRepairedTo(_ bytes: [UInt8]) {
        #expect(bytes.withUnsafeBufferPointer { String(utf8: $0) } == nil)
        #expect(("é".utf8 + bytes).withUnsafeBufferPointer { String(utf8: $0) } == nil)
    }

    @Test(arguments: ["", "a", "\0", "\u{FFFD}", "日本語", "e\u{301}\u{1F600}"]) func whatIsUTF8IsThatText(_ text: String) {
        let read = Array(text.utf8).withUnsafeBufferPointer { String(utf8: $0) }
        #expect(read.map { Array($0.utf8) } == Array(text.utf8))
    }
}
