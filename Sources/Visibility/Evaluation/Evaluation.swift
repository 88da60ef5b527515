/// What an answer says about a brand and its competitors, and what it cites.
package struct Evaluation: Hashable, Sendable {
    package var brand: Appearance
    /// By id: every competitor of the settings, mentioned or not.
    package var competitors: [Int: Appearance]
    /// In the answer's order.
    package var citations: [Citation]

    package init(brand: Appearance, competitors: [Int: Appearance], citations: [Citation]) {
        self.brand = brand
        self.competitors = competitors
        self.citations = citations
    }
}

/// By what a brand and its competitors are recognised in answers.
package struct EvaluationSettings: Hashable, Sendable {
    package struct Competitor: Hashable, Sendable {
        package var id: Int
        package var subject: MentionSubject
        package var websites: [String]

        package init(id: Int, subject: MentionSubject, websites: [String] = []) {
            self.id = id
            self.subject = subject
            self.websites = websites
        }
    }

    package var brand: MentionSubject
    /// The brand's main website, of which only the domain counts (contract §3).
    package var website: String
    package var alternativeWebsites: [String]
    package var competitors: [Competitor]

    package init(
        brand: MentionSubject, website: String = "", alternativeWebsites: [String] = [], competitors: [Competitor] = []
    ) {
        self.brand = brand
        self.website = website
        self.alternativeWebsites = alternativeWebsites
        self.competitors = competitors
    }
}
