/// Lays rows down as a segment.
struct SegmentBuilder: ~Copyable {
    let shape: SegmentShape
    private let bytes: UnsafeMutableRawBufferPointer

    private init(shape: SegmentShape, bytes: UnsafeMutableRawBufferPointer) {
        self.shape = shape
        self.bytes = bytes
    }

    private func column<Element: BitwiseCopyable>(_ offset: Int, _ count: Int, of: Element.Type = Element.self)
        -> UnsafeMutableBufferPointer<Element>
    {
        UnsafeMutableRawBufferPointer(rebasing: bytes[offset..<offset + count * MemoryLayout<Element>.stride])
            .bindMemory(to: Element.self)
    }

    private static func segment(_ shape: SegmentShape, fill: (borrowing SegmentBuilder) -> Void) -> Segment {
        let memory = Memory(byteCount: shape.byteCount) { bytes in
            shape.writeHeader(to: bytes)
            fill(SegmentBuilder(shape: shape, bytes: bytes))
        }
        return Segment(memory: memory, shape: shape)
    }

    private func writeHead(competitors: [Int], days: [(day: Int32, rows: Int)]) {
        let ids = column(shape.competitorIDs, shape.competitors, of: Int64.self)
        for (index, competitor) in competitors.enumerated() { ids[index] = Int64(competitor) }
        let numbers = column(shape.dayNumbers, shape.days, of: Int32.self)
        let starts = column(shape.dayStarts, shape.days + 1, of: UInt32.self)
        var row = 0
        for (index, entry) in days.enumerated() {
            numbers[index] = entry.day
            starts[index] = UInt32(row)
            row += entry.rows
        }
        starts[days.count] = UInt32(row)
    }

    /// Of observations that have distinct ids, at least one.
    static func segment(of observations: [Observation], codebook: inout Codebook) -> Segment {
        let rows = observations.map { (Int32(clamping: $0.day.number), $0) }.sorted { $0.0 < $1.0 }
        let competitors = Set(observations.flatMap(\.competitors.keys)).sorted()
        var days: [(day: Int32, rows: Int)] = []
        for (day, _) in rows {
            if let last = days.last, last.day == day { days[days.count - 1].rows += 1 } else { days.append((day, 1)) }
        }
        let shape = SegmentShape(
            rows: rows.count, days: days.count, competitors: competitors.count,
            citations: observations.reduce(0) { $0 + $1.citations.count })
        var book = codebook
        defer { codebook = book }
        return segment(shape) { builder in
            builder.writeHead(competitors: competitors, days: days)
            builder.write(rows.map(\.1), competitors: competitors, codebook: &book)
        }
    }

    private func write(_ observations: [Observation], competitors: [Int], codebook: inout Codebook) {
        let ids = column(shape.ids, shape.rows, of: Int64.self)
        let questions = column(shape.questions, shape.rows, of: UInt32.self)
        let settings = column(shape.settings, shape.rows, of: UInt32.self)
        let facts = column(shape.facts, shape.rows, of: UInt8.self)
        let starts = column(shape.citationStarts, shape.rows + 1, of: UInt32.self)
        let sources = column(shape.sources, shape.citations, of: UInt32.self)
        var citation = 0
        for (row, observation) in observations.enumerated() {
            ids[row] = Int64(observation.id)
            questions[row] = codebook.question(of: observation)
            settings[row] = codebook.setting(of: observation)
            facts[row] = Fact.code(observation.brand)
            starts[row] = UInt32(citation)
            for cited in observation.citations {
                sources[citation] = codebook.source(of: cited)
                citation += 1
            }
        }
        starts[observations.count] = UInt32(citation)
        for (index, competitor) in competitors.enumerated() {
            let facts = column(shape.facts + (index + 1) * shape.factStride, shape.rows, of: UInt8.self)
            for (row, observation) in observations.enumerated() {
                facts[row] = observation.competitors[competitor].map(Fact.code) ?? 0
            }
        }
    }

    // MARK: - From segments

