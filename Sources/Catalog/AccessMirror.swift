package import APIKeys
package import Logging
internal import Synchronization

/// Keeps what is held in memory (grants, brands) equal to what is stored. One way for every change, whoever made it: after a
/// commit in this process the service that made it calls ``catchUp()`` before it says done; changes of other processes are
/// found by calling it a few times a second.
package final class AccessMirror: Sendable {
    package let verifier: Verifier
    package let brands: BrandDirectory
    private let feed: any ChangeFeed
    private let logger: Logger
    /// The number of the last change that is surely in force here.
    private let cursor = Mutex(0)

    package init(feed: any ChangeFeed, verifier: Verifier, brands: BrandDirectory, logger: Logger) {
        self.feed = feed
        self.verifier = verifier
        self.brands = brands
        self.logger = logger
    }

    /// Loads everything; call once, before the first request.
    package func load() async throws {
        let last = try await feed.loadAll { [self] changes in apply(changes) }
        advance(to: last)
    }

    /// Takes in what was committed since, by anyone. The cursor moves only after the changes are in force: who finds it past
    /// his own change may rely on that.
    package func catchUp() async throws {
        let (changes, last) = try await feed.changes(after: cursor.withLock { $0 })
        apply(changes)
        advance(to: last)
    }

    private func apply(_ changes: MirrorChanges) {
        brands.apply(changes.brands)
        let access = AccessChanges(
            keys: changes.keys, brands: changes.brands.map { Revised($0.facts, revision: $0.revision) })
        for id in verifier.apply(access) {
            logger.critical(
                "The stored record of a key was changed outside this server; the key is refused",
                metadata: ["key": "\(id)"])
        }
    }

    private func advance(to last: Int) {
        cursor.withLock { $0 = max($0, last) }
    }
}
