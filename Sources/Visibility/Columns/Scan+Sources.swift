/// Groups by source: a row is in the groups of all sources that it cites.
extension Scan {
    /// Counts rows whose cells, or keys where the table is not dense, are known but for the part of the source.
    func countSources(_ rows: Range<Int>, _ columns: SegmentColumns, _ jobs: [FactJob]) throws(QueryError) {
        guard let starts = columns.citationStarts.baseAddress.map({ $0 + rows.lowerBound }) else { return }
        if let tally {
            tally.add(rows, columns, cells: scratch.cells)
        } else if let sourceCells {
            sourceCells.add(rows, columns, cells: scratch.cells, number: UInt32(truncatingIfNeeded: rowsBefore))
        } else if let sources = columns.sources.baseAddress {
            var pairs = CitationPairs(starts, batch: setup.tuning.batch, rows: rows.count)
            while let citations = pairs.next(scratch.pairRows) {
                let (left, cited) = leftOver(citations.count, sources + citations.lowerBound)
                guard left > 0 else { continue }
                fillPairs(left, cited)
                try count(pairs: left, sources: cited, rows, columns, jobs)
            }
        }
        if let counted = scope.countedSources, counted[counted.count - 1] == 0 { return }
        var citingNone = 0
        for row in 0..<rows.count {
            scratch.pairRows[citingNone] = UInt32(truncatingIfNeeded: row)
            citingNone &+= starts[row] == starts[row &+ 1] ? 1 : 0
        }
        guard citingNone > 0 else { return }
        fillPairs(citingNone, nil)
        try count(pairs: citingNone, sources: nil, rows, columns, jobs)
    }

    /// The pairs whose sources filters keep, which may be few.
    private func leftOver(_ count: Int, _ sources: UnsafePointer<UInt32>) -> (count: Int, sources: UnsafePointer<UInt32>) {
        guard !scope.countsEverySource, let counted = scope.countedSources?.pointer else { return (count, sources) }
        let (rows, left) = (scratch.pairRows, scratch.pairSources)
        var number = 0
        for pair in 0..<count {
            let source = sources[pair]
            rows[number] = rows[pair]
            left[number] = source
            number &+= Int(counted[Int(source)])
        }
        return (number, UnsafePointer(left))
    }

    /// The cells or keys of pairs.
    /// - Parameter sources: `nil` of rows that cite none.
    private func fillPairs(_ count: Int, _ sources: UnsafePointer<UInt32>?) {
        let pairRows = scratch.pairRows
        if let dense = setup.dense {
            let (cells, pairCells, parts, trash) = (scratch.cells, scratch.pairCells, dense.sources.pointer, table.trash)
            if let sources {
                for pair in 0..<count { pairCells[pair] = min(cells[Int(pairRows[pair])] &+ parts[Int(sources[pair])], trash) }
            } else {
                let part = parts[dense.sources.count - 1]
                for pair in 0..<count { pairCells[pair] = min(cells[Int(pairRows[pair])] &+ part, trash) }
            }
        } else if let sparse = setup.sparse {
            let (keys, pairKeys, parts) = (scratch.keys, scratch.pairKeys, sparse.sources.pointer)
            for pair in 0..<count {
                let source = sources.map { Int($0[pair]) } ?? sparse.sources.count - 1
                pairKeys[pair] = keys[Int(pairRows[pair])] &+ parts[source]
            }
        }
    }

    private func count(
        pairs: Int, sources: UnsafePointer<UInt32>?, _ rows: Range<Int>, _ columns: SegmentColumns, _ jobs: [FactJob]
    ) throws(QueryError) {
        if !table.isDense {
            try table.reserve(pairs)
            table.find(pairs, keys: scratch.pairKeys, cells: scratch.pairCells)
        }
        let hits = countPairs(pairs, cites: sources == nil ? 0 : 1, countsFacts: jobs.count > 1 || !scope.cells.onlyResponses)
        if let sources {
            if setup.ownerOf.count > 0 { countOwners(ofPairs: pairs, sources) }
            try domains?.insert(pairs, cells: scratch.pairCells, sources: sources, setup.domains, trash: table.trash)
        }
        for job in jobs where !(scope.cells.onlyResponses && job.offset == 0) {
            for (column, facts) in job.columns.enumerated() {
                guard let facts = facts.baseAddress.map({ $0 + rows.lowerBound }) else { continue }
                for hit in 0..<hits {
                    let fact = facts[Int(scratch.hitRows[hit])]
                    scratch.facts[hit] = column == 0 ? fact : scratch.facts[hit] | fact
                }
            }
            Counting.add(
                scratch.facts, scratch.hitCells, count: hits, job.increments, to: table.words + job.offset, stride: table.stride)
        }
    }

