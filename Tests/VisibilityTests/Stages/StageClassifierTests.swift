import Testing

@testable import Visibility

@Suite struct StageClassifierTests {
    /// How many prompts are put where a person put them, with the standard stages and with those of a funnel.
    private static func right(_ prompts: [StagePrompt]) -> (standard: Int, funnel: Int) {
        let standard = prompts.count { StageClassifier.kind(of: $0.text, among: StagePrompt.standard) == $0.standard }
        let funnel = prompts.count { StageClassifier.kind(of: $0.text, among: StagePrompt.funnel) == $0.funnel }
        return (standard, funnel)
    }

    @Test func thePromptsThatTheRulesWereWrittenByAreWhereTheyBelong() {
        #expect(Self.right(StagePrompt.seen) == (127, 127))
        #expect(StagePrompt.seen.count == 127)
        #expect(Self.right(StagePrompt.seenOnce) == (70, 70))
        #expect(StagePrompt.seenOnce.count == 71)
    }

    /// The honest figure: no rule was written with these in view.
    @Test func ofPromptsThatTheRulesNeverSawSevenOfEightAreWhereTheyBelong() {
        let right = Self.right(StagePrompt.heldOut)
        #expect(StagePrompt.heldOut.count == 73)
        #expect(right.standard >= 64)
        #expect(right.funnel >= 63)
    }

    @Test(arguments: [[JourneyStage.awareness], [.comparison, .loyalty], [.other], [.conversion, .other]])
    func aBrandHasOnlyTheStagesThatItHas(_ kinds: [JourneyStage]) {
        for prompt in StagePrompt.seen { #expect(kinds.contains(StageClassifier.kind(of: prompt.text, among: kinds))) }
    }

    @Test(arguments: ["", "   ", "????", "12345", "🦊🦊🦊", "Acme"])
    func whatSaysNothingIsOther(_ text: String) {
        #expect(StageClassifier.kind(of: text, among: StagePrompt.standard) == .other)
        // A brand without such a stage has it in its first.
        #expect(StageClassifier.kind(of: text, among: [.comparison, .advice]) == .comparison)
    }

    @Test(arguments: [
        ("quelle est la différence entre Acme et Globex", JourneyStage.comparison), ("Was kostet Acme?", .evaluation),
        ("¿Cuál es el mejor CRM para pymes?", .advice), ("Qual a diferença entre Acme e Globex?", .comparison),
        ("Wat is het verschil tussen Acme en Globex?", .comparison), ("Cos'è un CRM?", .awareness),
    ])
    func theRulesKnowSevenLanguages(_ text: String, _ stage: JourneyStage) {
        #expect(StageClassifier.kind(of: text, among: StagePrompt.standard) == stage)
    }
}
