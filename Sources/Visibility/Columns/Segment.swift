/// Where the columns of a segment lie in its bytes. Follows from the counts alone.
struct SegmentShape: Hashable, Sendable {
    let rows: Int
    let days: Int
    let competitors: Int
    let citations: Int

    let competitorIDs: Int
    let dayNumbers: Int
    let dayStarts: Int
    let ids: Int
    let questions: Int
    let settings: Int
    let facts: Int
    /// From the facts of one competitor to those of the next; those of the brand come before the first.
    let factStride: Int
    let citationStarts: Int
    let sources: Int
    let byteCount: Int

    init(rows: Int, days: Int, competitors: Int, citations: Int) {
        self.rows = rows
        self.days = days
        self.competitors = competitors
        self.citations = citations
        var end = ColumnFile.headerSize
        func place(_ count: Int, _ size: Int) -> Int {
            let start = end
            end += Self.aligned(count * size)
            return start
        }
        competitorIDs = place(competitors, 8)
        dayNumbers = place(days, 4)
        dayStarts = place(days + 1, 4)
        ids = place(rows, 8)
        questions = place(rows, 4)
        settings = place(rows, 4)
        factStride = Self.aligned(rows)
        facts = place(competitors + 1, factStride)
        citationStarts = place(rows + 1, 4)
        sources = place(citations, 4)
        byteCount = end
    }

    private static func aligned(_ size: Int) -> Int { (size + Memory.alignment - 1) / Memory.alignment * Memory.alignment }
}

/// Some observations in columns, sorted by day. Never changes: it lies in memory as it lies in its file.
final class Segment: Sendable {
    let memory: Memory
    let shape: SegmentShape
    /// Whose facts are here. All others are absent from all rows.
    let competitors: [Int]
    /// The days that have rows, ascending; those of `days[i]` are `dayStarts[i]..<dayStarts[i + 1]`.
    let days: [Int32]
    let dayStarts: [UInt32]
    let ids: ClosedRange<Int>

    /// - Parameter memory: has columns of this shape, at least one row, and nothing in it that cannot be.
    init(memory: Memory, shape: SegmentShape) {
        self.memory = memory
        self.shape = shape
        competitors = memory.elements(at: shape.competitorIDs, count: shape.competitors, of: Int64.self).map { Int($0) }
        days = Array(memory.elements(at: shape.dayNumbers, count: shape.days))
        dayStarts = Array(memory.elements(at: shape.dayStarts, count: shape.days + 1))
        let ids = memory.elements(at: shape.ids, count: shape.rows, of: Int64.self)
        var least = Int64.max
        var most = Int64.min
        for id in ids {
            least = min(least, id)
            most = max(most, id)
        }
        self.ids = Int(min(least, most))...Int(most)
    }

    /// To be used while the segment is held.
    var columns: SegmentColumns { SegmentColumns(memory: memory, shape: shape) }
}

/// The columns of a segment as pointers.
struct SegmentColumns {
    let ids: UnsafeBufferPointer<Int64>
    let questions: UnsafeBufferPointer<UInt32>
    let settings: UnsafeBufferPointer<UInt32>
    let facts: UnsafeBufferPointer<UInt8>
    /// In the order of the segment's competitors.
    let competitorFacts: [UnsafeBufferPointer<UInt8>]
    /// The citations of row `i` are `citationStarts[i]..<citationStarts[i + 1]` in `sources`.
    let citationStarts: UnsafeBufferPointer<UInt32>
    let sources: UnsafeBufferPointer<UInt32>

    init(memory: Memory, shape: SegmentShape) {
        ids = memory.elements(at: shape.ids, count: shape.rows)
        questions = memory.elements(at: shape.questions, count: shape.rows)
        settings = memory.elements(at: shape.settings, count: shape.rows)
        facts = memory.elements(at: shape.facts, count: shape.rows)
        competitorFacts = (0..<shape.competitors).map {
            memory.elements(at: shape.facts + ($0 + 1) * shape.factStride, count: shape.rows)
        }
        citationStarts = memory.elements(at: shape.citationStarts, count: shape.rows + 1)
        sources = memory.elements(at: shape.sources, count: shape.citations)
    }
}
