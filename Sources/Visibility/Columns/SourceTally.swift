#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What ``SourceCells`` counts, of a few groups that depend on nothing but the source, such as those by owner. Which of them a row is in
/// takes a bit each, by which responses are counted; citations and domains follow from how often each source is cited.
final class SourceTally {
    static let mostGroups: GroupKey = 8

    /// Of each source, the group that it is in as a bit; none where it is not kept.
    private let bits: Lookup<UInt8>
    /// Of each source.
    private let citations: UnsafeMutablePointer<UInt32>
    /// Of each set of groups, the rows that are in these alone: those without the brand, and those with it.
    private let rows: UnsafeMutablePointer<UInt32>
    private static let sets = 1 << Int(mostGroups)

    /// - Parameter parts: of each source its group; what is not below `groups` is none.
    init(groups: Int, parts: Lookup<UInt32>) throws(QueryError) {
        bits = Lookup((0..<parts.count).map { parts[$0] < groups ? 1 << UInt8(parts[$0]) : 0 })
        guard let citations = zeros(parts.count, of: UInt32.self) else { throw .tooManyGroups }
        self.citations = citations
        rows = UnsafeMutablePointer<UInt32>.allocate(capacity: Self.sets * 2)
        rows.initialize(repeating: 0, count: Self.sets * 2)
    }

    deinit {
        free(citations)
        rows.deallocate()
    }

    /// Counts the citations of rows.
    /// - Parameter cells: of each row; 0 where it is kept, since nothing but sources adds to its key.
    func add(_ range: Range<Int>, _ columns: SegmentColumns, cells: UnsafePointer<UInt32>) {
        guard let starts = columns.citationStarts.baseAddress.map({ $0 + range.lowerBound }),
            let facts = columns.facts.baseAddress.map({ $0 + range.lowerBound }), let sources = columns.sources.baseAddress
        else { return }
        let (bits, citations, rows) = (bits.pointer, citations, rows)
        for row in 0..<range.count where cells[row] == 0 {
            var groups: UInt8 = 0
            var citation = Int(starts[row])
            let last = Int(starts[row &+ 1])
            while citation < last {
                let source = Int(sources[citation])
                groups |= bits[source]
                citations[source] &+= 1
                citation &+= 1
            }
            rows[Int(groups) &* 2 &+ (Fact.isPresent(Int(facts[row])) ? 1 : 0)] &+= 1
        }
    }

    /// Adds what was counted to a table of as many cells as there are groups, and to the domains that they cite.
    func fold(
        into table: CellTable, _ layout: CellLayout, _ domains: DomainSets?, domainOf: Lookup<UInt32>
    ) throws(QueryError) {
        for set in 1..<Self.sets {
            let (absent, present) = (rows[set * 2], rows[set * 2 + 1])
            guard absent &+ present > 0 else { continue }
            for group in 0..<Int(Self.mostGroups) where set >> group & 1 == 1 {
                layout.add(
                    responses: absent &+ present, present: present, citations: 0, to: table.words + group * table.stride)
            }
        }
        for source in 0..<bits.count where citations[source] > 0 && bits[source] > 0 {
            let group = bits[source].trailingZeroBitCount
            layout.add(responses: 0, present: 0, citations: citations[source], to: table.words + group * table.stride)
            try domains?.insert(source: UInt32(source), cell: UInt32(group), domainOf)
        }
    }
}
