package import APIKeys

/// What keys do, what they could do, and what a change to them would do. Reads only.
package struct KeyInsight: Sendable {
    private let keys: KeyService
    private let usage: any UsageStore
    private let brands: any BrandStore
    private let audit: any AuditStore
    private let clock: WallClock
    private let flush: UsageFlush

    /// How many different calls of a key are looked at; the rarest of more are left out.
    private static let mostCalls = 100_000
    /// A key that is changed more often within the days of a hint gets none.
    private static let mostChanges = 1000

    package init(
        keys: KeyService, usage: any UsageStore, brands: any BrandStore, audit: any AuditStore, clock: WallClock,
        flush: @escaping UsageFlush
    ) {
        self.keys = keys
        self.usage = usage
        self.brands = brands
        self.audit = audit
        self.clock = clock
        self.flush = flush
    }

    /// What the key did in the last `days`, the present hour included.
    /// - Throws: ``CatalogError/notFound(_:)``.
    package func report(of id: KeyID, in organization: Organization, days: Int) async throws -> UsageReport {
        _ = try await keys.find(id, in: organization)
        await flush()
        let now = clock.now()
        let from = Timestamp(hour: now.hour - days * 24 + 1)
        return UsageReport(
            key: id, from: from, until: now,
            hours: try await usage.hours(of: id, since: from.hour),
            calls: try await usage.calls(of: id, since: from.hour, limit: Self.mostCalls),
            refusals: try await usage.refusals(of: id, limit: 20), lastUse: try await usage.lastUse(of: id))
    }

    /// - Returns: `nil` while the key works.
    package func receipt(of key: APIKey) async throws -> Receipt? {
        guard let end = key.grant.end, end.isInForce(at: clock.now()), let endedAt = key.grant.endsAt else { return nil }
        await flush()
        let last = try await usage.lastUse(of: key.id)
        return Receipt(
            key: key.id, cause: end.cause, effectiveAt: max(endedAt, last?.at ?? endedAt), lastAcceptedAt: last?.at,
            lastSource: last?.source,
            refusalsSince: try await usage.count(of: key.id, outcomes: ["key_revoked", "key_rotated"]),
            othersWorking: try await others(of: key))
    }

    /// The other keys of its rotations that work: the one that it replaces, and the one that replaces it. What is done to the key
    /// leaves them as they are.
    package func others(of key: APIKey) async throws -> [KeyID] {
        var others: [KeyID] = []
        for case let id? in [key.predecessor, key.heir] {
            let other = try await keys.keys.find(id, in: key.organization)
            if other?.state(at: clock.now()).isLive == true { others.append(id) }
        }
        return others
    }

    // MARK: Explaining

    /// Whether the key would be allowed an operation, now and from `address`.
    ///
    /// - Parameter operation: the name of an operation, or of a scope.
    /// - Throws: ``CatalogError/invalid(field:message:)`` with the field `operation` or `brand_id`.
    package func explain(
        _ grant: Grant, operation name: String, brand: Int?, from address: IPAddress?
    ) async throws -> Explanation {
        guard let operation = APIKeys.Operation.named(name, onBrand: brand != nil) else {
            let known = Scope.allCases.map(\.rawValue) + APIKeys.Operation.all.map(\.name)
            throw CatalogError.invalid(
                field: "operation",
                message: "There is no operation \"\(name.prefix(60))\". There is: \(known.joined(separator: ", ")).")
        }
        if operation.target == .brand, brand == nil {
            throw CatalogError.invalid(field: "brand_id", message: "\(operation.name) is done to a brand; say which.")
        }
        let target = try await operation.target == .brand ? self.target(brand ?? 0, for: grant.organization) : .none
        return Explanation(
            operation: operation, brand: brand,
            decision: grant.decide(operation, on: target, from: address, at: clock.now()))
    }

    /// The same for a key as it is stored; one that was changed outside this server is allowed nothing, as at the gate.
    package func explain(
        _ key: APIKey, operation name: String, brand: Int?, from address: IPAddress?
    ) async throws -> Explanation {
        let claimed = try await explain(key.grant, operation: name, brand: brand, from: address)
        guard !key.isIntact else { return claimed }
        return Explanation(operation: claimed.operation, brand: brand, decision: .refused(.sealBroken(key.id)))
    }

    private func target(_ brand: Int, for organization: Int) async throws -> BrandTarget {
        try await brands.brand(brand, in: organization).map { .found($0.facts) } ?? .absent(id: brand)
    }

    // MARK: Looking ahead

    /// Which calls of the last 30 days would have been refused had the key been as `edit` makes it.
    package func impact(of edit: KeyEdit, on key: APIKey, in organization: Organization) async throws -> Impact {
        try await impact(of: edit.applied(to: key.grant), on: key, in: organization)
    }

    /// The same for its end.
    package func impactOfEnding(_ key: APIKey, in organization: Organization) async throws -> Impact {
        var ended = key.grant
        ended.end = .revoked(at: clock.now())
        return try await impact(of: ended, on: key, in: organization)
    }

    /// The same for its rotation, once the overlap has ended and if nobody moved to the successor by then.
    package func impactOfRotating(_ key: APIKey, in organization: Organization) async throws -> Impact {
        let now = clock.now()
        var rotated = key.grant
        // Which key comes after it is not said of the calls.
        rotated.end = .rotated(Grant.Rotation(to: key.id, since: now, until: now, isOver: true))
        return try await impact(of: rotated, on: key, in: organization)
    }

    private func impact(of grant: Grant, on key: APIKey, in organization: Organization) async throws -> Impact {
        await flush()
        let now = clock.now()
        let calls = try await usage.calls(of: key.id, since: now.hour - Impact.days * 24, limit: Self.mostCalls)
        let there = try await facts(of: organization)
        return Impact.of(calls, before: key.grant, after: grant, at: now) { id in there[id].map { .found($0) } ?? .absent(id: id)
        }
    }

    /// Which calls of the last 30 days, of whichever key, would have been refused had the brand been archived.
    package func impactOfArchiving(_ brand: Int, in organization: Organization) async throws -> Impact {
        await flush()
        let since = clock.now().hour - Impact.days * 24
        let calls = try await usage.calls(on: brand, in: organization.id, since: since, limit: Self.mostCalls)
        return Impact(calls.map { ($0, .brandArchived(brand)) }, of: calls)
    }

    private func facts(of organization: Organization) async throws -> [Int: BrandFacts] {
        let all = try await brands.brands(of: organization.id)
        return Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0.facts) })
    }

    /// What the key could do without; `nil` when it, or the record of its use, is too young to tell.
    package func leastPrivilege(of key: APIKey) async throws -> LeastPrivilege? {
        let now = clock.now()
        let since = now.hour - LeastPrivilege.days * 24
        guard key.state(at: now).isLive, key.createdAt.hour <= since,
            let first = try await usage.firstHour(of: key.id), first <= since
        else { return nil }
        let calls = try await usage.calls(of: key.id, since: since, limit: Self.mostCalls)
        let hint = LeastPrivilege(key.grant, calls: calls, standing: try await standing(of: key, since: Timestamp(hour: since)))
        return hint.isEmpty ? nil : hint
    }

    /// What the key has had since `moment`, as its entries in the audit log tell.
    private func standing(of key: APIKey, since moment: Timestamp) async throws -> StandingGrant {
        func entries(_ action: AuditAction, limit: Int) async throws -> [AuditEvent] {
            var query = AuditQuery()
            (query.key, query.action, query.since, query.limit) = (key.id, action, moment, limit)
            return try await audit.list(query, of: key.organization)
        }
        let changes = try await entries(.keyChanged, limit: Self.mostChanges + 1)
        // Before a second admin agreed to it, the key could do nothing.
        let wasPending = try await !entries(.keyApproved, limit: 1).isEmpty
        guard changes.count <= Self.mostChanges, !wasPending else { return .none }
        var joined: Set<Int> = []
        if try await !entries(.keyBrandAdded, limit: 1).isEmpty {
            // A brand joins a list when it is made.
            joined = Set(try await brands.brands(of: key.organization).filter { $0.createdAt >= moment }.map(\.id))
        }
        return StandingGrant(key.grant, changes: changes, joined: joined)
    }

    // MARK: Rotating

    /// The rotation that the key is in, or that ended it.
    /// - Throws: ``CatalogError/notFound(_:)``, which names the old key where this is the new one.
    package static func rotation(of key: APIKey) throws(CatalogError) -> Grant.Rotation {
        if let rotation = key.grant.rotation { return rotation }
        let hint = key.predecessor.map { " It replaced \($0): name that one." } ?? ""
        throw .notFound("\(key.id) was not rotated.\(hint)")
    }

    /// What both keys of a rotation did since it began, by source.
    package func traffic(of rotation: Grant.Rotation, old: KeyID) async throws -> RotationTraffic {
        await flush()
        let since = rotation.since.hour
        let before = try await usage.calls(of: old, since: since, limit: 1000)
        let after = try await usage.calls(of: rotation.successor, since: since, limit: 1000)
        return RotationTraffic(
            old: UsageReport.sources(before), new: UsageReport.sources(after),
            oldLastUse: try await usage.lastUse(of: old), newLastUse: try await usage.lastUse(of: rotation.successor),
            at: clock.now(), since: rotation.since)
    }
}

/// How far a rotation has come.
package struct RotationTraffic: Sendable {
    package let old: [UsageReport.SourceCount]
    package let new: [UsageReport.SourceCount]
    package let oldLastUse: UsageLedger.Use?
    package let newLastUse: UsageLedger.Use?
    let at: Timestamp
    let since: Timestamp

    /// For how long the old key has been silent: since its last use, or since the rotation began.
    package var silence: Duration {
        let last = max(oldLastUse?.at ?? since, since)
        return .milliseconds(max(0, at.milliseconds - last.milliseconds))
    }

    /// An hour without a request counts as quiet.
    package var isQuiet: Bool { silence >= .seconds(3600) }

    /// The sources that used the old key and that the new one has not let in yet.
    package var stragglers: [UsageReport.SourceCount] {
        let moved = Set(new.filter { $0.accepted > 0 }.map(\.source))
        return old.filter { $0.accepted > 0 && !moved.contains($0.source) }
    }
}

/// Writes what gathered in memory, so that a report tells of the last second too. Failing is logged where it is done.
package typealias UsageFlush = @Sendable () async -> Void
