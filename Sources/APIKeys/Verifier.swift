import Synchronization

/// Holds every key's grant and every brand's state in memory and answers for each request whether it may pass: a hash, a
/// dictionary look-up and the decision, never a database.
///
/// Safe to call from any thread. A change is in force for every call that begins after ``apply(_:)`` returned.
public final class Verifier: Sendable {
    private let secret: ServerSecret
    private let limiter = RateLimiter()
    private let state = Mutex(State())

    fileprivate struct State {
        var keys: [KeyID: KeyRecord] = [:]
        var brands: [Int: (generation: UInt32, facts: Revised<BrandFacts>)] = [:]
    }

    public init(secret: ServerSecret) { self.secret = secret }

    // MARK: Asking

    /// The whole gate for one request.
    ///
    /// - Parameters:
    ///   - authorization: the value of the `Authorization` header.
    ///   - brand: the brand's id where the request names one.
    public func verify(
        authorization: String?, for operation: Operation, brand: Int? = nil, from address: IPAddress?, at moment: Moment
    ) -> Result<VerifiedKey, Rejection> {
        let found = Bearer.credentials(in: authorization) { recognise($0, brand: brand) } ?? (.failure(.missing), .none)
        return admit(found, operation, brand: brand, from: address, at: moment)
    }

    public func verify(
        _ token: Token, for operation: Operation, brand: Int? = nil, from address: IPAddress?, at moment: Moment
    ) -> Result<VerifiedKey, Rejection> {
        let found = token.bytes.withUnsafeBufferPointer { recognise($0, brand: brand) }
        return admit(found, operation, brand: brand, from: address, at: moment)
    }

    private typealias Found = (record: Result<KeyRecord, Refusal>, target: BrandTarget)

    /// The record of the key whose token this is, whether it works or not.
    ///
    /// The usual request has the token of a record, and one look at all of its bytes, the hash, tells that. What else a text may be is
    /// looked at only when it is not that.
    ///
    /// - Returns: ``Refusal/malformed``, ``Refusal/wrongKind(_:)``, ``Refusal/unknown`` or ``Refusal/sealBroken(_:)`` otherwise.
    private func recognise(_ credentials: UnsafeBufferPointer<UInt8>, brand: Int?) -> Found {
        guard let id = Token.idOfKey(in: credentials) else {
            return (.failure(Token(bytes: credentials) == nil ? .malformed : .wrongKind(.admin)), .none)
        }
        // Hashed before the look-up, so that an id which exists takes no longer than one which does not.
        let digest = secret.digest(of: credentials)
        let (record, target) = state.withLock { state in
            (state.keys[id], brand.map { state.target($0) } ?? .none)
        }
        // What this server made was whole when it was stored: no need to look at its checksum.
        if let record, record.isOfToken(digestedTo: digest, supplied: false) { return (.success(record), target) }
        guard let token = Token(bytes: credentials) else { return (.failure(.malformed), .none) }
        // Of every token, so that the id of a key whose secret a caller made takes no longer either.
        let supplied = secret.digest(of: token, supplied: true)
        guard let record else { return (.failure(.unknown), target) }
        guard record.isIntact else { return (.failure(.sealBroken(token.id)), target) }
        return (record.isOfToken(digestedTo: supplied, supplied: true) ? .success(record) : .failure(.unknown), target)
    }

    private func admit(
        _ found: Found, _ operation: Operation, brand: Int?, from address: IPAddress?, at moment: Moment
    ) -> Result<VerifiedKey, Rejection> {
        let record: KeyRecord
        switch found.record {
        case .failure(let refusal): return .failure(Rejection(refusal, of: nil))
        case .success(let its): record = its
        }
        if case .refused(let refusal) = record.grant.decide(operation, on: found.target, from: address, at: moment.wall) {
            return .failure(Rejection(refusal, of: record))
        }
        var quota: Quota?
        if let limit = record.grant.limit {
            switch limiter.take(record.grant.id, limit, at: moment.uptime) {
            case .failure(let refusal): return .failure(Rejection(refusal, of: record))
            case .success(let left): quota = left
            }
        }
        return .success(VerifiedKey(record, operation: operation, brand: brand, quota: quota))
    }

    /// Asks the decision again for a request that was let in and has not acted yet. It was counted then: nothing is taken from its limit.
    ///
    /// - Returns: why it may not go on; `nil` when it may.
    public func reconsider(_ key: VerifiedKey, from address: IPAddress?, at now: Timestamp) -> Rejection? {
        let (record, target) = state.withLock { state in
            (state.keys[key.id], key.brand.map { state.target($0) } ?? .none)
        }
        guard let record else { return Rejection(.unknown, of: nil) }
        guard record.isIntact else { return Rejection(.sealBroken(key.id), of: nil) }
        guard case .refused(let refusal) = record.grant.decide(key.operation, on: target, from: address, at: now) else {
            return nil
        }
        return Rejection(refusal, of: record)
    }

    /// Whose token this is, whether the key works or not; `nil` unless the whole token is right and the record intact. Nothing is
    /// counted.
    public func holder(of token: Token) -> Grant? {
        try? token.bytes.withUnsafeBufferPointer { recognise($0, brand: nil) }.record.get().grant
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
        let records = changes.keys.map { KeyRecord($0, generation: changes.generation, under: secret) }
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
    private let record: KeyRecord?

    /// Whose key it was; known only when the whole secret matched an intact record.
    public var holder: Grant? { record?.grant }

    init(_ refusal: Refusal, of record: KeyRecord?) {
        self.refusal = refusal
        self.record = record
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
