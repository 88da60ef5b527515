/// What an organization demands of its keys.
package struct PolicyService: Sendable {
    private let policies: any PolicyStore
    private let approvals: any ApprovalStore
    private let clock: WallClock

    package init(policies: any PolicyStore, approvals: any ApprovalStore, clock: WallClock) {
        self.policies = policies
        self.approvals = approvals
        self.clock = clock
    }

    package func find(of organization: Organization) async throws -> OrganizationPolicy {
        try await policies.policy(of: organization.id)
    }

    /// Sets the whole policy. Switching four eyes off needs four eyes: the change then waits for a second admin.
    ///
    /// - Returns: whether it waits instead of being in force.
    /// - Throws: ``CatalogError/invalid(field:message:)``.
    package func set(_ policy: OrganizationPolicy, of organization: Organization, by actor: Actor) async throws -> Bool {
        try policy.check()
        let before = try await policies.policy(of: organization.id)
        guard before != policy else { return false }
        let mustWait = before.fourEyes && !policy.fourEyes
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
