import NIOCore
import Testing
import Web

@testable import Server

@Suite struct JSONParserTests {
    static func read(_ text: String) -> String? {
        guard let value = try? JSONValue.parse(Array(text.utf8)) else { return nil }
        var writer = JSONWriter()
        writer.object { $0.field("v", value) }
        return String(buffer: writer.answer().body)
    }

    @Test(arguments: [
        ("null", "null"), (" true ", "true"), ("-0", "0"), ("12", "12"), ("1.5e3", "1500.0"),
        ("9223372036854775808", "9.223372036854776e+18"),
        (#""a\"b\\\/\n\u00e9\ud83d\ude00\ud800x""#, "\"a\\\"b\\\\/\\né😀\u{FFFD}x\""), ("[]", "[]"),
        ("[1, [2] ,{}]", "[1,[2],{}]"),
        (#"{"a":1,"b":{"c":[]}}"#, #"{"a":1,"b":{"c":[]}}"#),
    ])
    func whatIsJSONIsRead(_ text: String, _ expected: String) {
        #expect(Self.read(text) == "{\"v\":\(expected)}")
    }

    @Test(arguments: [
        "", " ", "nul", "tru", "+1", "01", "1.", ".5", "1e", "-", "NaN", "Infinity", "1e999", "'a'", "\"", "\"\\x\"", "\"\\u12\"",
        "\"\n\"", "[", "[1,]",
        "[1 2]", "{", "{a:1}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "1 2", "[]]", "// x", "\u{FEFF}1",
    ])
    func whatIsNoJSONIsRefused(_ text: String) { #expect(Self.read(text) == nil) }

    @Test func brokenUTF8IsRefused() {
        #expect(throws: JSONFault.self) { try JSONValue.parse([0x22, 0xFF, 0x22]) }
    }

    @Test func ofAMemberGivenTwiceTheLastCounts() throws {
        #expect(try JSONValue.parse(Array(#"{"a":1,"a":2}"#.utf8))["a"]?.integer == 2)
    }
}
