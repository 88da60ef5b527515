extension Scan {
    /// Hands over the groups that were counted, in the order of results.
    func emit(into sink: inout RowSink) throws(QueryError) {
        try tally?.fold(into: table, scope.cells, domains, domainOf: setup.domains)
        sourceCells?.fold(into: table, scope.cells)
        // Their room is needed for what follows.
        (tally, sourceCells) = (nil, nil)
        var table = table
        var domains = domains
        if let fans = scope.fans { (table, domains) = try spread(over: fans) }
        let counts = try domains?.counts(cells: table.count)
        for group in try groups(of: table, needed: sink.needed) {
            let words = UnsafeBufferPointer(start: table.words + Int(group.cell) * table.stride, count: table.stride)
            sink.add(group.key, GroupCounters(words, scope.cells, lane: Int(group.lane), domains: counts?[Int(group.cell)] ?? 0))
            if sink.isFull { break }
        }
        withExtendedLifetime(table) {}
    }

    /// With a competitor dimension, each cell is a group of each lane.
    private func groups(of table: CellTable, needed: Int) throws(QueryError) -> [CellGroup] {
        guard scope.plan.dimensions.contains(where: { Family($0) == .competitor }) else { return table.groups(first: needed) }
        let groups = table.groups()
        let lanes = scope.final.parts(of: .competitor, scope.lanes.trie)
        let laneKeys = scope.lanes.lanes.indices.map { lane in
            zip(scope.lanes.trie.nodes, lanes).first { Int($0.0) == lane }?.1 ?? 0
        }
        guard groups.count * laneKeys.count * MemoryLayout<CellGroup>.stride * 2 <= setup.budget.maximumBytes else {
            throw .tooManyGroups
        }
        let translate = KeyTranslation(from: scope.wide, to: scope.final)
        var expanded: [CellGroup] = []
        expanded.reserveCapacity(groups.count * laneKeys.count)
        for group in groups {
            let key = translate(group.key)
            for (lane, part) in laneKeys.enumerated() {
                expanded.append(CellGroup(key: key + part, cell: group.cell, lane: UInt32(lane)))
            }
        }
        CellGroup.sort(&expanded)
        return expanded
    }

    /// Adds what was counted of each set of tags and topics to all groups of its members.
    private func spread(over fans: [[GroupKey]]) throws(QueryError) -> (CellTable, DomainSets?) {
        let limit = max(setup.tuning.denseKeys, GroupKey(table.count) * 4)
        let isDense =
            scope.wide.space <= min(limit, 1 << 26)
            && CellTable.denseBytes(space: scope.wide.space, stride: table.stride) <= setup.budget.maximumBytes / 2
        let left = (setup.budget.maximumBytes - table.bytes) / (domains == nil ? 1 : 2)
        let wide = try CellTable(stride: table.stride, space: scope.wide.space, isDense: isDense, budget: left)
        let groups = table.groups()
        let translate = KeyTranslation(from: scope.base, to: scope.wide)
        guard let trie = scope.tries[.question] else { return (wide, nil) }
        let readSet = KeyReader(.question, level: trie.levels.count - 1, in: scope.base, trie)
        /// Of each cell here, its cells there; only where domains are to follow.
        var targets: [[UInt32]] = domains == nil ? [] : Array(repeating: [], count: table.count)
        for group in groups {
            let key = translate(group.key)
            for part in fans[Int(readSet(group.key))] {
                try wide.reserve(1)
                let cell = wide.cell(of: key + part)
                let from = table.words + Int(group.cell) * table.stride
                let to = wide.words + Int(cell) * table.stride
                for word in 0..<scope.cells.counters { to[word] &+= from[word] }
                if domains != nil { targets[Int(group.cell)].append(cell) }
            }
        }
        guard let domains else { return (wide, nil) }
        let spread = try DomainSets(cells: isDense ? wide.count : nil, domains: scope.domainCount, budget: left)
        try domains.spread(to: spread, targets: targets)
        return (wide, spread)
    }
}

extension CellTable {
    /// The cell of a key, new where it is met first. There is room for it.
    func cell(of key: GroupKey) -> UInt32 {
        guard !isDense else { return UInt32(key) }
        var cell: UInt32 = 0
        withUnsafePointer(to: key) { key in
            withUnsafeMutablePointer(to: &cell) { find(1, keys: key, cells: $0) }
        }
        return cell
    }
}
