/// The groups of two results, comparable with each other.
struct GroupKeys {
    /// A dimension. Rows of both results are numbered in one go, the current ones first.
    struct Axis {
        /// By row: its place in the order of all values of the dimension, from 0.
        var ranks: [Int]
        /// By rank: how the current side shows it, `nil` for null.
        var current: [QueryResult.Value?]
        /// By rank: how the prior side shows it.
        var prior: [QueryResult.Value?]
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
                current: AxisSide(codes: codes, values: values, unit: dimension.dateUnit, start: currentStart),
                prior: AxisSide(codes: priorCodes, values: priorValues, unit: dimension.dateUnit, start: priorStart))
        }
        self.axes = axes
        let rows = 0..<current.rowCount
        pairs = Self.merge(Self.sorted(rows, axes), Self.sorted(rows.upperBound..<rows.upperBound + prior.rowCount, axes), axes)
    }

    /// Results are sorted already; that is checked and not relied on.
    private static func sorted(_ rows: Range<Int>, _ axes: [Axis]) -> [Int] {
        let isSorted = zip(rows, rows.dropFirst()).allSatisfy { compare($0, $1, axes) <= 0 }
        return isSorted ? Array(rows) : rows.sorted { compare($0, $1, axes) < 0 }
    }

    private static func merge(_ current: [Int], _ prior: [Int], _ axes: [Axis]) -> [Pair] {
        var pairs: [Pair] = []
        pairs.reserveCapacity(max(current.count, prior.count))
        var (one, other) = (0, 0)
        while one < current.count || other < prior.count {
            let order =
                one == current.count ? 1 : other == prior.count ? -1 : compare(current[one], prior[other], axes)
            let (hasOne, hasOther) = (order <= 0, order >= 0)
            pairs.append(
                Pair(
                    current: hasOne ? current[one] : nil, prior: hasOther ? prior[other] - current.count : nil,
                    key: hasOne ? current[one] : prior[other]))
            if hasOne { one += 1 }
            if hasOther { other += 1 }
        }
        return pairs
    }

    /// - Returns: less than 0 where the first row comes before the second, 0 where they have the same group.
    private static func compare(_ one: Int, _ other: Int, _ axes: [Axis]) -> Int {
        for axis in axes where axis.ranks[one] != axis.ranks[other] { return axis.ranks[one] - axis.ranks[other] }
        return 0
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

    /// How a date at a distance from the start is shown; `nil` for one outside the calendar.
    func date(at distance: Int, _ unit: DateUnit) -> QueryResult.Value? {
        unit.firstDay(of: unit.index(of: start) + distance).map { .text(unit.text(of: $0)) }
    }
}

extension GroupKeys.Axis {
    fileprivate init(current: AxisSide, prior: AxisSide) {
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
        self.current = currentShown
        self.prior = priorShown
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

extension QueryResult.Column {
    /// - Parameters:
    ///   - ranks: by row.
    ///   - values: by rank, `nil` for null.
    static func dimension(_ dimension: Dimension, ranks: [Int], of values: [QueryResult.Value?]) -> Self {
        var codes: [Int32] = []
        var known: [QueryResult.Value] = []
        for value in values {
            codes.append(value == nil ? -1 : Int32(known.count))
            if let value { known.append(value) }
        }
        return .dimension(dimension, codes: ranks.map { codes[$0] }, values: known)
    }
}
