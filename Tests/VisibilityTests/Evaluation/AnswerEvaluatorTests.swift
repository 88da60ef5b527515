import Testing

@testable import Visibility

@Suite struct AnswerEvaluatorTests {
    private let settings = EvaluationSettings(
        brand: MentionSubject("Acme", excludedNames: ["Acme Brick"]), website: "https://acme.com",
        competitors: [
            .init(id: 11, subject: MentionSubject("Globex"), websites: ["https://globex.com"]),
            .init(id: 12, subject: MentionSubject("Acme Cloud")),
        ])

    @Test func everythingIsSaid() {
        let evaluation = AnswerEvaluator(settings).evaluate(
            text: "**Acme** is excellent, and it has been for years. [Globex](https://acme.com) is slow.",
            citationURLs: ["https://blog.acme.com/a", "https://globex.com", "https://en.wikipedia.org", "https://globex.com"])
        #expect(evaluation.brand == Appearance(present: true, position: .top, sentiment: .positive))
        #expect(
            evaluation.competitors == [
                11: Appearance(present: true, position: .bottom, sentiment: .negative), 12: .absent,
            ])
        #expect(evaluation.citations.map(\.type) == [.brand, .competitor, .other, .competitor])
        #expect(evaluation.citations.map(\.competitor) == [nil, 11, nil, 11])
    }

    @Test func whoIsAbsentHasNeitherPositionNorTone() {
        let evaluation = AnswerEvaluator(settings).evaluate(text: "Acme Brick makes excellent bricks.", citationURLs: [])
        #expect(evaluation.brand == .absent)
        #expect(evaluation.competitors == [11: .absent, 12: .absent])
    }

    @Test func anotherReaderOfTonesMayTakeThePlace() {
        struct Grumbler: ToneReader {
            func tones(of mentions: [Mention], in text: VisibleText, subjects: Int) -> [Sentiment?] {
                Array(repeating: .negative, count: subjects)
            }
        }
        let evaluation = AnswerEvaluator(settings, tone: Grumbler()).evaluate(text: "Acme is excellent.", citationURLs: [])
        #expect(evaluation.brand.sentiment == .negative)
        #expect(evaluation.competitors[11] == .absent)
    }

    @Test func twoWhoShareANameAreBothMentioned() {
        let twins = EvaluationSettings(
            brand: MentionSubject("Acme"), competitors: [.init(id: 1, subject: MentionSubject("ACME"))])
        let evaluation = AnswerEvaluator(twins).evaluate(text: "Acme is reliable. It is fast.", citationURLs: [])
        #expect(evaluation.brand == evaluation.competitors[1])
        #expect(evaluation.brand.sentiment == .positive)
    }

    /// Letters are appended in runs; that changes nothing.
    @Test func lettersInRunsAreReadLikeLettersAlone() {
        let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
        var alone = VisibleText()
        for (index, scalar) in letters.unicodeScalars.enumerated() { alone.append(scalar.value, from: index, to: index + 1) }
        let runs = VisibleText(letters)
        #expect(alone.units.map(\.exact) == runs.units.map(\.exact) && alone.units.map(\.folded) == runs.units.map(\.folded))
        #expect(alone.units.map(\.start) == runs.units.map(\.start) && alone.units.map(\.kind) == runs.units.map(\.kind))
    }
}
