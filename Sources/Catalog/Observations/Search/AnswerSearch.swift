/// An index of the words and facts of a brand's answers. It is a cache: whatever is in it can be made anew of the stored answers, and
/// it may lag behind them.
package protocol AnswerSearch: Sendable {
    /// The change of the brand's answers up to which its index has come; `nil` where there is none that can be relied on.
    func mark(of brand: Int) -> Int?
    /// Places of answers in the order in which the part is walked.
    ///
    /// - Parameters:
    ///   - limit: how many are wanted.
    ///   - ids: of answers to be left out.
    ///   - isWanted: asked now and then; once it says no the search ends where it is.
    /// - Returns: `nil` where the index cannot be read.
    func places(
        _ condition: AnswerCondition, _ part: AnswerPart, limit: Int, without ids: Set<Int>, of brand: Int,
        while isWanted: @escaping @Sendable () -> Bool
    ) async throws -> FoundPlaces?
}

package struct FoundPlaces: Sendable {
    package var places: [AnswerPlace]
    /// Set where the search ended before it had found enough or seen all: what lies up to here was looked at.
    package var stoppedAt: AnswerPlace?

    package init(places: [AnswerPlace], stoppedAt: AnswerPlace? = nil) {
        self.places = places
        self.stoppedAt = stoppedAt
    }
}

/// An index is not what was written, and must be made anew.
package struct AnswerIndexDamaged: Error, Hashable, Sendable {
    package let reason: String

    package init(reason: String) { self.reason = reason }
}

/// How an index is filled. What it cannot read or write throws ``AnswerIndexDamaged``, or ``StoreError`` where the disk is the reason.
package protocol AnswerIndex: AnswerSearch {
    /// What the index of a brand says that it has come to; a new one begins at 0.
    func state(of brand: Int) async throws -> AnswerIndexState
    /// From now on searches may rely on it.
    func rely(on state: AnswerIndexState, of brand: Int)
    /// Takes answers in, or what they have become, and the state that it then has: both or neither.
    func add(_ answers: [SearchedAnswer], reaching state: AnswerIndexState, of brand: Int) async throws
    /// Throws the index of a brand away. It begins anew.
    func reset(_ brand: Int) async throws
}

package struct AnswerIndexState: Hashable, Sendable {
    package static let empty = AnswerIndexState(mark: 0, witness: "")

    /// See ``ObservationMarks``.
    package var mark: Int
    /// See ``ObservationStore/witness(of:at:)``.
    package var witness: String

    package init(mark: Int, witness: String) {
        self.mark = mark
        self.witness = witness
    }
}

/// For a program that keeps no index, such as a command.
package struct NoAnswerSearch: AnswerSearch {
    package init() {}

    package func mark(of brand: Int) -> Int? { nil }

    package func places(
        _ condition: AnswerCondition, _ part: AnswerPart, limit: Int, without ids: Set<Int>, of brand: Int,
        while isWanted: @escaping @Sendable () -> Bool
    ) async throws -> FoundPlaces? { nil }
}

/// Reads stored answers for searches and their index.
package protocol SearchedAnswerStore: Sendable {
    /// How far the answers of each brand that has some have come, as ``ObservationMarks/observations`` says it.
    func feeds() async throws -> [Int: Int]
    /// Answers that came in or were evaluated anew after a mark, with their texts, in the order of the changes; and the state of an
    /// index that has taken them in.
    func searchable(
        after mark: Int, limit: Int, of brand: Int
    ) async throws -> (answers: [SearchedAnswer], state: AnswerIndexState)
    /// Of the answers that came in or were evaluated anew after a mark those that did so last; and how many more
    /// there are, at most.
    func latest(
        after mark: Int, limit: Int, withTexts: Bool, of brand: Int
    ) async throws -> (answers: [SearchedAnswer], unread: Int)
    /// Answers as they stand in time, by the filter's dates and prompt.
    func walk(
        _ part: AnswerPart, _ filter: AnswerFilter, limit: Int, withTexts: Bool, of brand: Int
    ) async throws -> [SearchedAnswer]
    /// In the order of the ids; those that are not there are left out.
    func answers(ids: [Int], of brand: Int) async throws -> [ObservedAnswer]
}
