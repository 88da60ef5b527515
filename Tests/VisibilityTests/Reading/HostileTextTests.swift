import Testing

@testable import Visibility

/// Whatever a text is made of, the work grows with its length: steps are counted, never time.
@Suite struct HostileTextTests {
    private static let subjects = [
        MentionSubject("Acme", alternativeNames: ["a a a a b", "aaaaaaab", "(((((((b", "楽楽楽b"], excludedNames: ["Acme Cloud"]),
        MentionSubject("e\u{301}e\u{301}b", alternativeNames: ["A&A&A&B", "l'l'l'b"], caseSensitive: true),
    ]
    /// Of the longest name, in characters.
    private static let longestName = 13

    static let pieces = [
        "[", "]", "(", ")", "![", "](", "](a", "[](", "[](a \"", "](a '", "][", "[^", "[1", "[1]", "[1](", "[1]: ", "[a]:",
        "[[", "]]", "[]", "*", "**", "* ", "_", "a_", "a*", "~", "`", "` ", "```", "\n```",
        "<", "<a", "<a ", "</", "<!--", "<!", "<a@", "-->", "&", "&amp", "&#", "&#x", "\\", "\\\\", "#", "\n#", "\n", " ",
        "\n\n", "a", "a ", "A", "é", "e\u{301}", "\u{301}", "a\u{301}", "\u{200D}", "\u{AD}", "楽", "ー",
        "ß", "'", "l'", "a'", ".", "a.", "www.", "www.a", "/", "a/", "a.b/", "a.bc/A", ":", "://", "a://", "http://a", "a@",
        "@", "a@a", "%", "-", "a-", "--", "!", "1. ", "\n1", "|", "【", "【†", "】", "\u{E200}",
        "\u{E200}a\u{E201}", "&a", "a&", "은", "네이버", "ב", "\u{1112}\u{1161}", "\u{3099}", "か\u{3099}", "$1", "1,", "Acme ",
        "Acme Cloud", "Acme's", "\u{0}", "\u{FFFD}", "🍎", "\r", "\r\n",
    ]

    private func steps(_ text: String) -> (reading: Int, finding: Int) {
        var reader = MarkdownReader(text)
        let visible = reader.read()
        var finding = 0
        _ = MentionFinder(Self.subjects).mentions(in: visible, steps: &finding)
        return (reader.steps, finding)
    }

    private func check(_ text: String) {
        let length = text.utf8.count
        let steps = steps(text)
        #expect(steps.reading <= 8 * length + 16)
        // Both automata, from every place as far as the longest name.
        #expect(steps.finding <= (2 * Self.longestName + 1) * (length + 1))
    }

    @Test(arguments: pieces)
    func aPieceThatIsRepeatedIsReadInLinearTime(_ piece: String) { check(String(repeating: piece, count: 5000)) }

    @Test(arguments: pieces)
    func manyOpeningsBeforeOneEndAreReadInLinearTime(_ piece: String) {
        for end in [")", "]", ">", "\"", " ", "a", "\n", "](a)", "-->"] {
            check(String(repeating: piece, count: 300) + end)
            check(end + String(repeating: piece, count: 300))
        }
    }

    @Test(arguments: 0..<40)
    func anyMixtureIsReadInLinearTimeAndMentionsAreInOrder(_ seed: Int) {
        var dice = Dice(seed)
        let finder = MentionFinder(Self.subjects)
        for _ in 0..<20 {
            let some = (0..<Int.random(in: 1...6, using: &dice)).map { _ in dice.pick(Self.pieces) }
            let text = (0..<Int.random(in: 0...300, using: &dice)).map { _ in dice.pick(some) }.joined()
            check(text)
            let visible = VisibleText(text)
            var end = 0
            for mention in finder.mentions(in: visible) {
                #expect(mention.range.lowerBound >= end && mention.range.upperBound <= text.utf8.count && !mention.range.isEmpty)
                #expect(mention.characters.upperBound <= visible.count)
                // What is covered is whole characters of UTF-8.
                #expect(String(validating: Array(text.utf8)[mention.range], as: UTF8.self) != nil)
                end = mention.range.upperBound
            }
        }
    }

    @Test(arguments: ["[", "*", "a", "\u{301}"])
    func twiceTheTextIsTwiceTheWork(_ piece: String) {
        let half = steps(String(repeating: piece, count: 250_000))
        let whole = steps(String(repeating: piece, count: 500_000))
        #expect(whole.reading <= 2 * half.reading + 16)
        #expect(whole.finding <= 2 * half.finding + 16)
    }
}
