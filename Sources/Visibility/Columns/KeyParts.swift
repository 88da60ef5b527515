/// What elements add to the key of a row, as tables for loops. A table is missing where all elements add nothing.
struct KeyParts<Part: FixedWidthInteger & UnsignedInteger & BitwiseCopyable> {
    let questions: Lookup<Part>?
    let settings: Lookup<Part>?
    let facts: Lookup<Part>?
    /// Of each source, and of citing none.
    let sources: Lookup<Part>
    /// Whether elements are not kept.
    let drops: Bool

    /// What stands for "is not kept": the sum of all tables stays within the type.
    static var dropped: Part { Part(1) << Part(Part.bitWidth == 32 ? 29 : 120) }

    init(_ scope: QueryScope, _ layout: KeyLayout) {
        var drops = false
        func table(_ family: Family) -> Lookup<Part>? {
            guard let parts = scope.parts(of: family, in: layout) else { return nil }
            drops = drops || parts.contains { $0 >= KeyLayout.limit }
            return Lookup(parts.map { $0 >= KeyLayout.limit ? Self.dropped : Part($0) })
        }
        questions = table(.question)
        settings = table(.setting)
        facts = table(.fact)
        self.drops = drops
        sources = Lookup(scope.bySource ? scope.tries[.source].map { layout.parts(of: .source, $0).map { Part($0) } } ?? [] : [])
    }

    var isEmpty: Bool { questions == nil && settings == nil && facts == nil }

    /// The keys of rows.
    func fill(_ keys: UnsafeMutablePointer<Part>, of columns: SegmentColumns, rows: Range<Int>, from start: Part) {
        let count = rows.count
        guard let ofRow = columns.questions.baseAddress.map({ $0 + rows.lowerBound }),
            let settingOfRow = columns.settings.baseAddress.map({ $0 + rows.lowerBound }),
            let factOfRow = columns.facts.baseAddress.map({ $0 + rows.lowerBound })
        else { return }
        switch (questions?.pointer, settings?.pointer) {
        case (let questions?, let settings?):
            for index in 0..<count {
                keys[index] = start &+ questions[Int(ofRow[index])] &+ settings[Int(settingOfRow[index])]
            }
        case (let questions?, nil): for index in 0..<count { keys[index] = start &+ questions[Int(ofRow[index])] }
        case (nil, let settings?): for index in 0..<count { keys[index] = start &+ settings[Int(settingOfRow[index])] }
        case (nil, nil): for index in 0..<count { keys[index] = start }
        }
        guard let facts = facts?.pointer else { return }
        for index in 0..<count { keys[index] &+= facts[Int(factOfRow[index])] }
    }
}

extension KeyParts<UInt32> {
    /// The cells of rows in a table of all keys.
    func fill(
        cells: UnsafeMutablePointer<UInt32>, of columns: SegmentColumns, rows: Range<Int>, from start: UInt32, trash: UInt32
    ) {
        fill(cells, of: columns, rows: rows, from: start)
        guard drops else { return }
        for index in 0..<rows.count { cells[index] = min(cells[index], trash) }
    }
}
