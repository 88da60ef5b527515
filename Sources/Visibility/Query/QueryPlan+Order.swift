extension QueryPlan {
    /// By what rows are sorted, so that `offset` and `limit` count in this order. The API has none: its rows are in the order of their groups.
    ///
    /// What has no number comes last. Equal rows go on by their number, then by the earlier one, the largest first, then by their groups.
    package struct Order: Hashable, Sendable {
        /// Need not be a field.
        package var metric: Metric
        /// By how much it differs from the earlier period. Without a comparison nothing differs.
        package var isByChange: Bool
        package var isAscending: Bool

        package init(by metric: Metric, isByChange: Bool = false, isAscending: Bool = false) {
            self.metric = metric
            self.isByChange = isByChange
            self.isAscending = isAscending
        }
    }
}

/// The place of a row in an order: the smaller comes first.
struct RowRank: Comparable {
    private let first: Double
    private let now: Double
    private let before: Double
    private let place: Int

    /// - Parameters:
    ///   - now: NaN is null.
    ///   - before: the same of the earlier period; `nil` where nothing is compared.
    ///   - place: among the groups.
    init(_ order: QueryPlan.Order, now: Double, before: Double? = nil, place: Int) {
        let value = order.isByChange ? before.map { now - $0 } ?? 0 : now
        first = Self.key(value, isAscending: order.isAscending)
        self.now = Self.key(now, isAscending: false)
        self.before = Self.key(before ?? 0, isAscending: false)
        self.place = place
    }

    private static func key(_ value: Double, isAscending: Bool) -> Double {
        value.isNaN ? .infinity : isAscending ? value : -value
    }

    static func < (one: Self, other: Self) -> Bool {
        if one.first != other.first { return one.first < other.first }
        if one.now != other.now { return one.now < other.now }
        if one.before != other.before { return one.before < other.before }
        return one.place < other.place
    }
}

/// Keeps the first of many rows that come in no order, by a number for each that is kept. Of those that are not it keeps nothing, so
/// that a page of many groups costs little more than to count them.
struct FirstRows {
    private let most: Int
    private var ranks: [RowRank] = []
    /// Numbers of rows, once there are as many as are kept: a heap with the last of them on top.
    private var heap: [Int] = []

    init(most: Int) { self.most = max(0, most) }

    /// - Returns: the number of this row, from 0; perhaps one that another had, which is not among the first any more. `nil` where it
    ///   is not either.
    mutating func number(for rank: RowRank) -> Int? {
        if ranks.count < most {
            ranks.append(rank)
            if ranks.count == most { makeHeap() }
            return ranks.count - 1
        }
        guard let last = heap.first, rank < ranks[last] else { return nil }
        ranks[last] = rank
        sink(from: 0)
        return last
    }

    /// The numbers of the rows in their order.
    var sorted: [Int] { ranks.indices.sorted { ranks[$0] < ranks[$1] } }

    private mutating func makeHeap() {
        heap = Array(ranks.indices)
        for parent in stride(from: heap.count / 2 - 1, through: 0, by: -1) { sink(from: parent) }
    }

    private mutating func sink(from start: Int) {
        var parent = start
        while true {
            var last = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && ranks[heap[last]] < ranks[heap[child]] {
                last = child
            }
            guard last != parent else { return }
            heap.swapAt(parent, last)
            parent = last
        }
    }
}
