package import APIKeys

/// One prompt to be put to one platform, once. A collector claims it and says how it ended.
package struct CollectionJob: Hashable, Sendable {
    package enum State: String, CaseIterable, Sendable { case queued, running, done, failed }

    package let id: Int
    package let brand: Int
    package let prompt: Int
    package let platform: Platform
    package let state: State
    package let requestedAt: Timestamp
    package let requestedBy: String
    /// The collector that has it, or had it.
    package let claimedBy: String?
    package let finishedAt: Timestamp?
    /// What went wrong, of one that failed.
    package let failure: String?

    /// What clients know it by.
    package var reference: String { "collection-\(id)" }

    package init(
        id: Int, brand: Int, prompt: Int, platform: Platform, state: State, requestedAt: Timestamp, requestedBy: String,
        claimedBy: String? = nil, finishedAt: Timestamp?, failure: String?
    ) {
        self.id = id
        self.brand = brand
        self.prompt = prompt
        self.platform = platform
        self.state = state
        self.requestedAt = requestedAt
        self.requestedBy = requestedBy
        self.claimedBy = claimedBy
        self.finishedAt = finishedAt
        self.failure = failure
    }
}

/// How many jobs of a brand on a platform are in each state.
package struct CollectionTally: Hashable, Sendable {
    package let brand: Int
    package let platform: Platform
    package var counts: [CollectionJob.State: Int] = [:]
    /// When the one that waits longest was asked for.
    package var waitingSince: Timestamp?

    package init(brand: Int, platform: Platform) {
        self.brand = brand
        self.platform = platform
    }
}

package protocol CollectionStore: Sendable {
    /// Queues a job for each platform that has none waiting for this prompt, and returns one job for each, in that order. A
    /// request that is sent twice costs nothing twice.
    func enqueue(
        prompt: Int, of brand: Int, on platforms: [Platform], in organization: Int, audit: AuditDraft
    ) async throws -> [CollectionJob]
    /// The newest first.
    func jobs(of brand: Int, state: CollectionJob.State?, limit: Int, offset: Int) async throws -> [CollectionJob]
    func count(of brand: Int, state: CollectionJob.State?) async throws -> Int
    /// Of every brand in use with jobs, by brand and platform.
    func tallies(of organization: Int) async throws -> [CollectionTally]
    func find(_ job: Int, of brand: Int) async throws -> CollectionJob?
    /// Ends a job that no collector has yet. - Returns: false when one has it, or it ended.
    func cancel(_ job: Int, of brand: Int, in organization: Int, audit: AuditDraft) async throws -> Bool

    // What a collector needs.

    /// Hands out jobs of brands and prompts in use, the oldest first: those that wait, and those whose collector fell silent.
    /// - Parameters:
    ///   - collector: what it calls itself.
    ///   - lease: until when nobody else gets them.
    func claim(_ limit: Int, by collector: String, lease: Timestamp, at now: Timestamp) async throws -> [CollectionJob]
    /// - Parameter failure: what went wrong; `nil` when it is done.
    /// - Returns: false when the job is not running: it was finished already, or never claimed.
    func finish(_ job: Int, failure: String?, at now: Timestamp) async throws -> Bool
}
