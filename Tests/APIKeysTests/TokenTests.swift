import Testing

@testable import APIKeys

/// A generator that always gives the same numbers (SplitMix64), so that a failing case can be run again.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

@Suite struct TokenTests {
    @Test func aTokenHasTheShapeThatSecretScannersLookFor() throws {
        let pattern = try Regex("lk_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}")
        for _ in 0..<200 { #expect(try pattern.wholeMatch(in: Token.generate().reveal()) != nil) }
    }

    @Test func aTokenReadsBackAsItself() {
        for _ in 0..<500 {
            let token = Token.generate()
            let read = Token(token.reveal())
            #expect(read?.id == token.id)
            #expect(read?.bytes == token.bytes)
            #expect(KeyID(token.id.description) == token.id)
        }
    }

    @Test func theChecksumIsTheCRC32OfEverythingBeforeItInBase62() {
        // The check value of CRC-32/ISO-HDLC, from the catalogue of parametrised CRC algorithms.
        #expect(Checksum.crc32("123456789".utf8) == 0xCBF4_3926)
        #expect(String(decoding: Base62.encode(0, width: 6), as: UTF8.self) == "000000")
        #expect(String(decoding: Base62.encode(61, width: 6), as: UTF8.self) == "00000z")
        #expect(String(decoding: Base62.encode(62, width: 6), as: UTF8.self) == "000010")
        #expect(String(decoding: Base62.encode(.max, width: 6), as: UTF8.self) == "4gfFC3")
    }

    /// Several bytes are taken in a step, and the rest one by one.
    @Test func theChecksumIsRightAtEveryLength() {
        for length in 0...70 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }
            var bitByBit = ~UInt32(0)
            for byte in bytes {
                bitByBit ^= UInt32(byte)
                for _ in 0..<8 { bitByBit = bitByBit & 1 == 1 ? (bitByBit >> 1) ^ 0xEDB8_8320 : bitByBit >> 1 }
            }
            #expect(Checksum.crc32(bytes) == ~bitByBit)
            #expect(Checksum.crc32(AnySequence(bytes)) == ~bitByBit)
        }
    }

    @Test func everyCharacterOfTheAlphabetIsAboutEquallyLikely() {
        var counts: [UInt8: Int] = [:]
        var generator = Seeded(7)
        for byte in Base62.random(62_000, using: &generator) { counts[byte, default: 0] += 1 }
        #expect(counts.count == 62)
        #expect(counts.values.allSatisfy { (850...1150).contains($0) })
    }

    @Test func noTokenWithOneCharacterChangedIsAccepted() {
        var generator = Seeded(1)
        let token = Token.generate(using: &generator).bytes
        for position in token.indices {
            for byte in UInt8.min...UInt8.max where byte != token[position] {
                var changed = token
                changed[position] = byte
                #expect(Token(bytes: changed) == nil, "position \(position), byte \(byte)")
            }
        }
    }

    @Test func noTokenWithTwoNeighboursSwappedOrACharacterMoreOrLessIsAccepted() {
        var generator = Seeded(2)
        for _ in 0..<50 {
            let token = Token.generate(using: &generator).bytes
            for position in token.indices.dropLast() where token[position] != token[position + 1] {
                var swapped = token
                swapped.swapAt(position, position + 1)
                #expect(Token(bytes: swapped) == nil)
            }
            for position in token.indices {
                var shorter = token
                shorter.remove(at: position)
                #expect(Token(bytes: shorter) == nil)
                var longer = token
                longer.insert(Base62.alphabet[Int.random(in: 0..<62, using: &generator)], at: position)
                #expect(Token(bytes: longer) == nil)
            }
        }
    }

    @Test(arguments: [
        "", " ", "lk_", "lk__", "LK_", "lk_\0", "Bearer", String(repeating: "lk_", count: 18), String(repeating: "é", count: 27),
        "🔑", "lk_7Qm2xVb9RtYs_k3VnW8qLzP0dHcXe5RjTu7YbGmAf2SoN000000",
    ])
    func textThatIsNoTokenIsNil(_ text: String) {
        #expect(Token(text) == nil)
    }

    @Test func anyBytesAtAllAreReadWithoutACrash() {
        var generator = Seeded(3)
        for _ in 0..<20_000 {
            let count = Int.random(in: 0..<80, using: &generator)
            let bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            #expect(Token(bytes: bytes) == nil)
            _ = KeyID(String(decoding: bytes, as: UTF8.self))
        }
    }

    @Test func spaceAroundATokenIsNotForgiven() {
        let token = Token.generate().reveal()
        for text in [" \(token)", "\(token) ", "\(token)\n", "\t\(token)"] { #expect(Token(text) == nil) }
    }

    @Test func aTokenNeverPrintsItsSecret() {
        let token = Token.generate()
        let secret = String(token.reveal().dropFirst(16).prefix(32))
        var dumped = ""
        dump(token, to: &dumped)
        for text in [
            "\(token)", String(describing: token), String(reflecting: token), dumped, "\([token])", "\(Optional(token) as Any)",
        ] {
            #expect(!text.contains(secret))
        }
    }
}

@Suite struct BearerTests {
    @Test(arguments: ["Bearer", "bearer", "BEARER", "bEaReR"])
    func theSchemeIsReadInAnyCase(_ scheme: String) {
        let token = Token.generate()
        guard case .success(let read) = Bearer.token(in: "\(scheme) \(token.reveal())") else {
            Issue.record("refused")
            return
        }
        #expect(read.id == token.id)
    }

    @Test(arguments: [nil, "", "Bearer", "Bearer ", "Basic abc", "Token lk_x", "Bearer\tx", "Bearerlk_x", "lk_x"] as [String?])
    func whatIsNoBearerHeaderIsMissing(_ header: String?) {
        guard case .failure(.missing) = Bearer.token(in: header) else {
            Issue.record("not missing: \(header ?? "nil")")
            return
        }
    }

    @Test(arguments: ["Bearer x", "Bearer lk_", "Bearer a, Bearer b"])
    func whatIsNoTokenBehindBearerIsMalformed(_ header: String) {
        guard case .failure(.malformed) = Bearer.token(in: header) else {
            Issue.record("not malformed: \(header)")
            return
        }
    }
}
