/// What queries join to observations of a brand: what can change after an answer came in.
package struct BrandDimensions: Hashable, Sendable {
    package struct Prompt: Hashable, Sendable {
        package var text: String
        package var persona: Int?
        /// As the brand calls it.
        package var stage: String
        package var branded: Bool
        package var tags: [String]
        package var topics: [String]

        package init(
            text: String, persona: Int? = nil, stage: String, branded: Bool = false, tags: [String] = [], topics: [String] = []
        ) {
            self.text = text
            self.persona = persona
            self.stage = stage
            self.branded = branded
            self.tags = tags
            self.topics = topics
        }
    }

    package struct Competitor: Hashable, Sendable {
        package var id: Int
        package var name: String

        package init(id: Int, name: String) {
            self.id = id
            self.name = name
        }
    }

    /// By id. Archived ones too: their answers stay.
    package var prompts: [Int: Prompt]
    /// Names by id. Archived ones too.
    package var personas: [Int: String]
    /// Those in use. An archived one is in no result.
    package var competitors: [Competitor]
    /// Display names by slug.
    package var platforms: [String: String]

    package init(
        prompts: [Int: Prompt] = [:], personas: [Int: String] = [:], competitors: [Competitor] = [],
        platforms: [String: String] = [:]
    ) {
        self.prompts = prompts
        self.personas = personas
        self.competitors = competitors
        self.platforms = platforms
    }
}