    /// Rows that follow each other in a segment, all of one day.
    private struct Piece {
        let segment: Int
        let rows: Range<Int>
    }

    /// Of the rows of several segments. `nil` where nothing is left.
    /// - Parameter without: rows of each segment that are left out, ascending.
    static func segment(merging segments: [Segment], without dropped: [[Int]]) -> Segment? {
        var pieces: [(day: Int32, piece: Piece)] = []
        for (index, segment) in segments.enumerated() {
            var next = dropped[index][...]
            for (slice, day) in segment.days.enumerated() {
                var start = Int(segment.dayStarts[slice])
                let end = Int(segment.dayStarts[slice + 1])
                while let row = next.first, row < end {
                    if row > start { pieces.append((day, Piece(segment: index, rows: start..<row))) }
                    start = row + 1
                    next = next.dropFirst()
                }
                if start < end { pieces.append((day, Piece(segment: index, rows: start..<end))) }
            }
        }
        guard !pieces.isEmpty else { return nil }
        pieces.sort {
            ($0.day, $0.piece.segment, $0.piece.rows.lowerBound) < ($1.day, $1.piece.segment, $1.piece.rows.lowerBound)
        }
        let columns = segments.map(\.columns)
        var days: [(day: Int32, rows: Int)] = []
        var citations = 0
        for (day, piece) in pieces {
            if days.last?.day != day { days.append((day, 0)) }
            days[days.count - 1].rows += piece.rows.count
            let starts = columns[piece.segment].citationStarts
            citations += Int(starts[piece.rows.upperBound] - starts[piece.rows.lowerBound])
        }
        let competitors = Set(segments.flatMap(\.competitors)).sorted()
        let shape = SegmentShape(
            rows: days.reduce(0) { $0 + $1.rows }, days: days.count, competitors: competitors.count, citations: citations)
        let result = segment(shape) { builder in
            builder.writeHead(competitors: competitors, days: days)
            builder.write(pieces.map(\.piece), of: segments, columns, competitors: competitors)
        }
        withExtendedLifetime(segments) {}
        return result
    }

    private func write(_ pieces: [Piece], of segments: [Segment], _ columns: [SegmentColumns], competitors: [Int]) {
        copy(pieces, to: column(shape.ids, shape.rows)) { columns[$0].ids }
        copy(pieces, to: column(shape.questions, shape.rows)) { columns[$0].questions }
        copy(pieces, to: column(shape.settings, shape.rows)) { columns[$0].settings }
        copy(pieces, to: column(shape.facts, shape.rows)) { columns[$0].facts }
        for (index, competitor) in competitors.enumerated() {
            let places = segments.map { $0.competitors.firstIndex(of: competitor) }
            copy(pieces, to: column(shape.facts + (index + 1) * shape.factStride, shape.rows)) { segment in
                places[segment].map { columns[segment].competitorFacts[$0] }
            }
        }
        let starts = column(shape.citationStarts, shape.rows + 1, of: UInt32.self)
        let sources = column(shape.sources, shape.citations, of: UInt32.self)
        var row = 0
        var citation = 0
        for piece in pieces {
            let from = columns[piece.segment]
            let first = from.citationStarts[piece.rows.lowerBound]
            for index in piece.rows {
                starts[row] = UInt32(citation) + (from.citationStarts[index] - first)
                row += 1
            }
            let cited = Int(first)..<Int(from.citationStarts[piece.rows.upperBound])
            for index in cited { sources[citation + index - cited.lowerBound] = from.sources[index] }
            citation += cited.count
        }
        starts[row] = UInt32(citation)
    }

    /// - Parameter source: the column of a segment. `nil` where it has none, and the rows stay 0.
    private func copy<Element: BitwiseCopyable>(
        _ pieces: [Piece], to target: UnsafeMutableBufferPointer<Element>, from source: (Int) -> UnsafeBufferPointer<Element>?
    ) {
        var row = 0
        for piece in pieces {
            if let column = source(piece.segment) {
                for (offset, index) in piece.rows.enumerated() { target[row + offset] = column[index] }
            }
            row += piece.rows.count
        }
    }
}
