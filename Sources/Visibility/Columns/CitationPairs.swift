/// Walks over the citations of rows in batches, and says of which row each is.
struct CitationPairs {
    private let starts: UnsafePointer<UInt32>
    private let batch: Int
    private let end: Int
    private var row = 0
    private var citation: Int

    /// - Parameter starts: of the citations of each of the rows, and of what comes after them.
    init(_ starts: UnsafePointer<UInt32>, batch: Int, rows: Int) {
        self.starts = starts
        self.batch = batch
        citation = Int(starts[0])
        end = Int(starts[rows])
    }

    /// The next batch.
    /// - Parameter rows: has room for a batch and ``Scratch/slack`` more.
    mutating func next(_ rows: UnsafeMutablePointer<UInt32>) -> Range<Int>? {
        guard citation < end else { return nil }
        let first = citation
        let last = min(first &+ batch, end)
        let raw = UnsafeMutableRawPointer(rows)
        while citation < last {
            let rowEnd = Int(starts[row &+ 1])
            let next = min(rowEnd, last)
            // Most rows have few citations: all at once and too many is quicker than one by one and the right number.
            let rowNumber = UInt32(truncatingIfNeeded: row)
            repeat {
                raw.storeBytes(
                    of: SIMD8(repeating: rowNumber), toByteOffset: (citation &- first) &* 4, as: SIMD8<UInt32>.self)
                citation &+= Scratch.slack
            } while citation < next
            citation = next
            if rowEnd <= last { row &+= 1 }
        }
        return first..<last
    }
}
