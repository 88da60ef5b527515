import Testing

@testable import Visibility

/// What people may type into a search box, and what it finds.
@Suite struct SearchQueryTests {
    private static let text = "The **Acme Cloud** suite is robust; Coca-Cola uses it. Don't miss the Café in 東京都. 애크미는 좋다."

    @Test(arguments: [
        ("acme", true), ("ACME cloud", true), ("cloud acme", true), ("acme missing", false),
        ("rob", true), ("rob acme", false), ("acme rob", true), ("r", false),
        ("\"acme cloud\"", true), ("\"cloud acme\"", false), ("“acme cloud” robust", true), ("\"acme clo\"", false),
        ("-acme", false), ("-missing", true), ("robust -\"acme suite\"", true), ("robust -\"acme cloud\"", false),
        ("coca-cola", true), ("coca cola", true), ("don't", true), ("cafe", true), ("CAFÉ", true),
        ("東京", true), ("京東", false), ("東 都", true), ("애크미", true), ("미크", false),
        ("\"acme cloud", true), ("acme \"", true), ("- acme", true), ("--acme", false),
    ])
    func aQueryFindsWhatItSays(_ query: String, _ isFound: Bool) {
        #expect(SearchQuery(query).matches(SearchText(Self.text)) == isFound)
    }

    @Test(arguments: ["", "   ", "!!!", "-", "\"", "\"\"", "- - -", "\"!\" -\"?\"", "\u{202E}", "***"])
    func whatHasNoWordAsksForNothing(_ query: String) {
        #expect(SearchQuery(query).isEmpty)
        #expect(SearchQuery(query).matches(SearchText("anything")))
    }

    @Test func aQueryIsBounded() {
        #expect(SearchQuery(String(repeating: "a ", count: 5000)).terms.count == 20)
        #expect(SearchQuery(String(repeating: "a", count: 5000)).text.count == SearchQuery.longest)
        #expect(SearchQuery("x" + String(repeating: "\u{301}", count: 5000)).text.unicodeScalars.count == SearchQuery.longest)
    }

    @Test func placesAreThoseOfTheWordsThatAreWanted() {
        let text = "Acme is good. acme cloud is better. Not Globex."
        let bytes = Array(text.utf8)
        func places(_ query: String) -> [String] {
            SearchQuery(query).places(in: SearchText(text)).map { String(decoding: bytes[$0], as: UTF8.self) }
        }
        #expect(places("acme -globex") == ["Acme", "acme"])
        #expect(places("\"acme cloud\" acm") == ["Acme", "acme cloud"])
        #expect(places("") == [])
    }
}
