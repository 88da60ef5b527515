package import APIKeys
package import Visibility

/// Answers and what was found in them. See ``ObservationService``.
package protocol ObservationStore: SearchedAnswerStore {
    /// The prompts among these that are a brand's: those given by id, and the ids of those given by text and persona.
    func prompts(_ references: Set<PromptKey>, of brand: Int) async throws -> [PromptKey: Int]
    /// Writes all or none, and returns when they are durable.
    ///
    /// - Parameters:
    ///   - evaluator: the fingerprint of what they were evaluated by.
    ///   - revision: of the brand that they were evaluated for.
    /// - Returns: one that is there already by its client's id has the id that it got then.
    /// - Throws: ``CatalogError/stale(_:)`` when the brand is no longer at this revision: nothing is written then.
    func add(
        _ answers: [NewAnswer], to brand: Int, evaluator: Int, at now: Timestamp, ifAt revision: Int
    ) async throws -> AddedAnswers

    func answers(_ query: AnswerQuery, of brand: Int) async throws -> [ObservedAnswer]
    func count(_ query: AnswerQuery, of brand: Int) async throws -> Int
    /// The highest id there is; 0 before the first.
    func newest(of brand: Int) async throws -> Int

    /// How far the observations and what is joined to them have come, of each of these brands. It costs next to nothing to ask.
    func marks(of brands: [Int]) async throws -> [Int: ObservationMarks]
    /// Observations that came in or were evaluated anew after a mark, as they now are, in the order of the changes.
    func changes(after mark: Int, limit: Int, of brand: Int) async throws -> ObservationChanges
    /// What tells the observations up to a mark from others that another history of the database could have there.
    func witness(of brand: Int, at mark: Int) async throws -> String
    func dimensions(of brand: Int) async throws -> BrandDimensions

    /// Answers that were last touched after a mark and evaluated by something else than this evaluator, in the order of the marks.
    func outdated(after mark: Int, limit: Int, evaluator: Int, of brand: Int) async throws -> [OutdatedAnswer]
    func countOutdated(evaluator: Int, of brand: Int) async throws -> Int
    /// Writes new evaluations by id, all or none. - Throws: `.stale` as ``add(_:to:evaluator:at:ifAt:)`` does.
    func replace(_ evaluations: [Int: Evaluation], of brand: Int, evaluator: Int, ifAt revision: Int) async throws
    /// By what the observations of each brand that has some were last evaluated throughout.
    func evaluators() async throws -> [Int: Int]
    func setEvaluator(_ evaluator: Int, of brand: Int, ifAt revision: Int) async throws
}

extension ObservationStore {
    package func marks(of brand: Int) async throws -> ObservationMarks {
        try await marks(of: [brand])[brand] ?? ObservationMarks(observations: 0, dimensions: 0)
    }
}

/// Answers that were written.
package struct AddedAnswers: Hashable, Sendable {
    /// In the order in which they were given.
    package var ids: [Int]
    /// How many were not there before.
    package var stored: Int

    package init(ids: [Int], stored: Int) {
        self.ids = ids
        self.stored = stored
    }
}

/// A prompt as a sender of answers names it.
package enum PromptKey: Hashable, Sendable {
    case id(Int)
    case text(String, persona: Int?)
}

package struct ObservationMarks: Hashable, Sendable {
    /// Grows with each observation that comes in or is evaluated anew.
    package var observations: Int
    /// Grows with each change of what is joined to observations: prompts, names, personas, competitors, stages.
    package var dimensions: Int

    package init(observations: Int, dimensions: Int) {
        self.observations = observations
        self.dimensions = dimensions
    }
}

package struct ObservationChanges: Sendable {
    package var observations: [Observation]
    /// All changes up to this mark are among them, or came earlier.
    package var mark: Int

    package init(observations: [Observation], mark: Int) {
        self.observations = observations
        self.mark = mark
    }
}

/// What an answer needs to be evaluated anew.
package struct OutdatedAnswer: Sendable {
    package var id: Int
    package var mark: Int
    package var text: String
    package var urls: [String]
    /// Stays as it was given; only its citations are looked at anew.
    package var given: GivenEvaluation?

    package init(id: Int, mark: Int, text: String, urls: [String], given: GivenEvaluation?) {
        self.id = id
        self.mark = mark
        self.text = text
        self.urls = urls
        self.given = given
    }
}
