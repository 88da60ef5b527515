import Foundation
import Testing

@testable import APIKeys

@Suite struct TokenScannerTests {
    /// A text with tokens in it, and where each begins.
    private struct Text {
        var bytes: [UInt8] = []
        var tokens: [(offset: Int, token: Token)] = []

        mutating func add(_ token: Token) {
            tokens.append((bytes.count, token))
            bytes += token.bytes
        }

        func place(_ offset: Int) -> TokenScanner.Place {
            let before = bytes[..<offset]
            let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            return TokenScanner.Place(
                offset: offset, line: before.count { $0 == UInt8(ascii: "\n") } + 1, column: offset - lineStart + 1)
        }
    }

    /// Cuts the text and says what was found, `id@offset:line:column`.
    private func scan(_ bytes: [UInt8], pieces: () -> Int = { .max }) -> [String] {
        var scanner = TokenScanner()
        var found: [String] = []
        var rest = bytes[...]
        repeat {
            let piece = rest.prefix(pieces())
            found += scanner.scan(piece).map { Self.words($0.token, $0.place) }
            rest = rest.dropFirst(piece.count)
        } while !rest.isEmpty
        return found
    }

    private static func words(_ token: Token, _ place: TokenScanner.Place) -> String {
        "\(token.id)@\(place.offset):\(place.line):\(place.column)"
    }

    /// Bytes of a kind that makes it hard.
    private static func filler(_ generator: inout Seeded) -> [UInt8] {
        let count = Int.random(in: 0..<70, using: &generator)
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        case 1: return Base62.random(count, using: &generator)
        case 2: return Array(repeating: UInt8(ascii: "_"), count: count)
        case 3: return Array("lk_lka_lk".utf8.prefix(count))
        case 4: return Array("\n\r\n key = \"".utf8)
        default: return Array(Token.generate(using: &generator).bytes.dropLast(1 + count % 50))
        }
    }

    @Test(arguments: 0..<60)
    func everyTokenIsFoundAtItsPlaceWhereverTheTextIsCut(_ seed: Int) {
        var generator = Seeded(UInt64(seed))
        var text = Text()
        for _ in 0..<Int.random(in: 1..<60, using: &generator) {
            text.bytes += Self.filler(&generator)
            if Bool.random(using: &generator) {
                text.add(Token.generate(Bool.random(using: &generator) ? .key : .admin, using: &generator))
            }
        }
        let expected = text.tokens.map { Self.words($0.token, text.place($0.offset)) }
        #expect(scan(text.bytes) == expected)
        #expect(scan(text.bytes, pieces: { 1 }) == expected)
        for size in [2, 37, 38, 39, 53, 54, 55, 56, 97] { #expect(scan(text.bytes, pieces: { size }) == expected, "\(size)") }
        #expect(scan(text.bytes, pieces: { Int.random(in: 1..<120, using: &generator) }) == expected)
    }

    @Test(arguments: Token.Kind.allCases)
    func aTokenIsFoundWithinLongerTextOfItsOwnAlphabet(_ kind: Token.Kind) {
        let token = Token.generate(kind)
        for (before, after) in [("", ""), ("abc", ""), ("", "xyz"), ("_", "_"), ("lk_", "lk_"), ("XX\(token.reveal())", "9")] {
            let bytes = Array(before.utf8) + token.bytes + Array(after.utf8)
            #expect(scan(bytes).last?.hasPrefix("\(token.id)@\(before.utf8.count):") == true, "\(before) \(after)")
        }
    }

    @Test func tokensThatTouchAreAllFound() {
        let tokens = (0..<5).map { $0 % 2 == 0 ? Token.generate() : .generate(.admin) }
        #expect(scan(tokens.flatMap(\.bytes)).map { $0.prefix { $0 != "@" } } == tokens.map { $0.id.description[...] })
    }

    @Test func oneWrongCharacterIsNoToken() {
        var generator = Seeded(5)
        let token = Token.generate(using: &generator).bytes
        for position in token.indices {
            for byte in [UInt8(ascii: "a"), UInt8(ascii: "_"), UInt8(ascii: "-"), 0, 0xFF] where byte != token[position] {
                var near = token
                near[position] = byte
                #expect(scan(near).isEmpty, "position \(position), byte \(byte)")
            }
        }
        for cut in token.indices.dropFirst() {
            #expect(scan(Array(token[..<cut]) + [UInt8(ascii: " ")] + Array(token[cut...])).isEmpty)
        }
    }

    @Test func whatEncodesNothingOfATokenDoesNotHideIt() {
        let token = Token.generate()
        for text in [
            "https://x.example/?key=\(token.reveal())&a=1", "{\\\"key\\\":\\\"\(token.reveal())\\\"}",
            "Bearer%20\(token.reveal())%0A",
            "é\(token.reveal())ü", "\u{FEFF}\(token.reveal())",
        ] {
            #expect(scan(Array(text.utf8)).count == 1, "\(text)")
        }
    }

    @Test func onAnyBytesItAgreesWithLookingEverywhere() {
        var generator = Seeded(11)
        for _ in 0..<300 {
            // Few characters, so that shapes of tokens come about by themselves.
            var bytes = (0..<400).map { _ in Array("lka_\n0".utf8).randomElement(using: &generator) ?? 0 }
            bytes += Token.generate(using: &generator).bytes
            bytes.rotate(by: Int.random(in: 0..<bytes.count, using: &generator))
            var expected: [Int] = []
            for start in bytes.indices {
                for length in [54, 55]
                where start + length <= bytes.count && Token(bytes: Array(bytes[start..<start + length])) != nil {
                    expected.append(start)
                }
            }
            var scanner = TokenScanner()
            #expect(scanner.scan(bytes).map(\.place.offset) == expected)
        }
    }
}

