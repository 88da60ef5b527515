import APIKeys
import Testing

@testable import Catalog
@testable import Storage

extension Fixture {
    /// Takes a report and works it off.
    @discardableResult
    fileprivate func report(_ tokens: [Token], _ place: LeakPlace = LeakPlace(.anyone)) async throws -> LeakService.Progress {
        #expect(try await catalog.leaks.receive(tokens.map { LeakReport($0, at: place) }))
        return try await catalog.leaks.workOff()
    }

    fileprivate func setPolicy(_ response: OrganizationPolicy.LeakResponse, of organization: Organization) async throws {
        var policy = OrganizationPolicy()
        policy.onLeak = response
        _ = try await catalog.policies.set(policy, of: organization, by: .commandLine)
    }

    fileprivate func leakEntries(_ action: String = "key.leaked") async throws -> Int {
        try await actions().count { $0 == action }
    }

    fileprivate func waiting() async throws -> Int {
        try await database.read { try $0.int("SELECT COUNT(*) FROM leak_reports") ?? -1 }
    }
}

@Suite struct LeakStorageTests {
    @Test func aReportedKeyIsRevokedAndTheAdminsAreToldOnce() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let (key, token) = try await fixture.makeKey(.all, in: organization)
            let place = LeakPlace(.anyone, source: "pastebin", url: "https://paste.example/1")
            let progress = try await fixture.report([token], place)
            #expect(progress.new.map(\.token) == [key.id])
            #expect(fixture.ask(token) == "key_revoked")
            #expect(try await fixture.actions().suffix(2) == ["key.leaked", "key.revoked"])
            #expect(
                try await fixture.catalog.leaks.recent(of: organization) == [
                    Leak(organization: organization.id, token: key.id, place: place, at: Fixture.now, response: .revoked)
                ])

            // Said again, by the same and by others: the place is the leak.
            let count = try await fixture.actions().count
            for _ in 0..<3 { #expect(try await fixture.report([token, token], place).new.isEmpty) }
            #expect(try await fixture.actions().count == count)
            #expect(try await fixture.waiting() == 0)

            // From elsewhere: one more entry, and nothing left to revoke.
            #expect(
                try await fixture.report([token], LeakPlace(.gitHub, url: "https://github.com/x")).new.map(\.response) == [.ended]
            )
            #expect(try await fixture.leakEntries() == 2)
            #expect(try await fixture.catalog.audit.verify().isIntact)
        }
    }

    @Test func whereTheOrganizationChoseSoAKeyIsOnlyFlagged() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let (_, token) = try await fixture.makeKey(.all, in: organization)
            try await fixture.setPolicy(.flag, of: organization)
            #expect(try await fixture.report([token]).new.map(\.response) == [.flagged])
            #expect(fixture.ask(token) == "allowed")
            #expect(try await fixture.leakEntries() == 1)

            // The choice of today counts for what is reported today, the same leak included.
            try await fixture.setPolicy(.revoke, of: organization)
            #expect(try await fixture.report([token]).new.isEmpty)
            #expect(fixture.ask(token) == "key_revoked")
            #expect(try await fixture.catalog.leaks.recent(of: organization).map(\.response) == [.revoked])
        }
    }

    @Test func onlyTheWholeSecretCounts() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let (key, token) = try await fixture.makeKey(.all, in: organization)
            let forged = try #require(Self.forge(key.id))
            #expect(forged.id == key.id)
            #expect(try await fixture.report([forged, .generate(), .generate(.admin)]).new.isEmpty)
            #expect(fixture.ask(token) == "allowed")
            #expect(try await fixture.leakEntries() == 0)
            #expect(try await fixture.waiting() == 0)
        }
    }

    /// A token with another key's id, and a checksum that is right.
    private static func forge(_ id: KeyID) -> Token? {
        let body = "\(id)_\(String(repeating: "x", count: 32))"
        let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
        var crc = ~UInt32(0)
        for byte in body.utf8 {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1 }
        }
        var rest = ~crc
        var digits = ""
        for _ in 0..<6 {
            digits = String(alphabet[Int(rest % 62)]) + digits
            rest /= 62
        }
        return Token(body + digits)
    }

    @Test func anAdminTokenIsRevokedToo() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let admin = try await fixture.makeMember("ann@northwind.example", of: organization)
            let (made, token) = try await fixture.catalog.adminTokens.create(
                name: "CI", for: admin, in: organization, by: .user(admin))
            #expect(try await fixture.report([token]).new.map(\.token) == [made.id])
            guard case .failure(let rejection) = try await fixture.catalog.adminTokens.verify(token, from: nil) else {
                Issue.record("it still opens the management API")
                return
            }
            #expect(rejection.refusal.code == "key_revoked")
            #expect(try await fixture.actions().suffix(2) == ["admin_token.leaked", "admin_token.revoked"])
        }
    }

    @Test func aKeyWhoseSecretTheCallerMadeIsRecognised() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let token = Token.generate()
            let supplied = SuppliedSecret(id: token.id, hash: TokenHash(of: token))
            var draft = KeyDraft(name: "Terraform", scopes: .query, brands: .all, expiresAt: nil)
            draft.supplied = supplied
            _ = try await fixture.catalog.keys.create(draft, in: organization, by: .commandLine)
            #expect(fixture.ask(token) == "allowed")
            #expect(try await fixture.report([token]).new.count == 1)
            #expect(fixture.ask(token) == "key_revoked")
        }
    }

    @Test func anExpiredKeyIsRevokedSoThatNobodyBringsItBack() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let (key, token) = try await fixture.makeKey(.all, expires: Fixture.now + .seconds(60), in: organization)
            fixture.clock.advance(by: .seconds(3600))
            #expect(try await fixture.report([token]).new.map(\.response) == [.revoked])
            #expect(try await fixture.catalog.keys.find(key.id, in: organization).state(at: fixture.clock.now) == .revoked)
        }
    }

    // MARK: What strangers can do

    @Test func aReportThatSomebodyPutIntoTheDatabaseDoesNothing() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let (key, token) = try await fixture.makeKey(.all, in: organization)
            #expect(try await fixture.catalog.leaks.receive([LeakReport(.generate(), at: LeakPlace(.anyone))]))
            // Another's row turned into one about this key, with the digest that stands beside the key.
            try fixture.tamper(
                """
                UPDATE leak_reports SET token_id = '\(key.id)',
                    generated_digest = (SELECT digest FROM api_keys WHERE id = '\(key.id)')
                """)
            let progress = try await fixture.catalog.leaks.workOff()
            #expect(progress.damaged == 1)
            #expect(progress.new.isEmpty)
            #expect(fixture.ask(token) == "allowed")
            #expect(try await fixture.waiting() == 0)
        }
    }

    @Test func rowsThatMakeNoSenseDoNotStopTheOthers() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let (_, token) = try await fixture.makeKey(.all, in: organization)
            let junk = (0..<3).map { _ in LeakReport(.generate(), at: LeakPlace(.anyone)) }
            #expect(try await fixture.catalog.leaks.receive(junk))
            try fixture.tamper("UPDATE leak_reports SET token_id = 'x', reporter = 7, reported_at = 'never' WHERE id < 3")
            let progress = try await fixture.report([token])
            #expect(progress.damaged == 2)
            #expect(fixture.ask(token) == "key_revoked")
        }
    }

    @Test func theQueueIsBoundedAndTakesAllOrNone() async throws {
        try await withDatabase { fixture in
            let reports = (0..<4).map { _ in LeakReport(Token.generate(), at: LeakPlace(.anyone)) }
            let leaks = fixture.stores.leaks
            for (count, isTaken, waiting) in [(4, true, 4), (4, false, 4), (3, true, 7), (1, false, 7)] {
                let answer = try await leaks.enqueue(Array(reports.prefix(count)), capacity: 7, at: Fixture.now)
                #expect(answer == isTaken)
                #expect(try await fixture.waiting() == waiting)
            }
        }
    }

    @Test func moreThanOneBatchIsWorkedOffInTurn() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let (_, token) = try await fixture.makeKey(.all, in: organization)
            let reports = (0..<1100).map { _ in LeakReport(.generate(), at: LeakPlace(.anyone)) }
            #expect(try await fixture.catalog.leaks.receive(reports + [LeakReport(token, at: LeakPlace(.anyone))]))
            #expect(try await fixture.catalog.leaks.workOff().isMore)
            #expect(try await fixture.catalog.leaks.workOff().isMore)
            let last = try await fixture.catalog.leaks.workOff()
            #expect(!last.isMore)
            #expect(last.new.count == 1)
        }
    }

    @Test func whoHasALeakedKeyCannotFillTheLogWithPlaces() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            try await fixture.setPolicy(.flag, of: organization)
            let (_, token) = try await fixture.makeKey(.all, in: organization)
            for number in 0..<40 { try await fixture.report([token], LeakPlace(.anyone, url: "https://x.example/\(number)")) }
            #expect(try await fixture.leakEntries() == LeakService.mostPlaces)
            // Nor crowd out what is known for sure.
            try await fixture.report([token], LeakPlace(.gitHub, url: "https://github.com/x"))
            #expect(try await fixture.leakEntries() == LeakService.mostPlaces + 1)
        }
    }

    @Test func noSecretIsStoredEvenWhereThePlaceHoldsOne() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let (key, token) = try await fixture.makeKey(.all, in: organization)
            let place = LeakPlace(
                .anyone, source: "a\u{202E}b\u{0}c \(token.reveal())",
                url: "https://x.example/?key=\(token.reveal())&n=\(String(repeating: "y", count: 5000))")
            #expect(try await fixture.catalog.leaks.receive([LeakReport(token, at: place)]))
            let secret = String(token.reveal().dropFirst(16).prefix(32))
            func everything() async throws -> String {
                try await fixture.database.read { session in
                    let queue = try session.all("SELECT token_id, source, url FROM leak_reports") {
                        try "\($0.text(0)) \($0.text(1)) \($0.text(2))"
                    }
                    let log = try session.all("SELECT detail FROM audit_events") { try $0.text(0) }
                    let leaks = try session.all("SELECT source, url FROM leaks") { try "\($0.text(0)) \($0.text(1))" }
                    return (queue + log + leaks).joined(separator: "\n")
                }
            }
            let before = try await everything()
            #expect(before.contains(key.id.description) && !before.contains(secret))
            _ = try await fixture.catalog.leaks.workOff()
            let kept = try #require(try await fixture.catalog.leaks.recent(of: organization).first?.place)
            #expect(kept.source == "a\u{FFFD}b\u{FFFD}c \(key.id)…")
            #expect(kept.url.count <= 1000 && kept.url.hasPrefix("https://x.example/?key=\(key.id)…&n=yyy"))
            #expect(try await !everything().contains(secret))
        }
    }

    @Test(arguments: [
        String(repeating: "a", count: 99) + " b", " x ", "\u{0}" + String(repeating: "e\u{301}", count: 2000), "a\nb", "",
        String(repeating: "👨‍👩‍👧‍👦", count: 400),
    ])
    func whatStrangersCallAPlaceIsReadBackAsItWasKept(_ text: String) async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let (_, token) = try await fixture.makeKey(.all, in: organization)
            let place = LeakPlace(.anyone, source: text, url: text)
            let progress = try await fixture.report([token], place)
            #expect(progress.damaged == 0)
            #expect(progress.new.map(\.place) == [place])
            #expect(place.source.count <= 100)
        }
    }

    // MARK: Crashes

    @Test func aRevocationThatACrashPreventedIsMadeUpFor() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let (key, token) = try await fixture.makeKey(.all, in: organization)
            let place = LeakPlace(.anyone)
            #expect(try await fixture.catalog.leaks.receive([LeakReport(token, at: place)]))
            // As far as the first transaction: the entry is written, nothing else.
            let leak = Leak(organization: organization.id, token: key.id, place: place, at: Fixture.now, response: .revoked)
            let audit = AuditDraft(at: Fixture.now, actor: .server, action: .keyLeaked)
            #expect(try await fixture.stores.leaks.keep(leak, most: 20, audit: audit))
            #expect(fixture.ask(token) == "allowed")
            _ = try await fixture.catalog.leaks.workOff()
            #expect(fixture.ask(token) == "key_revoked")
            #expect(try await fixture.leakEntries() == 1)
            #expect(try await fixture.waiting() == 0)
        }
    }

    @Test func twoProcessesOnOneDatabaseWriteOneEntry() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let tokens = try await (0..<20).asyncMap { _ in try await fixture.makeKey(.all, in: organization).token }
            #expect(try await fixture.catalog.leaks.receive(tokens.map { LeakReport($0, at: LeakPlace(.anyone)) }))
            async let one = fixture.catalog.leaks.workOff()
            async let two = fixture.catalog.leaks.workOff()
            _ = try await (one, two)
            #expect(try await fixture.leakEntries() == 20)
            #expect(try await fixture.leakEntries("key.revoked") == 20)
        }
    }

    @Test func aWebhookIsSentForALeak() async throws {
        try await withDatabase { fixture in
            let organization = try await fixture.makeOrganization()
            let (_, token) = try await fixture.makeKey(.all, in: organization)
            _ = try await fixture.catalog.webhooks.create(
                url: "https://hooks.example.com/in", events: .only([.keyLeaked]), in: organization, by: .commandLine)
            try await fixture.report([token], LeakPlace(.gitHub, source: "commit", url: "https://github.com/x/y"))
            let bodies = try await fixture.database.read { try $0.all("SELECT body FROM webhook_deliveries") { try $0.text(0) } }
            #expect(bodies.count == 1)
            for part in [
                #""type":"key.leaked""#, #""reported_by":"github""#, #""place":"https://github.com/x/y""#,
                #""response":"revoked""#,
            ] {
                #expect(bodies.first?.contains(part) == true, "\(part)")
            }
        }
    }
}

extension Sequence where Self: Sendable {
    fileprivate func asyncMap<T>(_ body: (Element) async throws -> T) async rethrows -> [T] {
        var result: [T] = []
        for element in self { result.append(try await body(element)) }
        return result
    }
}
