internal import Catalog

struct VisibilityAnalyst: PromptAnalyst {
    func language(of text: String) -> String? { nil }
    func stage(of text: String, language: String?, among kinds: [StageKind]) -> StageKind { kinds.contains(.other) ? .other : kinds[0] }
    func mentions(of brand: BrandContent) -> @Sendable (String) -> Bool { { $0.contains(brand.name) } }
}
