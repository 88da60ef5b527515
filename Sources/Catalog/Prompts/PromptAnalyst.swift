/// What is read out of the text of a prompt. Rules do it; a model can take over.
package protocol PromptAnalyst: Sendable {
    /// Lowercase ISO 639-1; `nil` when it cannot be told.
    func language(of text: String) -> String?
    /// - Parameters:
    ///   - language: that of the text, where it is known.
    ///   - kinds: what the brand's stages mean; never empty.
    /// - Returns: one of `kinds`.
    func stage(of text: String, language: String?, among kinds: [StageKind]) -> StageKind
    /// - Returns: whether a text names the brand. It is made once and asked about many texts.
    func mentions(of brand: BrandContent) -> @Sendable (String) -> Bool
}
