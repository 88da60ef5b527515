internal import APIKeys
internal import Catalog
internal import Hummingbird
internal import Web

/// Which of the organization's keys and admin tokens were found where they should not be. Reporting one is open to anyone: see
/// ``LeakController``.
struct LeakListController: Sendable {
    let gate: AdminGate
    let catalog: Catalog

    func addRoutes(to router: RouterGroup<AppContext>) {
        router.get("leaks", use: gate.admit(list))
    }

    /// The latest first.
    private func list(_ request: Request, _ context: AppContext, _ admin: AdminGate.Admin) async throws -> Response {
        var query = QueryReader(request)
        let limit = query.integer("limit", default: 100, in: 1...1000)
        try query.check()
        let leaks = try await catalog.leaks.recent(of: admin.organization, limit: limit)
        var json = JSONWriter()
        json.object { object in
            object.field("items", array: leaks) { writer, leak in writer.object { $0.leak(leak) } }
        }
        return json.response()
    }
}

extension JSONWriter.Object {
    fileprivate mutating func leak(_ leak: Leak) {
        field("at", leak.at.iso8601)
        field("key_id", leak.token.description)
        field("kind", leak.token.kind == .key ? "key" : "admin_token")
        field("reported_by", leak.place.reporter.rawValue)
        // The reporter's words, which may be anybody's.
        field("source", leak.place.source.emptyAsNil)
        field("url", leak.place.url.emptyAsNil)
        field("response", leak.response.rawValue)
    }
}
