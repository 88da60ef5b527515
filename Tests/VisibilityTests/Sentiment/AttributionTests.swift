import Testing

@testable import Visibility

@Suite struct AttributionTests {
    @Test(
        "In one sentence a word is for whom it stands with",
        arguments: [
            ("Acme is reliable, but Globex is slow.", "Acme positive, Globex negative"),
            ("Acme is reliable and Globex is slow.", "Acme positive, Globex negative"),
            ("While Acme is cheap, Globex is expensive.", "Acme positive, Globex negative"),
            ("The best option is Acme.", "Acme positive"), ("Avoid Globex and choose Acme.", "Acme positive, Globex negative"),
            ("Acme and Globex are excellent.", "Acme positive, Globex positive"),
            ("Acme, Globex and Initech are all unreliable.", "Acme negative, Globex negative, Initech negative"),
            ("Acme is excellent. Globex was founded in 1999.", "Acme positive, Globex none"),
            ("Acme, Globex and Initech are sold in Europe.", "Acme none, Globex none, Initech none"),
            ("Acme ist zuverlässig, während Globex langsam ist.", "Acme positive, Globex negative"),
            ("Acme est fiable, tandis que Globex est lent.", "Acme positive, Globex negative"),
            ("Acme es fiable, mientras que Globex es lento.", "Acme positive, Globex negative"),
        ])
    func attributes(_ text: String, _ expected: String) { #expect(tones(text) == expected) }

    @Test(
        "A sentence that mentions nobody goes on about the one before",
        arguments: [
            ("Acme is a CRM. It is excellent.", "Acme positive"), ("Acme is a CRM. The interface is clean.", "Acme positive"),
            ("Acme is a CRM. If you want the best, ask around.", "Acme none"),
            ("Acme and Globex are CRMs. It is excellent.", "Acme none, Globex none"),
            ("Acme is a CRM.\n\nThere are excellent books about it.", "Acme none"),
            ("## Acme\nThe interface is clean.\n\n## Others\nSlow and outdated.", "Acme positive"),
            (
                "1. **Acme**\n   - reliable\n2. **Globex**\n   - outdated\n3. Something else\n   - slow",
                "Acme positive, Globex negative"
            ),
            ("- Acme: reliable\n- others: slow", "Acme positive"),
            ("### Acme\n- Pros: reliable\n- Cons: outdated", "Acme mixed"), ("### Acme\n- Cons: none", "Acme none"),
            ("Is Acme reliable?", "Acme none"), ("Dr. Smith and J. Doe of Acme Inc. are friendly.", "Acme positive"),
        ])
    func goesOn(_ text: String, _ expected: String) { #expect(tones(text) == expected) }

    @Test(
        "Tables are read by rows, or by columns where the first row names them",
        arguments: [
            ("| Tool | Verdict |\n|---|---|\n| Acme | reliable |\n| Globex | slow |", "Acme positive, Globex negative"),
            (
                "| | Acme | Globex |\n|---|---|---|\n| Support | excellent | slow |\n| Price | fair | high |",
                "Acme positive, Globex negative"
            ),
            ("| | Acme | Globex |\n|---|---|---|\n| Seats | 5 | 10 |\n\nThe weather is terrible.", "Acme none, Globex none"),
        ])
    func readsTables(_ text: String, _ expected: String) { #expect(tones(text) == expected) }

    @Test func aNameIsNoWordOfPraise() {
        let visible = VisibleText("Best Deal opens at nine.")
        let mentions = MentionFinder([MentionSubject("Best Deal")]).mentions(in: visible)
        #expect(SentimentReader().tones(of: mentions, in: visible, subjects: 1) == [Sentiment.none])
    }
}
