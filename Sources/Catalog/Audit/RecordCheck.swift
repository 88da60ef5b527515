/// What binds the stored record of a key or admin token.
package struct StoredRecord: Sendable {
    /// `key` or `admin token`, for sentences.
    package let kind: String
    package let id: String
    /// The number of the entry that the record says was its last.
    package let revision: Int
    /// As it is stored.
    package let seal: [UInt8]
    /// Whether the seal fits the record.
    package let isIntact: Bool

    package init(kind: String, id: String, revision: Int, seal: [UInt8], isIntact: Bool) {
        self.kind = kind
        self.id = id
        self.revision = revision
        self.seal = seal
        self.isIntact = isIntact
    }
}

/// Compares the stored records of keys and admin tokens with the log: each carries the number of the entry that tells of its last
/// change, and that entry carries a mark of the record. A record put back as it was before that change has a good seal all the same.
struct RecordCheck: Sendable {
    private struct Change {
        let entry: Int
        /// `nil` in entries of older versions.
        let mark: RecordMark?
    }

    private var last: [String: Change] = [:]
    private(set) var faults = AuditFaults()

    private static let kinds: Set<String> = ["key", "admin_token"]

    mutating func take(_ content: AuditContent) {
        guard Self.kinds.contains(content.subjectKind), AuditAction(rawValue: content.action)?.changesRecord ?? true else {
            return
        }
        last[content.subject] = Change(entry: content.sequence, mark: RecordMark(inDetail: content.detail))
    }

    mutating func take(_ record: StoredRecord) {
        let name = "\(record.kind) \(record.id)"
        guard let change = last.removeValue(forKey: record.id) else {
            return faults.add(.replayed, nil, "the log tells of no \(name), but its record is stored")
        }
        let isKnown = change.mark == .broken && change.entry == record.revision
        if !record.isIntact, !isKnown {
            faults.add(
                .edited, change.entry, "the stored record of \(name) was edited after entry \(change.entry): its seal is broken")
        } else if change.entry != record.revision {
            faults.add(
                .replayed, change.entry,
                "the stored record of \(name) is the one of entry \(record.revision), but its last entry is \(change.entry)")
        } else if let mark = change.mark, !isKnown, mark != RecordMark(record.seal) {
            faults.add(
                .replayed, change.entry, "the stored record of \(name) is not the one that its last entry, \(change.entry), left")
        }
    }

    /// What the log tells of and is not stored: records are ended, never removed.
    mutating func finish() {
        for (id, change) in last.sorted(by: { $0.value.entry < $1.value.entry }) {
            faults.add(.replayed, change.entry, "the stored record of \(id), last changed by entry \(change.entry), is not there")
        }
    }
}
