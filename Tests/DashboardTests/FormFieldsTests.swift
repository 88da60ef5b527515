import Testing

@testable import Dashboard

@Suite("Form fields")
struct FormFieldsTests {
    @Test(
        "Fields are read as browsers write them",
        arguments: [
            ("name=Looker%2C+Fabrikam", "Looker, Fabrikam"), ("name=", ""), ("name", ""), ("", ""), ("name=a=b", "a=b"),
            ("x=1&name=J%C3%BCrgen", "Jürgen"), ("name=first&name=second", "first"), ("name=100%", "100%"),
            ("name=%zz", "%zz"), ("name=%4", "%4"), ("name=%FF", "\u{FFFD}"), ("n%61me=found", "found"), ("&&=&name=x", "x"),
            ("name=%00", "\0"), ("name=%0A", "\n"),
        ])
    func reads(body: String, name: String) {
        #expect(FormFields(Array(body.utf8))["name"] == name)
    }

    @Test("A field that stands more than once is a list, without repeats, in its order")
    func lists() {
        let fields = FormFields(Array("brands=2&brands=10&scopes=query&brands=2".utf8))
        #expect(fields.all("brands") == ["2", "10"])
        #expect(fields.all("missing").isEmpty)
    }

    @Test("Whatever bytes come, there are fields and no crash")
    func anyBytes() {
        var generator = SystemRandomNumberGenerator()
        let alphabet = Array("%&=+a0Ff\u{0}\u{7F}".utf8) + [0x80, 0xC3, 0xFF]
        for _ in 0..<20_000 {
            let length = Int.random(in: 0...24, using: &generator)
            let bytes = (0..<length).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
            let fields = FormFields(bytes)
            #expect(fields.all("a").count <= length + 1)
        }
    }

    @Test("What is encoded for an address is read back as it was")
    func roundTrip() {
        for text in ["", "a b", "ü&=%+", "\u{301}\"", "日本", "line\nend", "..", "a/b?c#d"] {
            let encoded = PercentEncoding.encode(text)
            #expect(PercentEncoding.decodeForm(encoded.utf8) == text)
            #expect(encoded.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"&=?#/\"<>".utf8.contains($0) })
        }
    }
}
