import Foundation
import Testing

@testable import Visibility

@Suite struct LabelledAnswersTests {
    private func document() throws -> String {
        let root = (0..<4).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        return try String(contentsOf: root.appendingPathComponent("docs/evaluation.md"), encoding: .utf8)
    }

    @Test(
        "Mentions, positions and tones are as good as they were",
        arguments: [(LabelledAnswer.Part.tuned, 0.95), (.heldout, 0.9), (.fresh, 0.4)])
    func isAsGoodAsItWas(_ part: LabelledAnswer.Part, _ accuracy: Double) throws {
        let score = try Score(part)
        let mistakes = Comment(
            rawValue: part == .tuned ? score.mistakes.joined(separator: "\n") : "\(score.mistakes.count) mistakes")
        #expect(score.precision >= 0.99, mistakes)
        #expect(score.recall >= 0.99, mistakes)
        #expect(score.rightPositions == score.positions, mistakes)
        #expect(score.accuracy >= accuracy, mistakes)
    }

    @Test("The documentation says what is measured", arguments: LabelledAnswer.Part.allCases)
    func isDocumented(_ part: LabelledAnswer.Part) throws {
        let row = try Score(part).row(part)
        #expect(try document().contains(row), "docs/evaluation.md should have the row \(row)")
    }

    @Test func thereAreManyAnswersInManyLanguages() throws {
        let answers = try LabelledAnswer.Part.allCases.map(LabelledAnswer.all)
        #expect(answers.map(\.count).reduce(0, +) >= 320)
        for part in answers {
            let languages = Set(part.map(\.language))
            #expect(languages == ["en", "de", "fr", "es", "it", "pt", "nl", "ja", "zh", "ko", "ru", "ar"])
        }
    }

    @Test func labelsAreOfKnownSubjectsAndTones() throws {
        let brands = try LabelledAnswer.brands()
        for answer in try LabelledAnswer.Part.allCases.flatMap(LabelledAnswer.all) {
            let brand = try #require(brands[answer.brand])
            let names = Set([brand.name] + brand.competitors.map(\.name))
            for name in answer.expect.keys {
                #expect(names.contains(name), "\(name): \(answer.text)")
                #expect(answer.tone(of: name) != nil, "\(answer.text)")
            }
        }
    }

    @Test func theLanguageOfMostAnswersIsKnown() throws {
        let answers = try LabelledAnswer.Part.allCases.flatMap(LabelledAnswer.all)
        let right = answers.count { LanguageDetector.language(of: VisibleText($0.text)) == $0.language }
        #expect(Double(right) / Double(answers.count) >= 0.95)
    }
}
