/// Reading the audit log. Writing is no service: it happens inside each change.
package struct AuditService: Sendable {
    private let audit: any AuditStore

    package init(audit: any AuditStore) { self.audit = audit }

    package func list(_ query: AuditQuery, of organization: Organization) async throws -> [AuditEvent] {
        try await audit.list(query, of: organization.id)
    }

    /// Follows the chain from the first entry to the last.
    package func verify() async throws -> AuditVerdict { try await audit.verify() }
}
