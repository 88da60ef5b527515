/// One element of the list of competitors, personas or stages that a brand shall have: with an id one that it has, changed;
/// without one a new one.
package struct BrandPartDraft<Content: BrandPartContent>: Hashable, Sendable {
    package var id: Int?
    package var content: Content

    package init(id: Int?, content: Content) {
        self.id = id
        self.content = content
    }
}

/// What a brand shall be: every setting, and its competitors, personas and stages whole. Those that are missing from a list
/// are archived.
package struct BrandState: Hashable, Sendable {
    package var content: BrandContent
    package var competitors: [BrandPartDraft<CompetitorContent>]
    package var personas: [BrandPartDraft<PersonaContent>]
    package var stages: [BrandPartDraft<StageContent>]

    package init(_ brand: Brand) {
        content = brand.content
        competitors = brand.competitors.map { BrandPartDraft(id: $0.id, content: $0.content) }
        personas = brand.personas.map { BrandPartDraft(id: $0.id, content: $0.content) }
        stages = brand.stages.map { BrandPartDraft(id: $0.id, content: $0.content) }
    }

    package init(_ draft: BrandDraft) {
        content = draft.content
        competitors = draft.competitors.map { BrandPartDraft(id: nil, content: $0) }
        personas = draft.personas.map { BrandPartDraft(id: nil, content: $0) }
        stages = StageContent.standard.map { BrandPartDraft(id: nil, content: $0) }
    }
}

/// What to change of a brand; what is `nil` stays as it is. A list that is given is the whole list.
package struct BrandPatch: Hashable, Sendable {
    package var name: String?
    package var website: String?
    package var description: String?
    package var alternativeNames: [String]?
    package var excludedNames: [String]?
    package var alternativeWebsites: [String]?
    package var keyTopics: [String]?
    package var status: BrandContent.Status?
    package var caseSensitive: Bool?
    package var language: String?
    package var competitors: [BrandPartDraft<CompetitorContent>]?
    package var personas: [BrandPartDraft<PersonaContent>]?
    package var stages: [BrandPartDraft<StageContent>]?

    package init() {}

    package func apply(to state: inout BrandState) {
        if let name { state.content.name = name }
        if let website { state.content.website = website }
        if let description { state.content.description = description }
        if let alternativeNames { state.content.alternativeNames = alternativeNames }
        if let excludedNames { state.content.excludedNames = excludedNames }
        if let alternativeWebsites { state.content.alternativeWebsites = alternativeWebsites }
        if let keyTopics { state.content.keyTopics = keyTopics }
        if let status { state.content.status = status }
        if let caseSensitive { state.content.caseSensitive = caseSensitive }
        if let language { state.content.language = language }
        if let competitors { state.competitors = competitors }
        if let personas { state.personas = personas }
        if let stages { state.stages = stages }
    }
}
