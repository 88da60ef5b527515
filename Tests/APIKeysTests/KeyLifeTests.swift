import Testing

@testable import APIKeys

/// Rotation, approval, limits, supplied secrets: what a grant can be beside scopes and brands.
@Suite struct KeyLifeTests {
    static let now = Timestamp(milliseconds: 1_800_000_000_000)
    static let list = Operation("list", anyOf: [], target: .organization)
    // swift-format-ignore: NeverForceUnwrap
    let secret = ServerSecret(Array(0..<32))!

    func verifier(_ sealed: SealedGrant) -> Verifier {
        let verifier = Verifier(secret: secret)
        verifier.apply(AccessChanges(keys: [Revised(sealed, revision: 1)]))
        return verifier
    }

    func ask(_ verifier: Verifier, _ token: Token, at now: Timestamp = now) -> String {
        switch verifier.verify(token, for: Self.list, from: nil, at: Moment(wall: now, uptime: 0)) {
        case .success: "allowed"
        case .failure(let rejection): rejection.refusal.code
        }
    }

    func grant(_ token: Token, traits: Grant.Traits = [], limit: RateLimit? = nil, end: Grant.End? = nil) -> Grant {
        Grant(id: token.id, organization: 1, scopes: .query, brands: .all, limit: limit, traits: traits, end: end)
    }

    func rotated(until: Timestamp, isOver: Bool = false) -> Grant.End {
        .rotated(Grant.Rotation(to: .random(), since: Self.now + .seconds(-60), until: until, isOver: isOver))
    }

    // MARK: Ends

    @Test func whatAPersonEndedStaysEndedWhateverTheClockSays() {
        let token = Token.generate()
        let longAgo = Timestamp(milliseconds: 0)
        for end in [Grant.End.revoked(at: Self.now), rotated(until: Self.now, isOver: true)] {
            let verifier = verifier(SealedGrant(grant(token, end: end), for: token, under: secret))
            for moment in [Self.now, longAgo, Self.now + .seconds(-1)] {
                #expect(ask(verifier, token, at: moment).hasPrefix("key_r"), "\(end)")
            }
        }
    }

    @Test func anOverlapLastsToItsDeadlineToTheMillisecond() {
        let token = Token.generate()
        let until = Self.now + .seconds(3600)
        let rotating = grant(token, end: rotated(until: until))
        let verifier = verifier(SealedGrant(rotating, for: token, under: secret))
        #expect(ask(verifier, token, at: until + .milliseconds(-1)) == "allowed")
        #expect(ask(verifier, token, at: until) == "key_rotated")
        #expect(rotating.rotation(at: Self.now) != nil)
        #expect(rotating.rotation(at: until) == nil)
    }

    @Test func aKeyThatAwaitsApprovalOpensNothing() {
        let token = Token.generate()
        let sealed = SealedGrant(grant(token, traits: .awaitsApproval), for: token, under: secret)
        #expect(ask(verifier(sealed), token) == "key_awaits_approval")
    }

    // MARK: Seals

    /// A seal that an earlier version made, of a grant without limit and traits. It must hold for ever.
    @Test func sealsOfOlderRecordsHold() {
        let token = Token.generate()
        let plain = SealedGrant(grant(token), for: token, under: secret)
        var older: [UInt8] = Array(token.id.description.utf8.dropFirst(3)) + plain.digest.bytes
        func append(_ value: Int64) { withUnsafeBytes(of: value.bigEndian) { older.append(contentsOf: $0) } }
        append(1)
        older += [Scopes.query.rawValue, 0, 0]
        append(0)
        append(0)
        older.append(0)
        append(0)
        older.append(0)
        #expect(secret.code(for: older, .seal) == plain.seal)
    }

