internal import APIKeys

/// Something that a provider publishes, kept for a while: however many people sign in at once, it is asked for once.
actor PublishedDocument<Document: Sendable> {
    /// While the provider does not answer, it is not asked anew for everybody who comes.
    private let pause = Duration.seconds(5)

    private var kept: (document: Document, since: Timestamp)?
    private var failure: (error: any Error, at: Timestamp)?
    private var underway: Task<Document, any Error>?

    /// - Parameter longest: how old the one that is kept may be.
    /// - Throws: what `fetch` throws, or threw a moment ago.
    func get(
        at now: Timestamp, notOlderThan longest: Duration, _ fetch: @escaping @Sendable () async throws -> Document
    ) async throws -> Document {
        if let kept, now < kept.since + longest { return kept.document }
        if let failure, now < failure.at + pause { throw failure.error }
        if let underway { return try await underway.value }
        // Not a part of the request that came first: others wait for it too, and its client may go away.
        let task = Task { try await fetch() }
        underway = task
        defer { underway = nil }
        do {
            let document = try await task.value
            kept = (document, now)
            failure = nil
            return document
        } catch {
            failure = (error, now)
            throw error
        }
    }
}
