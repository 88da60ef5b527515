internal import Catalog
internal import Mustache

/// A line of the list of prompts.
struct PromptLine: Sendable, MustacheParent {
    let id: Int
    let text: String
    let url: String
    let isBranded: Bool
    let isArchived: Bool
    let isFavorite: Bool
    let favoriteURL: String
    let stage: String
    let persona: String?
    let tags: [String]
    let moreTags: String?
    let topics: String?
    let platforms: String
    let added: Moment
    let numbers: PromptNumbers

    private static let mostTags = 6

    /// Templates ask it for its parts, which costs far less than looking into it each time.
    func child(named name: String) -> Any? {
        switch name {
        case "id": id
        case "text": text
        case "url": url
        case "isBranded": isBranded
        case "isArchived": isArchived
        case "isFavorite": isFavorite
        case "favoriteURL": favoriteURL
        case "stage": stage
        case "persona": persona
        case "tags": tags
        case "moreTags": moreTags
        case "topics": topics
        case "platforms": platforms
        case "added": added
        case "numbers": numbers
        default: nil
        }
    }

    init(_ prompt: Prompt, _ numbers: PromptNumbers?, _ query: PromptListQuery, _ visit: BrandVisit, words: DateWords) {
        let settings = prompt.settings
        id = prompt.id
        text = prompt.text.oneLine(most: 240)
        url = SitePath.prompt(visit.slug, visit.brand.id, prompt.id).address(query.items)
        isBranded = prompt.isBranded
        isArchived = prompt.isArchived
        isFavorite = settings.isFavorite
        favoriteURL = SitePath.favoritePrompt(visit.slug, visit.brand.id, prompt.id).address
        stage = prompt.stageName
        persona = settings.persona.map { PromptChoices.personaName($0, of: visit.brand) }
        tags = settings.tags.prefix(Self.mostTags).map { $0.oneLine(most: 40) }
        moreTags = settings.tags.count > Self.mostTags ? "and \(settings.tags.count - Self.mostTags) more" : nil
        topics = settings.topics.isEmpty ? nil : settings.topics.joined(separator: ", ").oneLine(most: 120)
        platforms = Self.words(settings.platforms)
        added = words.day(prompt.createdAt)
        self.numbers = numbers ?? PromptNumbers()
    }

    /// `All`, `ChatGPT and Claude`, `5 of 9`
    static func words(_ platforms: [Platform]) -> String {
        switch platforms.count {
        case 0: "All"
        case 1...2: platforms.map(\.name).inWords
        default: "\(platforms.count) of \(Platform.allCases.count)"
        }
    }
}
