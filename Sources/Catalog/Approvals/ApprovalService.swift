package import APIKeys

/// What waits for a second admin, and agreeing to it.
package struct ApprovalService: Sendable {
    /// Requests of one person that wait.
    package static let mostOpen = 100

    private let approvals: any ApprovalStore
    private let store: any KeyStore
    private let policies: any PolicyStore
    private let keys: KeyService
    private let clock: WallClock
    private let refresh: AccessRefresh

    package init(
        approvals: any ApprovalStore, store: any KeyStore, policies: any PolicyStore, keys: KeyService, clock: WallClock,
        refresh: @escaping AccessRefresh
    ) {
        self.approvals = approvals
        self.store = store
        self.policies = policies
        self.keys = keys
        self.clock = clock
        self.refresh = refresh
    }

    /// All that waits, oldest first.
    package func open(of organization: Organization) async throws -> [Approval] {
        try await approvals.open(of: organization.id)
    }

    /// What of a key waits; `nil` for nothing.
    package func open(for key: KeyID, of organization: Organization) async throws -> Approval? {
        try await approvals.open(for: key, in: organization.id)
    }

    /// - Throws: ``CatalogError/notFound(_:)``.
    package func find(_ id: Int, in organization: Organization) async throws -> Approval {
        guard let approval = try await approvals.find(id, in: organization.id) else {
            throw CatalogError.notFound("Nothing with the number \(id) waits for approval in \(organization.name).")
        }
        return approval
    }

    /// Carries out what was proposed.
    /// - Throws: ``CatalogError/selfApproval(_:)`` when the same person proposed it; ``CatalogError/conflict(_:)`` when the key was
    ///   changed since, or it makes no sense any more.
    package func approve(_ id: Int, in organization: Organization, by actor: Actor) async throws {
        let approval = try await find(id, in: organization)
        guard approval.isIntact else { throw StoreError.sealBroken("approval \(id)") }
        guard approval.requester != actor.identity else {
            throw CatalogError.selfApproval(
                "You asked for this yourself; another admin of \(organization.name) must agree to it.")
        }
        switch approval.proposal {
        case .key(let key): try await approve(key, approval, in: organization, by: actor)
        case .change(let key, let edit, _):
            _ = try await keys.edit(key, edit, in: organization, by: actor, decides: approval)
        case .policy(let policy):
            let audit = AuditDraft(
                at: clock.now(), actor: actor, action: .policyChanged, detail: ["requested_by": approval.requestedBy],
                changes: try await policies.policy(of: organization.id).changes(to: policy))
            try await policies.set(policy, of: organization.id, decides: approval.id, audit: audit)
        }
    }

    private func approve(_ id: KeyID, _ approval: Approval, in organization: Organization, by actor: Actor) async throws {
        let now = clock.now()
        let key = try await store.change(id, in: organization.id) { current in
            guard current.state(at: now) == .pending else {
                throw CatalogError.conflict("Key \(id) does not wait for approval any more.")
            }
            var approved = current
            approved.grant.traits.remove(.awaitsApproval)
            let detail = ["name": current.name, "requested_by": approval.requestedBy]
            return KeyChange(
                approved, audit: AuditDraft(at: now, actor: actor, action: .keyApproved, detail: detail), decides: approval.id)
        }
        guard key != nil else { throw KeyService.noKey(id, organization) }
        try await refresh([id])
    }

    /// Turns a proposal down. A new key is revoked by that. The requester may do it too.
    package func reject(_ id: Int, in organization: Organization, by actor: Actor) async throws {
        let approval = try await find(id, in: organization)
        let now = clock.now()
        switch approval.proposal {
        case .key(let key):
            // Ending the key closes what waits for it.
            _ = try await keys.revoke(key, in: organization, by: actor, reason: "not approved")
        case .change(let key, _, _):
            let audit = AuditDraft(
                at: now, actor: actor, action: .keyRejected,
                detail: ["requested_by": approval.requestedBy, "key": key.description])
            try await approvals.reject(approval, audit: audit)
        case .policy:
            let audit = AuditDraft(
                at: now, actor: actor, action: .policyChangeRejected, detail: ["requested_by": approval.requestedBy])
            try await approvals.reject(approval, audit: audit)
        }
    }
}

extension ApprovalService {
    /// What agreeing to it would do, as things now stand.
    package func effect(of approval: Approval, in organization: Organization) async throws -> ApprovalEffect {
        var key: APIKey?
        if let id = approval.key { key = try await keys.find(id, in: organization) }
        return ApprovalEffect(approval, on: key, policy: try await policies.policy(of: organization.id))
    }
}
