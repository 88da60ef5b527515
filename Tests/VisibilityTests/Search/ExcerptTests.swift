import Testing

@testable import Visibility

/// The few words of an answer that a list shows.
@Suite struct ExcerptTests {
    private static func shown(_ excerpt: Excerpt) -> String {
        excerpt.pieces.map { $0.isMarked ? "[\($0.text)]" : $0.text }.joined()
    }

    private static func excerpt(_ text: String, _ query: String, length: Int = 240) -> Excerpt {
        Excerpt(of: text, marking: SearchQuery(query).places(in: SearchText(text)), length: length)
    }

    @Test func markupIsLeftOutAndLettersStay() {
        let text = "# Heading\n\nThe **Acme Cloud** [suite](https://hidden.example) – *Café* & Co."
        let excerpt = Self.excerpt(text, "cloud cafe")
        #expect(Self.shown(excerpt) == "Heading The Acme [Cloud] suite – [Café] & Co.")
        #expect(!excerpt.isCutBefore && !excerpt.isCutBehind)
    }

    @Test func itIsMadeAroundTheFirstMark() {
        let text = String(repeating: "filler ", count: 200) + "Acme" + String(repeating: " behind", count: 200)
        let excerpt = Self.excerpt(text, "acme", length: 40)
        #expect(excerpt.isCutBefore && excerpt.isCutBehind)
        #expect(Self.shown(excerpt).contains("filler [Acme] behind"))
        #expect(excerpt.pieces.map(\.text).joined().count <= 40)
    }

    @Test func withoutMarksItIsTheBeginning() {
        let excerpt = Self.excerpt(String(repeating: "word ", count: 100), "", length: 20)
        #expect(!excerpt.isCutBefore && excerpt.isCutBehind)
        #expect(Self.shown(excerpt).hasPrefix("word word"))
    }

    @Test(arguments: [
        "", "\u{202E}", String(repeating: "x", count: 10_000), "e" + String(repeating: "\u{301}", count: 5000), "ß ﬁ straße",
        "<b>\"'&\u{301}", "\u{0}a",
    ])
    func anyTextHasOne(_ text: String) {
        for query in ["", "x", "strasse", "fi"] {
            let excerpt = Self.excerpt(text, query)
            #expect(excerpt.pieces.allSatisfy { !$0.text.isEmpty })
            #expect(
                excerpt.pieces.map(\.text).joined().unicodeScalars.allSatisfy { text.unicodeScalars.contains($0) || $0 == " " })
        }
    }
}
