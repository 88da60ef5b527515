/// The groups of two results, comparable with each other.
struct GroupKeys {
    /// A dimension. Rows of both results are numbered in one go, the current ones first.
    struct Axis {
        /// By row: its place in the order of all values of the dimension, from 0.
        var ranks: [Int]
        /// Ranks are below it.
        var rankCount: Int
        /// How the current side shows ranks.
        var current: Shown
        /// How the prior side does.
        var prior: Shown
    }

    /// How a side shows the ranks of a dimension.
    struct Shown {
        private let values: [QueryResult.Value]
        /// By rank; -1 is null. `nil` where ranks are codes and the one behind them is null.
        private let codes: [Int32]?

        /// - Parameter values: by rank, but for null, which is last.
        init(ranked values: [QueryResult.Value]) { (self.values, codes) = (values, nil) }

        /// - Parameter shown: by rank, `nil` for null.
        init(_ shown: [QueryResult.Value?]) {
            var codes: [Int32] = []
            var known: [QueryResult.Value] = []
            for value in shown {
                codes.append(value == nil ? -1 : Int32(known.count))
                if let value { known.append(value) }
            }
            (values, self.codes) = (known, codes)
        }

        /// - Parameter ranks: by row.
        func column(_ dimension: Dimension, ranks: [Int]) -> QueryResult.Column {
            if let codes { return .dimension(dimension, codes: ranks.map { codes[$0] }, values: values) }
            return .dimension(dimension, codes: ranks.map { $0 < values.count ? Int32($0) : -1 }, values: values)
        }
    }

    /// A group and its rows in the two results: at least one.
    struct Pair {
        var current: Int?
        var prior: Int?
        /// A row that has the group, numbered in one go.
        var key: Int
    }

    let axes: [Axis]
    /// Those of the union, in the order of a plain query.
    let pairs: [Pair]

    /// - Parameters:
    ///   - start: of the period of the result before it, from which its dates are counted.
    init(current: QueryResult, start currentStart: Day, prior: QueryResult, start priorStart: Day) {
        let axes = zip(current.columns, prior.columns).compactMap { one, other -> Axis? in
            guard case .dimension(let dimension, let codes, let values) = one,
                case .dimension(_, let priorCodes, let priorValues) = other
            else { return nil }
            return Axis(
                dimension, current: AxisSide(codes: codes, values: values, unit: dimension.dateUnit, start: currentStart),
                prior: AxisSide(codes: priorCodes, values: priorValues, unit: dimension.dateUnit, start: priorStart))
        }
        self.axes = axes
        let rows = 0..<current.rowCount + prior.rowCount
        let keys = Self.keys(axes, rows: rows.count)
        pairs = Self.merge(
            Self.sorted(rows.prefix(current.rowCount), keys), Self.sorted(rows.dropFirst(current.rowCount), keys), keys)
    }

    /// Of each row a number, by which rows are in their order.
    private static func keys(_ axes: [Axis], rows: Int) -> [Int] {
        var keys = Array(repeating: 0, count: rows)
        var count = 1
        for axis in axes {
            if count.multipliedReportingOverflow(by: axis.rankCount).overflow {
                let distinct = Set(keys).sorted()
                let ranks = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, $0) })
                keys = keys.map { ranks[$0] ?? 0 }
                count = distinct.count
            }
            count *= axis.rankCount
            for row in 0..<rows { keys[row] = keys[row] &* axis.rankCount &+ axis.ranks[row] }
        }
        return keys
    }

    /// Results are sorted already; that is checked and not relied on.
    private static func sorted(_ rows: Range<Int>, _ keys: [Int]) -> [Int] {
        let isSorted = zip(rows, rows.dropFirst()).allSatisfy { keys[$0] <= keys[$1] }
        return isSorted ? Array(rows) : rows.sorted { keys[$0] < keys[$1] }
    }

    private static func merge(_ current: [Int], _ prior: [Int], _ keys: [Int]) -> [Pair] {
        var pairs: [Pair] = []
        pairs.reserveCapacity(max(current.count, prior.count))
        var (one, other) = (0, 0)
        while one < current.count || other < prior.count {
            let (key, otherKey) = (
                one < current.count ? keys[current[one]] : .max, other < prior.count ? keys[prior[other]] : .max
            )
            let (hasOne, hasOther) = (key <= otherKey, key >= otherKey)
            pairs.append(
                Pair(
                    current: hasOne ? current[one] : nil, prior: hasOther ? prior[other] - current.count : nil,
                    key: hasOne ? current[one] : prior[other]))
            if hasOne { one += 1 }
            if hasOther { other += 1 }
        }
        return pairs
    }
}

