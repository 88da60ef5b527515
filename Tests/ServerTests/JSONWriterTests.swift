import NIOCore
import Testing

@testable import Web

@Suite struct JSONWriterTests {
    /// A large list is written in place: a copy of all that stands already for each element would make it cost the square of its length.
    @Test func whatIsWrittenAlreadyIsNeverCopied() {
        var places: Set<UInt> = []
        var json = JSONWriter(capacity: 1 << 20)
        json.array(0..<1000) { writer, number in
            writer.object { object in
                object.field("id", number)
                object.field("inner") { inner in inner.object { $0.field("list", ["a", "b"]) } }
            }
            writer.room.withUnsafeBufferPointer { bytes in _ = places.insert(UInt(bitPattern: bytes.baseAddress)) }
        }
        #expect(places.count == 1)
    }

    @Test(arguments: [
        ("", #""""#), ("plain 日本", #""plain 日本""#), ("a\"b\\c", #""a\"b\\c""#), ("\n\r\t\u{1}\u{1f}", #""\n\r\t\u0001\u001f""#),
        ("é\u{301}/", "\"é\u{301}/\""),
    ])
    func aTextIsEscapedWhereItMustBeAndNowhereElse(_ text: String, _ expected: String) {
        var json = JSONWriter()
        json.string(text)
        #expect(String(buffer: json.written()) == expected)
    }

    @Test(arguments: [0, 7, -1, 10, 1_795_706_614_123, .max, .min])
    func anIntegerIsWrittenDigitByDigit(_ number: Int) {
        var json = JSONWriter()
        json.integer(number)
        #expect(String(buffer: json.written()) == "\(number)")
    }

    @Test func aNameIsATextLikeAnyOther() {
        var json = JSONWriter()
        json.object { object in
            object.field("plain", true)
            object.field("a\"b\n", nil as String?)
            object.field("", -5)
            object.field("é", ["x", "\u{7}"])
        }
        #expect(String(buffer: json.written()) == #"{"plain":true,"a\"b\n":null,"":-5,"é":["x","\u0007"]}"#)
    }

    /// Room is made before anything is written into it, whatever the text needs.
    @Test(arguments: ["x", "\"", "\u{1}", "日"])
    func aTextLongerThanTheRoomIsWrittenWhole(_ character: String) {
        for count in [0, 1, 7, 511, 512, 5000] {
            var json = JSONWriter(capacity: 0)
            json.array([String(repeating: character, count: count), "end"]) { $0.string($1) }
            let escaped = ["\"": "\\\"", "\u{1}": "\\u0001"][character] ?? character
            let expected = "[\"\(String(repeating: escaped, count: count))\",\"end\"]"
            #expect(String(buffer: json.written()) == expected)
        }
    }
}
