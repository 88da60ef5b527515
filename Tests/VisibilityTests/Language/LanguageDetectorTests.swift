import Testing

@testable import Visibility

@Suite struct LanguageDetectorTests {
    /// How many of the prompts are told rightly, wrongly and not at all.
    private func tally(_ prompts: [String: [String]]) -> (right: Int, wrong: [String], unsure: [String]) {
        var right = 0
        var wrong: [String] = []
        var unsure: [String] = []
        for (language, prompts) in prompts {
            for prompt in prompts {
                switch LanguageDetector.language(of: prompt) {
                case language: right += 1
                case nil: unsure.append("\(language): \(prompt)")
                case let other?: wrong.append("\(language), not \(other): \(prompt)")
                }
            }
        }
        return (right, wrong.sorted(), unsure.sorted())
    }

    @Test func hardlyAPromptIsToldWrongly() {
        let seen = tally(LanguagePrompts.seen)
        #expect(seen.right >= 225, "unsure: \(seen.unsure)")
        #expect(seen.wrong == [])
        let heldOut = tally(LanguagePrompts.heldOut)
        #expect(heldOut.right >= 134, "unsure: \(heldOut.unsure)")
        #expect(heldOut.wrong.count <= 2, "\(heldOut.wrong)")
    }

    @Test(arguments: LanguagePrompts.unsure)
    func whatHasNoLanguageIsNotGuessedAt(_ text: String) { #expect(LanguageDetector.language(of: text) == nil) }

    @Test(
        "Names in other letters change nothing",
        arguments: [
            ("what does 楽天 mean", "en"), ("Что лучше: Salesforce или HubSpot?", "ru"), ("GoogleとYahooの違いは？", "ja"),
            ("Wie sagt man danke auf 日本語?", "de"),
            ("[best crm for small business](https://beste.de/für)", "en"), ("que es un crm", "es"),
            ("MEJOR BANCO PARA JÓVENES", "es"), ("Cafe\u{301} près de chez moi", "fr"),
        ])
    func looksPastNames(_ text: String, _ language: String) { #expect(LanguageDetector.language(of: text) == language) }

    @Test func theAnswerIsTheSameEachTime() {
        let prompts = Array(LanguagePrompts.seen.values.joined()) + Array(LanguagePrompts.heldOut.values.joined())
        for prompt in prompts { #expect(LanguageDetector.language(of: prompt) == LanguageDetector.language(of: prompt)) }
    }

    @Test func codesAreThoseOfTheStandard() {
        let codes = LanguageTable.all.map(\.code)
        #expect(codes.allSatisfy { $0.count == 2 && $0 == $0.lowercased() })
        #expect(Set(codes).count == codes.count)
    }
}
