import Synchronization

/// Counts the requests of limited keys.
public typealias RateLimiter = KeyedRateLimiter<KeyID>

/// Counts requests of whoever is limited, in memory, one process for itself.
///
/// The generic cell rate algorithm: of each only the moment is held at which its bucket is full again. A refused request
/// takes nothing, so that a client which keeps asking is let in as soon as one which waited.
public final class KeyedRateLimiter<Key: Hashable & Sendable>: Sendable {
    fileprivate struct State {
        /// When each bucket is full again, in nanoseconds of a clock that never goes back.
        var full: [Key: Int64] = [:]
        /// Whose bucket a key takes from, where it is not its own.
        var older: [Key: Key] = [:]
        var nextSweep = 1024
        /// The newest moment that a request came with. One that was read before and comes later, on another thread, counts as of now:
        /// a bucket must not be looked at in its past.
        var latest = Int64.min
    }

    private let state = Mutex(State())

    public init() {}

    /// From now on both take from one bucket: whoever gives way to another, again and again, gets no more than one limit.
    public func share(_ key: Key, with older: Key) { state.withLock { $0.older[key] = older } }

    /// Takes one request out of the key's bucket.
    /// - Parameter now: nanoseconds of a clock that never goes back; requests may come in another order than they read it.
    public func take(_ key: Key, _ limit: RateLimit, at now: Int64) -> Result<Quota, Refusal> {
        state.withLock { state in
            let now = max(now, state.latest)
            state.latest = now
            defer { if state.full.count > state.nextSweep { state.sweep(now) } }
            let key = state.first(of: key)
            return limit.take(from: &state.full[key, default: now], at: now)
        }
    }

    static func seconds(_ nanoseconds: Int64) -> Int { max(1, Int((nanoseconds + 999_999_999) / 1_000_000_000)) }
}

extension KeyedRateLimiter.State {
    /// The first of those that share a bucket.
    fileprivate mutating func first(of key: Key) -> Key {
        // Mostly nobody shares, and then nothing need be hashed.
        guard !older.isEmpty, var first = older[key] else { return key }
        while let next = older[first] { first = next }
        older[key] = first
        return first
    }

    /// A full bucket need not be held.
    fileprivate mutating func sweep(_ now: Int64) {
        full = full.filter { $0.value > now }
        nextSweep = max(1024, full.count * 2)
    }
}

extension RateLimit {
    /// - Parameter bucket: when it is full again.
    fileprivate func take(from bucket: inout Int64, at now: Int64) -> Result<Quota, Refusal> {
        let capacity = interval * Int64(burst)
        // A limit that was lowered meanwhile must not make a key wait longer than its whole new bucket takes.
        let full = min(max(bucket, now), now + capacity)
        let next = full + interval
        guard next - now <= capacity else {
            bucket = full
            let wait = RateLimiter.seconds(next - now - capacity)
            return .failure(.rateLimited(Quota(self, full: full, now: now), retryAfter: wait))
        }
        bucket = next
        return .success(Quota(self, full: next, now: now))
    }
}

extension Quota {
    fileprivate init(_ limit: RateLimit, full: Int64, now: Int64) {
        self.limit = limit
        let missing = full - now
        remaining = max(0, limit.burst - Int((missing + limit.interval - 1) / limit.interval))
        resetSeconds = missing == 0 ? 0 : RateLimiter.seconds(missing)
    }
}
