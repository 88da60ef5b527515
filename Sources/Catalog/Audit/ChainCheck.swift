internal import APIKeys

/// Follows the chain from entry to entry, and says of each that breaks it what is wrong. It goes on after a fault, so that a second
/// one is not hidden by the first.
struct ChainCheck: Sendable {
    /// Checks seals, where there is one. A good seal says that the stored hash is the server's own, hence which of two entries that do
    /// not fit was changed.
    private let secret: ServerSecret?
    /// Heads that were signed earlier, by the entry they name; each is taken out when it was met.
    private var heads: [Int: [SignedHead]]
    private var headsFound = 0
    private let first: Int
    private var entries = 0
    private var next: Place
    /// Where the check stood before something that is no entry of the server's: the entry that belongs there may follow.
    private var beforeIntruder: Place?
    var faults = AuditFaults()

    /// What is expected now: this number, after this hash; `nil` when the entry before is not known.
    private struct Place: Sendable {
        var sequence: Int
        var previous: [UInt8]?
    }

    /// - Parameter first: the number of the first entry that is taken; what comes before one other than 1 is not checked.
    init(under secret: ServerSecret?, heads: [SignedHead] = [], from first: Int = 1) {
        self.secret = secret
        self.first = first
        self.heads = Dictionary(grouping: heads.filter { $0.head.sequence >= first }, by: \.head.sequence)
        next = Place(sequence: first, previous: first == 1 ? AuditLink.origin : nil)
    }

    mutating func take(_ record: AuditRecord) {
        entries += 1
        let number = record.content.sequence
        if let place = beforeIntruder, place.sequence == number { next = place }
        beforeIntruder = nil
        guard number >= next.sequence else {
            return faults.add(
                .misplaced, number,
                "entry \(number) stands where entry \(next.sequence) belongs, a second time or out of its place")
        }
        if number > next.sequence { skip(to: number) }
        let place = next
        next = Place(sequence: number + 1, previous: record.hash)
        compare(record, with: heads.removeValue(forKey: number) ?? [])
        let isSealed = secret.map { AuditLink.isSealed(record, under: $0) }
        guard isSealed ?? true else {
            beforeIntruder = place
            next.previous = nil
            return faults.add(.foreign, number, "entry \(number) was not written with this server's secret")
        }
        guard let previous = place.previous, record.content.hash(after: previous) != record.hash else { return }
        if isSealed == true {
            faults.add(.changed, number, "entry \(number) was changed after it was written")
        } else {
            faults.add(.unlinked, number, "entry \(number) does not follow from entry \(number - 1): one of them was changed")
        }
    }

    /// - Parameter sequence: the number that the entry seems to have.
    mutating func takeUnreadable(_ sequence: Int?) {
        entries += 1
        let number = sequence ?? next.sequence
        faults.add(.unreadable, number, "entry \(number) cannot be read")
        passUnreadable(number)
    }

    /// The same, where it was said already.
    mutating func passUnreadable(_ sequence: Int? = nil) {
        let number = sequence ?? next.sequence
        beforeIntruder = next
        if number >= next.sequence { next = Place(sequence: number + 1, previous: nil) }
    }

    private mutating func skip(to number: Int) {
        let first = next.sequence
        faults.add(
            .missing, first,
            first == number - 1
                ? "entry \(first) is missing; entry \(number) stands in its place"
                : "entries \(first) to \(number - 1) are missing; entry \(number) stands in their place")
        next = Place(sequence: number, previous: nil)
    }

    private mutating func compare(_ record: AuditRecord, with heads: [SignedHead]) {
        for head in heads {
            headsFound += 1
            guard head.head.hash != record.hash else { continue }
            faults.add(
                .rewritten, head.head.sequence,
                "entry \(head.head.sequence) is not the one with which the log ended when its head was signed at \(head.at.iso8601)"
            )
        }
    }

    /// - Parameter head: where the log is said to end; `nil` when nothing says it.
    mutating func finish(_ head: AuditHead?) {
        // A log that ends before the entry where the check was to begin has only its head to say where.
        let last = entries == 0 && first > 1 ? head?.sequence ?? 0 : next.sequence - 1
        for head in heads.values.joined().sorted(by: { $0.head.sequence < $1.head.sequence }) where head.head.sequence > last {
            faults.add(
                .cutOff, head.head.sequence,
                "entry \(head.head.sequence) is missing: the log reached it when its head was signed at \(head.at.iso8601), and now ends at entry \(last)"
            )
        }
        guard let head else {
            return faults.add(.wrongHead, last, "the log ends at entry \(last), and nothing says that this is its end")
        }
        if head.sequence > last {
            faults.add(
                .cutOff, last + 1,
                "the log ends at entry \(last), but its head is at entry \(head.sequence): entries at the end were removed")
        } else if head.sequence < last {
            faults.add(
                .wrongHead, head.sequence + 1, "the head of the log is at entry \(head.sequence), but it has \(last) entries")
        } else if let previous = next.previous, previous != head.hash {
            faults.add(.wrongHead, last, "the head of the log does not fit entry \(last)")
        }
    }

    var verdict: AuditVerdict {
        AuditVerdict(entries: entries, heads: headsFound, faults: faults.list, faultCount: faults.count)
    }
}
