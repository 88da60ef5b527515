internal import APIKeys

/// What checking the log found.
package struct AuditVerdict: Hashable, Sendable {
    /// How many entries were looked at.
    package let entries: Int
    /// How many signed heads were found to be in the log.
    package let heads: Int
    /// What is wrong, in the order of the log; the first ``mostFaults`` of them.
    package let faults: [AuditFault]
    /// How many faults there are in all.
    package let faultCount: Int

    /// One edit can make every later entry wrong; nobody reads a million sentences.
    package static let mostFaults = 100

    package init(entries: Int, heads: Int = 0, faults: [AuditFault] = [], faultCount: Int? = nil) {
        self.entries = entries
        self.heads = heads
        self.faults = faults
        self.faultCount = faultCount ?? faults.count
    }

    package static func intact(entries: Int) -> AuditVerdict { AuditVerdict(entries: entries) }

    package var isIntact: Bool { faultCount == 0 }
}

/// One thing that is wrong with the log.
package struct AuditFault: Hashable, Sendable {
    package enum Kind: String, Sendable {
        /// An entry says something else than was written.
        case changed
        /// An entry, or the one before it, was changed; without the server secret there is no telling which.
        case unlinked
        /// Entries are not there.
        case missing
        /// An entry stands where its number does not belong.
        case misplaced
        /// An entry was not written by this server.
        case foreign
        /// An entry, or a line of a file, is not what this program writes.
        case unreadable
        /// The log ends before the entry where it once ended.
        case cutOff = "cut_off"
        /// Another entry stands where a signed head names one.
        case rewritten
        /// The end that is noted or signed is not the end of the entries.
        case wrongHead = "wrong_head"
        /// A signature is not by the server's key.
        case unsigned
        /// The stored record of a key, admin token, shared link or policy is not the one that the log tells of.
        case replayed
        /// Such a record has a broken seal.
        case edited
        /// What stands beside the sealed part of a key's record is not what the log tells.
        case relabelled
    }

    package let kind: Kind
    /// The number of the entry, where it is about one.
    package let entry: Int?
    /// A sentence without a full stop: which entry, and what is wrong with it.
    package let what: String

    init(_ kind: Kind, entry: Int?, _ what: String) {
        self.kind = kind
        self.entry = entry
        self.what = what
    }

    /// What it means, in a sentence.
    package var means: String {
        switch kind {
        case .changed: "Somebody edited it after the server had written it. Do not believe what it says now."
        case .unlinked: "Somebody edited one of the two. Check with the server secret to learn which."
        case .missing: "Somebody removed what was there. The entry behind the gap cannot be checked."
        case .misplaced: "Entries were put into another order, or one was inserted or stands there twice."
        case .foreign:
            "Somebody without the server secret wrote it, or replaced it. The entry behind it cannot be checked."
        case .unreadable: "It was edited, or the file or disk is damaged."
        case .cutOff:
            "Entries at the end were removed, or an older copy was restored. What happened after the last entry is lost here."
        case .rewritten:
            "The log was cut and went on from an earlier entry, as it does after an older copy was restored, or it was written anew."
        case .wrongHead: "Entries at the end were removed, added or replaced by somebody without the server secret."
        case .unsigned:
            "It was edited, or belongs to another server; the public key to check with is that of \"latchkey audit public-key\"."
        case .edited:
            "Somebody without the server secret edited the table. The server refuses it: revoke it and make another. For a policy the strictest holds: set it anew."
        case .relabelled:
            "Somebody edited the table. What the key may do is as it was; do not believe what is said about it."
        case .replayed:
            "A record of the table was put back as it was before a change, or removed: a revoked key may work again, or an earlier policy hold. Revoke it, or set it, anew."
        }
    }
}

/// Faults as they are found.
struct AuditFaults: Sendable {
    private(set) var list: [AuditFault] = []
    private(set) var count = 0

    mutating func add(_ kind: AuditFault.Kind, _ entry: Int?, _ what: String) { add(AuditFault(kind, entry: entry, what)) }

    mutating func add(_ fault: AuditFault) {
        count += 1
        if list.count < AuditVerdict.mostFaults { list.append(fault) }
    }

    mutating func add(_ others: AuditFaults) {
        list = Array((list + others.list).prefix(AuditVerdict.mostFaults))
        count += others.count
    }
}
