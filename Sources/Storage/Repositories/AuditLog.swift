internal import APIKeys
package import Catalog

/// The audit log: writing an entry inside another store's transaction, reading, and checking the chain.
struct AuditLog: Sendable {
    let secret: ServerSecret

    /// Appends one entry and returns its number. The update of the head comes first: in a database with many
    /// writers it is what puts them in line.
    @discardableResult
    func append(
        _ draft: AuditDraft, organization: Int?, subject: AuditSubject, detail more: [String: String] = [:],
        in session: any SQLSession
    ) throws -> Int {
        let head = try session.first("UPDATE audit_head SET sequence = sequence + 1 WHERE id = 1 RETURNING sequence, hash") {
            (sequence: try $0.int(0), hash: try $0.withBlob(1) { Array($0) })
        }
        guard let head else { throw StoreError.failed("the head of the audit log is missing; run \"latchkey audit verify\"") }
        let detail = draft.detail.merging(more) { _, new in new }
        let event = AuditEvent(
            sequence: head.sequence, at: draft.at, organization: organization, actorKind: draft.actor.kind,
            actor: draft.actor.name, action: draft.action.rawValue, subjectKind: subject.kind, subject: subject.id,
            detail: detail)
        let text = try JSONText.encode(detail)
        let link = AuditLink(event, detailText: text, after: head.hash, under: secret)
        try session.execute(
            """
            INSERT INTO audit_events (sequence, at, organization_id, actor_kind, actor, action, subject_kind, subject, detail, hash, seal)
            VALUES (\(event.sequence), \(event.at.milliseconds), \(organization), \(event.actorKind), \(event.actor),
                \(event.action), \(event.subjectKind), \(event.subject), \(text), \(link.hash), \(link.seal.bytes))
            """)
        try session.execute("UPDATE audit_head SET hash = \(link.hash) WHERE id = 1")
        return event.sequence
    }

    static let columns: SQL =
        "sequence, at, organization_id, actor_kind, actor, action, subject_kind, subject, detail"

    /// The event and the text of its detail as stored, which is what was hashed.
    static func decode(_ row: any SQLRow) throws -> (event: AuditEvent, detailText: String) {
        let text = try row.text(8)
        let event = AuditEvent(
            sequence: try row.int(0), at: Timestamp(milliseconds: Int64(try row.int(1))),
            organization: try row.optionalInt(2), actorKind: try row.text(3), actor: try row.text(4),
            action: try row.text(5), subjectKind: try row.text(6), subject: try row.text(7),
            detail: (try? JSONText.decode([String: String].self, text)) ?? [:])
        return (event, text)
    }
}

package struct AuditRepository: AuditStore {
    let database: any Database
    let log: AuditLog

    package func list(_ query: AuditQuery, of organization: Int) async throws -> [AuditEvent] {
        // Signing in belongs to a person rather than to an organization: an organization sees that of its members.
        var sql: SQL = """
            SELECT \(AuditLog.columns) FROM audit_events
            WHERE (organization_id = \(organization) OR (organization_id IS NULL AND subject_kind = 'user' AND subject IN
                (SELECT CAST(user_id AS TEXT) FROM memberships WHERE organization_id = \(organization))))
            """
        if !query.actor.isEmpty { sql = sql + " AND LOWER(actor) LIKE \(Like.contains(query.actor.lowercased())) ESCAPE '\\'" }
        if let key = query.key { sql = sql + " AND subject_kind = 'key' AND subject = \(key.description)" }
        if let action = query.action { sql = sql + " AND action = \(action.rawValue)" }
        if let before = query.before { sql = sql + " AND sequence < \(before)" }
        sql = sql + " ORDER BY sequence DESC LIMIT \(query.limit)"
        return try await database.read { [sql] session in try session.all(sql) { try AuditLog.decode($0).event } }
    }

    package func verify() async throws -> AuditVerdict {
        try await database.read { [log] session in try log.verify(in: session) }
    }
}

extension AuditLog {
    fileprivate func verify(in session: any SQLSession) throws -> AuditVerdict {
        var previous = AuditLink.origin
        var expected = 1
        var broken: AuditVerdict?
        var lastChange: [String: Int] = [:]
        try session.forEach("SELECT \(Self.columns), hash, seal FROM audit_events ORDER BY sequence") { row in
            guard broken == nil else { return }
            let (event, text) = try Self.decode(row)
            let link = AuditLink(event, detailText: text, after: previous, under: secret)
            let hash = try row.withBlob(9) { Array($0) }
            let seal = try row.withBlob(10) { AuthenticationCode($0) }
            if event.sequence != expected {
                broken = .broken(
                    at: expected, reason: "entry \(expected) is missing; entry \(event.sequence) stands in its place")
            } else if hash != link.hash {
                broken = .broken(at: expected, reason: "entry \(expected) was changed, or the one before it was")
            } else if seal != link.seal {
                broken = .broken(at: expected, reason: "entry \(expected) was not written with this server's secret")
            }
            previous = hash
            expected += 1
            if event.subjectKind == "key" { lastChange[event.subject] = event.sequence }
        }
        if let broken { return broken }
        let head = try session.first("SELECT sequence, hash FROM audit_head WHERE id = 1") {
            (sequence: try $0.int(0), hash: try $0.withBlob(1) { Array($0) })
        }
        guard let head, head.sequence == expected - 1, head.hash == previous else {
            return .broken(
                at: expected,
                reason:
                    "the log ends at entry \(expected - 1), but its head is at entry \(head?.sequence ?? 0): entries at the end were removed"
            )
        }
        return try replayedKey(lastChange, in: session) ?? .intact(entries: expected - 1)
    }
    /// A key's record put back as it was before a change carries a good seal; but it is older than the key's last entry.
    private func replayedKey(_ lastChange: [String: Int], in session: any SQLSession) throws -> AuditVerdict? {
        var broken: AuditVerdict?
        try session.forEach("SELECT id, revision FROM api_keys") { row in
            let (id, revision) = (try row.text(0), try row.int(1))
            guard broken == nil, lastChange[id] != revision else { return }
            broken = .broken(
                at: lastChange[id] ?? revision,
                reason:
                    "the stored record of key \(id) is the one of entry \(revision), but the key's last entry is \(lastChange[id].map(String.init) ?? "missing")"
            )
        }
        return broken
    }
}

/// Patterns for LIKE … ESCAPE '\'.
enum Like {
    static func contains(_ text: String) -> String { "%\(escape(text))%" }
    static func starts(_ text: String) -> String { "\(escape(text))%" }

    private static func escape(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
    }
}
