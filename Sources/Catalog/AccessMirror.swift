package import APIKeys
package import Logging
internal import Synchronization

/// Keeps what is held in memory (grants, brands) equal to what is stored. One way for every change, whoever made it: after a
/// commit in this process the service that made it calls ``catchUp(and:)`` before it says done; changes of other processes are
/// found by calling it a few times a second.
///
/// The audit log tells what changed. Whoever can write the database can cut it, or put entries into it; so only what follows from the
/// last entry known here is believed, and where that does not lead to the end of the log everything is loaded anew, once.
package final class AccessMirror: Sendable {
    package let verifier: Verifier
    package let brands: BrandDirectory
    private let feed: any ChangeFeed
    private let logger: Logger
    private let state = Mutex(State())

    private struct State {
        /// The last entry whose change, and every one before it, is surely in force here.
        var place = AuditHead.origin
        /// How often everything was loaded anew: revisions of a log that does not go on from the known one mean nothing beside it.
        var generation: UInt32 = 0
        var reload: Task<Void, any Error>?
    }

    package init(feed: any ChangeFeed, verifier: Verifier, brands: BrandDirectory, logger: Logger) {
        self.feed = feed
        self.verifier = verifier
        self.brands = brands
        self.logger = logger
    }

    /// Loads everything; call once, before the first request.
    package func load() async throws {
        let place = try await feed.loadAll { [self] changes in apply(changes, generation: 0) }
        state.withLock { $0.place = place }
    }

    /// Takes in what was committed since, by anyone. The place moves only after the changes are in force: who finds it past
    /// his own change may rely on that.
    ///
    /// - Parameter keys: changed by the caller; they are read even if the entries were taken away already.
    package func catchUp(and keys: Set<KeyID> = []) async throws {
        while true {
            let (place, generation) = state.withLock { ($0.place, $0.generation) }
            let news = try await feed.changes(after: place, and: keys)
            apply(news.changes, generation: generation)
            if news.isWhole {
                if advance(from: place, to: news.reached, generation: generation) { return }
            } else {
                try await reload(after: generation)
            }
        }
    }

    private func apply(_ changes: MirrorChanges, generation: UInt32) {
        brands.apply(changes.brands, generation: generation)
        let access = AccessChanges(
            keys: changes.keys, brands: changes.brands.map { Revised($0.facts, revision: $0.revision) },
            generation: generation)
        for id in verifier.apply(access) {
            logger.critical(
                "The stored record of a key was changed outside this server; the key is refused",
                metadata: ["key": "\(id)"])
        }
    }

    /// Another caller may have come further meanwhile, which stays.
    /// - Returns: false when everything was loaded anew meanwhile, and what was taken in may have been passed over as older.
    private func advance(from place: AuditHead, to reached: AuditHead, generation: UInt32) -> Bool {
        state.withLock { state in
            guard state.generation == generation else { return false }
            if state.place == place { state.place = reached }
            return true
        }
    }

    /// Loads everything anew, or waits until somebody has who found the same.
    private func reload(after generation: UInt32) async throws {
        let task = state.withLock { state -> Task<Void, any Error>? in
            if state.reload == nil, state.generation == generation {
                state.generation += 1
                state.reload = Task { [generation = state.generation] in try await loadAnew(generation) }
            }
            return state.reload
        }
        try await task?.value
    }

    private func loadAnew(_ generation: UInt32) async throws {
        logger.critical(
            "The audit log does not follow from what is known of it; every key and brand is read anew. Run \"latchkey audit verify\""
        )
        var place: AuditHead?
        defer {
            state.withLock { state in
                if let place { state.place = place }
                state.reload = nil
            }
        }
        place = try await feed.loadAll { [self] changes in apply(changes, generation: generation) }
    }
}
