internal import APIKeys
internal import Catalog

/// Writes an entry of the audit log inside another store's transaction.
struct AuditLog: Sendable {
    let secret: ServerSecret

    /// Appends one entry and returns its number. The update of the head comes first: in a database with many
    /// writers it is what puts them in line.
    ///
    /// - Parameter record: the mark of the stored record of a key, admin token or shared link, where the entry tells of its change.
    @discardableResult
    func append(
        _ draft: AuditDraft, organization: Int?, subject: AuditSubject, detail more: [String: String] = [:],
        record: RecordMark? = nil, in session: any SQLSession
    ) throws -> Int {
        let head = try session.first("UPDATE audit_head SET sequence = sequence + 1 WHERE id = 1 RETURNING sequence, hash") {
            (sequence: try $0.int(0), hash: try $0.withBlob(1) { Array($0) })
        }
        guard let head else { throw StoreError.failed("the head of the audit log is missing; run \"latchkey audit verify\"") }
        var detail = draft.detail.merging(more) { _, new in new }
        detail[RecordMark.Field.record.rawValue] = record?.text
        let text = try JSONText.encode(detail)
        let content = AuditContent(
            sequence: head.sequence, at: draft.at, organization: organization, actorKind: draft.actor.kind,
            actor: draft.actor.name, action: draft.action.rawValue, subjectKind: subject.kind, subject: subject.id, detail: text)
        let event = AuditEvent(content, detail: detail)
        let link = AuditLink(content, after: head.hash, under: secret)
        try session.execute(
            """
            INSERT INTO audit_events (sequence, at, organization_id, actor_kind, actor, action, subject_kind, subject, detail, hash, seal)
            VALUES (\(event.sequence), \(event.at.milliseconds), \(organization), \(event.actorKind), \(event.actor),
                \(event.action), \(event.subjectKind), \(event.subject), \(text), \(link.hash), \(link.seal.bytes))
            """)
        try session.execute("UPDATE audit_head SET hash = \(link.hash) WHERE id = 1")
        try WebhookOutbox(secret: secret).add(event, draft.action, in: session)
        return event.sequence
    }
}
