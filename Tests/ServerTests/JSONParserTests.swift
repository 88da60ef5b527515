import NIOCore
import Testing
import Web

@testable import Server

@Suite struct JSONParserTests {
    static func read(_ text: String, isForgiving: Bool = false) -> String? {
        guard let value = try? JSONValue.parse(Array(text.utf8), isForgiving: isForgiving) else { return nil }
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

    /// What Python's `json` says of the same texts.
    @Test(
        arguments: [
            ("", "Expecting value", 0), ("   ", "Expecting value", 3), ("nul", "Expecting value", 0),
            ("[tru]", "Expecting value", 1), ("'a'", "Expecting value", 0), ("+1", "Expecting value", 0),
            (".5", "Expecting value", 0), ("-", "Expecting value", 0), ("[-]", "Expecting value", 1),
            ("[,1]", "Expecting value", 1), ("[1,]", "Expecting value", 3), ("[1,", "Expecting value", 3),
            (#"{"a":}"#, "Expecting value", 5), (#"{"naéme":}"#, "Expecting value", 9), (#"{"na😀me":}"#, "Expecting value", 9),
            ("[1 2]", "Expecting ',' delimiter", 3), (#"{"a":1 "b":2}"#, "Expecting ',' delimiter", 7),
            (#"{"a":1"#, "Expecting ',' delimiter", 6), (#"{"a" 1}"#, "Expecting ':' delimiter", 5),
            (#"{"a""#, "Expecting ':' delimiter", 4),
            ("{", "Expecting property name enclosed in double quotes", 1),
            ("{a:1}", "Expecting property name enclosed in double quotes", 1),
            (#"{"a":1,}"#, "Expecting property name enclosed in double quotes", 7),
            (#"{ "a" : 1 , x"#, "Expecting property name enclosed in double quotes", 12),
            ("1 2", "Extra data", 2), ("[]]", "Extra data", 2), ("01", "Extra data", 1), ("-01", "Extra data", 2),
            ("1.", "Extra data", 1), ("1e+", "Extra data", 1), ("-1.5e", "Extra data", 4),
            ("[01]", "Expecting ',' delimiter", 2), ("[1.]", "Expecting ',' delimiter", 2),
            ("[1e]", "Expecting ',' delimiter", 2),
            ("[1.5.2]", "Expecting ',' delimiter", 4), (#"{"a":01}"#, "Expecting ',' delimiter", 6),
            (#"{"a":"b"#, "Unterminated string starting at", 5), (#"{"é":"ü"#, "Unterminated string starting at", 5),
            (#""a\"#, "Unterminated string starting at", 0), (#""\ud83d\"#, "Unterminated string starting at", 0),
            ("\"a\nb\"", "Invalid control character at", 2), (" [1, \"é\n\"]", "Invalid control character at", 7),
            (#""a\x""#, #"Invalid \escape"#, 2), (#"{"a":[1,{"b":"c\q"}]}"#, #"Invalid \escape"#, 15),
            (#""\u12""#, #"Invalid \uXXXX escape"#, 2), (#""\u00g0""#, #"Invalid \uXXXX escape"#, 2),
            (#""\ud83d\u12""#, #"Invalid \uXXXX escape"#, 8), (#""😀\ud83d"#, #"Invalid \uXXXX escape"#, 3),
        ] as [(String, String, Int)])
    func aFaultIsSaidInTheWordsAndAtThePlacesOfTheOriginal(_ text: String, _ reason: String, _ position: Int) {
        do throws(JSONFault) {
            _ = try JSONValue.parse(Array(text.utf8))
            Issue.record("\(text) was read")
        } catch {
            #expect(error.reason == reason)
            #expect(error.position == position)
        }
    }

    @Test func whatCannotBeHeldIsNoFaultToWhoForgivesIt() {
        func nested(_ depth: Int, _ inside: String) -> String {
            String(repeating: "[", count: depth) + inside + String(repeating: "]", count: depth)
        }
        for (text, expected) in [
            ("[1e999,-1e999,1e3]", "[null,null,1000.0]"),
            ("[\(nested(69, #"{"a\"]":1e999}"#)),1]", "[\(nested(63, "null")),1]"),
            (nested(64, ""), nested(64, "")), (nested(65, ""), nested(64, "null")),
        ] { #expect(Self.read(text, isForgiving: true) == "{\"v\":\(expected)}") }
        #expect(Self.read(nested(65, "")) == nil)
        for text in ["[1e999", "1e999 2", String(repeating: "[", count: 100_000), nested(70, "\"")] {
            #expect(Self.read(text, isForgiving: true) == nil)
        }
    }

    @Test func brokenUTF8IsRefused() {
        #expect(throws: JSONFault.self) { try JSONValue.parse([0x22, 0xFF, 0x22]) }
    }

    @Test func ofAMemberGivenTwiceTheLastCounts() throws {
        #expect(try JSONValue.parse(Array(#"{"a":1,"a":2}"#.utf8))["a"]?.integer == 2)
    }
}
