internal import APIKeys
internal import Catalog

/// How an entry stands in its row.
enum AuditColumns {
    static let content: SQL = "sequence, at, organization_id, actor_kind, actor, action, subject_kind, subject, detail"
    static let record: SQL = "\(content), hash, seal"

    /// - Throws: for a row with another type in some column, or a number or moment that no entry can have.
    static func content(_ row: any SQLRow) throws -> AuditContent {
        let (sequence, at) = (try row.int(0), Int64(try row.int(1)))
        guard AuditContent.sequences.contains(sequence), AuditContent.moments.contains(at) else {
            throw StoreError.failed("entry \(sequence) of the audit log is damaged; run \"latchkey audit verify\"")
        }
        return AuditContent(
            sequence: sequence, at: Timestamp(milliseconds: at), organization: try row.optionalInt(2),
            actorKind: try row.text(3), actor: try row.text(4), action: try row.text(5), subjectKind: try row.text(6),
            subject: try row.text(7), detail: try row.text(8))
    }

    static func record(_ row: any SQLRow) throws -> AuditRecord {
        AuditRecord(
            try content(row), hash: try row.withBlob(9) { Array($0) }, seal: try row.withBlob(10) { Array($0) })
    }
}

extension AuditEvent {
    init(_ content: AuditContent, detail: [String: String]) {
        self.init(
            sequence: content.sequence, at: content.at, organization: content.organization, actorKind: content.actorKind,
            actor: content.actor, action: content.action, subjectKind: content.subjectKind, subject: content.subject,
            detail: detail)
    }

    init(_ content: AuditContent) {
        self.init(content, detail: (try? JSONText.decode([String: String].self, content.detail)) ?? [:])
    }
}
