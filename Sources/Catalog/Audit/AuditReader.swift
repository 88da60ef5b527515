internal import APIKeys

/// Takes in what is stored, in the order of the log and from one snapshot. The store feeds it and judges nothing.
package protocol AuditReader: Sendable {
    /// The number of the first entry to be fed.
    var first: Int { get }
    /// Whether the records of keys, admin tokens, shared links and policies are wanted too.
    var wantsRecords: Bool { get }
    mutating func take(_ record: AuditRecord) throws
    /// An entry of which some column has another type than was written.
    mutating func takeUnreadable(_ sequence: Int?) throws
    mutating func take(_ record: StoredRecord)
    /// After all entries: where the log is said to end.
    mutating func finish(_ head: AuditHead?)
}

/// Checks a database.
package struct AuditInspection: AuditReader {
    package let first: Int
    package let wantsRecords: Bool
    private var chain: ChainCheck
    private var records = RecordCheck()
    private(set) var head: AuditHead?

    /// - Parameters:
    ///   - heads: signed earlier, and surely by this server.
    ///   - first: where to begin.
    ///   - comparesRecords: only of use from the first entry on.
    init(under secret: ServerSecret, heads: [SignedHead] = [], from first: Int = 1, comparesRecords: Bool = true) {
        self.first = first
        wantsRecords = comparesRecords
        chain = ChainCheck(under: secret, heads: heads, from: first)
    }

    package mutating func take(_ record: AuditRecord) {
        chain.take(record)
        if wantsRecords { records.take(record.content) }
    }

    package mutating func takeUnreadable(_ sequence: Int?) { chain.takeUnreadable(sequence) }

    package mutating func take(_ record: StoredRecord) {
        records.take(record)
    }

    package mutating func finish(_ head: AuditHead?) {
        self.head = head
        chain.finish(head)
        if wantsRecords { records.finish() }
    }

    /// - Parameter others: what was found wrong elsewhere, such as in a file of heads.
    func verdict(with others: AuditFaults = AuditFaults()) -> AuditVerdict {
        var faults = others
        faults.add(chain.faults)
        faults.add(records.faults)
        let verdict = chain.verdict
        return AuditVerdict(entries: verdict.entries, heads: verdict.heads, faults: faults.list, faultCount: faults.count)
    }
}
