import Testing

@testable import Visibility

/// Whatever an answer is made of, the work grows with its length: steps are counted, never time.
@Suite struct HostileToneTests {
    private static let finder = MentionFinder([MentionSubject("Acme"), MentionSubject("a"), MentionSubject("Globex")])
    /// The longest phrase, in characters, and then some.
    private static let perCharacter = 60

    private func steps(_ text: String) -> Int {
        let visible = VisibleText(text)
        var steps = 0
        let tones = SentimentReader().tones(of: Self.finder.mentions(in: visible), in: visible, subjects: 3, steps: &steps)
        #expect(tones.count == 3)
        return steps
    }

    private func check(_ text: String) { #expect(steps(text) <= Self.perCharacter * (text.utf8.count + 16)) }

    static let pieces =
        HostileTextTests.pieces + [
            "Acme not good, ", "Acme than ", "better than Acme ", "not ", "good ", "Acme ", "Acme, ", "Acme and ", "|",
            "| Acme |", "|\n|", "\n- ",
            "Pros: ", "unlike Acme, ", "beats Acme ", "不", "比Acme", "ない", "より", "않", "و", "ال", "steep learning curv", "ne ",
            "plus ", ". ", "! ",
            "\u{3002}", "Dr. ", "a. ", "very ", "too ", "less ", "as ", "\u{301}", "\u{0}",
        ]

    @Test(arguments: pieces)
    func aPieceThatIsRepeatedIsReadInLinearTime(_ piece: String) {
        check("Acme " + String(repeating: piece, count: 500))
        check("Acme ist gut. " + String(repeating: piece, count: 500) + " Acme")
    }

    @Test(arguments: ["x", "\u{301}", "\u{0}", "é", "不", "ا"])
    func aVeryLongWordIsReadInLinearTime(_ character: String) {
        let word = String(repeating: character, count: 10_000)
        check("Acme \(word) good \(word) Acme")
        check("Acme" + word)
    }

    @Test(arguments: ["Acme is not good, ", "x", "\u{301}"])
    func aMegabyteIsReadInLinearTime(_ piece: String) {
        let text = "Acme " + String(repeating: piece, count: 1_000_000 / piece.utf8.count)
        let half = "Acme " + String(repeating: piece, count: 500_000 / piece.utf8.count)
        #expect(steps(half) <= Self.perCharacter * half.utf8.count)
        #expect(steps(text) <= 2 * steps(half) + 1000)
    }

    @Test(arguments: 0..<12)
    func anyMixtureIsReadInLinearTimeAndAlwaysTheSame(_ seed: Int) {
        var dice = Dice(seed)
        let evaluator = AnswerEvaluator(
            EvaluationSettings(brand: MentionSubject("Acme"), competitors: [.init(id: 7, subject: MentionSubject("Globex"))]))
        for _ in 0..<20 {
            let some = (0..<Int.random(in: 1...8, using: &dice)).map { _ in dice.pick(Self.pieces) } + ["Acme ", "Globex "]
            let text = (0..<Int.random(in: 0...300, using: &dice)).map { _ in dice.pick(some) }.joined()
            check(text)
            let evaluation = evaluator.evaluate(text: text, citationURLs: [text])
            #expect(evaluation == evaluator.evaluate(text: text, citationURLs: [text]))
            for appearance in [evaluation.brand, evaluation.competitors[7]].compactMap({ $0 }) {
                #expect(appearance.present == (appearance.position != nil) && appearance.present == (appearance.sentiment != nil))
            }
        }
    }
}
