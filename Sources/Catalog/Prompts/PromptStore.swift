package import APIKeys

package protocol PromptStore: Sendable {
    /// By id, ascending.
    func prompts(_ query: PromptQuery, of brand: Int) async throws -> [Prompt]
    /// How many match, whatever the page.
    func count(_ query: PromptQuery, of brand: Int) async throws -> Int
    func prompt(_ id: Int, of brand: Int) async throws -> Prompt?
    /// Of all that match, whatever the page.
    func ids(_ query: PromptQuery, of brand: Int) async throws -> Set<Int>
    /// Makes prompts, all or none, in one transaction: one with the text and persona of an archived one takes that up again,
    /// with what the new one says; one of a prompt in use leaves that as it is.
    /// One that is to be archived takes nothing up.
    ///
    /// - Parameters:
    ///   - isRehearsal: everything is undone again; the ids of new prompts mean nothing then.
    ///   - audit: makes the entries out of what happened.
    func add(
        _ prompts: [NewPrompt], to brand: Int, in organization: Int, at now: Timestamp, isRehearsal: Bool,
        audit: @escaping @Sendable ([AddedPrompt]) -> [AuditDraft]
    ) async throws -> [AddedPrompt]
    /// Reads prompts, asks `decide` what to make of each, and writes that, all in one transaction.
    ///
    /// - Parameter decide: gets those that exist, by id; returns what they shall be, of which only what differs is written.
    /// - Returns: those that exist, as they now are.
    func change(
        _ ids: [Int], of brand: Int, in organization: Int,
        _ decide: @escaping @Sendable ([Prompt]) throws -> (changes: [PromptChange], audit: [AuditDraft])
    ) async throws -> [Prompt]
    /// The tags and topics of the prompts in use, each once, sorted.
    func labels(of brand: Int) async throws -> PromptLabels
}

/// Which prompts of a brand, and which page of them.
package struct PromptQuery: Hashable, Sendable {
    package enum Status: String, CaseIterable, Sendable { case active, archived, all }

    package var status = Status.active
    // Of several values of one list one is enough; none is all.

    /// By name, as the brand calls them.
    package var stages: [String] = []
    package var personas: [Int] = []
    package var tags: [String] = []
    package var topics: [String] = []
    /// Those asked there.
    package var platforms: [Platform] = []
    package var isBranded: Bool?
    package var isFavorite: Bool?
    /// Words that stand in the text, whatever their case.
    package var search = ""
    package var limit = 100
    package var offset = 0
    /// Only these; `nil` for all.
    package var ids: [Int]?
    /// Only those with a higher id: for who reads everything in several pages.
    package var after: Int?

    package init() {}

    // The same for who asks for one value.

    package var stage: String? {
        get { stages.first }
        set { stages = newValue.map { [$0] } ?? [] }
    }
    package var persona: Int? {
        get { personas.first }
        set { personas = newValue.map { [$0] } ?? [] }
    }
    package var tag: String? {
        get { tags.first }
        set { tags = newValue.map { [$0] } ?? [] }
    }
    package var topic: String? {
        get { topics.first }
        set { topics = newValue.map { [$0] } ?? [] }
    }
    package var platform: Platform? {
        get { platforms.first }
        set { platforms = newValue.map { [$0] } ?? [] }
    }
}

/// A prompt as it is to be written.
package struct NewPrompt: Hashable, Sendable {
    package let text: String
    package let persona: Int?
    package let stage: Int
    /// Whether somebody said so; it came out of the text otherwise.
    package let isStageGiven: Bool
    package let tags: [String]?
    package let topics: [String]?
    package let platforms: [Platform]?
    package let language: String
    package let isBranded: Bool
    package let isFavorite: Bool?
    package let isArchived: Bool

    /// Of a prompt that is new.
    package var settings: PromptSettings {
        PromptSettings(
            stage: stage, persona: persona, tags: tags ?? [], topics: topics ?? [], platforms: platforms ?? [],
            isFavorite: isFavorite ?? false)
    }

    /// Of a prompt that is taken up again: what was not said stays as it was.
    package func settings(over old: PromptSettings) -> PromptSettings {
        PromptSettings(
            stage: isStageGiven ? stage : old.stage, persona: persona, tags: tags ?? old.tags, topics: topics ?? old.topics,
            platforms: platforms ?? old.platforms, isFavorite: isFavorite ?? old.isFavorite)
    }
}

/// What became of a prompt that was to be made.
package struct AddedPrompt: Hashable, Sendable {
    package enum Outcome: String, CaseIterable, Sendable { case created, restored, existing }

    package let prompt: Prompt
    package let outcome: Outcome

    package init(_ prompt: Prompt, _ outcome: Outcome) {
        self.prompt = prompt
        self.outcome = outcome
    }
}

/// What a prompt shall be.
package struct PromptChange: Hashable, Sendable {
    package let id: Int
    package let settings: PromptSettings
    package let archivedAt: Timestamp?

    package init(id: Int, settings: PromptSettings, archivedAt: Timestamp?) {
        self.id = id
        self.settings = settings
        self.archivedAt = archivedAt
    }
}

package struct PromptLabels: Hashable, Sendable {
    package let tags: [String]
    package let topics: [String]

    package init(tags: [String], topics: [String]) {
        self.tags = tags
        self.topics = topics
    }
}
