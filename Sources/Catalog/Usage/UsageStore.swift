package import APIKeys

package protocol UsageStore: Sendable {
    /// Adds what gathered in memory to what is stored. Of two uses the later one is kept as the last, unless it lies in the future:
    /// the clock was ahead when it was written.
    func save(_ batch: UsageBatch, at now: Timestamp) async throws
    /// Forgets counts and refusals from before `moment`.
    func forget(before moment: Timestamp) async throws
    /// Requests by hour and outcome, since an hour, ascending.
    func hours(of key: KeyID, since hour: Int) async throws -> [HourCount]
    /// Requests by operation, brand, outcome and source since an hour: the most called first, at most `limit`.
    func calls(of key: KeyID, since hour: Int, limit: Int) async throws -> [CallCount]
    /// The accepted ones of all keys of an organization that were done to a brand.
    func calls(on brand: Int, in organization: Int, since hour: Int, limit: Int) async throws -> [CallCount]
    /// The last refused requests, newest first.
    func refusals(of key: KeyID, limit: Int) async throws -> [RefusedCall]
    /// How many requests ended with this outcome, ever since they are kept.
    func count(of key: KeyID, outcomes: [String]) async throws -> Int
    /// When the key was used for the last time.
    func lastUse(of key: KeyID) async throws -> UsageLedger.Use?
    /// The hour of the first request that is kept of the key.
    func firstHour(of key: KeyID) async throws -> Int?
}

/// Requests of one hour with one outcome.
package struct HourCount: Hashable, Sendable {
    /// Hours since 1970-01-01T00:00:00Z.
    package let hour: Int
    /// `allowed`, or the code of a refusal.
    package let outcome: String
    package let requests: Int

    package init(hour: Int, outcome: String, requests: Int) {
        self.hour = hour
        self.outcome = outcome
        self.requests = requests
    }
}

/// Requests that are alike in all but the time.
package struct CallCount: Hashable, Sendable {
    package let key: KeyID
    package let operation: String
    package let brand: Int?
    package let outcome: String
    package let source: UsageLedger.Source
    package let requests: Int
    package let lastHour: Int

    package init(
        key: KeyID, operation: String, brand: Int?, outcome: String, source: UsageLedger.Source, requests: Int, lastHour: Int
    ) {
        self.key = key
        self.operation = operation
        self.brand = brand
        self.outcome = outcome
        self.source = source
        self.requests = requests
        self.lastHour = lastHour
    }
}
