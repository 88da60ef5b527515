import Testing

@testable import Catalog

/// RFC 4180, and what spreadsheets make of it.
@Suite struct CSVTests {
    /// Records as lists of fields, faults as their line.
    static func read(_ text: String, separator: UInt8? = UInt8(ascii: ",")) -> [[String]] {
        CSVReader(Array(text.utf8), separator: separator).map { record in
            switch record {
            case .success(let record): record.fields
            case .failure(let fault): ["fault in line \(fault.line)"]
            }
        }
    }

    @Test(
        arguments: [
            // The rules of RFC 4180 §2, in their order.
            ("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n", [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]]),
            ("aaa,bbb,ccc\r\nzzz,yyy,xxx", [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]]),
            ("a b, c ,", [["a b", " c ", ""]]),
            ("\"aaa\",\"bbb\"\r\nzzz,yyy", [["aaa", "bbb"], ["zzz", "yyy"]]),
            ("\"aaa\",\"b\r\nbb\",\"c,c\"\r\nzzz", [["aaa", "b\r\nbb", "c,c"], ["zzz"]]),
            ("\"aaa\",\"b\"\"bb\",\"\"\"\"", [["aaa", "b\"bb", "\""]]),
            // What others make of it.
            ("a\nb\rc\r\nd", [["a"], ["b"], ["c"], ["d"]]), ("a\n\n\r\n\nb", [["a"], ["b"]]), ("", []), ("\n\r\n", []),
            ("\"\"", [[""]]), (",", [["", ""]]), ("a\"b,c", [["a\"b", "c"]]), ("é,日本,🧪", [["é", "日本", "🧪"]]),
            // What is wrong costs its record only.
            ("a\n\"b\"c,d\ne", [["a"], ["fault in line 2"], ["e"]]), ("\"a\n\nb\" \nc", [["fault in line 3"], ["c"]]),
            ("a\n\"b,c\n\nd", [["a"], ["fault in line 2"]]), ("\"", [["fault in line 1"]]),
        ] as [(String, [[String]])])
    func recordsAreReadAsTheyStand(_ text: String, _ records: [[String]]) { #expect(Self.read(text) == records) }

    @Test func aRecordKnowsTheLineInWhichItBegins() {
        let reader = CSVReader(Array("a\r\n\r\n\"b\nc\rd\r\ne\"\nf".utf8), separator: nil)
        #expect(reader.compactMap { try? $0.get().line } == [1, 3, 7])
    }

    @Test func aListWithoutSeparatorsKeepsCommasAndSemicolons() {
        #expect(Self.read("a, b; c\td\n\"e, \"\"f\"\"\"", separator: nil) == [["a, b; c\td"], ["e, \"f\""]])
    }

    @Test func bytesThatAreNoUTF8AreAFaultOfTheirRecord() {
        let records = Array(CSVReader(Array("a\nb".utf8) + [0xE9] + Array("\nc".utf8), separator: 44))
        #expect(records.count == 3)
        #expect(throws: LineFault(line: 2, "This is not UTF-8. Save the file as \"CSV UTF-8\" and try again.")) {
            try records[1].get()
        }
    }

    @Test(arguments: [
        (["a", "b"], "a,b\r\n"), ([""], "\"\"\r\n"), (["", ""], ",\r\n"),
        (["a,b", "c;d", "e\tf"], "\"a,b\",\"c;d\",\"e\tf\"\r\n"),
        (["a\"b", "c\nd", " e", "f "], "\"a\"\"b\",\"c\nd\",\" e\",\"f \"\r\n"),
    ])
    func fieldsAreQuotedWhereTheyMustBe(_ fields: [String], _ text: String) { #expect(CSVWriter.record(fields) == text) }

    @Test func whatIsWrittenIsReadBack() {
        var random = Dice(seed: 4180)
        let pieces = ["a", "\"", ",", ";", "\t", "\r", "\n", "\r\n", "é", "🧪", " ", "'", "=", "|", "\\", "\u{301}"]
        for _ in 0..<500 {
            let records = (0..<Int.random(in: 1...5, using: &random)).map { _ in
                (0..<Int.random(in: 1...4, using: &random)).map { _ in
                    (0..<Int.random(in: 0...6, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
                }
            }
            #expect(Self.read(records.map(CSVWriter.record).joined()) == records)
        }
    }

    /// Work in proportion to the bytes, whatever is in them: counted, not timed. Each of these would take minutes otherwise.
    @Test(arguments: [
        String(repeating: "\"", count: 1_000_001), String(repeating: "\"\n", count: 500_000),
        String(repeating: "\"a\"b\n", count: 200_000), String(repeating: ",", count: 1_000_000),
        String(repeating: "\r", count: 1_000_000), "\"" + String(repeating: "\"\",\n", count: 250_000),
    ])
    func hostileTextsAreReadToTheirEnd(_ text: String) {
        let records = CSVReader(Array(text.utf8), separator: 44)
        #expect(records.reduce(0) { count, _ in count + 1 } <= text.utf8.count)
    }
}

/// The same throws in every run.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}
