/// What a prompt of one brand must be like.
struct PromptRules: Sendable {
    let brand: Brand
    let analyst: any PromptAnalyst
    private let isBranded: @Sendable (String) -> Bool

    init(_ brand: Brand, analyst: any PromptAnalyst) {
        self.brand = brand
        self.analyst = analyst
        isBranded = analyst.mentions(of: brand.content)
    }

    /// - Throws: ``CatalogError``, with the field `text`, `tags`, `key_topics`, `language` or `persona_id`.
    func checked(_ draft: PromptDraft) throws(CatalogError) -> NewPrompt {
        let text = try TextRule.promptText.check(draft.text)
        if let language = draft.language, !LanguageCode.isCode(language) {
            throw .invalid(field: "language", message: LanguageCode.message(language))
        }
        let detected = draft.language ?? analyst.language(of: text)
        let stage = try draft.stage.map { name throws(CatalogError) in try self.stage(named: name) }
        return NewPrompt(
            text: text, persona: try persona(draft.persona), stage: stage ?? classify(text, language: detected),
            isStageGiven: stage != nil, tags: try Self.labels(draft.tags, "tags", "A tag"),
            topics: try Self.labels(draft.topics, "key_topics", "A topic"),
            platforms: draft.platforms.map(Self.platforms), language: detected ?? brand.content.language,
            isBranded: isBranded(text),
            isFavorite: draft.isFavorite, isArchived: draft.isArchived)
    }

    /// - Throws: ``CatalogError/unknownStage(_:known:)``.
    func stage(named name: String) throws(CatalogError) -> Int {
        guard let stage = brand.stages.first(where: { $0.content.name == name }) else {
            throw .unknownStage(name, known: brand.stages.map(\.content.name))
        }
        return stage.id
    }

    func persona(_ id: Int?) throws(CatalogError) -> Int? {
        guard let id, !brand.personas.contains(where: { $0.id == id }) else { return id }
        throw .invalid(field: "persona_id", message: "\(brand.name) has no persona \(id) in use.")
    }

    /// Stages without a meaning are for who names them, unless the brand has no other.
    private func classify(_ text: String, language: String?) -> Int {
        let kinds = brand.stages.compactMap(\.content.kind)
        let kind = kinds.isEmpty ? nil : analyst.stage(of: text, language: language, among: kinds)
        return (brand.stages.first { $0.content.kind == kind } ?? brand.stages.first)?.id ?? 0
    }

    /// Each once, without space around, in the order given; empty ones are nothing.
    static func labels(_ labels: [String]?, _ field: String, _ what: String) throws(CatalogError) -> [String]? {
        guard let labels else { return nil }
        var seen: Set<String> = []
        var kept: [String] = []
        for (index, label) in labels.enumerated() {
            let label = try TextRule.item(what).at(field, index).check(label)
            if !label.isEmpty, seen.insert(label).inserted { kept.append(label) }
        }
        guard kept.count <= PromptDraft.mostLabels else {
            throw .invalid(
                field: field, message: "A prompt carries at most \(PromptDraft.mostLabels) of these, not \(kept.count).")
        }
        return kept
    }

    /// Each once, in one order. All of them stay a list: only an empty one grows with what comes later.
    static func platforms(_ platforms: [Platform]) -> [Platform] { Platform.allCases.filter(Set(platforms).contains) }
}