    /// - Parameters:
    ///   - cites: 1 where pairs are citations, 0 where they are rows that cite none.
    ///   - countsFacts: whether to note which rows are new to which groups.
    /// - Returns: how many of the rows are new to their groups.
    private func countPairs(_ pairs: Int, cites: UInt64, countsFacts: Bool) -> Int {
        let seen = scope.cells.seen ?? 0
        // Where nobody asks for citations, they are counted where the mark is written anyway.
        let citations = scope.cells.citations ?? seen
        // Else facts count the responses.
        let counted: UInt64 = scope.cells.onlyResponses ? 1 : 0
        let stride = table.stride
        let words = table.words
        let before = rowsBefore
        let (pairCells, pairRows) = (scratch.pairCells, scratch.pairRows)
        let (hitCells, hitRows) = (scratch.hitCells, scratch.hitRows)
        var hits = 0
        if !countsFacts {
            for pair in 0..<pairs {
                let place = words + Int(pairCells[pair]) &* stride
                let number = before &+ UInt64(pairRows[pair])
                let isNew: UInt64 = place[seen] == number ? 0 : 1
                place[0] &+= isNew
                place[citations] &+= cites &* (isNew &<< 32 | 1)
                place[seen] = number
            }
            return 0
        }
        for pair in 0..<pairs {
            let cell = pairCells[pair]
            let place = words + Int(cell) &* stride
            let row = pairRows[pair]
            let number = before &+ UInt64(row)
            let isNew: UInt64 = place[seen] == number ? 0 : 1
            place[0] &+= isNew & counted
            place[citations] &+= cites &* (isNew &<< 32 | 1)
            place[seen] = number
            hitCells[hits] = cell
            hitRows[hits] = row
            hits &+= Int(isNew)
        }
        return hits
    }

    private func countOwners(ofPairs pairs: Int, _ sources: UnsafePointer<UInt32>) {
        let layout = scope.cells
        guard let ownersSeen = layout.ownersSeen else { return }
        let owners = setup.ownerOf.pointer
        for pair in 0..<pairs {
            let owner = Int(owners[Int(sources[pair])])
            guard owner != 0 else { continue }
            let words = table.words + Int(scratch.pairCells[pair]) &* table.stride
            let number = rowsBefore &+ UInt64(scratch.pairRows[pair])
            guard words[ownersSeen &+ owner] != number else { continue }
            words[ownersSeen &+ owner] = number
            layout.count(owner: owner, in: words)
        }
    }
}

/// Of each source, a bit for its owner. Owners beyond 64 are in further groups.
struct OwnerBits {
    struct Group<Bits: BitwiseCopyable> {
        /// The owner of bit 0.
        let first: Int
        let bits: Lookup<Bits>
    }

    /// Of up to eight owners, in a table so small that it is always at hand.
    private(set) var few: Group<UInt8>?
    private(set) var groups: [Group<UInt64>] = []

    /// - Parameters:
    ///   - owners: of each source; 0 is nobody.
    ///   - count: those from here on are of no interest.
    ///   - few: how many may share a byte.
    init(_ owners: [UInt32], count: Int, few most: Int) {
        func bits<Bits: FixedWidthInteger>(from first: Int, _: Bits.Type) -> Group<Bits> {
            let range = first..<min(first + Bits.bitWidth, max(first, count))
            return Group(first: first, bits: Lookup(owners.map { range.contains(Int($0)) ? 1 << Bits($0 - UInt32(first)) : 0 }))
        }
        if count <= 1 + most {
            few = bits(from: 1, UInt8.self)
        } else {
            groups = stride(from: 1, to: count, by: UInt64.bitWidth).map { bits(from: $0, UInt64.self) }
        }
    }
}
