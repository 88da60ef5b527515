import Testing

@testable import APIKeys

@Suite struct DecisionTests {
    static let now = Timestamp(milliseconds: 1_800_000_000_000)
    static let earlier = Timestamp(milliseconds: 1_700_000_000_000)
    static let later = Timestamp(milliseconds: 1_900_000_000_000)
    static let home = IPAddress("203.0.113.9")
    static let read = Operation("read", anyOf: [.query, .configure], target: .brand)
    static let create = Operation("create", anyOf: [.createBrand], target: .organization)
    static let rotate = Operation("rotate", anyOf: [], target: .itself)
    static let anything = Operation("anything", anyOf: [], target: .organization)
    static let id = KeyID.random()

    static func grant(
        scopes: Scopes = .query, brands: BrandAccess = .specific([1, 2]), expires: Timestamp? = nil,
        addresses: [String] = [], traits: Grant.Traits = [], end: Grant.End? = nil
    ) -> Grant {
        Grant(
            id: id, organization: 7, scopes: scopes, brands: brands, expiresAt: expires,
            addresses: addresses.compactMap { AddressRange($0) }, traits: traits, end: end)
    }

    static func rotated(until: Timestamp) -> Grant.End {
        .rotated(Grant.Rotation(to: .random(), since: earlier, until: until, isOver: false))
    }

    static func brand(_ id: Int, organization: Int = 7, archived: Bool = false) -> BrandTarget {
        .found(BrandFacts(id: id, organization: organization, isArchived: archived))
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let grant: Grant
        var operation = DecisionTests.read
        var brand = DecisionTests.brand(1)
        var address = DecisionTests.home
        let expected: Decision
        var testDescription: String { name }
    }

