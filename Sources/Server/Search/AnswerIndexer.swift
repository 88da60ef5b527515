internal import Catalog
internal import Logging

/// Brings the indexes of brands up to what is stored, some answers at a time.
///
/// An index says in the same transaction what it holds and up to which change, so that whenever this ends it goes on where it was. Before
/// an index is relied on it is compared with the database: after a restore from a backup the same number of changes may be others.
actor AnswerIndexer {
    /// How many answers are taken in in one transaction.
    private static let batch = 500
    /// So many batches of a brand, then others have their turn.
    private static let turn = 20

    private let observations: any ObservationStore
    private let index: any AnswerIndex
    private let computing: any TaskExecutor
    private let logger: Logger
    /// Brands whose index was made anew once, and has not been brought up to date since.
    private var damaged: Set<Int> = []

    init(observations: any ObservationStore, index: any AnswerIndex, computing: any TaskExecutor, logger: Logger) {
        self.observations = observations
        self.index = index
        self.computing = computing
        self.logger = logger
    }

    /// Gives every brand that is behind a turn.
    ///
    /// - Parameter rest: called between two batches with the time that the last one took.
    /// - Returns: whether some brand is still behind.
    /// - Throws: what went wrong with one brand, once the others have had their turn.
    func step(rest: @Sendable (Duration) async throws -> Void = { _ in }) async throws -> Bool {
        var isBehind = false
        var failure: (any Error)?
        for (brand, last) in try await observations.feeds().sorted(by: { $0.key < $1.key }) where index.mark(of: brand) != last {
            do {
                if try await catchUp(brand, to: last, rest) { isBehind = true }
                damaged.remove(brand)
            } catch let error as CancellationError {
                throw error
            } catch StoreError.busy {
                isBehind = true
            } catch let error as AnswerIndexDamaged where damaged.insert(brand).inserted {
                logger.warning(
                    "The search index of a brand is damaged; it is made anew",
                    metadata: ["brand": "\(brand)", "error": "\(error.reason)"])
                try await index.reset(brand)
                isBehind = true
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return isBehind
    }

    /// - Returns: whether the brand is still behind.
    private func catchUp(
        _ brand: Int, to last: Int, _ rest: @Sendable (Duration) async throws -> Void
    ) async throws -> Bool {
        var mark = try await reliedOn(brand)
        for _ in 0..<Self.turn {
            guard mark < last else { return false }
            try Task.checkCancellation()
            let start = ContinuousClock.now
            let (answers, state) = try await observations.searchable(after: mark, limit: Self.batch, of: brand)
            // Reading the words is most of it.
            try await withTaskExecutorPreference(computing) { [index] in
                try await index.add(answers, reaching: state, of: brand)
            }
            mark = state.mark
            try await rest(ContinuousClock.now - start)
        }
        return mark < last
    }

    /// The mark of an index that can be relied on; one that belongs to another state of the database is made anew.
    private func reliedOn(_ brand: Int) async throws -> Int {
        if let mark = index.mark(of: brand) { return mark }
        var state = try await index.state(of: brand)
        if state != .empty {
            let marks = try await observations.marks(of: brand)
            let witness = try await observations.witness(of: brand, at: state.mark)
            if state.mark > marks.observations || state.witness != witness {
                logger.info(
                    "The search index of a brand belongs to another state of the database; it is made anew",
                    metadata: ["brand": "\(brand)"])
                try await index.reset(brand)
                state = .empty
            }
        }
        index.rely(on: state, of: brand)
        return state.mark
    }
}
