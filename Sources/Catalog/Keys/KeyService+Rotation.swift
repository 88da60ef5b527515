package import APIKeys

/// How a key is to be replaced.
package struct RotationRequest: Sendable {
    /// For how long the old key goes on to work; zero for not at all.
    package var overlap: Duration
    /// Ends the overlap early once the old key has been silent for so long.
    package var quietFor: Duration?
    /// The successor's expiry; the old key's when `nil`, `.some(nil)` for never.
    package var expiresAt: Timestamp??
    package var supplied: SuppliedSecret?

    package init(overlap: Duration, quietFor: Duration? = nil) {
        self.overlap = overlap
        self.quietFor = quietFor
    }

    package static let longestOverlap = Duration.seconds(7 * 86_400)
    /// How many keys of one line of successors may work at once when a key rotates itself.
    package static let mostWorking = 10
    /// How many keys such a line may get within the longest overlap: as far as it is looked through.
    package static let longestLine = 2000
    package static let shortestQuiet = Duration.seconds(60)

    func check() throws(CatalogError) {
        guard overlap >= .zero, overlap <= Self.longestOverlap else {
            throw .invalid(
                field: "overlap_seconds", message: "The old key can be kept for up to 7 days (604800 seconds), or not at all (0)."
            )
        }
        guard let quietFor else { return }
        guard overlap > .zero else {
            throw .invalid(field: "quiet_seconds", message: "Without an overlap there is no silence to wait for. Leave it out.")
        }
        guard quietFor >= Self.shortestQuiet, quietFor <= overlap else {
            throw .invalid(
                field: "quiet_seconds",
                message: "The silence that ends the overlap must be from 60 seconds to the overlap itself.")
        }
    }
}

extension KeyService {
    /// Gives the key a successor with the same grant.
    ///
    /// - Parameter revisions: as for a change.
    /// - Throws: ``CatalogError``; `.stale` when the key is at none of the revisions, `.conflict` for a key that does not work, or has a
    ///   successor already.
    package func rotate(
        _ id: KeyID, _ request: RotationRequest, in organization: Organization, ifAt revisions: Set<Int>? = nil, by actor: Actor
    ) async throws -> (old: APIKey, successor: CreatedKey) {
        let now = clock.now()
        let (secret, token) = try Self.secret(request.supplied)
        let policy = try await checked(request, of: id, secret: secret, in: organization, now: now)
        let old = try await keys.change(id, in: organization.id) { current in
            // Other writers may have been waited for until here.
            let now = clock.now()
            try Self.check(current, isAt: revisions)
            try Self.refuseUnrotatable(current, at: now)
            return Self.change(current, request, secret, policy: policy, by: actor, at: now)
        }
        guard let old else { throw Self.noKey(id, organization) }
        try await refresh([id, secret.id])
        guard let successor = try await keys.find(secret.id, in: organization.id) else {
            throw Self.noKey(secret.id, organization)
        }
        return (old, CreatedKey(key: successor, token: token))
    }

    /// What ``rotate(_:_:in:by:)`` would make of the key. Every rule is asked; nothing is written.
    package func rehearseRotation(
        _ id: KeyID, _ request: RotationRequest, in organization: Organization
    ) async throws -> (old: APIKey, successor: APIKey) {
        let now = clock.now()
        let (secret, _) = try Self.secret(request.supplied)
        let policy = try await checked(request, of: id, secret: secret, in: organization, now: now)
        let current = try await find(id, in: organization)
        try Self.refuseUnrotatable(current, at: now)
        if request.supplied != nil, try await keys.isTaken(secret.id) { throw CatalogError.taken(secret.id) }
        let change = Self.change(current, request, secret, policy: policy, by: .server, at: now)
        return (change.key, change.successor?.key ?? change.key)
    }

    /// - Returns: the policy that the successor keeps to.
    private func checked(
        _ request: RotationRequest, of id: KeyID, secret: KeySecret, in organization: Organization, now: Timestamp
    ) async throws -> OrganizationPolicy {
        let policy = try await policies.policy(of: organization.id)
        try request.check()
        guard case .some(let expiresAt) = request.expiresAt else { return policy }
        // The successor's life begins now, so that is what the longest life is counted from.
        let current = try await find(id, in: organization)
        var probe = current.grant.granted(to: secret.id, traits: [])
        probe.expiresAt = expiresAt
        try await rules.check(probe, before: current.grant, in: organization, policy: policy, createdAt: now, now: now)
        guard !policy.needsApproval(of: probe, before: current.grant) else {
            throw CatalogError.conflict(
                "A longer life of key \(id) needs a second admin. Rotate it with the expiry that it has, then ask for a later one."
            )
        }
        return policy
    }

    private static func refuseUnrotatable(_ key: APIKey, at now: Timestamp) throws {
        switch key.state(at: now) {
        case .active: return
        case .rotating:
            throw CatalogError.conflict(
                "Key \(key.id) is being rotated already: finish that, or revoke it. Its successor can be rotated by itself.")
        case .expired: throw CatalogError.conflict("Key \(key.id) has expired. Make a new key.")
        default: try refuseEnded(key, at: now)
        }
    }

