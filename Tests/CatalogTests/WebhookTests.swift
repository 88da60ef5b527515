import APIKeys
import Testing

@testable import Catalog

// swift-format-ignore: NeverForceUnwrap
private let secret = ServerSecret(Array(0..<32))!
private let now = Timestamp(milliseconds: 1_800_000_000_000)

@Suite struct WebhookURLTests {
    @Test(arguments: [
        ("https://hooks.example.com/a/b?c=d", "https://hooks.example.com/a/b?c=d", "hooks.example.com", 443),
        (" HTTPS://Hooks.Example.COM ", "https://hooks.example.com/", "hooks.example.com", 443),
        ("https://hooks.example.com:443/x", "https://hooks.example.com/x", "hooks.example.com", 443),
        ("https://hooks.example.com.:8443?q", "https://hooks.example.com:8443/?q", "hooks.example.com", 8443),
        ("http://127.0.0.1:9000/Path", "http://127.0.0.1:9000/Path", "127.0.0.1", 9000),
        ("http://2130706433/", "http://2130706433/", "2130706433", 80),
        ("http://0x7F.1/", "http://0x7f.1/", "0x7f.1", 80),
        ("https://[2606:4700:0::1111]:8443/", "https://[2606:4700::1111]:8443/", "2606:4700::1111", 8443),
        ("https://[::ffff:127.0.0.1]/", "https://127.0.0.1/", "127.0.0.1", 443),
        ("https://a.example/#".replacing("#", with: "%23"), "https://a.example/%23", "a.example", 443),
    ])
    func anAddressHasOneForm(_ given: String, _ text: String, _ host: String, _ port: Int) throws {
        let url = try WebhookURL(given)
        #expect(url.text == text)
        #expect(url.host == host)
        #expect(url.port == port)
        #expect(try WebhookURL(url.text) == url)
    }

    @Test(arguments: [
        "", "hooks.example.com", "ftp://example.com/", "file:///etc/passwd", "unix:///run/x.sock", "http+unix://x/y", "https://",
        "https:///path", "https://user@example.com/", "https://user:pw@example.com/", "https://a@b@example.com/",
        "https://example.com/#top", "https://example.com\\@evil.example/", "https://exam ple.com/", "https://example.com/\u{0}",
        "https://exämple.com/", "https://例え.jp/", "https://example.com:0/", "https://example.com:65536/",
        "https://example.com:80:80/", "https://example.com:/", "https://example.com:+1/", "https://[::1/", "https://::1/",
        "https://[fe80::1%25eth0]/", "https://[127.0.0.1]/", "https://a..b/", "https://./", "https://a%2eb/", "https://a,b/",
        "https://" + String(repeating: "a", count: 64) + ".example/", "https://x.example/" + String(repeating: "a", count: 2048),
    ])
    func whatIsNoAddressIsRefusedWithTheFieldNamed(_ given: String) {
        #expect {
            try WebhookURL(given)
        } throws: { error in
            guard case CatalogError.invalid("url", let message) = error else { return false }
            return message.hasPrefix("The webhook's address ")
        }
    }

    @Test func itsOriginHidesThePath() throws {
        #expect(try WebhookURL("https://hooks.example.com/services/s3cret?t=x").origin == "https://hooks.example.com")
        #expect(try WebhookURL("http://[::1]:81/").origin == "http://[::1]:81")
    }
}

@Suite struct WebhookAddressRuleTests {
    static let lan = WebhookAddressRule(allowing: [AddressRange("10.1.0.0/16"), AddressRange("127.0.0.1")].compactMap { $0 })

