/// Says to which stage a prompt belongs, by rules that anybody can read and foresee.
///
/// The rules of the prompt's language are gone through from top to bottom, then those for all languages; the first that has a phrase of
/// the prompt, and a kind of stage that the brand has, decides.
package enum StageClassifier {
    /// - Parameters:
    ///   - text: a prompt.
    ///   - language: of the prompt, ISO 639-1; detected when it is `nil`.
    ///   - kinds: those that the brand has, in its order.
    /// - Returns: one of `kinds`. Where no rule decides, ``JourneyStage/other``, or the first where the brand has no other.
    package static func kind(of text: String, language: String? = nil, among kinds: [JourneyStage]) -> JourneyStage {
        let words = VisibleText(text).words.map(PlainText.withoutAccents)
        for rule in StageRules.of(language ?? LanguageDetector.language(of: text)) {
            guard let kind = rule.intent.stages.first(where: kinds.contains) else { continue }
            if rule.phrases.contains(where: { $0.matches(words) }) { return kind }
        }
        return kinds.contains(.other) ? .other : kinds.first ?? .other
    }
}
