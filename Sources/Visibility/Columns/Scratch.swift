#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Room for what a scan works out of a batch of rows.
final class Scratch {
    /// Groups of rows of the same day that histograms are kept of, at most.
    static let histograms = 128

    /// Rows of pairs are written this many at a time, beyond the last as well.
    static let slack = 8

    let keys: UnsafeMutablePointer<GroupKey>
    let cells: UnsafeMutablePointer<UInt32>
    let facts: UnsafeMutablePointer<UInt8>
    /// Of each pair of a row and a source.
    let pairKeys: UnsafeMutablePointer<GroupKey>
    let pairCells: UnsafeMutablePointer<UInt32>
    let pairRows: UnsafeMutablePointer<UInt32>
    /// Of pairs that filters on sources left over.
    let pairSources: UnsafeMutablePointer<UInt32>
    /// Of each pair of a row and a group.
    let hitCells: UnsafeMutablePointer<UInt32>
    let hitRows: UnsafeMutablePointer<UInt32>
    /// Four of the facts of each group, all 0 when not in use: neighbours are counted in different ones, since an addition waits for
    /// the one before it in the same place.
    let histogram: UnsafeMutablePointer<UInt32>
    private let memory: UnsafeMutableRawPointer

    /// - Parameter batch: how many rows, and how many pairs, at once.
    init(batch: Int) {
        let counts = 4 * Self.histograms * Fact.count
        memory = UnsafeMutableRawPointer.allocate(byteCount: batch * 64 + (counts + Self.slack) * 4, alignment: Memory.alignment)
        var end = memory
        func place<Element>(_ count: Int, of: Element.Type = Element.self) -> UnsafeMutablePointer<Element> {
            defer { end += count * MemoryLayout<Element>.stride }
            return end.bindMemory(to: Element.self, capacity: count)
        }
        keys = place(batch)
        pairKeys = place(batch)
        cells = place(batch)
        pairCells = place(batch)
        pairRows = place(batch + Self.slack)
        pairSources = place(batch)
        hitCells = place(batch)
        hitRows = place(batch)
        histogram = place(counts)
        facts = place(batch)
        memset(histogram, 0, counts * 4)
    }

    deinit { memory.deallocate() }
}
