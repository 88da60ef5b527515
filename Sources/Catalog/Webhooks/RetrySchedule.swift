package import APIKeys

/// What one attempt came to.
package enum AttemptOutcome: Hashable, Sendable {
    /// - Parameter excerpt: the beginning of the body, secrets masked.
    case answered(status: Int, excerpt: String)
    /// No answer came, and why: a sentence.
    case unanswered(String)
    /// Nothing that waiting could mend: a sentence.
    case hopeless(String)
    /// The server is stopping; the attempt does not count.
    case interrupted
}

/// When to try again, and when to stop.
package enum RetrySchedule {
    /// The wait after each attempt that failed; after the last one the delivery is given up, a day and a half after it began.
    package static let delays: [Duration] = [
        .seconds(5), .seconds(30), .seconds(120), .seconds(600), .seconds(3600), .seconds(3 * 3600), .seconds(8 * 3600),
        .seconds(24 * 3600),
    ]

    /// No delivery waits for longer than this.
    package static let longestWait = delays.reduce(.zero, max) * 1.1

    package static let attempts = delays.count + 1

    /// - Parameters:
    ///   - attempt: the number of the attempt that failed, from 1.
    ///   - jitter: 0 to 1, spreads the wait by a tenth to either side, so that what failed together does not come back together.
    /// - Returns: `nil` after the last attempt.
    package static func delay(after attempt: Int, jitter: Double) -> Duration? {
        guard delays.indices.contains(attempt - 1) else { return nil }
        return delays[attempt - 1] * (0.9 + 0.2 * min(max(jitter, 0), 1))
    }

    /// What the delivery log is to say after an attempt.
    package static func result(of outcome: AttemptOutcome, attempt: Int, at now: Timestamp, jitter: Double) -> AttemptResult {
        func retry(_ status: Int?, _ note: String) -> AttemptResult {
            let next = delay(after: attempt, jitter: jitter).map { now + $0 }
            return AttemptResult(
                state: next == nil ? .failed : .pending, nextAttemptAt: next, last: .init(at: now, status: status, note: note))
        }
        switch outcome {
        case .answered(let status, let excerpt) where (200..<300).contains(status):
            return AttemptResult(state: .delivered, nextAttemptAt: nil, last: .init(at: now, status: status, note: excerpt))
        case .answered(410, let excerpt):
            return AttemptResult(
                state: .failed, nextAttemptAt: nil, last: .init(at: now, status: 410, note: excerpt), endsWebhook: true)
        case .answered(let status, let excerpt): return retry(status, excerpt)
        case .unanswered(let why): return retry(nil, why)
        case .hopeless(let why):
            return AttemptResult(state: .failed, nextAttemptAt: nil, last: .init(at: now, status: nil, note: why))
        case .interrupted: return AttemptResult(state: .pending, nextAttemptAt: now, last: nil, counts: false)
        }
    }
}

/// How a delivery stands after an attempt.
package struct AttemptResult: Hashable, Sendable {
    package let state: WebhookDelivery.State
    /// `nil` when there will be no further attempt.
    package let nextAttemptAt: Timestamp?
    /// `nil` leaves what the log says of the attempt before.
    package let last: WebhookDelivery.LastAttempt?
    /// Whether the attempt is one of those that the schedule allows.
    package var counts = true
    /// Whether the receiver wants nothing more, ever (410 Gone).
    package var endsWebhook = false
}