/// A dimension of one of two results.
private struct AxisSide {
    var codes: [Int32]
    var values: [QueryResult.Value]
    /// `nil` for a dimension that is no date.
    var unit: DateUnit?
    var start: Day

    var sortable: [SortableValue] {
        values.map { value in
            switch value {
            case .integer(let number): return .number(number)
            case .boolean(let isTrue): return .number(isTrue ? 1 : 0)
            case .text(let text):
                guard let unit else { return .text(text) }
                return unit.firstDay(of: text).map { .number(unit.index(of: $0) - unit.index(of: start)) } ?? .null
            }
        }
    }

    /// Whether both sides have one and the same list, that of their snapshot. The engine's is in the order of results.
    func hasSameValues(as other: AxisSide) -> Bool {
        values.withUnsafeBufferPointer { mine in
            other.values.withUnsafeBufferPointer { mine.baseAddress == $0.baseAddress && mine.count == $0.count }
        }
    }

    /// Whether values are in the order of results, each once.
    var isAscending: Bool {
        let keys = sortable
        return zip(keys, keys.dropFirst()).allSatisfy { $0 < $1 }
    }

    /// How a date at a distance from the start is shown; `nil` for one outside the calendar.
    func date(at distance: Int, _ unit: DateUnit) -> QueryResult.Value? {
        unit.firstDay(of: unit.index(of: start) + distance).map { .text(unit.text(of: $0)) }
    }
}

extension GroupKeys.Axis {
    fileprivate init(_ dimension: Dimension, current: AxisSide, prior: AxisSide) {
        // Of hundreds of thousands of addresses that is relied on, of others looked at.
        if dimension.dateUnit == nil, current.hasSameValues(as: prior), Family(dimension) == .source || current.isAscending {
            self.init(ranked: current, prior)
        } else {
            self.init(ranking: current, prior)
        }
    }

    /// Of sides with the same values in their order.
    private init(ranked current: AxisSide, _ prior: AxisSide) {
        let null = current.values.count
        ranks = (current.codes + prior.codes).map { $0 < 0 ? null : Int($0) }
        rankCount = null + 1
        self.current = GroupKeys.Shown(ranked: current.values)
        self.prior = GroupKeys.Shown(ranked: prior.values)
    }

    private init(ranking current: AxisSide, _ prior: AxisSide) {
        let keys = current.sortable + prior.sortable + [.null]
        let shown = current.values.map(Optional.some) + prior.values.map(Optional.some) + [nil]
        var rankOfKey = Array(repeating: 0, count: keys.count)
        var (currentShown, priorShown): ([QueryResult.Value?], [QueryResult.Value?]) = ([], [])
        var last: SortableValue?
        for index in keys.indices.sorted(by: { keys[$0] < keys[$1] }) {
            let key = keys[index]
            if last.map({ $0 < key }) ?? true {
                if let unit = current.unit, case .number(let distance) = key {
                    currentShown.append(current.date(at: distance, unit))
                    priorShown.append(prior.date(at: distance, unit))
                } else {
                    currentShown.append(shown[index])
                    priorShown.append(shown[index])
                }
            }
            last = key
            rankOfKey[index] = currentShown.count - 1
        }
        let null = keys.count - 1
        ranks =
            current.codes.map { rankOfKey[$0 < 0 ? null : Int($0)] }
            + prior.codes.map { rankOfKey[$0 < 0 ? null : current.values.count + Int($0)] }
        rankCount = currentShown.count
        self.current = GroupKeys.Shown(currentShown)
        self.prior = GroupKeys.Shown(priorShown)
    }
}

/// In the order of results: texts by their bytes, since Swift's own order and equality are those of canonical equivalence; null last.
private enum SortableValue: Comparable {
    case number(Int)
    case text(String)
    case null

    static func < (one: Self, other: Self) -> Bool {
        switch (one, other) {
        case (.number(let one), .number(let other)): one < other
        case (.text(let one), .text(let other)): one.utf8.lexicographicallyPrecedes(other.utf8)
        case (.number, .text), (.number, .null), (.text, .null): true
        default: false
        }
    }
}
