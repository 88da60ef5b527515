import Synchronization

/// Gathers in memory when each key was last used and from where, to be written in batches: the hot path only takes a lock.
public final class UsageLedger: Sendable {
    /// The last accepted use of a key.
    public struct Use: Hashable, Sendable {
        public let at: Timestamp
        public let address: IPAddress?

        public init(at moment: Timestamp, address: IPAddress?) {
            at = moment
            self.address = address
        }
    }

    private let pending = Mutex<[KeyID: Use]>([:])

    public init() {}

    public func record(_ key: KeyID, at moment: Timestamp, from address: IPAddress?) {
        pending.withLock { $0[key] = Use(at: moment, address: address) }
    }

    /// Takes out what has gathered. When writing it fails, hand it back with ``restore(_:)``.
    public func drain() -> [KeyID: Use] {
        pending.withLock { pending in
            defer { pending = [:] }
            return pending
        }
    }

    /// Puts back what could not be written; newer uses win.
    public func restore(_ uses: [KeyID: Use]) {
        pending.withLock { $0.merge(uses) { newer, older in newer.at < older.at ? older : newer } }
    }
}
