package import APIKeys

/// Everything that people do with keys: making, changing and ending them. See also `KeyService+Rotation.swift`.
package struct KeyService: Sendable {
    let keys: any KeyStore
    let policies: any PolicyStore
    private let approvals: any ApprovalStore
    let rules: KeyRules
    let clock: WallClock
    let refresh: AccessRefresh
    /// Bounds what a key can write into the audit log by asking for a successor again and again.
    let reports = RateLimiter()

    package init(
        keys: any KeyStore, brands: any BrandStore, policies: any PolicyStore, approvals: any ApprovalStore, clock: WallClock,
        refresh: @escaping AccessRefresh
    ) {
        self.keys = keys
        self.policies = policies
        self.approvals = approvals
        rules = KeyRules(brands: brands, policies: policies)
        self.clock = clock
        self.refresh = refresh
    }

    // MARK: Making

    /// Makes a key. The token in the answer is the only one there will ever be.
    /// - Throws: ``CatalogError/invalid(field:message:)`` with the field `name`, `scopes`, `brands`, `expires_at`, `addresses` or
    ///   `id`; ``CatalogError/conflict(_:)`` when the id of a supplied secret is taken.
    package func create(_ draft: KeyDraft, in organization: Organization, by actor: Actor) async throws -> CreatedKey {
        let now = clock.now()
        let name = try TextRule.keyName.check(draft.name)
        let policy = try await policies.policy(of: organization.id)
        let (secret, token) = try Self.secret(draft.supplied)
        var grant = Grant(
            id: secret.id, organization: organization.id, scopes: draft.scopes, brands: draft.brands,
            expiresAt: draft.expiresAt, addresses: draft.addresses, limit: draft.limit)
        if draft.rotatesItself { grant.traits.insert(.rotatesItself) }
        if secret.isSupplied { grant.traits.insert(.suppliedSecret) }
        try await rules.check(grant, before: nil, in: organization, policy: policy, createdAt: now, now: now)
        let mustWait = policy.needsApproval(of: grant)
        if mustWait { grant.traits.insert(.awaitsApproval) }

        let key = APIKey(grant: grant, name: name, createdAt: now, createdBy: actor.name)
        let audit = AuditDraft(at: now, actor: actor, action: .keyCreated, detail: Self.detail(of: key))
        let approval = mustWait ? ApprovalDraft(.key(key.id), by: actor) : nil
        try await keys.insert(NewKey(key, secret: secret, audit: audit, approval: approval))
        try await refresh([key.id])
        return CreatedKey(key: key, token: token)
    }

    /// - Returns: what the key is made from, and the token where this server generates it.
    static func secret(_ supplied: SuppliedSecret?) throws(CatalogError) -> (KeySecret, Token?) {
        guard let supplied else {
            let token = Token.generate()
            return (.generated(token), token)
        }
        guard supplied.id.kind == .key else {
            throw .invalid(field: "id", message: "\(supplied.id) is the id of an admin token; a key's begins with lk_.")
        }
        return (.supplied(id: supplied.id, hash: supplied.hash), nil)
    }

    static func detail(of key: APIKey) -> [String: String] {
        var detail = [
            "name": key.name, "scopes": GrantWords.scopes(key.grant), "brands": GrantWords.brands(key.grant),
            "expires": GrantWords.expiry(key.grant),
        ]
        if !key.grant.addresses.isEmpty { detail["addresses"] = GrantWords.addresses(key.grant) }
        if key.grant.limit != nil { detail["limit"] = GrantWords.limit(key.grant) }
        if key.grant.traits.contains(.rotatesItself) { detail["rotates_itself"] = "yes" }
        if key.grant.traits.contains(.suppliedSecret) { detail["secret"] = "supplied by the caller" }
        if key.grant.traits.contains(.awaitsApproval) { detail["awaits_approval"] = "yes" }
        if let predecessor = key.predecessor { detail["replaces"] = predecessor.description }
        return detail
    }

    // MARK: Changing

    /// Changes what is given in `edit`. When this returns, no request that begins later is decided by the old grant.
    ///
    /// - Parameters:
    ///   - revisions: the change is made only when the key is as one of these left it; `nil`: however it is.
    ///   - decides: the approval that this carries out.
    /// - Returns: the key as it now is, and whether the change waits for a second admin instead of being in force.
    /// - Throws: ``CatalogError``; `.stale` when the key is at none of the revisions, `.conflict` for a key that has ended, or waits for
    ///   approval itself, or of which another change waits with which this one would reach further than was asked for.
    package func edit(
        _ id: KeyID, _ edit: KeyEdit, in organization: Organization, ifAt revisions: Set<Int>? = nil, by actor: Actor,
        decides approval: Approval? = nil
    ) async throws -> (key: APIKey, isPending: Bool) {
        let (edit, policy, now) = try await checked(edit, of: id, in: organization, ifAt: revisions, decides: approval)
        let key = try await keys.change(id, in: organization.id) { current in
            try Self.check(current, isAt: revisions)
            try Self.refuseEnded(current, at: now)
            let changed = edit.applied(to: current)
            if case .change(_, _, let revision)? = approval?.proposal, current.isOutdated(revision, for: edit) {
                throw CatalogError.conflict(
                    "Key \(id) was changed since this was asked for, so it would not become what was to be agreed to. "
                        + "Turn this down, look at the key, and have it asked for again.")
            }
            // A proposal that came true in another way meanwhile is decided all the same.
            guard changed != current || approval != nil else { return nil }
            var detail = ["name": current.name]
            var changes = GrantWords.changes(current.grant, changed.grant)
            changes.append(FieldChange("name", before: current.name, after: changed.name))
            if approval == nil, policy.needsApproval(of: changed.grant, before: current.grant) {
                let audit = AuditDraft(at: now, actor: actor, action: .keyChangeRequested, detail: detail, changes: changes)
                return KeyChange(
                    current, audit: audit, approval: ApprovalDraft(.change(id, edit, revision: current.revision), by: actor))
            }
            if let approval { detail["requested_by"] = approval.requestedBy }
            let audit = AuditDraft(at: now, actor: actor, action: .keyChanged, detail: detail, changes: changes)
            return KeyChange(changed, audit: audit, decides: approval?.id)
        }
        guard let key else { throw Self.noKey(id, organization) }
        try await refresh([id])
        return (key, edit.applied(to: key) != key)
    }

    /// The edit with its texts in order, once the key that it makes is known to keep to the rules.
    ///
    /// - Parameters: as for ``edit(_:_:in:ifAt:by:decides:)``.
    package func checked(
        _ edit: KeyEdit, of id: KeyID, in organization: Organization, ifAt revisions: Set<Int>? = nil,
        decides approval: Approval? = nil
    ) async throws -> (edit: KeyEdit, policy: OrganizationPolicy, now: Timestamp) {
        var edit = edit
        let now = clock.now()
        if let name = edit.name { edit.name = try TextRule.keyName.check(name) }
        let policy = try await policies.policy(of: organization.id)
        let key = try await find(id, in: organization, ifAt: revisions)
        try Self.refuseEnded(key, at: now)
        try await rules.check(
            edit.applied(to: key.grant), before: key.grant, in: organization, policy: policy, createdAt: key.createdAt, now: now)
        if approval == nil, policy.fourEyes { try await refuseBeside(edit, key, policy, in: organization) }
        return (edit, policy, now)
    }

    /// A change that needs nobody's approval by itself may make another that waits into more than was asked for: both together are
    /// judged. What is written between this and the change makes the other outdated, see ``APIKey/isOutdated(_:for:)``.
    private func refuseBeside(
        _ edit: KeyEdit, _ key: APIKey, _ policy: OrganizationPolicy, in organization: Organization
    ) async throws {
        guard let waiting = try await approvals.open(for: key.id, in: organization.id), waiting.isIntact,
            case .change(_, let asked, _) = waiting.proposal
        else { return }
        for before in [key.grant, asked.applied(to: key.grant)]
        where policy.needsApproval(of: edit.applied(to: before), before: before) {
            throw CatalogError.conflict(
                "A change of key \(key.id) waits for a second admin, and beside it this one would let the key reach further than "
                    + "that admin sees. Have the other decided first, or withdraw it and ask for both together.")
        }
    }

    static func refuseEnded(_ key: APIKey, at now: Timestamp) throws {
        switch key.state(at: now) {
        case .active, .rotating, .expired: return
        case .pending:
            throw CatalogError.conflict(
                "Key \(key.id) waits for the approval of a second admin. Approve it, or turn it down and make another.")
        case .revoked: throw CatalogError.conflict("Key \(key.id) was revoked; there is no way back. Make a new key.")
        case .rotated:
            throw CatalogError.conflict("Key \(key.id) was rotated out. Change the key that replaced it, or make a new one.")
        case .tampered: throw StoreError.sealBroken("API key \(key.id)")
        }
    }

    // MARK: Ending

    /// Ends a key for good. When this returns, no request that begins later is accepted on it. Revoking twice is harmless.
    ///
    /// - Parameters:
    ///   - revisions: as for a change.
    ///   - reason: stands in the entry; nothing for what people do.
    package func revoke(
        _ id: KeyID, in organization: Organization, ifAt revisions: Set<Int>? = nil, by actor: Actor, reason: String? = nil
    ) async throws -> APIKey {
        let key = try await revoke(id, in: organization.id, ifAt: revisions, by: actor, reason: reason)
        guard let key else { throw Self.noKey(id, organization) }
        return key
    }

    /// - Returns: `nil` when the organization has no such key.
    package func revoke(
        _ id: KeyID, in organization: Int, ifAt revisions: Set<Int>? = nil, by actor: Actor, reason: String?
    ) async throws -> APIKey? {
        let key = try await keys.change(id, in: organization) { current in
            try Self.check(current, isAt: revisions)
            // Other writers may have been waited for until here, and the key was accepted meanwhile.
            let now = clock.now()
            if current.isIntact, current.grant.end?.isInForce(at: now) == true { return nil }
            var ended = current
            ended.grant.end = .revoked(at: now)
            var detail = ["name": current.name]
            if let reason { detail["reason"] = reason }
            if let rotation = current.grant.rotation(at: now) { detail["successor"] = rotation.successor.description }
            return KeyChange(ended, audit: AuditDraft(at: now, actor: actor, action: .keyRevoked, detail: detail))
        }
        try await refresh([id])
        return key
    }

    // MARK: Reading

    package func list(_ query: KeyQuery, of organization: Organization) async throws -> KeyPage {
        try await keys.list(query, of: organization.id, at: clock.now())
    }

    /// Live keys that end within `days`, the first to end first; at most 50.
    package func ending(within days: Int, in organization: Organization) async throws -> [APIKey] {
        let now = clock.now()
        return try await keys.ending(in: organization.id, before: now + .seconds(days * 86_400), after: now, limit: 50)
    }

    /// - Throws: ``CatalogError``; `.notFound`, also for a key of another organization, and `.stale` when the key is at none of the
    ///   revisions.
    package func find(_ id: KeyID, in organization: Organization, ifAt revisions: Set<Int>? = nil) async throws -> APIKey {
        guard let key = try await keys.find(id, in: organization.id) else { throw Self.noKey(id, organization) }
        try Self.check(key, isAt: revisions)
        return key
    }

    static func check(_ key: APIKey, isAt revisions: Set<Int>?) throws(CatalogError) {
        guard let revisions, !revisions.contains(key.revision) else { return }
        throw .stale(
            "Key \(key.id) was changed since you read it; nothing was done. Read it again, and decide by what it is now.")
    }

    static func noKey(_ id: KeyID, _ organization: Organization) -> CatalogError {
        .notFound("\(organization.name) has no key \(id).")
    }
}

/// Brings what is held in memory up to what was just committed; only then may a change be called done. The keys that were changed are
/// read whatever the log says.
package typealias AccessRefresh = @Sendable (_ keys: Set<KeyID>) async throws -> Void