    static let rows: [Row] = [
        Row(name: "a granted brand with one of two scopes", grant: grant(), expected: .allowed),
        Row(name: "all brands", grant: grant(brands: .all), brand: brand(99), expected: .allowed),
        Row(name: "no scope needed", grant: grant(scopes: .ingest), operation: anything, brand: .none, expected: .allowed),
        Row(name: "revoked", grant: grant(end: .revoked(at: earlier)), expected: .refused(.revoked(id, at: earlier))),
        Row(
            name: "revoked this millisecond", grant: grant(end: .revoked(at: now)),
            expected: .refused(.revoked(id, at: now))),
        Row(name: "rotated out", grant: grant(end: rotated(until: earlier)), expected: .refused(.rotated(id, at: earlier))),
        Row(name: "rotation still to come", grant: grant(end: rotated(until: later)), expected: .allowed),
        Row(name: "expired", grant: grant(expires: earlier), expected: .refused(.expired(id, at: earlier))),
        Row(name: "expires this millisecond", grant: grant(expires: now), expected: .refused(.expired(id, at: now))),
        Row(name: "expires later", grant: grant(expires: later), expected: .allowed),
        Row(
            name: "revoked and expired: revoked", grant: grant(expires: earlier, end: .revoked(at: earlier)),
            expected: .refused(.revoked(id, at: earlier))),
        Row(name: "address on the list", grant: grant(addresses: ["198.51.100.0/24", "203.0.113.0/24"]), expected: .allowed),
        Row(
            name: "address not on the list", grant: grant(addresses: ["198.51.100.0/24"]),
            expected: .refused(.addressNotAllowed(home))),
        Row(
            name: "unknown address against a list", grant: grant(addresses: ["0.0.0.0/0"]), address: nil,
            expected: .refused(.addressNotAllowed(nil))),
        Row(
            name: "address before scope", grant: grant(scopes: .ingest, addresses: ["198.51.100.7"]),
            expected: .refused(.addressNotAllowed(home))),
        Row(
            name: "scope lacking", grant: grant(scopes: [.createBrand, .ingest]),
            expected: .refused(.scopeMissing(needed: [.query, .configure], held: [.createBrand, .ingest]))),
        Row(
            name: "scope before brand", grant: grant(), operation: create, brand: brand(99),
            expected: .refused(.scopeMissing(needed: .createBrand, held: .query))),
        Row(name: "brand not granted", grant: grant(), brand: brand(3), expected: .refused(.brandNotGranted(3))),
        Row(
            name: "brand of another organization, not listed", grant: grant(), brand: brand(3, organization: 8),
            expected: .refused(.brandNotGranted(3))),
        Row(
            name: "brand of another organization, listed all the same", grant: grant(), brand: brand(1, organization: 8),
            expected: .refused(.brandNotGranted(1))),
        Row(name: "brand that is not there", grant: grant(), brand: .absent(id: 3), expected: .refused(.brandNotGranted(3))),
        Row(
            name: "listed brand that is not there", grant: grant(), brand: .absent(id: 1), expected: .refused(.brandNotGranted(1))
        ),
        Row(
            name: "archived but not granted tells nothing", grant: grant(), brand: brand(3, archived: true),
            expected: .refused(.brandNotGranted(3))),
        Row(name: "granted but archived", grant: grant(), brand: brand(1, archived: true), expected: .refused(.brandArchived(1))),
        Row(
            name: "all brands, archived", grant: grant(brands: .all), brand: brand(5, archived: true),
            expected: .refused(.brandArchived(5))),
        Row(
            name: "all brands, not there", grant: grant(brands: .all), brand: .absent(id: 5),
            expected: .refused(.brandNotFound(5))),
        Row(
            name: "all brands, of another organization", grant: grant(brands: .all), brand: brand(5, organization: 8),
            expected: .refused(.brandNotFound(5))),
        Row(
            name: "all brands, archived in another organization", grant: grant(brands: .all),
            brand: brand(5, organization: 8, archived: true), expected: .refused(.brandNotFound(5))),
        Row(
            name: "an operation on a brand that names none", grant: grant(brands: .all), brand: .none,
            expected: .refused(.brandNotFound(0))),
        Row(
            name: "a key that may rotate itself", grant: grant(traits: .rotatesItself), operation: rotate, brand: .none,
            expected: .allowed),
        Row(
            name: "a key that may not", grant: grant(), operation: rotate, brand: .none,
            expected: .refused(.selfRotationNotAllowed(id))),
        Row(
            name: "a key that has a successor asks for another",
            grant: grant(traits: .rotatesItself, end: rotated(until: later)), operation: rotate, brand: .none,
            expected: .refused(.alreadyRotated(id))),
        Row(
            name: "rotated by an admin, and not allowed to itself: that first", grant: grant(end: rotated(until: later)),
            operation: rotate, brand: .none, expected: .refused(.selfRotationNotAllowed(id))),
        Row(
            name: "rotated out before anything else", grant: grant(traits: .rotatesItself, end: rotated(until: earlier)),
            operation: rotate, brand: .none, expected: .refused(.rotated(id, at: earlier))),
        Row(name: "an empty list", grant: grant(brands: .specific([])), expected: .refused(.brandNotGranted(1))),
    ]

    @Test(arguments: rows)
    func everyRowOfTheTable(_ row: Row) {
        #expect(row.grant.decide(row.operation, on: row.brand, from: row.address, at: Self.now) == row.expected)
    }

