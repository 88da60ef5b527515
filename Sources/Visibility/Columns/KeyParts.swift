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
        fill(keys, of: columns, rows: rows, from: start) { $0 }
    }

    /// - Parameter finish: what becomes of a key that is complete; in the same loop, which spares a second one over all keys.
    @inline(__always)
    fileprivate func fill(
        _ keys: UnsafeMutablePointer<Part>, of columns: SegmentColumns, rows: Range<Int>, from start: Part,
        _ finish: (Part) -> Part
    ) {
        let count = rows.count
        guard let ofRow = columns.questions.baseAddress.map({ $0 + rows.lowerBound }),
            let settingOfRow = columns.settings.baseAddress.map({ $0 + rows.lowerBound }),
            let factOfRow = columns.facts.baseAddress.map({ $0 + rows.lowerBound })
        else { return }
        switch (questions?.pointer, settings?.pointer, facts?.pointer) {
        case (let questions?, let settings?, nil):
            for index in 0..<count {
                keys[index] = finish(start &+ questions[Int(ofRow[index])] &+ settings[Int(settingOfRow[index])])
            }
        case (let questions?, nil, nil):
            for index in 0..<count { keys[index] = finish(start &+ questions[Int(ofRow[index])]) }
        case (nil, let settings?, nil):
            for index in 0..<count { keys[index] = finish(start &+ settings[Int(settingOfRow[index])]) }
        case (nil, nil, nil): for index in 0..<count { keys[index] = start }
        case (let questions, let settings, let facts?):
            for index in 0..<count {
                var key = start &+ facts[Int(factOfRow[index])]
                if let questions { key &+= questions[Int(ofRow[index])] }
                if let settings { key &+= settings[Int(settingOfRow[index])] }
                keys[index] = finish(key)
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
            fill(cells, of: columns, rows: rows, from: start) { min($0, trash) }
        } else {
            fill(cells, of: columns, rows: rows, from: start)
        }
    }
}
