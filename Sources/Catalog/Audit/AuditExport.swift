internal import APIKeys
internal import Crypto

/// Writes the log as lines of JSON, and signs what it wrote if the chain holds. All of the log is read and checked, of one
/// organization's export too.
struct AuditExport: AuditReader {
    /// Whose entries are wanted.
    struct Selection: Sendable {
        let organization: Int
        /// Signing in belongs to a person rather than to an organization: an organization sees that of its members.
        let members: Set<String>

        func includes(_ content: AuditContent) -> Bool {
            content.organization == organization
                || content.organization == nil && content.subjectKind == "user" && members.contains(content.subject)
        }
    }

    typealias Sink = @Sendable ([UInt8]) throws -> Void

    let first = 1
    let wantsRecords = false
    private let selection: Selection?
    private let write: Sink
    private var chain: ChainCheck
    private var previous = AuditLink.origin
    private var digest = SHA256()
    private var written = 0
    private var head: AuditHead?

    /// - Parameter selection: `nil` for the whole log.
    init(_ selection: Selection?, under secret: ServerSecret, to sink: @escaping Sink) {
        self.selection = selection
        write = sink
        chain = ChainCheck(under: secret)
    }

    mutating func take(_ record: AuditRecord) throws {
        chain.take(record)
        let before = previous
        previous = record.hash
        guard selection?.includes(record.content) ?? true else { return }
        let line = AuditLine.entry(record, previous: selection == nil ? nil : before).bytes + [UInt8(ascii: "\n")]
        digest.update(data: line)
        written += 1
        try write(line)
    }

    mutating func takeUnreadable(_ sequence: Int?) { chain.takeUnreadable(sequence) }

    mutating func take(_ record: StoredRecord) {}

    mutating func finish(_ head: AuditHead?) {
        self.head = head
        chain.finish(head)
    }

    /// Writes the last line. A log that is broken gets none: nothing is signed that is not so.
    func close(at now: Timestamp, under secret: ServerSecret) throws -> AuditExported {
        guard chain.verdict.isIntact, let head else { return AuditExported(written: written, verdict: chain.verdict) }
        let line: AuditLine =
            if let selection {
                .excerpt(
                    try SignedExcerpt(
                        organization: selection.organization, entries: written, digest: Array(digest.finalize()), head: head,
                        at: now, under: secret))
            } else {
                .head(try SignedHead(head, at: now, under: secret))
            }
        try write(line.bytes + [UInt8(ascii: "\n")])
        return AuditExported(written: written, verdict: chain.verdict)
    }
}

/// How an export went.
package struct AuditExported: Hashable, Sendable {
    /// Lines of entries.
    package let written: Int
    /// Of the whole log. When it is not intact, the export has no signed last line.
    package let verdict: AuditVerdict
}
