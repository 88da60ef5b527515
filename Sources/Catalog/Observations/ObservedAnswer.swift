package import APIKeys
package import Visibility

/// An answer that is looked up and evaluated, ready to be written.
package struct NewAnswer: Sendable {
    package var draft: AnswerDraft
    package var prompt: Int
    package var createdAt: Timestamp
    package var evaluation: Evaluation

    package init(_ draft: AnswerDraft, prompt: Int, createdAt: Timestamp, evaluation: Evaluation) {
        self.draft = draft
        self.prompt = prompt
        self.createdAt = createdAt
        self.evaluation = evaluation
    }
}

/// A stored answer with all that is known of it today.
package struct ObservedAnswer: Sendable {
    package var observation: Observation
    package var createdAt: Timestamp
    package var text: String
    /// Titles and snippets of the observation's citations, in the same order.
    package var pages: [CitedPage]
    package var extras: AnswerExtras
    package var prompt: Prompt
    /// Also of a persona that is archived.
    package var personaName: String?

    package init(
        observation: Observation, createdAt: Timestamp, text: String, pages: [CitedPage], extras: AnswerExtras, prompt: Prompt,
        personaName: String?
    ) {
        self.observation = observation
        self.createdAt = createdAt
        self.text = text
        self.pages = pages
        self.extras = extras
        self.prompt = prompt
        self.personaName = personaName
    }

    package var place: AnswerPlace { AnswerPlace(createdAt: createdAt, id: observation.id) }

    /// The persona that was asked as.
    package var persona: Int? { observation.persona ?? prompt.settings.persona }
}

/// Which answers of a brand, newest first.
package struct AnswerQuery: Hashable, Sendable {
    package var platform: Platform?
    package var prompt: Int?
    package var persona: Int?
    /// By name.
    package var stage: String?
    /// Included.
    package var from: Timestamp?
    /// Excluded.
    package var until: Timestamp?
    package var hasShopping: Bool?
    package var limit = 100
    package var offset = 0
    /// Those behind this place in the order.
    package var after: AnswerPlace?
    /// Those that were there when this one was the newest by id: what comes in while somebody pages shifts nothing.
    package var newest: Int?
    /// Of their texts: when that is reached, fewer come than `limit`. At least one comes, however long it is.
    package var mostBytes: Int?

    package init() {}
}

/// Where an answer stands in the order of lists: newest first, of the same moment the one that came in last.
package struct AnswerPlace: Hashable, Sendable {
    package var createdAt: Timestamp
    package var id: Int

    package init(createdAt: Timestamp, id: Int) {
        self.createdAt = createdAt
        self.id = id
    }
}