    @Test(arguments: [
        ("https://a.example/", ["8.8.8.8"], true), ("https://a.example/", ["8.8.8.8", "2606:4700::1"], true),
        // One bad address spoils all, wherever it stands.
        ("https://a.example/", ["8.8.8.8", "127.0.0.1"], false), ("https://a.example/", ["127.0.0.1", "8.8.8.8"], false),
        ("https://a.example/", ["::ffff:10.0.0.1"], false), ("https://a.example/", ["169.254.169.254"], false),
        ("http://a.example/", ["8.8.8.8"], false),
    ])
    func withoutASettingOnlyThePublicInternetOverTLS(_ url: String, _ addresses: [String], _ allowed: Bool) throws {
        #expect(try isAllowed(.publicOnly, url, addresses) == allowed)
    }

    @Test(arguments: [
        ("http://a.example/", ["10.1.2.3"], true), ("https://a.example/", ["10.1.2.3", "8.8.8.8"], true),
        ("http://a.example/", ["10.1.2.3", "8.8.8.8"], false), ("https://a.example/", ["10.2.0.1"], false),
        ("http://a.example/", ["127.0.0.1"], true), ("http://a.example/", ["127.0.0.2"], false),
    ])
    func allowedBlocksMayBeReachedOverHTTPToo(_ url: String, _ addresses: [String], _ allowed: Bool) throws {
        #expect(try isAllowed(Self.lan, url, addresses) == allowed)
    }

