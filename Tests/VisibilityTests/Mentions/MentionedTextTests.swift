import Testing

@testable import Visibility

/// Answers with the places of mentions: whatever stands in them, nothing is lost or changed.
@Suite struct MentionedTextTests {
    private static let finder = MentionFinder([
        MentionSubject("Acme", alternativeNames: ["Acme Cloud"]), MentionSubject("Globex", alternativeNames: ["C++"]),
        MentionSubject("Twin"), MentionSubject("TWIN"), MentionSubject("東京"),
    ])

    private static func read(_ text: String) -> MentionedText { MentionedText(text, finder.mentions(in: text)) }

    @Test func piecesSayWhoIsNamed() {
        let pieces = Self.read("**Acme** Cloud beats globex, not Acmeville.").pieces
        #expect(pieces.map(\.text) == ["**", "Acme** Cloud", " beats ", "globex", ", not Acmeville."])
        #expect(pieces.map(\.subjects) == [[], [0], [], [1], []])
    }

    @Test func whoSharesANameIsNamedTogether() {
        #expect(Self.read("The twin.").pieces.map(\.subjects) == [[], [2, 3], []])
    }

    private static let parts = [
        "Acme", "**Acme** Cloud", "globex", "C++", " ", "\n\n", "<b>Acme</b>", "&amp;", "[Acme](https://acme.com)", "\u{202E}",
        "e\u{301}",
        "Acme\u{301}", "東京都", "【1†source】", "`", "\u{0}", "\u{200B}", "twin", String(repeating: "x", count: 10_000), "🇩🇪", "\r\n",
        "- ", "# ",
    ]

    /// Texts put together at random, the same each time.
    @Test(arguments: 0..<300)
    func puttingThePiecesTogetherGivesTheText(_ seed: Int) {
        var state = UInt64(seed) &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        var text = ""
        for _ in 0..<(seed % 17) {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            text += Self.parts[Int(state >> 33) % Self.parts.count]
        }
        let pieces = Self.read(text).pieces
        #expect(Array(pieces.map(\.text).joined().utf8) == Array(text.utf8))
        #expect(pieces.allSatisfy { !$0.text.isEmpty })
        #expect(pieces.filter { !$0.subjects.isEmpty }.count <= Self.finder.mentions(in: text).count)
    }
}
