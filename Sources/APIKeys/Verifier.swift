import Synchronization

/// Holds every key's grant and every brand's state in memory and answers for each request whether it may pass: a hash, a
/// dictionary look-up and the decision, never a database.
///
/// Safe to call from any thread. A change is in force for every call that begins after ``apply(_:)`` returned.
public final class Verifier: Sendable {
    private let secret: ServerSecret
    private let limiter = RateLimiter()
    private let uptime: @Sendable () -> Int64
    private let state = Mutex(State())

    fileprivate struct State {
        var keys: [KeyID: Record] = [:]
        var brands: [Int: (generation: UInt32, facts: Revised<BrandFacts>)] = [:]
    }

    /// Immutable, so that a request goes on with what it saw while a change replaces it.
    fileprivate final class Record: Sendable {
        let grant: Grant
        let digest: AuthenticationCode
        let isIntact: Bool
        let generation: UInt32
        let revision: Int

        init(_ change: Revised<SealedGrant>, generation: UInt32, under secret: ServerSecret) {
            grant = change.value.grant
            digest = change.value.digest
            isIntact = change.value.isIntact(under: secret)
            self.generation = generation
            revision = change.revision
        }

        func isNewer(than other: Record) -> Bool {
            (generation, revision) > (other.generation, other.revision)
        }
    }

    /// - Parameter uptime: nanoseconds of a clock that never goes back, for rate limits.
    public init(secret: ServerSecret, uptime: @escaping @Sendable () -> Int64 = Verifier.systemUptime) {
        self.secret = secret
        self.uptime = uptime
    }

    public static let systemUptime: @Sendable () -> Int64 = { Uptime.nanoseconds }

    // MARK: Asking

    /// The whole gate for one request.
    ///
    /// - Parameters:
    ///   - authorization: the value of the `Authorization` header.
    ///   - brand: the brand's id where the request names one.
    public func verify(
        authorization: String?, for operation: Operation, brand: Int? = nil, from address: IPAddress?,
        at now: Timestamp
    ) -> Result<VerifiedKey, Rejection> {
        switch Bearer.token(in: authorization) {
        case .failure(let refusal): .failure(Rejection(refusal, holder: nil))
        case .success(let token): verify(token, for: operation, brand: brand, from: address, at: now)
        }
    }

    public func verify(
        _ token: Token, for operation: Operation, brand: Int? = nil, from address: IPAddress?, at now: Timestamp
    ) -> Result<VerifiedKey, Rejection> {
        guard token.kind == .key else { return .failure(Rejection(.wrongKind(.admin), holder: nil)) }
        let (record, target) = recognise(token, brand: brand)
        switch record {
        case .failure(let refusal): return .failure(Rejection(refusal, holder: nil))
        case .success(let record): return admit(record.grant, operation, target, brand: brand, from: address, at: now)
        }
    }

    /// The record of the key whose token this is, whether it works or not.
    /// - Returns: ``Refusal/unknown`` or ``Refusal/sealBroken(_:)`` otherwise.
    private func recognise(_ token: Token, brand: Int?) -> (Result<Record, Refusal>, BrandTarget) {
        // Hashed before the look-up, so that an id which exists takes no longer than one which does not.
        let digest = secret.digest(of: token)
        let (record, target) = state.withLock { state in
            (state.keys[token.id], brand.map { state.target($0) } ?? .none)
        }
        guard let record else { return (.failure(.unknown), target) }
        // Before the digest, which is under the seal too: of a changed record nothing can be relied on.
        guard record.isIntact else { return (.failure(.sealBroken(token.id)), target) }
        let isIts =
            record.grant.traits.contains(.suppliedSecret)
            ? record.digest == secret.digest(of: token, supplied: true) : record.digest == digest
        return (isIts ? .success(record) : .failure(.unknown), target)
    }

    private func admit(
        _ grant: Grant, _ operation: Operation, _ target: BrandTarget, brand: Int?, from address: IPAddress?, at now: Timestamp
    ) -> Result<VerifiedKey, Rejection> {
        if case .refused(let refusal) = grant.decide(operation, on: target, from: address, at: now) {
            return .failure(Rejection(refusal, holder: grant))
        }
        var quota: Quota?
        if let limit = grant.limit {
            switch limiter.take(grant.id, limit, at: uptime()) {
            case .failure(let refusal): return .failure(Rejection(refusal, holder: grant))
            case .success(let left): quota = left
            }
        }
        return .success(VerifiedKey(grant: grant, operation: operation, brand: brand, quota: quota))
    }

