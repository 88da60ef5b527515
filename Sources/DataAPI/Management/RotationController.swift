internal import APIKeys
internal import Catalog
internal import Hummingbird
internal import Web

/// Giving a key a successor, watching who changes over, and ending the time in which both work.
struct RotationController: Sendable {
    let gate: AdminGate
    let catalog: Catalog

    func addRoutes(to router: RouterGroup<AppContext>) {
        router.post("api-keys/{key_id}/rotate", use: gate.admit(rehearsing: rotate))
        router.get("api-keys/{key_id}/rotation", use: gate.admit(watch))
        router.post("api-keys/{key_id}/finish-rotation", use: gate.admit(finish))
    }

    /// 201 with the successor's token, which is shown here and never again; `null` where the caller made the secret. With `If-Match`
    /// only a key that nobody has changed meanwhile.
    private func rotate(
        _ request: Request, _ context: AppContext, _ admin: AdminGate.Admin, isDryRun: Bool
    ) async throws -> Response {
        let id = try context.keyID()
        let revisions = EntityTag.revisions(ifMatch: request.headers)
        var body = try await BodyReader.readOptional(request, beingStrict: true)
        let rotation = RotationRequest(reading: &body)
        try body.check()
        if isDryRun { return try await preview(rotation, of: id, ifAt: revisions, admin) }
        let (old, successor) = try await catalog.keys.rotate(
            id, rotation, in: admin.organization, ifAt: revisions, by: admin.actor)
        let now = catalog.clock.now()
        var json = JSONWriter()
        json.object { object in
            object.field("token", successor.token?.reveal())
            object.field("key") { writer in writer.object { $0.key(successor.key, at: now) } }
            object.field("rotated") { writer in writer.object { $0.key(old, at: now) } }
        }
        return json.response(made: successor.key)
    }

    /// The old key as it would be, and the calls that would be refused when its overlap has ended, if nobody moved to the successor.
    private func preview(
        _ rotation: RotationRequest, of id: KeyID, ifAt revisions: Set<Int>?, _ admin: AdminGate.Admin
    ) async throws -> Response {
        let key = try await catalog.keys.find(id, in: admin.organization, ifAt: revisions)
        let rotated = try await catalog.keys.rehearseRotation(id, rotation, in: admin.organization).old
        let impact = try await catalog.insight.impactOfRotating(key, in: admin.organization)
        let others = try await catalog.insight.others(of: key)
        return JSONWriter.preview(rotated, impact, others: others, at: catalog.clock.now())
    }

    /// How far the rotation of an old key has come: what both keys did since it began, by source.
    private func watch(_ request: Request, _ context: AppContext, _ admin: AdminGate.Admin) async throws -> Response {
        let key = try await catalog.keys.find(try context.keyID(), in: admin.organization)
        let traffic = try await catalog.insight.traffic(of: try KeyInsight.rotation(of: key), old: key.id)
        let now = catalog.clock.now()
        var json = JSONWriter(capacity: 16 * 1024)
        json.object { object in
            object.field("key_id", key.id.description)
            object.field("state", key.state(at: now).rawValue)
            object.field("rotation") { $0.rotation(of: key, at: now) }
            object.field("silent_seconds", Int(traffic.silence.components.seconds))
            object.field("quiet", traffic.isQuiet)
            object.field("old", traffic.old)
            object.field("new", traffic.new)
            object.field("stragglers", traffic.stragglers)
        }
        return json.response()
    }

    private func finish(_ request: Request, _ context: AppContext, _ admin: AdminGate.Admin) async throws -> Response {
        try await BodyReader.refuseMembers(of: request)
        let key = try await catalog.keys.finishRotation(
            try context.keyID(), in: admin.organization, by: admin.actor)
        var json = JSONWriter()
        json.object { $0.key(key, at: catalog.clock.now()) }
        return json.response(of: key)
    }
}
