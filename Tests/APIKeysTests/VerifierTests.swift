import Crypto
import Synchronization
import Testing

@testable import APIKeys

@Suite struct VerifierTests {
    static let now = Timestamp(milliseconds: 1_800_000_000_000)
    static let moment = Moment(wall: now, uptime: 0)
    static let operation = Operation("list", anyOf: [], target: .organization)
    static let read = Operation("read", anyOf: .query, target: .brand)
    // swift-format-ignore: NeverForceUnwrap
    let secret = ServerSecret(Array(0..<32))!

    func grant(
        _ token: Token, organization: Int = 1, scopes: Scopes = .query, brands: BrandAccess = .specific([1]),
        expires: Timestamp? = nil, addresses: [AddressRange] = [], end: Grant.End? = nil
    ) -> Grant {
        Grant(
            id: token.id, organization: organization, scopes: scopes, brands: brands, expiresAt: expires,
            addresses: addresses, end: end)
    }

    func code(_ result: Result<VerifiedKey, Rejection>) -> String {
        switch result {
        case .success: "allowed"
        case .failure(let rejection): rejection.refusal.code
        }
    }

    @Test func aKeyIsAcceptedByItsWholeTokenOnly() {
        let token = Token.generate()
        let verifier = Verifier(secret: secret)
        verifier.apply(AccessChanges(keys: [Revised(SealedGrant(grant(token), for: token, under: secret), revision: 1)]))
        let verify = { verifier.verify(authorization: $0, for: Self.operation, from: nil, at: Self.moment) }
        #expect(code(verify("Bearer \(token.reveal())")) == "allowed")
        #expect(code(verify(nil)) == "key_missing")
        #expect(code(verify("Bearer x")) == "key_malformed")
        #expect(code(verify("Bearer \(Token.generate().reveal())")) == "key_unknown")
    }

    @Test func aGuesserWithTheRightIdAndAWrongSecretLearnsNothingOfTheKeysState() throws {
        // The same id with another secret and a good checksum.
        let token = Token.generate()
        var forged = Array(token.reveal().utf8.prefix(16)) + Array(repeating: UInt8(ascii: "A"), count: 32)
        forged += Base62.encode(Checksum.crc32(forged), width: 6)
        let guess = try #require(Token(bytes: forged))
        #expect(guess.id == token.id)
        for end in [Grant.End.revoked(at: Self.now), nil] {
            let verifier = Verifier(secret: secret)
            verifier.apply(
                AccessChanges(keys: [
                    Revised(SealedGrant(grant(token, expires: Self.now, end: end), for: token, under: secret), revision: 1)
                ]))
            #expect(code(verifier.verify(guess, for: Self.operation, from: nil, at: Self.moment)) == "key_unknown")
        }
    }