    @Test func everyRefusalHasItsCodeStatusAndChallenge() {
        let table: [(Refusal, String, Int, String?)] = [
            (.missing, "key_missing", 401, #"Bearer realm="latchkey""#),
            (.malformed, "key_malformed", 401, #"Bearer realm="latchkey", error="invalid_token""#),
            (.unknown, "key_unknown", 401, #"Bearer realm="latchkey", error="invalid_token""#),
            (.revoked(Self.id, at: Self.now), "key_revoked", 401, #"Bearer realm="latchkey", error="invalid_token""#),
            (.expired(Self.id, at: Self.now), "key_expired", 401, #"Bearer realm="latchkey", error="invalid_token""#),
            (.rotated(Self.id, at: Self.now), "key_rotated", 401, #"Bearer realm="latchkey", error="invalid_token""#),
            (.sealBroken(Self.id), "key_sealed_wrong", 401, #"Bearer realm="latchkey", error="invalid_token""#),
            (.addressNotAllowed(Self.home), "address_not_allowed", 403, nil),
            (
                .scopeMissing(needed: .configure, held: .query), "scope_missing", 403,
                #"Bearer realm="latchkey", error="insufficient_scope", scope="configure""#
            ),
            (.brandNotGranted(3), "brand_not_granted", 403, nil),
            (.brandArchived(3), "brand_archived", 403, nil),
            (.brandNotFound(3), "brand_not_found", 404, nil),
            (.selfRotationNotAllowed(Self.id), "self_rotation_not_allowed", 403, nil),
            (.alreadyRotated(Self.id), "key_already_rotated", 409, nil),
        ]
        for (refusal, code, status, challenge) in table {
            #expect(refusal.code == code)
            #expect(refusal.status == status)
            #expect(refusal.challenge(realm: "latchkey") == challenge)
            #expect(refusal.sentence.hasSuffix("."))
        }
    }

    @Test func aScopeRefusalNamesWhatIsNeededAndWhatIsHeld() {
        let sentence = Refusal.scopeMissing(needed: .configure, held: [.query, .ingest]).sentence
        #expect(sentence.contains("\"configure\""))
        #expect(sentence.contains("\"query\" and \"ingest\""))
    }
}

@Suite struct AddressTests {
    @Test(arguments: [
        ("203.0.113.0/24", "203.0.113.255", true), ("203.0.113.0/24", "203.0.114.0", false),
        ("203.0.113.7", "203.0.113.7", true), ("203.0.113.7", "203.0.113.8", false), ("0.0.0.0/0", "8.8.8.8", true),
        ("0.0.0.0/0", "2001:db8::1", false), ("::/0", "2001:db8::1", true), ("2001:db8::/32", "2001:db8:ffff::1", true),
        ("2001:db8::/32", "2001:db9::1", false), ("203.0.113.0/24", "::ffff:203.0.113.9", true),
        ("::ffff:203.0.113.0/120", "203.0.113.9", true), ("10.0.0.0/8", "::ffff:11.0.0.1", false),
    ])
    func aBlockContainsItsAddressesInEitherForm(_ range: String, _ address: String, _ expected: Bool) throws {
        let range = try #require(AddressRange(range))
        #expect(try range.contains(#require(IPAddress(address))) == expected)
        #expect(AddressRange(range.description) == range)
    }

    @Test(arguments: [
        "", "203.0.113.0/33", "203.0.113.7/24", "203.0.113", "::1/129", "2001:db8::1/32", "1.2.3.4/", "1.2.3.4/-1", "1.2.3.4/+8",
        "1.2.3.4/8/8", "host", "1.2.3.4 ", "fe80::1%eth0", "1.2.3.4\0", "127.0.0.1\0 or anywhere", "::1\0/64",
    ])
    func whatIsNoBlockIsNil(_ text: String) { #expect(AddressRange(text) == nil) }

    @Test func addressesPrintAsTheyAreWritten() {
        for text in ["203.0.113.9", "2001:db8::1", "::1"] { #expect(IPAddress(text)?.description == text) }
        #expect(IPAddress("::ffff:1.2.3.4")?.description == "1.2.3.4")
    }
}

@Suite struct DayTests {
    @Test(
        arguments: [
            (0, "1970-01-01"), (-1, "1969-12-31"), (951_782_400_000, "2000-02-29"), (1_803_168_000_000, "2027-02-21"),
            (4_107_542_399_999, "2100-02-28"), (4_107_542_400_000, "2100-03-01"),
        ] as [(Int64, String)])
    func aMomentKnowsItsDayInUTC(_ milliseconds: Int64, _ day: String) {
        #expect(Timestamp(milliseconds: milliseconds).day == day)
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"), (1_795_706_614_123, "2026-11-26T15:23:34.123Z"),
            (951_868_799_009, "2000-02-29T23:59:59.009Z"), (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
            (-62_135_596_800_000, "0001-01-01T00:00:00.000Z"), (-62_167_219_200_001, "-0001-12-31T23:59:59.999Z"),
            (.max, "292278994-08-17T07:12:55.807Z"), (.min, "-292275055-05-16T16:47:04.192Z"),
        ] as [(Int64, String)])
    func aMomentIsWrittenInFullWhateverItIs(_ milliseconds: Int64, _ text: String) {
        #expect(Timestamp(milliseconds: milliseconds).iso8601 == text)
    }
}
