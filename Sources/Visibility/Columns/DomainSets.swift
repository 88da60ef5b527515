#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Which domains each group cites.
final class DomainSets {
    private let domainCount: Int
    private let budget: Int
    private let isDense: Bool
    /// A bit for each cell and domain, where those are few. Else pairs, in slots of a power of two; 0 is empty.
    private var words: UnsafeMutablePointer<UInt64>
    private var wordCount: Int
    private var taken = 0

    /// Up to this many bits.
    private static let denseLimit = 1 << 26

    /// - Parameter cells: how many there are; `nil` where that is not known.
    init(cells: Int?, domains: Int, budget: Int) throws(QueryError) {
        domainCount = domains
        self.budget = budget
        if let cells, cells < Self.denseLimit, cells * domains <= min(Self.denseLimit, budget * 8) {
            isDense = true
            wordCount = (cells * domains + 63) / 64
        } else {
            isDense = false
            wordCount = 1024
        }
        guard wordCount * 8 <= budget, let words = zeros(wordCount, of: UInt64.self) else { throw .tooManyGroups }
        self.words = words
    }

    deinit { free(words) }

    /// Takes in the domains of sources that cells cite.
    /// - Parameters:
    ///   - domains: of each source; what is not below the count of domains is none.
    ///   - trash: the cell that is nobody's.
    func insert(
        _ count: Int, cells: UnsafePointer<UInt32>, sources: UnsafePointer<UInt32>, _ domains: Lookup<UInt32>, trash: UInt32
    ) throws(QueryError) {
        if !isDense { try reserve(count) }
        for index in 0..<count {
            let domain = domains[Int(sources[index])]
            if domain < domainCount, cells[index] != trash { insert(domain, cell: cells[index]) }
        }
    }

    /// The same of a single source.
    func insert(source: UInt32, cell: UInt32, _ domains: Lookup<UInt32>) throws(QueryError) {
        if !isDense { try reserve(1) }
        let domain = domains[Int(source)]
        if domain < domainCount { insert(domain, cell: cell) }
    }

    /// Of a single pair; there is room.
    @inline(__always)
    private func insert(_ domain: UInt32, cell: UInt32) {
        if isDense {
            let bit = Int(cell) &* domainCount &+ Int(domain)
            words[bit &>> 6] |= 1 &<< UInt64(bit & 63)
        } else if Self.insert(UInt64(cell) << 32 | UInt64(domain + 1), into: words, wordCount) {
            taken += 1
        }
    }

    @inline(__always)
    private static func insert(_ pair: UInt64, into slots: UnsafeMutablePointer<UInt64>, _ count: Int) -> Bool {
        var slot = Int(truncatingIfNeeded: (pair &* 0x9E37_79B9_7F4A_7C15) &>> 20) & (count &- 1)
        while slots[slot] != 0 {
            if slots[slot] == pair { return false }
            slot = (slot &+ 1) & (count &- 1)
        }
        slots[slot] = pair
        return true
    }

    private func reserve(_ more: Int) throws(QueryError) {
        guard (taken + more) * 2 > wordCount else { return }
        var wanted = wordCount
        while (taken + more) * 2 > wanted { wanted *= 4 }
        guard wanted * 8 <= budget, let larger = zeros(wanted, of: UInt64.self) else { throw .tooManyGroups }
        for slot in 0..<wordCount where words[slot] != 0 { _ = Self.insert(words[slot], into: larger, wanted) }
        free(words)
        words = larger
        wordCount = wanted
    }

    /// All pairs, in no order.
    private func forEach(_ body: (_ domain: UInt32, _ cell: UInt32) throws(QueryError) -> Void) throws(QueryError) {
        for index in 0..<wordCount where words[index] != 0 {
            guard isDense else {
                try body(UInt32(truncatingIfNeeded: words[index]) - 1, UInt32(words[index] >> 32))
                continue
            }
            var rest = words[index]
            while rest != 0 {
                let bit = index * 64 + rest.trailingZeroBitCount
                try body(UInt32(bit % domainCount), UInt32(bit / domainCount))
                rest &= rest - 1
            }
        }
    }

    /// Gives all that a cell has to its targets.
    func spread(to other: DomainSets, targets: [[UInt32]]) throws(QueryError) {
        try forEach { (domain, cell) throws(QueryError) in
            for target in targets[Int(cell)] {
                if !other.isDense { try other.reserve(1) }
                other.insert(domain, cell: target)
            }
        }
    }

    /// How many each cell has.
    func counts(cells: Int) throws(QueryError) -> [UInt32] {
        var counts = Array(repeating: UInt32(0), count: cells)
        try forEach { (_, cell) throws(QueryError) in counts[Int(cell)] += 1 }
        return counts
    }
}
