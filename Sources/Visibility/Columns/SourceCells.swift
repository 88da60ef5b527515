#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The counters of groups by source, while nothing is counted of them but responses, presence and citations, as most pages ask. A citation
/// takes one load and one store of 16 bytes, where the words of a ``CellTable`` take three of each.
final class SourceCells {
    /// Citations, responses, those of them in which the brand is present, and the number of the response that was counted last.
    private typealias Counters = SIMD4<UInt32>

    private let counters: UnsafeMutablePointer<Counters>
    private let count: Int
    private let parts: Lookup<UInt32>

    /// Bytes that as many take.
    static func bytes(_ count: GroupKey) -> GroupKey { count * GroupKey(MemoryLayout<Counters>.stride) }

    /// - Parameter parts: what sources add to the cells of rows.
    init(count: Int, parts: Lookup<UInt32>) throws(QueryError) {
        self.count = count
        self.parts = parts
        guard let counters = zeros(count, of: Counters.self) else { throw .tooManyGroups }
        self.counters = counters
    }

    deinit { free(counters) }

    /// Counts the citations of rows.
    /// - Parameters:
    ///   - cells: of each row; one of which there is none where the row is not kept.
    ///   - number: of the first row, above 0.
    func add(_ rows: Range<Int>, _ columns: SegmentColumns, cells: UnsafePointer<UInt32>, number: UInt32) {
        guard let starts = columns.citationStarts.baseAddress.map({ $0 + rows.lowerBound }),
            let facts = columns.facts.baseAddress.map({ $0 + rows.lowerBound }), let sources = columns.sources.baseAddress
        else { return }
        let (counters, parts, end) = (counters, parts.pointer, UInt32(truncatingIfNeeded: count))
        let again = Counters(1, 0, 0, 0)
        for row in 0..<rows.count where cells[row] < end {
            let first = Counters(1, 1, Fact.isPresent(Int(facts[row])) ? 1 : 0, 0)
            let number = number &+ UInt32(truncatingIfNeeded: row)
            var citation = Int(starts[row])
            let last = Int(starts[row &+ 1])
            while citation < last {
                let cell = cells[row] &+ parts[Int(sources[citation])]
                citation &+= 1
                // Where filters keep few sources, or nearly all, the processor predicts this branch.
                guard cell < end else { continue }
                var counted = counters[Int(cell)]
                counted &+= counted.w == number ? again : first
                counted.w = number
                counters[Int(cell)] = counted
            }
        }
    }

    /// Adds what was counted to a table of as many cells.
    func fold(into table: CellTable, _ layout: CellLayout) {
        for cell in 0..<count where counters[cell].x > 0 {
            let counted = counters[cell]
            layout.add(
                responses: counted.y, present: counted.z, citations: counted.x, to: table.words + cell &* table.stride)
        }
    }
}