    @Test func aTextOfAKeysLengthSaysWhatIsWrongWithItWhetherItsIdExistsOrNot() {
        let token = Token.generate()
        let sealed = SealedGrant(grant(token), for: token, under: secret)
        let broken = SealedGrant(grant: grant(token, organization: 2), digest: sealed.digest, seal: sealed.seal)
        for kept in [nil, sealed, broken] {
            let verifier = Verifier(secret: secret)
            if let kept { verifier.apply(AccessChanges(keys: [Revised(kept, revision: 1)])) }
            let text = token.reveal()
            for (place, sign) in [(53, "!"), (40, "!"), (20, "é"), (5, "-"), (15, "-"), (2, "-"), (0, "L")] {
                var bytes = Array(text.utf8)
                bytes.replaceSubrange(place..<min(place + sign.utf8.count, 54), with: Array(sign.utf8))
                let header = "Bearer \(String(decoding: bytes.prefix(54), as: UTF8.self))"
                #expect(
                    code(verifier.verify(authorization: header, for: Self.operation, from: nil, at: Self.moment))
                        == "key_malformed", "\(place) \(sign)")
            }
            // One wrong character spoils the sum; which one makes no difference.
            for place in 3..<54 where place != 15 {
                var bytes = Array(text.utf8)
                bytes[place] = bytes[place] == UInt8(ascii: "a") ? UInt8(ascii: "b") : UInt8(ascii: "a")
                let header = "Bearer \(String(decoding: bytes, as: UTF8.self))"
                #expect(
                    code(verifier.verify(authorization: header, for: Self.operation, from: nil, at: Self.moment))
                        == "key_malformed", "\(place)")
            }
        }
    }

    @Test func anAdminTokenIsNoKey() {
        let verifier = Verifier(secret: secret)
        let token = Token.generate(.admin)
        #expect(code(verifier.verify(token, for: Self.operation, from: nil, at: Self.moment)) == "key_wrong_kind")
        let header = "Bearer \(token.reveal())"
        #expect(
            code(verifier.verify(authorization: header, for: Self.operation, from: nil, at: Self.moment)) == "key_wrong_kind")
        #expect(verifier.holder(of: token) == nil)
    }

    @Test func aChangedRecordIsRefusedWhateverWasChanged() {
        let token = Token.generate()
        let other = Token.generate()
        let original = grant(token, expires: Timestamp(milliseconds: Self.now.milliseconds + 1000))
        let sealed = SealedGrant(original, for: token, under: secret)
        func forged(_ grant: Grant, digest: AuthenticationCode? = nil) -> SealedGrant {
            SealedGrant(grant: grant, digest: digest ?? sealed.digest, seal: sealed.seal)
        }
        let forgeries: [(String, SealedGrant)] = [
            ("scope widened", forged(grant(token, scopes: [.query, .createBrand], expires: original.expiresAt))),
            ("brand added", forged(grant(token, brands: .specific([1, 2]), expires: original.expiresAt))),
            ("all brands", forged(grant(token, brands: .all, expires: original.expiresAt))),
            ("expiry moved", forged(grant(token, expires: Timestamp(milliseconds: Self.now.milliseconds + 2000)))),
            ("expiry removed", forged(grant(token))),
            ("other organization", forged(grant(token, organization: 2, expires: original.expiresAt))),
            (
                "address added",
                forged(grant(token, expires: original.expiresAt, addresses: [AddressRange("0.0.0.0/0")!]))
            ),
            ("ended", forged(grant(token, expires: original.expiresAt, end: .revoked(at: Self.now)))),
            ("digest swapped", forged(original, digest: secret.digest(of: other))),
        ]
        for (name, forgery) in forgeries {
            let verifier = Verifier(secret: secret)
            let broken = verifier.apply(AccessChanges(keys: [Revised(forgery, revision: 1)]))
            #expect(broken == [token.id], "\(name)")
            #expect(
                code(verifier.verify(token, for: Self.operation, from: nil, at: Self.moment)) == "key_sealed_wrong", "\(name)")
            #expect(verifier.grant(of: token.id) == nil)
        }
    }

    @Test func anotherSecretSealsNothing() {
        let token = Token.generate()
        let stranger = ServerSecret(Array(1..<33))!
        let sealed = SealedGrant(grant(token), for: token, under: stranger)
        #expect(!sealed.isIntact(under: secret))
    }

    @Test func anOlderChangeNeverUndoesANewerOne() {
        let token = Token.generate()
        let active = Revised(SealedGrant(grant(token), for: token, under: secret), revision: 1)
        let ended = Revised(
            SealedGrant(grant(token, end: .revoked(at: Self.now)), for: token, under: secret), revision: 2)
        let verifier = Verifier(secret: secret)
        verifier.apply(AccessChanges(keys: [ended]))
        verifier.apply(AccessChanges(keys: [active]))
        #expect(code(verifier.verify(token, for: Self.operation, from: nil, at: Self.moment)) == "key_revoked")
        let archived = BrandFacts(id: 1, organization: 1, isArchived: true)
        let inUse = BrandFacts(id: 1, organization: 1, isArchived: false)
        let fresh = Token.generate()
        verifier.apply(
            AccessChanges(
                keys: [Revised(SealedGrant(grant(fresh), for: fresh, under: secret), revision: 3)],
                brands: [Revised(archived, revision: 5)]))
        verifier.apply(AccessChanges(brands: [Revised(inUse, revision: 4)]))
        #expect(code(verifier.verify(fresh, for: Self.read, brand: 1, from: nil, at: Self.moment)) == "brand_archived")
    }

    @Test func onlyWorkingKeysAreCountedAsActive() {
        let verifier = Verifier(secret: secret)
        let tokens = (0..<4).map { _ in Token.generate() }
        let grants = [
            grant(tokens[0]), grant(tokens[1], expires: Self.now), grant(tokens[2], end: .revoked(at: Self.now)),
        ]
        var keys = zip(grants, tokens).map { Revised(SealedGrant($0, for: $1, under: secret), revision: 1) }
        let forged = SealedGrant(
            grant: grant(tokens[3]), digest: secret.digest(of: tokens[3]), seal: secret.digest(of: tokens[3]))
        keys.append(Revised(forged, revision: 1))
        verifier.apply(AccessChanges(keys: keys))
        #expect(verifier.count(at: Self.now) == (4, 1))
    }

    @Test func theKeyedHashIsTheHMACOfRFC2104() {
        for (keyLength, messageLength) in [(1, 0), (20, 8), (32, 54), (32, 55), (32, 56), (64, 200), (64, 1000)] {
            let key = SymmetricKey(data: (0..<keyLength).map { UInt8(truncatingIfNeeded: $0 * 7) })
            let message = (0..<messageLength).map { UInt8(truncatingIfNeeded: $0 * 13) }
            let expected = Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
            #expect(message.withUnsafeBytes { KeyedHash(key).code(for: $0).bytes } == expected)
        }
    }

    @Test(arguments: ["", "no token", "lk_", "lk_7Qm2xVb9RtYs", "lk_7Qm2xVb9RtYs and more", "lk_é"])
    func textWithoutASecretIsNotMasked(_ text: String) { #expect(Token.masking(text) == text) }

    @Test func secretsAreMaskedWhereverTheyStand() {
        let tokens = [Token.generate().reveal(), Token.generate().reveal()]
        let text = "a \(tokens[0]) b\(tokens[1])!\(tokens[0].dropLast())"
        let masked = Token.masking(text)
        for token in tokens { #expect(!masked.contains(token.dropFirst(16).prefix(8))) }
        #expect(masked.hasPrefix("a \(tokens[0].prefix(15))… b"))
    }

    @Test func secretsDoNotPrint() {
        #expect("\(secret)" == "ServerSecret(…)")
        var dumped = ""
        dump(secret.code(for: [1, 2, 3], .token), to: &dumped)
        #expect(!dumped.contains("words"))
        #expect(ServerSecret([1, 2, 3]) == nil)
    }
}
