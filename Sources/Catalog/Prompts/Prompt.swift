package import APIKeys

/// A question that is put to assistants again and again, to see whether they name the brand.
package struct Prompt: Hashable, Sendable {
    package let id: Int
    package let brand: Int
    /// Never changes: what was answered to it would no longer belong to it.
    package let text: String
    package var settings: PromptSettings
    /// The name of its stage, as the brand calls it today.
    package let stageName: String
    /// Lowercase ISO 639-1.
    package let language: String
    /// Whether it names the brand; see ``PromptAnalyst``.
    package let isBranded: Bool
    package let createdAt: Timestamp
    package let archivedAt: Timestamp?

    package var isArchived: Bool { archivedAt != nil }

    package init(
        id: Int, brand: Int, text: String, settings: PromptSettings, stageName: String, language: String, isBranded: Bool,
        createdAt: Timestamp, archivedAt: Timestamp?
    ) {
        self.id = id
        self.brand = brand
        self.text = text
        self.settings = settings
        self.stageName = stageName
        self.language = language
        self.isBranded = isBranded
        self.createdAt = createdAt
        self.archivedAt = archivedAt
    }
}

/// What can be changed of a prompt.
package struct PromptSettings: Hashable, Sendable {
    /// The id of one of the brand's stages.
    package var stage: Int
    package var persona: Int?
    package var tags: [String]
    package var topics: [String]
    /// In the order of ``Platform``; empty for all there are, those that come later included.
    package var platforms: [Platform]
    package var isFavorite: Bool

    package init(
        stage: Int, persona: Int? = nil, tags: [String] = [], topics: [String] = [], platforms: [Platform] = [],
        isFavorite: Bool = false
    ) {
        self.stage = stage
        self.persona = persona
        self.tags = tags
        self.topics = topics
        self.platforms = platforms
        self.isFavorite = isFavorite
    }

    /// The platforms that it is put to.
    package var effectivePlatforms: [Platform] { platforms.isEmpty ? Platform.allCases : platforms }
}

/// A prompt to be made, or to be taken up again when an archived one has the same text and persona.
package struct PromptDraft: Hashable, Sendable {
    /// More tags, or topics, on one prompt are a mistake.
    package static let mostLabels = 100

    package var text: String
    package var persona: Int?
    /// By name; `nil`: the rules decide.
    package var stage: String?
    package var tags: [String]?
    package var topics: [String]?
    /// `nil`: as it is written in.
    package var language: String?
    package var platforms: [Platform]?
    package var isFavorite: Bool?
    /// Kept, and not put to anybody. It takes no archived prompt up again, and puts none in use away.
    package var isArchived = false

    package init(text: String) { self.text = text }
}

/// What to change of a prompt; what is `nil` stays as it is.
package struct PromptEdit: Hashable, Sendable {
    /// By name.
    package var stage: String?
    /// `.some(nil)` for none.
    package var persona: Int??
    package var tags: [String]?
    package var topics: [String]?
    package var platforms: [Platform]?
    package var isFavorite: Bool?
    package var isArchived: Bool?
    /// Beside those it has.
    package var addedTags: [String] = []
    package var removedTags: [String] = []

    package init() {}
}
