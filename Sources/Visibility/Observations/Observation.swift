/// One answer of an assistant to one prompt at one time, as the analytics see it: without its text.
package struct Observation: Hashable, Sendable {
    package var id: Int
    /// The UTC date of the answer.
    package var day: Day
    package var prompt: Int
    /// The persona that the observation itself names; `nil` where it is the prompt's.
    package var persona: Int?
    /// The slug of the assistant.
    package var platform: String
    /// Two letters.
    package var country: String?
    package var searchEnabled: Bool
    package var brand: Appearance
    /// By the competitor's id. One that is not here is absent from the answer.
    package var competitors: [Int: Appearance]
    /// In the answer's order; the same page may be cited more than once.
    package var citations: [Citation]

    package init(
        id: Int, day: Day, prompt: Int, persona: Int? = nil, platform: String, country: String? = nil,
        searchEnabled: Bool = false,
        brand: Appearance = .absent, competitors: [Int: Appearance] = [:], citations: [Citation] = []
    ) {
        self.id = id
        self.day = day
        self.prompt = prompt
        self.persona = persona
        self.platform = platform
        self.country = country
        self.searchEnabled = searchEnabled
        self.brand = brand
        self.competitors = competitors
        self.citations = citations
    }
}