    @Test func aRefusalTellsNoAddress() throws {
        do {
            try WebhookAddressRule.publicOnly.refuse(WebhookURL("https://db.internal/"), [#require(IPAddress("10.9.8.7"))])
            Issue.record("allowed")
        } catch let error as CatalogError {
            #expect(!error.message.contains("10.9.8.7"))
            #expect(error.message.contains("webhook.allow"))
        }
    }

    @Test(arguments: [
        ("https://127.0.0.1/", false), ("https://[::1]/", false), ("http://hooks.example.com/", false),
        ("https://hooks.example.com/", true), ("https://2130706433/", true),
    ])
    func aNewWebhookIsCheckedAsFarAsItsTextTells(_ url: String, _ allowed: Bool) throws {
        let url = try WebhookURL(url)
        if allowed {
            #expect(throws: Never.self) { try WebhookAddressRule.publicOnly.check(url) }
        } else {
            #expect(throws: CatalogError.self) { try WebhookAddressRule.publicOnly.check(url) }
        }
    }

    private func isAllowed(_ rule: WebhookAddressRule, _ url: String, _ addresses: [String]) throws -> Bool {
        let url = try WebhookURL(url)
        let addresses = try addresses.map { try #require(IPAddress($0)) }
        do {
            try rule.refuse(url, addresses)
            return true
        } catch { return false }
    }
}

@Suite struct RetryScheduleTests {
    @Test func theWaitsGrowFromSecondsToADayAndThenEnd() {
        let waits = (1...9).map { RetrySchedule.delay(after: $0, jitter: 0.5) }
        #expect(waits == [5, 30, 120, 600, 3600, 10_800, 28_800, 86_400].map { .seconds($0) } + [nil])
        #expect(RetrySchedule.delay(after: 0, jitter: 0.5) == nil)
        #expect(RetrySchedule.delay(after: .max, jitter: 0.5) == nil)
        #expect(RetrySchedule.attempts == 9)
    }

    @Test func jitterSpreadsAWaitByATenth() {
        #expect(RetrySchedule.delay(after: 4, jitter: 0) == .seconds(540))
        #expect(RetrySchedule.delay(after: 4, jitter: 1) == .seconds(660))
        #expect(RetrySchedule.delay(after: 4, jitter: 7) == .seconds(660))
    }

    @Test(arguments: [200, 201, 202, 204, 299])
    func a2xxIsDelivered(_ status: Int) {
        let result = Self.result(.answered(status: status, excerpt: "ok"), attempt: 3)
        #expect(result.state == .delivered)
        #expect(result.nextAttemptAt == nil)
        #expect(result.last == .init(at: now, status: status, note: "ok"))
    }

    @Test(arguments: [100, 199, 300, 301, 302, 304, 307, 308, 400, 401, 404, 409, 429, 500, 503])
    func anyOtherAnswerIsTriedAgain(_ status: Int) {
        let result = Self.result(.answered(status: status, excerpt: ""), attempt: 1)
        #expect(result.state == .pending)
        #expect(result.nextAttemptAt == now + .seconds(5))
        #expect(!result.endsWebhook)
    }

    @Test func a410EndsTheWebhook() {
        let result = Self.result(.answered(status: 410, excerpt: ""), attempt: 1)
        #expect(result.state == .failed)
        #expect(result.endsWebhook)
    }

    @Test func theLastAttemptIsTheLast() {
        #expect(Self.result(.unanswered("x"), attempt: 8).state == .pending)
        #expect(Self.result(.unanswered("x"), attempt: 9).state == .failed)
        #expect(Self.result(.answered(status: 500, excerpt: ""), attempt: 9).nextAttemptAt == nil)
    }

    @Test func whatCannotBeMendedIsNotTriedAgain() { #expect(Self.result(.hopeless("x"), attempt: 1).state == .failed) }

    @Test func anInterruptedAttemptCountsForNothing() {
        let result = Self.result(.interrupted, attempt: 9)
        #expect(result.state == .pending)
        #expect(result.nextAttemptAt == now)
        #expect(!result.counts)
        #expect(result.last == nil)
    }

    private static func result(_ outcome: AttemptOutcome, attempt: Int) -> AttemptResult {
        RetrySchedule.result(of: outcome, attempt: attempt, at: now, jitter: 0.5)
    }
}

@Suite struct WebhookSecretTests {
    @Test func aSignatureIsTheOneOfTheSpecification() {
        // The example of the Standard Webhooks libraries.
        let key: [UInt8] = [
            49, 242, 144, 246, 191, 6, 41, 138, 171, 79, 8, 212, 60, 63, 8, 44, 246, 72, 163, 98, 218, 45, 164, 176,
        ]
        let known = WebhookSecret(key: key)
        #expect(known.reveal() == "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        #expect(
            known.signature(id: "msg_p5jXN8AQM9LWM0D4loKWxJek", seconds: 1_614_265_330, body: "{\"test\": 2432232314}")
                == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test func itIsAnotherForAnotherSaltOrganizationAddressOrServer() throws {
        let url = try WebhookURL("https://a.example/")
        let salt = [UInt8](repeating: 7, count: 16)
        let other = try #require(ServerSecret(Array(1..<33)))
        let secrets = [
            WebhookSecret(salt: salt, organization: 1, url: url, under: secret),
            WebhookSecret(salt: [8] + salt.dropFirst(), organization: 1, url: url, under: secret),
            WebhookSecret(salt: salt, organization: 2, url: url, under: secret),
            WebhookSecret(salt: salt, organization: 1, url: try WebhookURL("https://b.example/"), under: secret),
            WebhookSecret(salt: salt, organization: 1, url: url, under: other),
        ].map { $0.reveal() }
        #expect(Set(secrets).count == 5)
        #expect(secrets[0] == WebhookSecret(salt: salt, organization: 1, url: url, under: secret).reveal())
        #expect(secrets.allSatisfy { $0.hasPrefix("whsec_") && $0.count == 6 + 44 })
    }

    @Test func itDoesNotPrintItself() throws {
        let hidden = WebhookSecret(salt: Array(0..<16), organization: 1, url: try WebhookURL("https://a.example/"), under: secret)
        var dumped = ""
        dump(hidden, to: &dumped)
        #expect("\(hidden)" == "WebhookSecret(…)")
        #expect(!"\(dumped)\(String(reflecting: hidden))".contains("["))
    }
}

@Suite struct WebhookMessageTests {
    @Test func aMessageSaysWhatTheAuditLogSays() throws {
        let event = Self.event(
            .keyChanged, detail: ["name": "Looker \"1\"", "scopes.before": "query", "scopes.after": "configure"])
        let message = try WebhookMessage(.keyChanged, from: event)
        #expect(
            message.body == """
                {"data":{"actor":"ann@northwind.example","changes":{"scopes":{"after":"configure","before":"query"}},\
                "key_id":"lk_7Qm2xVb9RtYs","name":"Looker \\"1\\"","organization_id":4},"timestamp":"2027-01-15T08:00:00.000Z",\
                "type":"key.changed"}
                """)
        #expect(message.type == "key.changed")
        #expect(message.id.hasPrefix("msg_"))
        #expect(try WebhookMessage(.keyChanged, from: event).id != message.id)
    }

    @Test func aFactCannotPassForTheOrganizationOrTheActor() throws {
        let event = Self.event(.keyCreated, detail: ["organization_id": "9", "actor": "x", "key_id": "y"])
        let body = try WebhookMessage(.keyCreated, from: event).body
        #expect(body.contains("\"organization_id\":4"))
        #expect(body.contains("\"actor\":\"ann@northwind.example\""))
        #expect(body.contains("\"key_id\":\"lk_7Qm2xVb9RtYs\""))
    }

    @Test func everyEventHasAnActionAndItsName() {
        let told = AuditAction.allCases.filter { WebhookEvent($0) != nil }
        #expect(Set(told.compactMap { WebhookEvent($0) }) == Set(WebhookEvent.allCases))
        for action in told where action != .keyBrandAdded { #expect(WebhookEvent(action)?.rawValue == action.rawValue) }
        #expect(WebhookEvent(.keyBrandAdded) == .keyChanged)
        #expect(WebhookEvent(.signedIn) == nil)
        #expect(WebhookEvent(.webhookCreated) == nil)
    }

    @Test func theChosenEventsAreSent() {
        #expect(WebhookEvents.all.contains(.keyLeaked))
        #expect(WebhookEvents.only([.keyRevoked]).contains(.keyRevoked))
        #expect(!WebhookEvents.only([.keyRevoked]).contains(.keyCreated))
        #expect(WebhookEvents.only([.keyRevoked, .keyCreated]).names == ["key.created", "key.revoked"])
        #expect(WebhookEvents.all.names == nil)
    }

    private static func event(_ action: AuditAction, detail: [String: String]) -> AuditEvent {
        AuditEvent(
            sequence: 1, at: now, organization: 4, actorKind: "user", actor: "ann@northwind.example", action: action.rawValue,
            subjectKind: "key", subject: "lk_7Qm2xVb9RtYs", detail: detail)
    }
}

@Suite struct AnswerExcerptTests {
    @Test func itIsOneShortLine() {
        #expect(AnswerExcerpt.make(Array("  {\n\t\"ok\": true\u{1B}[31m}\r\n".utf8)) == "{ \"ok\": true [31m}")
        #expect(AnswerExcerpt.make([]) == "")
        #expect(AnswerExcerpt.make(Array(String(repeating: "x", count: 1000).utf8)) == String(repeating: "x", count: 200) + "…")
        #expect(AnswerExcerpt.make([0xFF, 0xFE, 0x41]) == "\u{FFFD}\u{FFFD}A")
        #expect(AnswerExcerpt.make(Array("a\u{202E}b\u{2028}c".utf8)) == "a b c")
        #expect(AnswerExcerpt.make(Array("e\(String(repeating: "\u{301}", count: 500))".utf8)).unicodeScalars.count <= 201)
    }

    @Test func whatTheReceiverEchoedIsMasked() {
        let token = Token.generate()
        let excerpt = AnswerExcerpt.make(Array("got \(token.reveal()) and whsec_MfKQ9r8GKY/+qrTwj== thanks".utf8))
        #expect(!excerpt.contains(token.reveal().suffix(38)))
        #expect(excerpt.contains(token.id.description))
        #expect(excerpt.hasSuffix("and whsec_… thanks"))
    }
}
