internal import Catalog
internal import Visibility

/// Reads prompts by the rules of the room Visibility.
struct VisibilityAnalyst: PromptAnalyst {
    func language(of text: String) -> String? { LanguageDetector.language(of: text) }

    func stage(of text: String, language: String?, among kinds: [StageKind]) -> StageKind {
        // The two rooms name the same kinds.
        let known = kinds.compactMap { JourneyStage(rawValue: $0.rawValue) }
        return StageKind(rawValue: StageClassifier.kind(of: text, language: language, among: known).rawValue) ?? .other
    }

    func mentions(of brand: BrandContent) -> @Sendable (String) -> Bool {
        let finder = MentionFinder([
            MentionSubject(
                brand.name, alternativeNames: brand.alternativeNames, excludedNames: brand.excludedNames,
                caseSensitive: brand.caseSensitive)
        ])
        return { !finder.mentions(in: $0).isEmpty }
    }
}
