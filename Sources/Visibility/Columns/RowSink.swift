/// Takes groups in their order, keeps those that a result shows, and makes it.
struct RowSink {
    private let scope: QueryScope
    private let fields: [Metric]
    private var toSkip: Int
    private var hasMet = false
    private var keys: [GroupKey] = []
    private var numbers: [[Double]]
    /// Where the plan has an order: which of the rows are its first, those that are skipped included.
    private var first: FirstRows?
    /// How many groups met the thresholds, as far as they were taken.
    private var passed = 0

    init(_ scope: QueryScope) {
        self.scope = scope
        fields = scope.plan.fields.compactMap { field in
            if case .metric(let metric) = field { metric } else { nil }
        }
        toSkip = max(0, scope.plan.offset)
        numbers = Array(repeating: [], count: fields.count)
        if scope.plan.order != nil {
            let (most, overflow) = max(0, scope.plan.limit).addingReportingOverflow(toSkip)
            first = FirstRows(most: overflow ? .max : most)
        }
    }

    /// Never with an order, in which the last group may be the first row.
    var isFull: Bool { first == nil && keys.count >= scope.plan.limit }

    /// How many more groups it takes to be full. All, where some may be refused, or come first.
    var needed: Int {
        guard scope.plan.having.isEmpty, first == nil else { return .max }
        let (needed, overflow) = (scope.plan.limit - keys.count).addingReportingOverflow(toSkip)
        return overflow ? .max : max(1, needed)
    }

    mutating func add(_ key: GroupKey, _ group: GroupCounters) {
        hasMet = true
        guard !isFull, scope.plan.having.allSatisfy({ $0.isMet(by: group.value(of: $0.metric)) }) else { return }
        passed += 1
        if let order = scope.plan.order {
            let rank = RowRank(order, now: group.value(of: order.metric), place: passed)
            if let row = first?.number(for: rank) { put(key, group, at: row) }
        } else if toSkip > 0 {
            toSkip -= 1
        } else {
            put(key, group, at: keys.count)
        }
    }

    private mutating func put(_ key: GroupKey, _ group: GroupCounters, at row: Int) {
        guard row < keys.count else {
            keys.append(key)
            for (index, metric) in fields.enumerated() { numbers[index].append(group.value(of: metric)) }
            return
        }
        keys[row] = key
        for (index, metric) in fields.enumerated() { numbers[index][row] = group.value(of: metric) }
    }

    private mutating func sort() {
        guard let rows = first?.sorted.dropFirst(toSkip) else { return }
        keys = rows.map { keys[$0] }
        numbers = numbers.map { numbers in rows.map { numbers[$0] } }
    }

    // MARK: - The result

    mutating func result() -> QueryResult {
        if scope.plan.dimensions.isEmpty, !hasMet { addNothing() }
        sort()
        var metric = 0
        let columns = scope.plan.fields.map { field -> QueryResult.Column in
            switch field {
            case .dimension(let dimension): return column(of: dimension)
            case .metric(let kind):
                metric += 1
                let values = numbers[metric - 1]
                return kind.isCount ? .count(kind, values.map { Int($0) }) : .number(kind, values)
            }
        }
        return QueryResult(columns: columns, rowCount: keys.count, groupCount: first == nil ? nil : passed)
    }

    /// Metrics alone have a row even of nothing.
    private mutating func addNothing() {
        let words = Array(repeating: UInt64(0), count: scope.cells.stride)
        words.withUnsafeBufferPointer { add(0, GroupCounters($0, scope.cells, lane: 0, domains: 0)) }
    }

    private func column(of dimension: Dimension) -> QueryResult.Column {
        let family = Family(dimension)
        let level = scope.plan.dimensions.filter { Family($0) == family }.firstIndex(of: dimension) ?? 0
        guard let trie = scope.tries[family], let coding = scope.codings[dimension] else {
            return .dimension(dimension, codes: [], values: [])
        }
        let read = KeyReader(family, level: level, in: scope.final, trie)
        let null = UInt32(coding.values.count)
        let column = keys.map { key -> Int32 in
            let code = read(key)
            return code == null ? -1 : Int32(code)
        }
        return .dimension(dimension, codes: column, values: coding.values)
    }
}
