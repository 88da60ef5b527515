internal import APIKeys
internal import Catalog

/// One page of an organization's entries, in a log of any length.
///
/// An entry belongs to the page in one of several ways, and each way is one run through one index that is in the page's order
/// already: what the organization did, narrowed by key, action or person, and the signing in of each of its members, which belongs to
/// a person rather than to an organization. The newest of each way are looked up by number only, and the newest of those are read.
struct AuditListing {
    private let query: AuditQuery
    private let organization: Int

    /// Beyond so many people whose name fits, entries are looked through one by one: with that many, they are frequent.
    private static let mostActors = 200

    private struct Place: Hashable {
        let at: Int
        let sequence: Int

        static func isNewer(_ left: Place, _ right: Place) -> Bool { (left.at, left.sequence) > (right.at, right.sequence) }
    }

    init(_ query: AuditQuery, organization: Int) {
        self.query = query
        self.organization = organization
    }

    func events(in session: any SQLSession) throws -> [AuditEvent] {
        let window = try window(in: session)
        var places: Set<Place> = []
        for way in try ways(in: session) {
            let sql = Self.places(way + window, limit: query.limit)
            try session.forEach(sql) { places.insert(Place(at: try $0.int(0), sequence: try $0.int(1))) }
        }
        return try places.sorted(by: Place.isNewer).prefix(query.limit).compactMap { place in
            try session.first(
                "SELECT \(AuditColumns.content) FROM audit_events WHERE sequence = \(place.sequence)"
            ) { AuditEvent(try AuditColumns.content($0)) }
        }
    }

    static func places(_ condition: SQL, limit: Int) -> SQL {
        "SELECT at, sequence FROM audit_events WHERE \(condition) ORDER BY at DESC, sequence DESC LIMIT \(limit)"
    }

    // MARK: The ways

    func ways(in session: any SQLSession) throws -> [SQL] {
        if let key = query.key {
            let kind = key.kind == .key ? "key" : "admin_token"
            let way: SQL = "subject_kind = \(kind) AND subject = \(key.description) AND organization_id = \(organization)"
            return [way + action + actor]
        }
        return try own(in: session) + people(in: session)
    }

    /// What was done in the organization.
    private func own(in session: any SQLSession) throws -> [SQL] {
        let way: SQL = "organization_id = \(organization)"
        guard !query.actor.isEmpty else { return [way + action] }
        let names = try actors(in: session)
        guard names.count <= Self.mostActors else { return [way + action + actor] }
        return try names.flatMap { name in
            let way: SQL = way + " AND actor = \(name)"
            // The index goes on with the action, so that a person's one entry among a million of their own is found too.
            let actions = try query.action.map { [$0.rawValue] } ?? Self.distinct("action", where: way, in: session)
            return actions.map { way + " AND action = \($0)" }
        }
    }

    /// Signing in and passwords of its members.
    private func people(in session: any SQLSession) throws -> [SQL] {
        if let action = query.action, !AuditAction.ofPeople.contains(action) { return [] }
        let members = try session.all("SELECT user_id FROM memberships WHERE organization_id = \(organization)") { try $0.int(0) }
        return members.map { user in
            "subject_kind = 'user' AND subject = \(String(user)) AND organization_id IS NULL" + action + actor
        }
    }

    private var action: SQL { query.action.map { " AND action = \($0.rawValue)" } ?? "" }

    private var actor: SQL { query.actor.isEmpty ? "" : " AND \(Self.isLike("actor", query.actor))" }

    private static func isLike(_ column: SQL, _ text: String) -> SQL {
        "LOWER(\(column)) LIKE \(Like.contains(text.lowercased())) ESCAPE '\\'"
    }

    /// Everybody who ever did something here and whose name has the text in it.
    private func actors(in session: any SQLSession) throws -> [String] {
        try Self.distinct(
            "actor", where: "organization_id = \(organization)",
            only: " AND \(Self.isLike("value", query.actor)) LIMIT \(Self.mostActors + 1)", in: session)
    }

    /// The values of a column, from one to the next in an index, so that the length of the log does not matter.
    private static func distinct(
        _ column: SQL, where condition: SQL, only rest: SQL = "", in session: any SQLSession
    ) throws -> [String] {
        try session.all(
            """
            WITH RECURSIVE found (value) AS (
                SELECT MIN(\(column)) FROM audit_events WHERE \(condition)
                UNION ALL
                SELECT (SELECT MIN(\(column)) FROM audit_events WHERE \(condition) AND \(column) > found.value)
                FROM found WHERE found.value IS NOT NULL
            )
            SELECT value FROM found WHERE value IS NOT NULL\(rest)
            """
        ) { try $0.text(0) }
    }

    // MARK: The window

    func window(in session: any SQLSession) throws -> SQL {
        var window: SQL = ""
        if let since = query.since { window = window + " AND at >= \(since.milliseconds)" }
        if let until = query.until { window = window + " AND at < \(until.milliseconds)" }
        guard let before = query.before else { return window }
        // Whose entry it is does not matter, but a stranger's must not tell when it was written.
        let at = try session.int(
            """
            SELECT at FROM audit_events
            WHERE sequence = \(before) AND (organization_id = \(organization) OR organization_id IS NULL)
            """)
        return window + (at.map { " AND (at, sequence) < (\($0), \(before))" } ?? " AND sequence < \(before)")
    }
}
