/// What binds the stored record of a key, an admin token, a shared link or an organization's policy.
package struct StoredRecord: Sendable {
    /// The kinds whose ids are numbers, which say of themselves not what they are of.
    package static let share = "shared link"
    package static let policy = "policy of organization"

    /// `key`, `admin token` or one of those, for sentences.
    package let kind: String
    package let id: String
    /// The number of the entry that the record says was its last; `nil` of a policy, which says none.
    package let revision: Int?
    /// As it is stored.
    package let seal: [UInt8]
    /// Whether the seal fits the record.
    package let isIntact: Bool
    /// Of what stands in the row of a key beside what is sealed.
    package let origin: RecordMark?
    package let story: RecordMark?

    /// - Parameter key: as it was read, where it is one.
    package init(kind: String, id: String, revision: Int?, seal: [UInt8], isIntact: Bool, key: APIKey? = nil) {
        self.kind = kind
        self.id = id
        self.revision = revision
        self.seal = seal
        self.isIntact = isIntact
        origin = key?.originMark
        story = key?.storyMark
    }
}

/// Compares the stored records with the log: each carries the number of the entry that tells of its last change, and that entry carries a
/// mark of the record. A record put back as it was before that change has a good seal all the same.
struct RecordCheck: Sendable {
    private struct Change {
        let entry: Int
        /// `nil` in entries of older versions, as are the others.
        let mark: RecordMark?
        let origin: RecordMark?
        let story: RecordMark?
    }

    private var last: [String: Change] = [:]
    private(set) var faults = AuditFaults()

    private static let kinds: Set<String> = ["key", "admin_token", "share", "organization"]

    mutating func take(_ content: AuditContent) {
        guard Self.kinds.contains(content.subjectKind) else { return }
        let mark = RecordMark(inDetail: content.detail)
        guard let name = Self.name(content, mark), AuditAction(rawValue: content.action)?.changesRecord ?? true else { return }
        last[name] = Change(
            entry: content.sequence, mark: mark,
            origin: RecordMark(.origin, inDetail: content.detail) ?? last[name]?.origin,
            story: RecordMark(.story, inDetail: content.detail) ?? last[name]?.story)
    }

    /// What the entry tells of, if that has a record.
    private static func name(_ content: AuditContent, _ mark: RecordMark?) -> String? {
        switch content.subjectKind {
        case "share": "\(StoredRecord.share) \(content.subject)"
        // Of an organization much is told that is not of its policy.
        case "organization": mark.map { _ in "\(StoredRecord.policy) \(content.subject)" }
        default: content.subject
        }
    }

    mutating func take(_ record: StoredRecord) {
        let name = "\(record.kind) \(record.id)"
        let isNumbered = [StoredRecord.share, StoredRecord.policy].contains(record.kind)
        guard let change = last.removeValue(forKey: isNumbered ? name : record.id) else {
            return faults.add(.replayed, nil, "the log tells of no \(name), but its record is stored")
        }
        let revision = record.revision ?? change.entry
        let isKnown = change.mark == .broken && change.entry == revision
        if !record.isIntact, !isKnown {
            faults.add(
                .edited, change.entry, "the stored record of \(name) was edited after entry \(change.entry): its seal is broken")
        } else if change.entry != revision {
            faults.add(
                .replayed, change.entry,
                "the stored record of \(name) is the one of entry \(revision), but its last entry is \(change.entry)")
        } else if let mark = change.mark, !isKnown, mark != RecordMark(record.seal) {
            faults.add(
                .replayed, change.entry, "the stored record of \(name) is not the one that its last entry, \(change.entry), left")
        } else if Self.differ(change.origin, record.origin) || Self.differ(change.story, record.story) {
            faults.add(
                .relabelled, change.entry,
                "the name, maker, time of making, predecessor or silence of \(name) is not what the log tells up to entry \(change.entry)"
            )
        }
    }

    private static func differ(_ told: RecordMark?, _ stored: RecordMark?) -> Bool {
        if let told, let stored { told != stored } else { false }
    }

    /// What the log tells of and is not stored: records are ended, never removed.
    mutating func finish() {
        for (id, change) in last.sorted(by: { $0.value.entry < $1.value.entry }) {
            faults.add(.replayed, change.entry, "the stored record of \(id), last changed by entry \(change.entry), is not there")
        }
    }
}
