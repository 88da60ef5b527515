package import APIKeys

/// A brand whose visibility is watched: for an agency, a client.
package struct Brand: Hashable, Sendable {
    package let id: Int
    package let organization: Int
    package let content: BrandContent
    package let createdAt: Timestamp
    /// Set while the brand is archived. Archiving is undone by restoring, and loses nothing.
    package let archivedAt: Timestamp?
    /// The number of the audit event that made the brand what it is.
    package var revision: Int
    /// Those in use, by id.
    package let competitors: [Competitor]
    /// Those in use, by id.
    package let personas: [Persona]
    /// Those in use, by id; at least one.
    package let stages: [Stage]

    package var name: String { content.name }
    package var isArchived: Bool { archivedAt != nil }
    package var facts: BrandFacts { BrandFacts(id: id, organization: organization, isArchived: isArchived) }

    package init(
        id: Int, organization: Int, content: BrandContent, createdAt: Timestamp, archivedAt: Timestamp?, revision: Int,
        competitors: [Competitor], personas: [Persona], stages: [Stage]
    ) {
        self.id = id
        self.organization = organization
        self.content = content
        self.createdAt = createdAt
        self.archivedAt = archivedAt
        self.revision = revision
        self.competitors = competitors
        self.personas = personas
        self.stages = stages
    }
}

/// What a brand is called, where it lives and how it is recognised.
package struct BrandContent: Hashable, Sendable {
    package enum Status: String, CaseIterable, Sendable { case lead, prospect, customer }

    package var name: String
    package var website: String
    package var description: String
    package var alternativeNames: [String] = []
    /// Phrases that never count as a mention.
    package var excludedNames: [String] = []
    package var alternativeWebsites: [String] = []
    package var keyTopics: [String] = []
    package var status: Status = .customer
    package var caseSensitive = false
    /// Lowercase ISO 639-1: that of prompts whose own cannot be told.
    package var language = "en"

    package init(name: String, website: String, description: String) {
        self.name = name
        self.website = website
        self.description = description
    }
}

/// As much of a brand as a menu shows.
package struct BrandName: Hashable, Sendable {
    package let id: Int
    package let name: String

    package init(id: Int, name: String) {
        self.id = id
        self.name = name
    }
}

/// A brand to be made, with what comes with it, all in one transaction.
package struct BrandDraft: Hashable, Sendable {
    package var content: BrandContent
    package var competitors: [CompetitorContent] = []
    package var personas: [PersonaContent] = []

    package init(_ content: BrandContent) { self.content = content }
}
