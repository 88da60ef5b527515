internal import APIKeys
internal import Catalog
internal import HTTPTypes
internal import Hummingbird
internal import Web

/// `api-keys`: listing, making, reading, changing and ending keys.
struct ManagedKeyController: Sendable {
    let gate: AdminGate
    let catalog: Catalog

    func addRoutes(to router: RouterGroup<AppContext>) {
        router.get("api-keys", use: gate.admit(list))
        router.post("api-keys", use: gate.admit(create))
        router.get("api-keys/{key_id}", use: gate.admit(show))
        router.patch("api-keys/{key_id}", use: gate.admit(rehearsing: edit))
        router.delete("api-keys/{key_id}", use: gate.admit(rehearsing: revoke))
    }

    private func list(_ request: Request, _ context: AppContext, _ admin: AdminGate.Admin) async throws -> Response {
        var reader = QueryReader(request)
        let query = KeyQuery(reading: &reader)
        try reader.check()
        let page = try await catalog.keys.list(query, of: admin.organization)
        let now = catalog.clock.now()
        var json = JSONWriter(capacity: 64 * 1024)
        json.object { object in
            object.field("total", min(page.total, KeyPage.most))
            object.field("total_is_minimum", page.isMore)
            object.field("offset", query.offset)
            object.field("limit", query.limit)
            object.field("items", array: page.keys) { writer, key in writer.object { $0.key(key, at: now) } }
            object.field("metadata") { $0.null() }
        }
        return json.response()
    }

    /// 201 with the token, which is shown here and never again; `null` where the caller made the secret.
    private func create(_ request: Request, _ context: AppContext, _ admin: AdminGate.Admin) async throws -> Response {
        var body = try await BodyReader.read(request, beingStrict: true)
        let policy = try await catalog.policies.find(of: admin.organization)
        let days = min(KeyDraft.standardDays, policy.longestLifeDays ?? KeyDraft.standardDays)
        let draft = KeyDraft(reading: &body, standardExpiry: catalog.clock.now() + .seconds(days * 86_400))
        try body.check()
        let created = try await catalog.keys.create(draft, in: admin.organization, by: admin.actor)
        let stored = try await catalog.keys.find(created.key.id, in: admin.organization)
        let now = catalog.clock.now()
        var json = JSONWriter()
        json.object { object in
            object.key(created.key, at: now)
            object.field("token", created.token?.reveal())
            object.field("awaits_approval", created.isPending)
        }
        return json.response(made: stored)
    }

    private func show(_ request: Request, _ context: AppContext, _ admin: AdminGate.Admin) async throws -> Response {
        let key = try await catalog.keys.find(try context.keyID(), in: admin.organization)
        let receipt = try await catalog.insight.receipt(of: key)
        let hints = try await catalog.insight.leastPrivilege(of: key)
        let now = catalog.clock.now()
        var json = JSONWriter()
        json.object { object in
            object.key(key, at: now)
            object.receipt(receipt)
            object.hints(hints)
        }
        return json.response(of: key)
    }

    /// 200 when the change is in force, 202 when it waits for a second admin. With `If-Match` only a key that nobody has changed
    /// meanwhile.
    private func edit(
        _ request: Request, _ context: AppContext, _ admin: AdminGate.Admin, isDryRun: Bool
    ) async throws -> Response {
        let id = try context.keyID()
        let revisions = EntityTag.revisions(ifMatch: request.headers)
        var body = try await BodyReader.read(request, beingStrict: true)
        let edit = KeyEdit(reading: &body)
        try body.check()
        if isDryRun { return try await preview(edit, of: id, ifAt: revisions, admin) }
        let (key, isPending) = try await catalog.keys.edit(
            id, edit, in: admin.organization, ifAt: revisions, by: admin.actor)
        let others = try await catalog.insight.others(of: key)
        let now = catalog.clock.now()
        var json = JSONWriter()
        json.object { object in
            object.key(key, at: now)
            object.field("awaits_approval", isPending)
            object.others(others)
        }
        return json.response(status: isPending ? .accepted : .ok, of: key)
    }

