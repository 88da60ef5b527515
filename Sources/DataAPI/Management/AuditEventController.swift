internal import APIKeys
internal import Catalog
internal import Hummingbird
internal import Web

/// The organization's audit log.
struct AuditEventController: Sendable {
    let gate: AdminGate
    let catalog: Catalog

    func addRoutes(to router: RouterGroup<AppContext>) {
        router.get("audit-events", use: gate.admit(list))
    }

    /// Newest first. `next_before` is the `before` of the next page; `null` when there is none.
    private func list(_ request: Request, _ context: AppContext, _ admin: AdminGate.Admin) async throws -> Response {
        var reader = QueryReader(request)
        var query = AuditQuery(reading: &reader)
        try reader.check()
        let limit = query.limit
        // One more, which only tells whether there is another page.
        query.limit += 1
        let found = try await catalog.audit.list(query, of: admin.organization)
        let page = found.prefix(limit)
        var json = JSONWriter(capacity: 64 * 1024)
        json.object { object in
            object.field("items", array: page) { writer, event in writer.object { $0.event(event) } }
            object.field("next_before", found.count > limit ? page.last?.sequence : nil)
        }
        return json.response()
    }
}

extension AuditQuery {
    fileprivate init(reading query: inout QueryReader) {
        self.init()
        limit = query.integer("limit", default: 100, in: 1...1000)
        before = query.optionalInteger("before")
        action = query.choice("action", of: AuditAction.allCases)
        actor = query.last("actor") ?? ""
        key = query.parsed("key_id", "value_error", "Input should be the id of a key or of an admin token") { text in
            KeyID(text).flatMap { $0.description == text ? $0 : nil }
        }
        for (name, field) in [("since", \AuditQuery.since), ("until", \.until)] {
            self[keyPath: field] = query.parsed(
                name, "datetime_parsing", "Input should be a moment like 2027-02-21T12:00:00Z, with + written as %2B"
            ) { Timestamp(rfc3339: $0) }
        }
    }
}

extension JSONWriter.Object {
    fileprivate mutating func event(_ event: AuditEvent) {
        field("sequence", event.sequence)
        field("at", event.at.iso8601)
        field("actor_kind", event.actorKind)
        field("actor", event.actor)
        field("action", event.action)
        field("subject_kind", event.subjectKind)
        field("subject", event.subject)
        changes(event.changes)
        field("detail") { writer in
            writer.object { object in
                for (name, text) in event.facts.sorted(by: { $0.key < $1.key }) { object.field(name, text) }
            }
        }
    }
}
