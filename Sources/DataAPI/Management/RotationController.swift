internal import APIKeys
internal import Catalog
internal import Hummingbird
internal import Web

/// Giving a key a successor, and ending the time in which both work.
struct RotationController: Sendable {
    let gate: AdminGate
    let catalog: Catalog

    func addRoutes(to router: RouterGroup<AppContext>) {
        router.post("api-keys/{key_id}/rotate", use: gate.admit(rehearsing: rotate))
        router.post("api-keys/{key_id}/finish-rotation", use: gate.admit(finish))
    }

    /// 201 with the successor's token, which is shown here and never again; `null` where the caller made the secret.
    private func rotate(
        _ request: Request, _ context: AppContext, _ admin: AdminGate.Admin, isDryRun: Bool
    ) async throws -> Response {
        let id = try context.keyID()
        var body = try await BodyReader.readOptional(request)
        let rotation = RotationRequest(reading: &body)
        try body.check()
        if isDryRun { return try await preview(rotation, of: id, admin) }
        let (old, successor) = try await catalog.keys.rotate(id, rotation, in: admin.organization, by: admin.actor)
        let now = catalog.clock.now()
        var json = JSONWriter()
        json.object { object in
            object.field("token", successor.token?.reveal())
            object.field("key") { writer in writer.object { $0.key(successor.key, at: now) } }
            object.field("rotated") { writer in writer.object { $0.key(old, at: now) } }
        }
        return json.response(status: .created)
    }

    /// The old key as it would be, and the calls that would be refused when its overlap has ended, if nobody moved to the successor.
    private func preview(
        _ rotation: RotationRequest, of id: KeyID, _ admin: AdminGate.Admin
    ) async throws -> Response {
        let rotated = try await catalog.keys.rehearseRotation(id, rotation, in: admin.organization).old
        let key = try await catalog.keys.find(id, in: admin.organization)
        let impact = try await catalog.insight.impactOfRotating(key, in: admin.organization)
        return JSONWriter.preview(rotated, impact, at: catalog.clock.now())
    }

    private func finish(_ request: Request, _ context: AppContext, _ admin: AdminGate.Admin) async throws -> Response {
        let key = try await catalog.keys.finishRotation(
            try context.keyID(), in: admin.organization, by: admin.actor)
        var json = JSONWriter()
        json.object { $0.key(key, at: catalog.clock.now()) }
        return json.response()
    }
}
