extension SegmentShape {
    /// Counts as they stand in the header. Counts that no segment has are refused before anything is computed of them.
    init?(header: UnsafeRawBufferPointer) {
        let counts = (0..<4).map {
            UInt64(littleEndian: header.loadUnaligned(fromByteOffset: ColumnFile.bodyStart + $0 * 8, as: UInt64.self))
        }
        guard counts.allSatisfy({ $0 < 1 << 32 }), counts[2] < 1 << 24, counts[0] > 0, counts[1] > 0 else { return nil }
        self.init(rows: Int(counts[0]), days: Int(counts[1]), competitors: Int(counts[2]), citations: Int(counts[3]))
    }

    func writeHeader(to bytes: UnsafeMutableRawBufferPointer) {
        for (index, count) in [rows, days, competitors, citations].enumerated() {
            bytes.storeBytes(of: UInt64(count).littleEndian, toByteOffset: ColumnFile.bodyStart + index * 8, as: UInt64.self)
        }
    }
}

extension Segment {
    /// Maps a file.
    /// - Parameter codebook: has what rows name by number.
    convenience init(path: String, _ codebook: Codebook) throws(ColumnFileError) {
        let memory = try ColumnFile.open(path, .segment)
        guard let shape = SegmentShape(header: memory.bytes), shape.byteCount == memory.byteCount,
            Self.isConsistent(memory, shape, codebook)
        else { throw ColumnFileError(path, .inconsistent) }
        self.init(memory: memory, shape: shape)
    }

    func write(to path: String) throws(ColumnFileError) {
        try ColumnFile.save(path, .segment, body: UnsafeRawBufferPointer(rebasing: memory.bytes[ColumnFile.bodyStart...]))
    }

    /// Whether no number in the columns leads outside of what it is an index in.
    private static func isConsistent(_ memory: Memory, _ shape: SegmentShape, _ codebook: Codebook) -> Bool {
        let columns = SegmentColumns(memory: memory, shape: shape)
        let dayNumbers: UnsafeBufferPointer<Int32> = memory.elements(at: shape.dayNumbers, count: shape.days)
        let dayStarts: UnsafeBufferPointer<UInt32> = memory.elements(at: shape.dayStarts, count: shape.days + 1)
        let competitors: UnsafeBufferPointer<Int64> = memory.elements(at: shape.competitorIDs, count: shape.competitors)
        var facts: UInt8 = columns.facts.reduce(0, |)
        for column in columns.competitorFacts { for fact in column { facts |= fact } }
        return isAscending(dayNumbers, strictly: true) && isAscending(dayStarts, strictly: true)
            && isAscending(competitors, strictly: true) && isAscending(columns.citationStarts, strictly: false)
            && dayStarts[0] == 0 && dayStarts[shape.days] == shape.rows
            && columns.citationStarts[0] == 0 && columns.citationStarts[shape.rows] == shape.citations
            && most(columns.questions) < codebook.questions.keys.count && most(columns.settings) < codebook.settings.keys.count
            && (shape.citations == 0 || most(columns.sources) < codebook.sources.keys.count) && facts < Fact.count
    }

    private static func isAscending<Number: FixedWidthInteger>(_ numbers: UnsafeBufferPointer<Number>, strictly: Bool) -> Bool {
        var holds = true
        for index in 0..<max(0, numbers.count - 1) {
            let isHigher = numbers[index] < numbers[index &+ 1]
            let isSame = numbers[index] == numbers[index &+ 1]
            holds = holds && (isHigher || isSame && !strictly)
        }
        return holds
    }

    private static func most(_ numbers: UnsafeBufferPointer<UInt32>) -> UInt32 {
        var most: UInt32 = 0
        for number in numbers { most = max(most, number) }
        return most
    }
}
