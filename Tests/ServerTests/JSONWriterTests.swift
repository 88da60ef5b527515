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
            writer.bytes.withUnsafeBufferPointer { bytes in _ = places.insert(UInt(bitPattern: bytes.baseAddress)) }
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
}
