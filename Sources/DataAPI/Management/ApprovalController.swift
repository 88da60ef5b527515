internal import APIKeys
internal import Catalog
internal import Hummingbird
internal import Web

/// What waits for a second admin. Whoever asked for it cannot agree to it, neither in person nor by an admin token of theirs.
struct ApprovalController: Sendable {
    let gate: AdminGate
    let catalog: Catalog

    func addRoutes(to router: RouterGroup<AppContext>) {
        router.get("approvals", use: gate.admit(list))
        router.post("approvals/{approval_id}/approve", use: gate.admit(approve))
        router.post("approvals/{approval_id}/reject", use: gate.admit(reject))
        router.post("api-keys/{key_id}/approve", use: gate.admit(approveKey))
        router.post("api-keys/{key_id}/reject", use: gate.admit(rejectKey))
    }

    /// Oldest first, each with what it would change, and all that the key would be allowed then.
    private func list(_ request: Request, _ context: AppContext, _ admin: AdminGate.Admin) async throws -> Response {
        var items: [(approval: Approval, effect: ApprovalEffect?)] = []
        for approval in try await catalog.approvals.open(of: admin.organization) {
            // What was changed outside this server may name anything, and nobody can agree to it.
            let effect = approval.isIntact ? try await catalog.approvals.effect(of: approval, in: admin.organization) : nil
            items.append((approval, effect))
        }
        var json = JSONWriter()
        json.object { object in
            object.field("items", array: items) { writer, item in
                writer.object { object in
                    object.approval(item.approval)
                    object.field("outdated", item.effect?.isOutdated ?? false)
                    object.changes(item.effect?.changes ?? [])
                    object.field("grant") { writer in
                        guard let grant = item.effect?.grant else { return writer.null() }
                        writer.object { $0.grant(grant) }
                    }
                }
            }
        }
        return json.response()
    }

    private func approve(_ request: Request, _ context: AppContext, _ admin: AdminGate.Admin) async throws -> Response {
        try await BodyReader.refuseMembers(of: request)
        let approval = try await approval(context, admin)
        try await catalog.approvals.approve(approval.id, in: admin.organization, by: admin.actor)
        return Self.decided(approval, "approved")
    }

    private func reject(_ request: Request, _ context: AppContext, _ admin: AdminGate.Admin) async throws -> Response {
        try await BodyReader.refuseMembers(of: request)
        let approval = try await approval(context, admin)
        try await catalog.approvals.reject(approval.id, in: admin.organization, by: admin.actor)
        return Self.decided(approval, "rejected")
    }

    private func approval(_ context: AppContext, _ admin: AdminGate.Admin) async throws -> Approval {
        try await catalog.approvals.find(try context.integer("approval_id").get(), in: admin.organization)
    }

    private static func decided(_ approval: Approval, _ decision: String) -> Response {
        var json = JSONWriter()
        json.object { object in
            object.approval(approval)
            object.field("decision", decision)
        }
        return json.response()
    }

    // MARK: By the key that it is about

    private func approveKey(_ request: Request, _ context: AppContext, _ admin: AdminGate.Admin) async throws -> Response {
        try await BodyReader.refuseMembers(of: request)
        let approval = try await approvalOfKey(context, admin)
        try await catalog.approvals.approve(approval.id, in: admin.organization, by: admin.actor)
        return try await key(context, admin)
    }

    private func rejectKey(_ request: Request, _ context: AppContext, _ admin: AdminGate.Admin) async throws -> Response {
        try await BodyReader.refuseMembers(of: request)
        let approval = try await approvalOfKey(context, admin)
        try await catalog.approvals.reject(approval.id, in: admin.organization, by: admin.actor)
        return try await key(context, admin)
    }

    private func approvalOfKey(_ context: AppContext, _ admin: AdminGate.Admin) async throws -> Approval {
        let key = try await catalog.keys.find(try context.keyID(), in: admin.organization)
        guard let approval = try await catalog.approvals.open(for: key.id, of: admin.organization) else {
            throw CatalogError.conflict("Nothing of key \(key.id) waits for approval. See GET …/approvals for what does.")
        }
        return approval
    }

    private func key(_ context: AppContext, _ admin: AdminGate.Admin) async throws -> Response {
        let key = try await catalog.keys.find(try context.keyID(), in: admin.organization)
        var json = JSONWriter()
        json.object { $0.key(key, at: catalog.clock.now()) }
        return json.response(of: key)
    }
}

extension JSONWriter.Object {
    fileprivate mutating func approval(_ approval: Approval) {
        field("id", approval.id)
        field("kind", approval.kind)
        field("key_id", approval.key?.description)
        field("requested_by", approval.requestedBy)
        field("requested_at", approval.requestedAt.iso8601)
        // Who can write the database may have changed it; nobody can agree to it then.
        field("tampered", !approval.isIntact)
    }

    /// `{"scopes": {"before": "query", "after": "query, configure"}}`, in the words of the audit log.
    mutating func changes(_ changes: [FieldChange]) {
        field("changes") { writer in
            writer.object { object in
                for change in changes where change.before != change.after {
                    object.field(change.field) { writer in
                        writer.object { item in
                            item.field("before", change.before)
                            item.field("after", change.after)
                        }
                    }
                }
            }
        }
    }
}

extension Approval {
    fileprivate var kind: String {
        switch proposal {
        case .key: "key"
        case .change: "key_change"
        case .policy: "policy_change"
        }
    }
}
