extension Scan {
    /// Counts the citations of rows whose cells are known.
    func countCitations(_ rows: Range<Int>, _ columns: SegmentColumns) throws(QueryError) {
        let stride = table.stride
        let cells = scratch.cells
        let count = rows.count
        guard let starts = columns.citationStarts.baseAddress.map({ $0 + rows.lowerBound }) else { return }
        if let offset = scope.cells.citations {
            let words = table.words + offset
            for row in 0..<count {
                let cited = UInt64(starts[row &+ 1] &- starts[row])
                words[Int(cells[row]) &* stride] &+= cited | (cited == 0 ? 0 : 1 << 32)
            }
        }
        guard columns.sources.baseAddress != nil else { return }
        if let owners = setup.owners { countOwners(owners, starts, count, columns) }
        if domains != nil { try countDomains(starts, count, columns) }
    }

    private func countOwners(_ owners: OwnerBits, _ starts: UnsafePointer<UInt32>, _ count: Int, _ columns: SegmentColumns) {
        if let few = owners.few { countOwners(few, starts, count, columns) }
        for group in owners.groups { countOwners(group, starts, count, columns) }
    }

    /// Gathers the owners of all sources that a row cites, and counts each once.
    @inline(__always)
    private func countOwners<Bits: FixedWidthInteger>(
        _ group: OwnerBits.Group<Bits>, _ starts: UnsafePointer<UInt32>, _ count: Int, _ columns: SegmentColumns
    ) {
        guard let sources = columns.sources.baseAddress else { return }
        let (layout, cells, bits) = (scope.cells, scratch.cells, group.bits.pointer)
        let (words, stride) = (table.words, table.stride)
        for row in 0..<count {
            var owned: Bits = 0
            var citation = Int(starts[row])
            let end = Int(starts[row &+ 1])
            while citation < end {
                owned |= bits[Int(sources[citation])]
                citation &+= 1
            }
            guard owned != 0 else { continue }
            let place = words + Int(cells[row]) &* stride
            while owned != 0 {
                layout.count(owner: group.first &+ owned.trailingZeroBitCount, in: place)
                owned &= owned &- 1
            }
        }
    }

    private func countDomains(_ starts: UnsafePointer<UInt32>, _ count: Int, _ columns: SegmentColumns) throws(QueryError) {
        guard let sources = columns.sources.baseAddress, let domains else { return }
        var pairs = CitationPairs(starts, batch: setup.tuning.batch, rows: count)
        while let citations = pairs.next(scratch.pairRows) {
            for pair in 0..<citations.count { scratch.pairCells[pair] = scratch.cells[Int(scratch.pairRows[pair])] }
            try domains.insert(
                citations.count, cells: scratch.pairCells, sources: sources + citations.lowerBound, setup.domains,
                trash: table.trash)
        }
    }
}
