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
        var ofSources: [Part] = []
        if scope.bySource, let trie = scope.tries[.source] {
            ofSources =
                scope.parts(of: .source, in: layout)?.map { $0 >= KeyLayout.limit ? Self.dropped : Part($0) }
                ?? Array(repeating: 0, count: trie.nodes.count)
        }
        sources = Lookup(ofSources)
    }

    var isEmpty: Bool { questions == nil && settings == nil && facts == nil }

    /// The keys of rows.
    func fill(_ keys: UnsafeMutablePointer<Part>, of columns: SegmentColumns, rows: Range<Int>, from start: Part) {
        forEachKey(of: columns, rows: rows, from: start) { keys[$0] = $1 }
    }

    /// Calls `body` with the number of each of the rows and its key; what else there is to do is done in the same loop.
    @inline(__always)
    fileprivate func forEachKey(
        of columns: SegmentColumns, rows: Range<Int>, from start: Part, _ body: (Int, Part) -> Void
    ) {
        let count = rows.count
        guard let ofRow = columns.questions.baseAddress.map({ $0 + rows.lowerBound }),
            let settingOfRow = columns.settings.baseAddress.map({ $0 + rows.lowerBound }),
            let factOfRow = columns.facts.baseAddress.map({ $0 + rows.lowerBound })
        else { return }
        switch (questions?.pointer, settings?.pointer, facts?.pointer) {
        case (let questions?, let settings?, nil):
            for index in 0..<count {
                body(index, start &+ questions[Int(ofRow[index])] &+ settings[Int(settingOfRow[index])])
            }
        case (let questions?, nil, nil):
            for index in 0..<count { body(index, start &+ questions[Int(ofRow[index])]) }
        case (nil, let settings?, nil):
            for index in 0..<count { body(index, start &+ settings[Int(settingOfRow[index])]) }
        case (nil, nil, nil): for index in 0..<count { body(index, start) }
        case (let questions, let settings, let facts?):
            for index in 0..<count {
                var key = start &+ facts[Int(factOfRow[index])]
                if let questions { key &+= questions[Int(ofRow[index])] }
                if let settings { key &+= settings[Int(settingOfRow[index])] }
                body(index, key)
            }
        }
    }
}

extension KeyParts<UInt32> {
    /// The cells of rows in a table of all keys.
    func fill(
        cells: UnsafeMutablePointer<UInt32>, of columns: SegmentColumns, rows: Range<Int>, from start: UInt32, trash: UInt32
    ) {
        if drops {
            forEachKey(of: columns, rows: rows, from: start) { cells[$0] = min($1, trash) }
        } else {
            fill(cells, of: columns, rows: rows, from: start)
        }
    }

    /// The cells of the rows that are kept, one behind the other.
    /// - Parameters:
    ///   - numbers: is given which of the rows they are.
    ///   - limit: cells are below it.
    /// - Returns: how many.
    func fillKept(
        cells: UnsafeMutablePointer<UInt32>, numbers: UnsafeMutablePointer<UInt32>, of columns: SegmentColumns, rows: Range<Int>,
        limit: UInt32
    ) -> Int {
        var kept = 0
        // Without a branch, which would often be foreseen wrongly: what is not kept is written over.
        forEachKey(of: columns, rows: rows, from: 0) { number, cell in
            cells[kept] = cell
            numbers[kept] = UInt32(truncatingIfNeeded: number)
            kept &+= cell < limit ? 1 : 0
        }
        return kept
    }
}