    private func preview(
        _ edit: KeyEdit, of id: KeyID, ifAt revisions: Set<Int>?, _ admin: AdminGate.Admin
    ) async throws -> Response {
        let checked = try await catalog.keys.checked(edit, of: id, in: admin.organization, ifAt: revisions)
        let key = try await catalog.keys.find(id, in: admin.organization)
        let impact = try await catalog.insight.impact(of: checked.edit, on: key, in: admin.organization)
        let changed = checked.edit.applied(to: key)
        let mustWait = checked.policy.needsApproval(of: changed.grant, before: key.grant)
        let others = try await catalog.insight.others(of: key)
        return JSONWriter.preview(changed, impact, others: others, awaitsApproval: mustWait, at: checked.now)
    }

    /// The receipt says since when nothing is accepted. Ending what has ended is harmless and gives the receipt again. With `If-Match`
    /// only a key that nobody has changed meanwhile.
    private func revoke(
        _ request: Request, _ context: AppContext, _ admin: AdminGate.Admin, isDryRun: Bool
    ) async throws -> Response {
        let id = try context.keyID()
        let revisions = EntityTag.revisions(ifMatch: request.headers)
        try await BodyReader.refuseMembers(of: request)
        if isDryRun { return try await previewEnd(of: id, ifAt: revisions, admin) }
        let key = try await catalog.keys.revoke(id, in: admin.organization, ifAt: revisions, by: admin.actor)
        let receipt = try await catalog.insight.receipt(of: key)
        let now = catalog.clock.now()
        var json = JSONWriter()
        json.object { object in
            object.key(key, at: now)
            object.receipt(receipt)
        }
        return json.response(of: key)
    }

    private func previewEnd(of id: KeyID, ifAt revisions: Set<Int>?, _ admin: AdminGate.Admin) async throws -> Response {
        let key = try await catalog.keys.find(id, in: admin.organization, ifAt: revisions)
        let impact = try await catalog.insight.impactOfEnding(key, in: admin.organization)
        let others = try await catalog.insight.others(of: key)
        let now = catalog.clock.now()
        var ended = key
        if ended.grant.end?.isInForce(at: now) != true { ended.grant.end = .revoked(at: now) }
        return JSONWriter.preview(ended, impact, others: others, at: now)
    }
}

extension JSONWriter {
    /// With the entity tag of the key that it tells of.
    consuming func response(status: HTTPResponse.Status = .ok, of key: APIKey) -> Response {
        response(status: status, headers: [.eTag: EntityTag.text(key.revision)])
    }

    /// 201 with the address of the key beside it.
    consuming func response(made key: APIKey) -> Response {
        let path = "/v1/organizations/\(key.organization)/api-keys/\(key.id)"
        return response(status: .created, headers: [.location: path, .eTag: EntityTag.text(key.revision)])
    }

    /// What a change would do, which was not done: the key as it would be, and the calls that would have been refused.
    static func preview(
        _ key: APIKey, _ impact: Impact, others: [KeyID], awaitsApproval: Bool = false, at now: Timestamp
    ) -> Response {
        var json = JSONWriter()
        json.object { object in
            object.field("dry_run", true)
            object.field("awaits_approval", awaitsApproval)
            object.field("key") { writer in writer.object { $0.key(key, at: now, isPreview: true) } }
            object.field("impact") { $0.impact(impact) }
            object.others(others)
        }
        return json.response()
    }
}

extension KeyQuery {
    private static let longestSearch = 200
    private static let longestPage = 1000

    /// The parameters of `GET …/api-keys`. Newest first; a list by name or expiry ascends, unless it is told otherwise.
    fileprivate init(reading query: inout QueryReader) {
        self.init()
        limit = query.integer("limit", default: 100, in: 1...Self.longestPage)
        offset = query.integer("offset", default: 0, minimum: 0)
        search =
            query.parsed("q", "string_too_long", "String should have at most \(Self.longestSearch) characters") { text in
                text.count <= Self.longestSearch && !text.contains("\0") ? text : nil
            } ?? ""
        // Whether a seal holds no column tells, so nobody can ask for the keys where it does not.
        state = query.choice("state", of: APIKey.State.allCases.filter { $0 != .tampered })
        sort = query.choice("sort", of: Sort.allCases) ?? .created
        let standard: Order = sort == .name || sort == .expires ? .asc : .desc
        descending = (query.choice("order", of: Order.allCases) ?? standard) == .desc
    }

    private enum Order: String, CaseIterable, Sendable { case asc, desc }
}
