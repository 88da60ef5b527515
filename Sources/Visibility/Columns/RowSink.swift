/// Takes groups in the order of results, keeps those that a result shows, and makes it.
struct RowSink {
    private let scope: QueryScope
    private let fields: [Metric]
    private var toSkip: Int
    private var hasMet = false
    private var keys: [GroupKey] = []
    private var numbers: [[Double]]

    init(_ scope: QueryScope) {
        self.scope = scope
        fields = scope.plan.fields.compactMap { field in
            if case .metric(let metric) = field { metric } else { nil }
        }
        toSkip = max(0, scope.plan.offset)
        numbers = Array(repeating: [], count: fields.count)
    }

    var isFull: Bool { keys.count >= scope.plan.limit }

    /// How many more groups it takes to be full. All, where some may be refused.
    var needed: Int {
        guard scope.plan.having.isEmpty else { return .max }
        let (needed, overflow) = (scope.plan.limit - keys.count).addingReportingOverflow(toSkip)
        return overflow ? .max : max(1, needed)
    }

    mutating func add(_ key: GroupKey, _ group: GroupCounters) {
        hasMet = true
        guard !isFull, scope.plan.having.allSatisfy({ $0.isMet(by: group.value(of: $0.metric)) }) else { return }
        if toSkip > 0 {
            toSkip -= 1
            return
        }
        keys.append(key)
        for (index, metric) in fields.enumerated() { numbers[index].append(group.value(of: metric)) }
    }

    // MARK: - The result

    mutating func result() -> QueryResult {
        if scope.plan.dimensions.isEmpty, !hasMet { addNothing() }
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
        return QueryResult(columns: columns, rowCount: keys.count)
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