@Suite struct MaskingTests {
    @Test(arguments: [
        ("lk_short", "lk_short"), ("lka_", "lka_"), ("lk_abcdefghijkl", "lk_abcdefghijkl"),
        ("lk_abcdefghijklm", "lk_abcdefghijkl…"),
        ("see lka_abcdefghijkl_secret.", "see lka_abcdefghijkl…."),
        ("xlk_abcdefghijkl_1 lk_mnopqrstuvwx_2", "xlk_abcdefghijkl… lk_mnopqrstuvwx…"),
        ("lk_abc_lk_abcdefghijkl_secret", "lk_abc_lk_abcde…"), ("élk_abcdefghijkl_secretü", "élk_abcdefghijkl…ü"),
        ("llk_abcdefghijklm", "llk_abcdefghijkl…"),
    ])
    func theSecretPartIsReplaced(_ text: String, _ masked: String) {
        #expect(Token.masking(text) == masked)
        #expect(Token.masking(masked) == masked)
    }

    /// Reading each beginning to the end of the text would take the square of its length. The time is this thread's own, so that
    /// what else the machine does counts for nothing.
    @Test(arguments: ["lk_ ", "lka_ ", "lk_abcdefghijklmn ", "l", "lk"])
    func hostileTextIsReadOnce(_ unit: String) {
        func cost(_ size: Int) -> Duration {
            let text = String(repeating: unit, count: size / unit.utf8.count)
            var least = Duration.seconds(3600)
            for _ in 1...3 {
                let started = ThreadClock.now
                #expect(Token.masking(text).utf8.count > size / 4)
                least = min(least, ThreadClock.now - started)
            }
            return least
        }
        // Sixteen times the text: about 16 times the work if each byte is read once, 256 times if it is read from each beginning.
        #expect(cost(1 << 17) < cost(1 << 13) * 64)
    }
}

/// The processor time that this thread has used.
private enum ThreadClock {
    static var now: Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}

extension [UInt8] {
    fileprivate mutating func rotate(by count: Int) { self = Array(self[count...] + self[..<count]) }
}
