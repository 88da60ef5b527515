internal import APIKeys
internal import Catalog
internal import Hummingbird
internal import Web

/// `/v1/organizations/{organization_id}/…`: what an organization's admins do with its keys, by program. Every route is behind the
/// ``AdminGate``; what an admin token may do is what its owner may do in the dashboard, save making admin tokens.
struct ManagementAPI: Sendable {
    let gate: AdminGate
    let catalog: Catalog

    /// - Parameters:
    ///   - limit: how many requests one admin token may make.
    ///   - uptime: nanoseconds of a clock that never goes back, for that limit.
    init(
        catalog: Catalog, verifier: Verifier, metrics: RequestMetrics, limit: RateLimit? = AdminGate.standardLimit,
        uptime: @escaping @Sendable () -> Int64 = { Uptime.nanoseconds }
    ) {
        self.catalog = catalog
        gate = AdminGate(
            tokens: catalog.adminTokens, denials: catalog.denials, verifier: verifier, metrics: metrics, limit: limit,
            uptime: uptime)
    }

    func addRoutes(to router: RouterGroup<AppContext>) {
        let organization = router.group("organizations/{organization_id}")
        OrganizationController(gate: gate, catalog: catalog).addRoutes(to: organization)
        ManagedKeyController(gate: gate, catalog: catalog).addRoutes(to: organization)
        RotationController(gate: gate, catalog: catalog).addRoutes(to: organization)
        KeyInsightController(gate: gate, catalog: catalog).addRoutes(to: organization)
        ApprovalController(gate: gate, catalog: catalog).addRoutes(to: organization)
        PolicyController(gate: gate, catalog: catalog).addRoutes(to: organization)
        AuditEventController(gate: gate, catalog: catalog).addRoutes(to: organization)
        WebhookController(gate: gate, catalog: catalog).addRoutes(to: organization)
        LeakListController(gate: gate, catalog: catalog).addRoutes(to: organization)
    }
}
