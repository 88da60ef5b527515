import APIKeys
import Testing

@testable import Catalog

@Suite struct RuleTests {
    @Test(arguments: ["Looker", "Fabrikam \"report\"", "日本語のキー", "👩‍👩‍👧", "a", String(repeating: "x", count: 100)])
    func soundNamesPass(_ name: String) throws {
        #expect(try TextRule.keyName.check("  \(name) ") == name)
    }

    @Test(arguments: [
        "", "   ", String(repeating: "x", count: 101), "a\u{0}b", "a\nb", "a\u{1B}[31m", "a\u{202E}b", "a\u{2028}b", "a\u{85}b",
        "\u{200B}", "\u{2800}", "a\u{200F}b",
        "e" + String(repeating: "\u{301}", count: 5000),
    ])
    func unsoundNamesAreRefusedWithTheFieldNamed(_ name: String) {
        #expect {
            try TextRule.keyName.check(name)
        } throws: { error in
            guard case CatalogError.invalid(let field, let message) = error else { return false }
            return field == "name" && message.hasPrefix("The key's name")
        }
    }

    @Test func aDescriptionMayHaveSeveralLines() throws {
        #expect(try TextRule.description.check("one\n\ttwo") == "one\n\ttwo")
    }

    @Test(arguments: ["ann@northwind.example", " Ann@Northwind.Example "])
    func addressesAreReadInLowerCase(_ text: String) throws {
        #expect(try EmailRule.check(text) == "ann@northwind.example")
    }

    @Test(arguments: [
        "", "ann", "@x", "ann@", "a@b@c", "a b@c", "a@b\nc", "é@x", "<a@b>", String(repeating: "a", count: 250) + "@x.yz",
    ])
    func whatIsNoAddressIsRefused(_ text: String) {
        #expect(throws: CatalogError.self) { try EmailRule.check(text) }
    }

    @Test(arguments: [
        ("Northwind Agency", "northwind-agency"), ("  Ünïcode & Söhne ", "n-code-s-hne"), ("日本", "organization"),
        ("A--B", "a-b"),
    ])
    func aSlugComesFromTheName(_ name: String, _ slug: String) { #expect(OrganizationService.slug(of: name) == slug) }

    @Test func anExpiryIsReadAsPeopleSayIt() throws {
        let now = Timestamp(milliseconds: 0)
        func moment(_ text: String) throws -> Int64? { try #require(Expiry(text)).moment(from: now)?.milliseconds }
        #expect(try moment("90d") == 90 * 86_400_000)
        #expect(try moment("2w") == 14 * 86_400_000)
        #expect(try moment("1y") == 365 * 86_400_000)
        #expect(try moment("never") == nil)
        // The key still works on the day that was named.
        #expect(try moment("1970-01-02") == 2 * 86_400_000)
        #expect(try moment("1970-01-02T00:00:00Z") == 86_400_000)
    }

    @Test(arguments: [
        "", "d", "0d", "-1d", "90", "90x", "1.5d", "2027-13-01", "tomorrow", "999999999999999999999d", "9999999999999999y",
        "99999999999999999y", "9223372036854775807w",
        "2027-02-30", "2027-02-30T12:00:00Z", "2027-02-29", "99999-01-01", "0000-01-01",
    ])
    func whatIsNoExpiryIsNil(_ text: String) { #expect(Expiry(text) == nil) }

    @Test func aMomentPrintsAndReadsBack() throws {
        let moment = Timestamp(milliseconds: 1_803_168_000_123)
        #expect(moment.iso8601 == "2027-02-21T00:00:00.123Z")
        #expect(Timestamp(iso8601: moment.iso8601) == moment)
    }
}

@Suite struct PasswordTests {
    let hasher = PasswordHasher(cost: 4)

    @Test func aHashVerifiesItsPasswordOnly() async throws {
        let stored = try await hasher.hash("correct horse")
        #expect(stored.hasPrefix("scrypt$4$8$1$"))
        #expect(!stored.contains("correct"))
        #expect(try await hasher.verify("correct horse", against: stored))
        #expect(try await !hasher.verify("correct horsE", against: stored))
        #expect(try await !hasher.verify("", against: stored))
        #expect(try await !hasher.verify("correct horse", against: nil))
        #expect(try await hasher.hash("correct horse") != stored)
    }

    @Test(arguments: ["", "x", "scrypt$4$8$1$$", "scrypt$99$8$1$AAAA$AAAA", "bcrypt$a$b$c$d$e"])
    func aDamagedHashVerifiesNothing(_ stored: String) async throws {
        #expect(try await !hasher.verify("correct horse", against: stored))
    }

    @Test func aHashMadeAtAnotherCostStillVerifies() async throws {
        let stored = try await PasswordHasher(cost: 5).hash("correct horse")
        #expect(try await hasher.verify("correct horse", against: stored))
    }

    @Test func shortAndEndlessPasswordsAreRefused() {
        #expect(throws: CatalogError.self) { try PasswordHasher.check("123456789") }
        #expect(throws: CatalogError.self) { try PasswordHasher.check(String(repeating: "x", count: 1025)) }
        #expect(throws: Never.self) { try PasswordHasher.check("1234567890") }
    }
}

@Suite struct ThrottleTests {
    static func at(_ seconds: Int64) -> Timestamp { Timestamp(milliseconds: 1_800_000_000_000 + seconds * 1000) }
    let address = IPAddress("203.0.113.9")

    @Test func fiveAttemptsAreFreeAndThenTheWaitDoubles() {
        let throttle = SignInThrottle()
        for _ in 0..<5 { #expect(throttle.begin(account: "a", address: nil, at: Self.at(0)) == nil) }
        #expect(throttle.begin(account: "a", address: nil, at: Self.at(0)) == 1)
        #expect(throttle.begin(account: "a", address: nil, at: Self.at(1)) == nil)
        #expect(throttle.begin(account: "a", address: nil, at: Self.at(1)) == 2)
        #expect(throttle.begin(account: "a", address: nil, at: Self.at(3)) == nil)
        #expect(throttle.begin(account: "a", address: nil, at: Self.at(3)) == 4)
    }

    @Test func anAccountIsNeverLockedForLongerThanHalfAMinute() {
        let throttle = SignInThrottle()
        var clock: Int64 = 0
        for _ in 0..<40 {
            while let wait = throttle.begin(account: "a", address: nil, at: Self.at(clock)) {
                #expect(wait <= 30)
                clock += Int64(wait)
            }
        }
    }

    @Test func manyAccountsFromOneAddressAreSlowedTogether() {
        let throttle = SignInThrottle()
        for index in 0..<20 { #expect(throttle.begin(account: "a\(index)", address: address, at: Self.at(0)) == nil) }
        #expect(throttle.begin(account: "fresh", address: address, at: Self.at(0)) != nil)
        #expect(throttle.begin(account: "fresh", address: IPAddress("198.51.100.1"), at: Self.at(0)) == nil)
    }

    @Test func anIPv6HostCannotEvadeByChangingItsLastHalf() {
        let throttle = SignInThrottle()
        for index in 0..<20 {
            _ = throttle.begin(account: "a\(index)", address: IPAddress("2001:db8::\(index)"), at: Self.at(0))
        }
        #expect(throttle.begin(account: "x", address: IPAddress("2001:db8::ffff"), at: Self.at(0)) != nil)
    }

    @Test func aRightPasswordForgivesAndTimeForgets() {
        let throttle = SignInThrottle()
        for _ in 0..<5 { _ = throttle.begin(account: "a", address: nil, at: Self.at(0)) }
        throttle.succeed(account: "a", address: nil)
        #expect(throttle.begin(account: "a", address: nil, at: Self.at(0)) == nil)
        for _ in 0..<10 { _ = throttle.begin(account: "b", address: nil, at: Self.at(0)) }
        #expect(throttle.begin(account: "b", address: nil, at: Self.at(3600)) == nil)
        #expect(throttle.begin(account: "b", address: nil, at: Self.at(3600)) == nil)
    }
}