    @Test func everyNewPartIsUnderTheSeal() throws {
        let token = Token.generate()
        let limit = try #require(RateLimit(perMinute: 60, burst: 10))
        let successor = KeyID.random()
        func rotation(_ change: (KeyID, Int64, Int64, Bool) = (KeyID.random(), 0, 0, false)) -> Grant.End {
            .rotated(
                Grant.Rotation(
                    to: change.0, since: Self.now + .milliseconds(change.1), until: Self.now + .milliseconds(100 + change.2),
                    isOver: change.3))
        }
        let original = grant(token, traits: .rotatesItself, limit: limit, end: rotation((successor, 0, 0, false)))
        let sealed = SealedGrant(original, for: token, under: secret)
        #expect(sealed.isIntact(under: secret))
        let changes: [(String, (inout Grant) -> Void)] = [
            ("limit gone", { $0.limit = nil }),
            ("limit raised", { $0.limit = RateLimit(perMinute: 61, burst: 10) }),
            ("burst raised", { $0.limit = RateLimit(perMinute: 60, burst: 11) }),
            ("trait gone", { $0.traits = [] }),
            ("trait added", { $0.traits.insert(.suppliedSecret) }),
            ("successor changed", { $0.end = rotation() }),
            ("began earlier", { $0.end = rotation((successor, -1, 0, false)) }),
            ("prolonged", { $0.end = rotation((successor, 0, 1, false)) }),
            ("over", { $0.end = rotation((successor, 0, 0, true)) }),
            ("revoked", { $0.end = .revoked(at: Self.now + .milliseconds(100)) }),
            ("not ended", { $0.end = nil }),
        ]
        for (name, change) in changes {
            var forged = original
            change(&forged)
            #expect(!SealedGrant(grant: forged, digest: sealed.digest, seal: sealed.seal).isIntact(under: secret), "\(name)")
        }
    }

    // MARK: Limits

    @Test func aLimitIsPartOfTheGate() throws {
        let token = Token.generate()
        let limit = try #require(RateLimit(perMinute: 60, burst: 2))
        let verifier = verifier(SealedGrant(grant(token, limit: limit), for: token, under: secret))
        let answers = (0..<3).map { _ in ask(verifier, token) }
        #expect(answers == ["allowed", "allowed", "rate_limited"])
    }

    @Test func aRequestThatIsRefusedAnywayTakesNothingOfTheLimit() throws {
        let token = Token.generate()
        let limit = try #require(RateLimit(perMinute: 60, burst: 1))
        let verifier = verifier(SealedGrant(grant(token, limit: limit), for: token, under: secret))
        let closed = Operation("configure", anyOf: .configure, target: .organization)
        for _ in 0..<5 { _ = verifier.verify(token, for: closed, from: nil, at: Moment(wall: Self.now, uptime: 0)) }
        #expect(ask(verifier, token) == "allowed")
    }

    // MARK: Supplied secrets and admin tokens

    @Test func aKeyMadeFromADigestIsOpenedByItsTokenOnly() throws {
        let token = Token.generate()
        let hash = try #require(TokenHash(hex: TokenHash(of: token).hex.uppercased()))
        let sealed = SealedGrant(
            grant(token, traits: .suppliedSecret), for: .supplied(id: token.id, hash: hash), under: secret)
        let verifier = verifier(sealed)
        #expect(ask(verifier, token) == "allowed")
        #expect(sealed.matches(token, under: secret))
        var other = Array(token.reveal().utf8.prefix(16)) + Array(repeating: UInt8(ascii: "A"), count: 32)
        other += Base62.encode(Checksum.crc32(other), width: 6)
        let guess = try #require(Token(bytes: other))
        #expect(ask(verifier, guess) == "key_unknown")
        #expect(!sealed.matches(guess, under: secret))
        // The digest of a generated token is of another kind, so that one cannot be passed off as the other.
        let generated = SealedGrant(grant(token), for: token, under: secret)
        #expect(generated.digest != sealed.digest)
    }

    @Test(arguments: [
        "", "abc", String(repeating: "g", count: 64), String(repeating: "a", count: 63), String(repeating: "é", count: 32),
    ])
    func whatIsNoHashIsNotTaken(_ text: String) { #expect(TokenHash(hex: text) == nil) }

    @Test func anAdminTokenIsNeverAKeyNorAKeyAnAdminToken() throws {
        let admin = Token.generate(.admin)
        #expect(admin.reveal().hasPrefix("lka_"))
        #expect(admin.reveal().count == 55)
        let read = try #require(Token(admin.reveal()))
        #expect(read.kind == .admin)
        #expect(read.id == admin.id)
        #expect(KeyID(admin.id.description) == admin.id)
        let sealed = SealedGrant(
            Grant(id: admin.id, organization: 1, scopes: .query, brands: .all), for: admin, under: secret)
        // Even a record under its id does not let it in.
        #expect(ask(verifier(sealed), admin) == "key_wrong_kind")
        // The same twelve characters name two different things.
        let twin = try #require(KeyID("lk_" + admin.id.description.dropFirst(4)))
        #expect(twin != admin.id)
        #expect(Token("lk_" + admin.reveal().dropFirst(4)) == nil)
        #expect(!Token.masking("x \(admin.reveal()) y").contains(admin.reveal().suffix(38)))
    }
}
