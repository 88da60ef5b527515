import Foundation

@testable import Visibility

/// Labelled answers: `Answers/tuned.jsonl`, by which the rules were made better; `Answers/heldout.jsonl`, labelled before there was a
/// lexicon, and not looked at since; `Answers/fresh.jsonl`, written when the lexicons stood, in words that are not in them where that
/// could be helped, and measured without changing anything after. `docs/evaluation.md` says what that is worth.
struct LabelledAnswer: Decodable, Sendable {
    let language: String
    /// A key of `Answers/brands.json`.
    let brand: String
    let text: String
    /// By name, whoever is mentioned: the tone, and the position where it matters.
    let expect: [String: String]

    func tone(of name: String) -> Sentiment? {
        expect[name].flatMap { $0.split(separator: " ").first }.flatMap { Sentiment(rawValue: String($0)) }
    }

    func position(of name: String) -> Position? {
        expect[name].flatMap { $0.split(separator: " ").dropFirst().first }.flatMap { Position(rawValue: String($0)) }
    }

    enum Part: String, CaseIterable, Sendable { case tuned, heldout, fresh }

    static func all(_ part: Part) throws -> [LabelledAnswer] {
        let text = try String(decoding: read("\(part.rawValue).jsonl"), as: UTF8.self)
        return try text.split(separator: "\n").map { try JSONDecoder().decode(LabelledAnswer.self, from: Data($0.utf8)) }
    }

    static func brands() throws -> [String: LabelledBrand] {
        try JSONDecoder().decode([String: LabelledBrand].self, from: read("brands.json"))
    }

    private static func read(_ name: String) throws -> Data {
        let url = Bundle.module.resourceURL?.appendingPathComponent("Answers").appendingPathComponent(name)
        guard let url else { throw CocoaError(.fileNoSuchFile) }
        return try Data(contentsOf: url)
    }
}

struct LabelledBrand: Decodable, Sendable {
    struct Subject: Decodable, Sendable {
        let name: String
        var alternatives: [String]?
        var excluded: [String]?
        var caseSensitive: Bool?
        var subject: MentionSubject {
            MentionSubject(
                name, alternativeNames: alternatives ?? [], excludedNames: excluded ?? [], caseSensitive: caseSensitive ?? false)
        }
    }

    let name: String
    var alternatives: [String]?
    var excluded: [String]?
    var caseSensitive: Bool?
    let competitors: [Subject]

    var settings: EvaluationSettings {
        let brand = Subject(name: name, alternatives: alternatives, excluded: excluded, caseSensitive: caseSensitive)
        return EvaluationSettings(
            brand: brand.subject,
            competitors: competitors.enumerated().map {
                EvaluationSettings.Competitor(id: $0.offset + 1, subject: $0.element.subject)
            })
    }
}

/// How well an evaluator does on labelled answers.
struct Score {
    var answers = 0
    var expected = 0
    var found = 0
    var right = 0
    var positions = 0
    var rightPositions = 0
    var tones = 0
    var rightTones = 0
    /// Those of subjects that are expected to have a tone.
    var tonal = 0
    var rightTonal = 0
    /// Those of them in which no tone was seen, and those in which the opposite was.
    var silent = 0
    var opposite = 0
    var mistakes: [String] = []

    var precision: Double { Double(right) / Double(found) }
    var recall: Double { Double(right) / Double(expected) }
    var accuracy: Double { Double(rightTones) / Double(tones) }

    /// As `docs/evaluation.md` has it.
    func row(_ part: LabelledAnswer.Part) -> String {
        func share(_ some: Int, _ all: Int) -> String {
            "\(some) of \(all) (\(String(format: "%.3f", Double(some) / Double(all))))"
        }
        let cells = [
            part.rawValue, "\(answers)", share(right, found), share(right, expected), share(rightPositions, positions),
            share(rightTones, tones), "\(silent)", "\(opposite)",
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }

    init(_ part: LabelledAnswer.Part) throws {
        let brands = try LabelledAnswer.brands()
        let evaluators = brands.mapValues { AnswerEvaluator($0.settings) }
        for answer in try LabelledAnswer.all(part) {
            guard let brand = brands[answer.brand], let evaluator = evaluators[answer.brand] else {
                throw CocoaError(.coderInvalidValue)
            }
            answers += 1
            let evaluation = evaluator.evaluate(text: answer.text, citationURLs: [])
            add(brand.name, evaluation.brand, answer)
            for (index, competitor) in brand.competitors.enumerated() {
                add(competitor.name, evaluation.competitors[index + 1] ?? .absent, answer)
            }
        }
    }

    private mutating func add(_ name: String, _ appearance: Appearance, _ answer: LabelledAnswer) {
        let isExpected = answer.expect[name] != nil
        if isExpected { expected += 1 }
        if appearance.present { found += 1 }
        if isExpected != appearance.present { mistakes.append("mention of \(name): \(answer.text)") }
        guard isExpected, appearance.present else { return }
        right += 1
        if let position = answer.position(of: name) {
            positions += 1
            if position == appearance.position {
                rightPositions += 1
            } else {
                mistakes.append("position of \(name) is \(appearance.position?.rawValue ?? "-"): \(answer.text)")
            }
        }
        let tone = answer.tone(of: name)
        tones += 1
        if tone != Sentiment.none { tonal += 1 }
        if tone == appearance.sentiment {
            rightTones += 1
            if tone != Sentiment.none { rightTonal += 1 }
        } else {
            if appearance.sentiment == Sentiment.none { silent += 1 }
            if tone == .positive && appearance.sentiment == .negative || tone == .negative && appearance.sentiment == .positive {
                opposite += 1
            }
            mistakes.append("\(name) \(appearance.sentiment?.rawValue ?? "-"), not \(tone?.rawValue ?? "?"): \(answer.text)")
        }
    }
}
