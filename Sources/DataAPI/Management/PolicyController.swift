internal import Catalog
internal import Hummingbird
internal import Web

/// What the organization demands of all its keys.
struct PolicyController: Sendable {
    let gate: AdminGate
    let catalog: Catalog

    func addRoutes(to router: RouterGroup<AppContext>) {
        router.get("policy", use: gate.admit(show))
        router.put("policy", use: gate.admit(rehearsing: set))
    }

    private func show(_ request: Request, _ context: AppContext, _ admin: AdminGate.Admin) async throws -> Response {
        let policy = try await catalog.policies.find(of: admin.organization)
        var json = JSONWriter()
        json.object { $0.policy(policy) }
        return json.response()
    }

    /// All of it, so that nothing is switched off by being left out. 202 when it waits for a second admin.
    private func set(
        _ request: Request, _ context: AppContext, _ admin: AdminGate.Admin, isDryRun: Bool
    ) async throws -> Response {
        var body = try await BodyReader.read(request, beingStrict: true)
        let policy = OrganizationPolicy(reading: &body)
        try body.check()
        if isDryRun { return Self.preview(try await catalog.policies.preview(policy, of: admin.organization)) }
        let isPending = try await catalog.policies.set(policy, of: admin.organization, by: admin.actor)
        let inForce = try await catalog.policies.find(of: admin.organization)
        var json = JSONWriter()
        json.object { object in
            object.policy(inForce)
            object.field("awaits_approval", isPending)
        }
        return json.response(status: isPending ? .accepted : .ok)
    }

    private static func preview(_ preview: PolicyPreview) -> Response {
        var json = JSONWriter()
        json.object { object in
            object.field("dry_run", true)
            object.field("policy") { writer in writer.object { $0.policy(preview.policy) } }
            object.field("awaits_approval", preview.awaitsApproval)
            object.field("keys_revoked", preview.keysRevoked)
        }
        return json.response()
    }
}

extension OrganizationPolicy {
    fileprivate init(reading body: inout BodyReader) {
        self.init()
        longestLifeDays = body.requiredNullable("longest_life_days", .integer(in: Self.days))
        unusedDays = body.requiredNullable("unused_days", .integer(in: Self.days))
        onLeak = body.required("on_leak", .choice()) ?? .revoke
        fourEyes = body.required("four_eyes", .bool) ?? false
    }
}

extension JSONWriter.Object {
    fileprivate mutating func policy(_ policy: OrganizationPolicy) {
        field("longest_life_days", policy.longestLifeDays)
        field("unused_days", policy.unusedDays)
        field("on_leak", policy.onLeak.rawValue)
        field("four_eyes", policy.fourEyes)
    }
}
