internal import APIKeys
internal import Catalog

/// A brand as `--json` says it: what the API answers, and what only this side knows.
struct BrandOutput: Encodable {
    let id: Int
    let name: String
    let description: String
    let website: String
    let status: String
    let alternativeNames: [String]
    let excludedNames: [String]
    let alternativeWebsites: [String]
    let caseSensitive: Bool
    let language: String
    let competitors: [CompetitorOutput]
    let personas: [PersonaOutput]
    let stages: [StageOutput]
    let keyTopics: [String]
    let archived: Bool
    let createdAt: String

    init(_ brand: Brand) {
        let content = brand.content
        id = brand.id
        name = content.name
        description = content.description
        website = content.website
        status = content.status.rawValue
        alternativeNames = content.alternativeNames
        excludedNames = content.excludedNames
        alternativeWebsites = content.alternativeWebsites
        caseSensitive = content.caseSensitive
        language = content.language
        competitors = brand.competitors.map { CompetitorOutput($0) }
        personas = brand.personas.map { PersonaOutput($0) }
        stages = brand.stages.map { StageOutput($0) }
        keyTopics = content.keyTopics
        archived = brand.isArchived
        createdAt = brand.createdAt.iso8601
    }
}

struct CompetitorOutput: Encodable {
    let id: Int
    let name: String
    let alternativeNames: [String]
    let excludedNames: [String]
    let websites: [String]
    let caseSensitive: Bool

    init(_ competitor: Competitor) {
        id = competitor.id
        name = competitor.content.name
        alternativeNames = competitor.content.alternativeNames
        excludedNames = competitor.content.excludedNames
        websites = competitor.content.websites
        caseSensitive = competitor.content.caseSensitive
    }
}

struct PersonaOutput: Encodable {
    let id: Int
    let name: String
    let description: String

    init(_ persona: Persona) {
        id = persona.id
        name = persona.content.name
        description = persona.content.description
    }
}

struct StageOutput: Encodable {
    let id: Int
    let name: String
    /// By which rules prompts come into it; `null` for none.
    @OrNull var kind: String?

    init(_ stage: Stage) {
        id = stage.id
        name = stage.content.name
        kind = stage.content.kind?.rawValue
    }
}

/// A brand as people read it, field by field.
enum BrandSheet {
    /// How many parts of a kind are named.
    private static let mostNamed = 20

    static func rows(_ brand: Brand) -> [(label: String, value: String)] {
        let content = brand.content
        func list(_ items: [String]) -> String { items.isEmpty ? "-" : items.joined(separator: ", ") }
        func names<Content>(_ parts: [BrandPart<Content>]) -> String {
            let more = parts.count - mostNamed
            let names = parts.prefix(mostNamed).map { "\($0.content.name) (\($0.id))" }
            return list(names + (more > 0 ? ["and \(more) more"] : []))
        }
        return [
            ("Id", String(brand.id)), ("Name", content.name), ("Website", content.website),
            ("Description", content.description.isEmpty ? "-" : content.description), ("Status", content.status.rawValue),
            ("State", brand.isArchived ? "archived" : "in use"), ("Other names", list(content.alternativeNames)),
            ("Not a mention", list(content.excludedNames)), ("Case counts", content.caseSensitive ? "yes" : "no"),
            ("Other websites", list(content.alternativeWebsites)), ("Topics", list(content.keyTopics)),
            ("Language", content.language), ("Competitors", names(brand.competitors)), ("Personas", names(brand.personas)),
            ("Stages", list(brand.stages.map(\.content.name))), ("Created", brand.createdAt.iso8601),
        ]
    }
}