    /// Asks the decision again for a request that was let in and has not acted yet. It was counted then: nothing is taken from its limit.
    ///
    /// - Returns: why it may not go on; `nil` when it may.
    public func reconsider(_ key: VerifiedKey, from address: IPAddress?, at now: Timestamp) -> Rejection? {
        let (record, target) = state.withLock { state in
            (state.keys[key.id], key.brand.map { state.target($0) } ?? .none)
        }
        guard let record else { return Rejection(.unknown, holder: nil) }
        guard record.isIntact else { return Rejection(.sealBroken(key.id), holder: nil) }
        guard case .refused(let refusal) = record.grant.decide(key.operation, on: target, from: address, at: now) else {
            return nil
        }
        return Rejection(refusal, holder: record.grant)
    }

    /// Whose token this is, whether the key works or not; `nil` unless the whole token is right and the record intact. Nothing is
    /// counted.
    public func holder(of token: Token) -> Grant? {
        guard token.kind == .key else { return nil }
        return try? recognise(token, brand: nil).0.get().grant
    }

    /// What the decision knows of a brand; for explanations.
    public func target(_ brand: Int) -> BrandTarget { state.withLock { $0.target(brand) } }

    /// What is held of a key; `nil` for one that is not here or whose seal is broken.
    public func grant(of id: KeyID) -> Grant? {
        state.withLock { $0.keys[id] }.flatMap { $0.isIntact ? $0.grant : nil }
    }

    // MARK: Changing

    /// Takes in what storage now says. A change older than what is held is ignored, so that two readers of
    /// storage cannot bring a revoked key back by overtaking one another; older is one of an earlier generation, and within a
    /// generation one with a lower revision.
    ///
    /// - Returns: the ids of keys whose seal is broken; report them as critical.
    @discardableResult
    public func apply(_ changes: AccessChanges) -> [KeyID] {
        let records = changes.keys.map { Record($0, generation: changes.generation, under: secret) }
        for grant in records.lazy.filter(\.isIntact).map(\.grant) where grant.limit != nil {
            guard case .rotated(let rotation)? = grant.end else { continue }
            limiter.share(rotation.successor, with: grant.id)
        }
        state.withLock { state in
            if state.keys.isEmpty { state.keys.reserveCapacity(records.count) }
            for record in records where state.keys[record.grant.id].map({ !$0.isNewer(than: record) }) ?? true {
                state.keys[record.grant.id] = record
            }
            for brand in changes.brands {
                if let (generation, held) = state.brands[brand.value.id],
                    (generation, held.revision) > (changes.generation, brand.revision)
                {
                    continue
                }
                state.brands[brand.value.id] = (changes.generation, brand)
            }
        }
        return records.filter { !$0.isIntact }.map(\.grant.id)
    }

    /// Makes room before a bulk load.
    public func reserve(keys count: Int) {
        state.withLock { $0.keys.reserveCapacity(count) }
    }

    // MARK: Counting

    /// How many keys are held and how many of them work at `now`. Walks all of them, outside the lock.
    public func count(at now: Timestamp) -> (held: Int, active: Int) {
        let keys = state.withLock { $0.keys }
        let active = keys.values.count { record in
            record.isIntact && record.grant.end?.isInForce(at: now) != true && !record.grant.traits.contains(.awaitsApproval)
                && record.grant.expiresAt.map { now < $0 } ?? true
        }
        return (keys.count, active)
    }
}

extension Verifier.State {
    fileprivate func target(_ id: Int) -> BrandTarget {
        brands[id].map { .found($0.facts.value) } ?? .absent(id: id)
    }
}

/// A refused request.
public struct Rejection: Error, Sendable {
    public let refusal: Refusal
    /// Whose key it was; known only when the whole secret matched an intact record.
    public let holder: Grant?

    init(_ refusal: Refusal, holder: Grant?) {
        self.refusal = refusal
        self.holder = holder
    }
}

/// A value and the number of the change that made it so; a higher number is newer.
public struct Revised<Value: Sendable>: Sendable {
    public let value: Value
    public let revision: Int

    public init(_ value: Value, revision: Int) {
        self.value = value
        self.revision = revision
    }
}

/// Keys and brands as storage now has them.
public struct AccessChanges: Sendable {
    public var keys: [Revised<SealedGrant>]
    public var brands: [Revised<BrandFacts>]
    /// Grows when revisions cannot be compared with earlier ones any more, since storage no longer goes on from where it was.
    public var generation: UInt32

    public init(keys: [Revised<SealedGrant>] = [], brands: [Revised<BrandFacts>] = [], generation: UInt32 = 0) {
        self.keys = keys
        self.brands = brands
        self.generation = generation
    }
}
