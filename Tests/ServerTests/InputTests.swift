import APIKeys
import NIOCore
import Testing
import Web

@testable import Catalog
@testable import DataAPI

/// How queries and bodies are read.
@Suite struct InputTests {
    @Test(
        arguments: [
            ("2027-02-21T12:00:00Z", 1_803_211_200_000), ("2027-02-21t12:00:00z", 1_803_211_200_000),
            ("2027-02-21T12:00:00.5Z", 1_803_211_200_500), ("2027-02-21T12:00:00.123456Z", 1_803_211_200_123),
            ("2027-02-21T12:00:00+02:00", 1_803_204_000_000), ("2027-02-21T12:00:00-00:30", 1_803_213_000_000),
            ("2028-02-29T00:00:00Z", 1_835_395_200_000), ("9999-12-31T23:59:59Z", 253_402_300_799_000),
            ("2026-06-30T23:59:59.999999Z", 1_782_863_999_999), ("0001-01-01T00:00:00Z", -62_135_596_800_000),
        ] as [(String, Int64)])
    func aMomentIsRead(_ text: String, _ milliseconds: Int64) {
        #expect(Timestamp(rfc3339: text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "2027-02-21", "2027-02-21T12:00:00", "2027-02-21 12:00:00Z", "2027-02-21T12:00:00Zx", " 2027-02-21T12:00:00Z",
        "2027-02-30T12:00:00Z", "2027-02-29T12:00:00Z", "2027-13-01T00:00:00Z", "2027-02-21T24:00:00Z", "2027-02-21T12:60:00Z",
        "2027-02-21T12:00:60Z", "2027-2-21T12:00:00Z", "12027-02-21T12:00:00Z", "2027-02-21T12:00:00.Z", "2027-02-21T12:00:00+2",
        "2027-02-21T12:00:00+24:00", "2027-02-21T12:00:00+01:60", "2027-02-21T12:00:00+0100", "2027-02-21T12:00:00 01:00",
        "٢٠٢٧-02-21T12:00:00Z", "2027-02-21T12:00:00.٥Z", "1803211200", "9999-12-31T23:59:59-12:00",
        "0001-01-01T00:00:00+00:01",
    ])
    func whatIsNoMomentIsNotGuessed(_ text: String) { #expect(Timestamp(rfc3339: text) == nil) }

    @Test(arguments: [("a=true", true), ("a=Yes", true), ("a=off", false), ("a=0", false), ("", false), ("a=0&a=1", true)])
    func yesAndNoAreRead(_ query: String, _ expected: Bool) throws {
        var reader = QueryReader(query: query)
        #expect(reader.bool("a", default: false) == expected)
        try reader.check()
    }

    @Test(
        arguments: [
            ("17", 17), (" 17 ", 17), ("\t17\n", 17), ("\u{2009}7", 7), ("17.0", 17), ("100.000", 100), ("+5", 5), ("+1.0", 1),
            ("-3", -3),
            ("-0", 0), ("007", 7), ("1_0", 10), ("0_1", 1), ("1_0.0", 10), ("-1_0.00", -10), ("99999999999999999999", .max),
            ("-99999999999999999999.0", .min),
        ] as [(String, Int)])
    func anIntegerIsReadAsThePydanticOfTheOriginalDoes(_ text: String, _ value: Int) { #expect(Int(lax: text) == value) }

    @Test(arguments: [
        "", " ", "x", "1.5", "1.", ".0", "1e3", "0x1", "1 0", "- 1", "+-1", "--1", "_1", "1_", "1__0", "1.0_0", "1.00000001", "١",
        "１", "1\u{0}",
        "\u{200B}1",
    ])
    func whatIsNoIntegerIsNotGuessed(_ text: String) { #expect(Int(lax: text) == nil) }

    @Test func aParameterThatHoldsAKeyIsNotRepeated() {
        let token = Token.generate()
        var reader = QueryReader(query: "dry_run=\(token.reveal())&\(token.reveal())=1")
        _ = reader.bool("dry_run", default: false)
        reader.refuseOthers(than: ["dry_run"])
        let answer = Problem(faults: reader.faults).answer(requestID: "1")
        #expect(reader.faults.count == 2)
        #expect(!String(buffer: answer.body).contains(token.reveal().dropFirst(16).prefix(32)))
    }
}
