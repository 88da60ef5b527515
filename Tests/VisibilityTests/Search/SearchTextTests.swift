import Testing

@testable import Visibility

/// What words a search finds in a text.
@Suite struct SearchTextTests {
    @Test(arguments: [
        ("Acme's **Cloud**-Suite", "acme s cloud suite"),
        ("Café, naïve, Ærø, Łódź, straße", "cafe naive æro lodz strasse"),
        ("tiếng Việt ế", "tieng viet e"),
        ("cafe\u{301}", "cafe"),
        ("GPT-4 costs $20.50", "gpt 4 costs 20 50"),
        ("snake_case", "snake case"),
        ("東京で人気", "東 京 で 人 気"),
        ("データ分析", "データ 分 析"),
        ("애크미는", "애 크 미 는"),
        ("see https://shop.example/a-b and acme.com", "see https shop example a b and acme com"),
        ("[the shop](https://hidden.example)", "the shop"),
        ("", ""),
        ("*** --- !!!", ""),
    ])
    func wordsAreReadAsTheyShow(_ text: String, _ words: String) {
        #expect(SearchText(text).words.map(\.text).joined(separator: " ") == words)
    }

    @Test func eachWordSaysWhereItStands() {
        let text = "Ein **Café** in 東京: https://a.example/x"
        let bytes = Array(text.utf8)
        let places = SearchText(text).words.map { String(decoding: bytes[$0.range], as: UTF8.self) }
        #expect(places == ["Ein", "Café", "in", "東", "京", "https", "a", "example", "x"])
    }

    @Test func aVeryLongWordIsFoundByItsBeginning() throws {
        let long = String(repeating: "x", count: 10_000)
        let word = try #require(SearchText(long).words.first)
        #expect(word.text.count == SearchText.longestWord)
        #expect(word.range == 0..<10_000)
        #expect(SearchQuery(String(long.prefix(150))).matches(SearchText(long)))
    }

    /// Whatever stands in a text: words hold letters and digits only, lie within it, and follow each other.
    @Test(arguments: [
        "\u{202E}evil\u{202C} <script>alert(1)</script> \" ' §a §m1 -- OR NOT NEAR(a b)",
        "e" + String(repeating: "\u{301}", count: 5000), "\u{0}\u{FFFC}\u{FEFF}a\u{0}b", "ﬁﬂ ｆｕｌｌ ①② x\u{302}y",
        "हिन्दी ไทย العربية עברית",
        "《【『", String(repeating: "[a](b ", count: 500),
    ])
    func nothingButLettersAndDigitsAreWords(_ text: String) {
        let count = text.utf8.count
        var end = 0
        for word in SearchText(text).words {
            #expect(!word.text.isEmpty)
            #expect(!word.text.unicodeScalars.contains { $0.isASCII && !$0.properties.isAlphabetic && !("0"..."9").contains($0) })
            #expect(!word.text.contains("§"))
            #expect(word.range.lowerBound >= end && word.range.upperBound <= count && !word.range.isEmpty)
            end = word.range.lowerBound
        }
    }
}
