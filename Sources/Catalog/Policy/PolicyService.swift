internal import APIKeys

/// What an organization demands of its keys.
package struct PolicyService: Sendable {
    private let policies: any PolicyStore
    private let approvals: any ApprovalStore
    private let keys: any KeyStore
    private let clock: WallClock
    private let flush: UsageFlush

    package init(
        policies: any PolicyStore, approvals: any ApprovalStore, keys: any KeyStore, clock: WallClock, flush: @escaping UsageFlush
    ) {
        self.policies = policies
        self.approvals = approvals
        self.keys = keys
        self.clock = clock
        self.flush = flush
    }

    package func find(of organization: Organization) async throws -> OrganizationPolicy {
        try await policies.policy(of: organization.id)
    }

    /// What setting it would do.
    /// - Throws: ``CatalogError/invalid(field:message:)``.
    package func preview(_ policy: OrganizationPolicy, of organization: Organization) async throws -> PolicyPreview {
        try policy.check()
        let before = try await policies.policy(of: organization.id)
        var revoked = 0
        // A rule that is no stricter than the one in force finds nothing that this one left.
        if let days = policy.unusedDays, days < before.unusedDays ?? .max {
            await flush()
            let since = clock.now() + .seconds(-days * 86_400)
            revoked = try await keys.unused(in: organization.id, since: since, limit: Housekeeping.mostUnused).count
        }
        return PolicyPreview(policy: policy, awaitsApproval: before.waits(toBecome: policy), keysRevoked: revoked)
    }

    /// Sets the whole policy. Switching four eyes off needs four eyes: the change then waits for a second admin.
    ///
    /// - Returns: whether it waits instead of being in force.
    /// - Throws: ``CatalogError/invalid(field:message:)``.
    package func set(_ policy: OrganizationPolicy, of organization: Organization, by actor: Actor) async throws -> Bool {
        try policy.check()
        let before = try await policies.policy(of: organization.id)
        guard before != policy else { return false }
        let mustWait = before.waits(toBecome: policy)
        let audit = AuditDraft(
            at: clock.now(), actor: actor, action: mustWait ? .policyChangeRequested : .policyChanged,
            changes: before.changes(to: policy))
        if mustWait {
            _ = try await approvals.request(ApprovalDraft(.policy(policy), by: actor), in: organization.id, audit: audit)
        } else {
            try await policies.set(policy, of: organization.id, decides: nil, audit: audit)
        }
        return mustWait
    }
}