    /// What a key that may gets from `POST /v1/key/rotate`: the same grant and the same expiry, so that no key prolongs itself.
    ///
    /// - Returns: `nil` when the key has a successor already; its organization's admins are told.
    /// - Throws: a ``Refusal`` when the key was forbidden to meanwhile; ``CatalogError/conflict(_:)`` when as many keys of its line
    ///   work as may.
    package func rotateItself(_ key: VerifiedKey, overlap: Duration) async throws -> CreatedKey? {
        let request = RotationRequest(overlap: overlap)
        try request.check()
        let policy = try await policies.policy(of: key.organization)
        let token = Token.generate()
        let actor = Actor.key(key.id)
        let mayReport = mayReport(key.id)
        let old = try await keys.change(key.id, in: key.organization) { current in
            let now = clock.now()
            switch current.state(at: now) {
            case .active:
                guard current.grant.traits.contains(.rotatesItself) else { throw Refusal.selfRotationNotAllowed(current.id) }
                var change = Self.change(current, request, .generated(token), policy: policy, by: actor, at: now)
                change.isBounded = true
                return change
            case .rotating: return mayReport ? Self.reuse(current, at: now) : nil
            default:
                try Self.refuseEnded(current, at: now)
                throw CatalogError.conflict("Key \(current.id) has expired. Ask an organization admin for a new one.")
            }
        }
        try await refresh([key.id, token.id])
        guard case .rotated(let rotation)? = old?.grant.end, rotation.successor == token.id,
            let successor = try await keys.find(token.id, in: key.organization)
        else { return nil }
        return CreatedKey(key: successor, token: token)
    }

    /// Tells the admins that a key which has a successor asked for another: two hold it, and one of them may have stolen it.
    package func reportReuse(of key: Grant) async throws {
        let now = clock.now()
        guard mayReport(key.id) else { return }
        _ = try await keys.change(key.id, in: key.organization) { current in
            current.state(at: now) == .rotating ? Self.reuse(current, at: now) : nil
        }
    }

    private func mayReport(_ key: KeyID) -> Bool {
        (try? reports.take(key, .reports, at: Uptime.nanoseconds).get()) != nil
    }

    private static func reuse(_ key: APIKey, at now: Timestamp) -> KeyChange {
        KeyChange(key, audit: AuditDraft(at: now, actor: .key(key.id), action: .keyReused, detail: ["name": key.name]))
    }

    /// Ends an overlap now.
    /// - Throws: ``CatalogError/conflict(_:)`` when the key is not being rotated.
    package func finishRotation(_ id: KeyID, in organization: Organization, by actor: Actor) async throws -> APIKey {
        let key = try await keys.change(id, in: organization.id) { current in
            let now = clock.now()
            guard current.isIntact, current.grant.rotation(at: now) != nil else {
                throw CatalogError.conflict("Key \(id) is not being rotated.")
            }
            return Self.finish(current, by: actor, at: now, because: "finished by hand")
        }
        guard let key else { throw Self.noKey(id, organization) }
        try await refresh([id])
        return key
    }

    private static func change(
        _ current: APIKey, _ request: RotationRequest, _ secret: KeySecret, policy: OrganizationPolicy, by actor: Actor,
        at now: Timestamp
    ) -> KeyChange {
        var grant = current.grant.granted(to: secret.id, traits: current.grant.traits.subtracting(.suppliedSecret))
        if secret.isSupplied { grant.traits.insert(.suppliedSecret) }
        if case .some(let expiresAt) = request.expiresAt {
            grant.expiresAt = expiresAt
        } else if let days = policy.longestLifeDays {
            let latest = now + .seconds(days * 86_400)
            grant.expiresAt = min(grant.expiresAt ?? latest, latest)
        }
        let successor = APIKey(
            grant: grant, name: current.name, createdAt: now, createdBy: actor.name, predecessor: current.id)
        var old = current
        let isImmediate = request.overlap == .zero
        let until = now + request.overlap
        old.grant.end = .rotated(Grant.Rotation(to: secret.id, since: now, until: until, isOver: isImmediate))
        old.quietFor = request.quietFor
        let lastMoment = old.grant.endsAt ?? until
        var detail = ["name": current.name, "successor": secret.id.description, "works_until": lastMoment.iso8601]
        if let quiet = request.quietFor { detail["quiet_seconds"] = String(quiet.components.seconds) }
        return KeyChange(
            old, audit: AuditDraft(at: now, actor: actor, action: .keyRotated, detail: detail),
            successor: NewKey(
                successor, secret: secret,
                audit: AuditDraft(at: now, actor: actor, action: .keyCreated, detail: Self.detail(of: successor))))
    }

    static func finish(_ key: APIKey, by actor: Actor, at now: Timestamp, because reason: String) -> KeyChange? {
        guard case .rotated(let rotation)? = key.grant.end, !rotation.isOver else { return nil }
        var finished = key
        finished.grant.end = .rotated(rotation.finished(at: now))
        let detail = ["name": key.name, "successor": rotation.successor.description, "reason": reason]
        return KeyChange(finished, audit: AuditDraft(at: now, actor: actor, action: .keyRotationFinished, detail: detail))
    }
}
