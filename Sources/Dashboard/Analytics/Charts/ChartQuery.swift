internal import Visibility

/// What a chart asks: a plan of the Query API, with an earlier period beside it or without. What the chart shows, its table, its CSV
/// and its API call all come from here.
struct ChartQuery: Hashable, Sendable {
    /// As the API is asked.
    var plan: QueryPlan
    var mode: Comparison.Mode?
    /// Instead of the period that the mode says: see ``PeriodChoice/yearBefore(today:)``. The API is asked for it apart.
    var earlier: ClosedRange<Day>?
    var rows = Rows()

    /// Which of the rows that there are this wants, and in which order: all of them if not said, more than the API gives at once.
    struct Rows: Hashable, Sendable {
        /// That of the groups where it is `nil`.
        var order: QueryPlan.Order?
        var limit: Int?
    }

    /// `nil` where nothing is compared.
    var priorPeriod: ClosedRange<Day>? { earlier ?? mode?.period(before: plan.period) }

    /// The same question, of which a page wants no more than its first rows.
    func part(atMost limit: Int) -> ChartQuery {
        var query = self
        query.rows.limit = limit
        return query
    }

    /// The same question to the API, which gives fewer rows if it is not told how many.
    /// - Parameter count: how many there are.
    func asking(for count: Int) -> ChartQuery {
        var query = self
        if count > query.plan.limit { query.plan.limit = min(count, QueryPlan.limits.upperBound) }
        return query
    }

    /// What is carried out.
    var executed: QueryPlan {
        var plan = plan
        (plan.order, plan.offset, plan.limit) = (rows.order, 0, rows.limit ?? Self.mostRows + 1)
        return plan
    }

    /// More are refused, not left out.
    static let mostRows = Comparison.mostGroups
}

/// What comes back.
struct ChartAnswer: Sendable {
    let query: ChartQuery
    let current: QueryResult
    /// Row *i* compares with row *i*; `nil` where nothing is compared.
    private(set) var prior: QueryResult?
    /// By row: that the earlier period has nothing of the kind. Empty for none.
    private(set) var isPriorMissing: [Bool]
    let isCurrentMissing: [Bool]
    /// How many rows there are in all, of which these may be a part.
    let groupCount: Int

    init(_ query: ChartQuery, _ result: QueryResult) {
        self.query = query
        current = result
        prior = nil
        isPriorMissing = []
        isCurrentMissing = []
        groupCount = result.groupCount ?? result.rowCount
    }

    init(_ query: ChartQuery, _ result: ComparisonResult) {
        self.query = query
        current = result.current.result
        prior = result.prior.result
        isPriorMissing = result.prior.isMissing
        isCurrentMissing = result.current.isMissing
        groupCount = result.groupCount
    }

    /// The same, compared with nothing.
    var alone: ChartAnswer {
        var answer = self
        (answer.prior, answer.isPriorMissing) = (nil, [])
        return answer
    }

    var rowCount: Int { current.rowCount }
    var isCompared: Bool { prior != nil }

    /// What a dimension says in a row; `nil` for the null group, and where it was not asked for.
    func text(_ dimension: Dimension, _ row: Int) -> String? { current.text(dimension, row) }

    /// - Returns: `nil` where there is no value, and where it was not asked for.
    func number(_ metric: Metric, _ row: Int) -> Double? {
        isCurrentMissing.isEmpty || !isCurrentMissing[row] ? current.number(metric, row) : nil
    }

    func priorNumber(_ metric: Metric, _ row: Int) -> Double? {
        isPriorMissing.isEmpty || !isPriorMissing[row] ? prior?.number(metric, row) : nil
    }

    /// Of all rows at once; NaN where ``number(_:_:)`` has none.
    func numbers(_ metric: Metric) -> [Double] { current.numbers(of: metric).leavingOut(isCurrentMissing) }

    /// Of all rows at once; NaN where ``priorNumber(_:_:)`` has none.
    func priorNumbers(_ metric: Metric) -> [Double] {
        prior?.numbers(of: metric).leavingOut(isPriorMissing) ?? Array(repeating: .nan, count: rowCount)
    }

    /// Of the first row: of an answer that is not grouped by anything, the whole.
    func whole(_ metric: Metric) -> (now: Double?, before: Double?) {
        rowCount > 0 ? (number(metric, 0), priorNumber(metric, 0)) : (nil, nil)
    }

    /// How many answers of assistants there are, of an answer that is not grouped by anything.
    var wholeCount: Int { Int(whole(.responses).now ?? 0) }
}

extension [Double] {
    /// NaN where a side has no such row.
    fileprivate func leavingOut(_ isMissing: [Bool]) -> [Double] {
        isMissing.isEmpty ? self : zip(self, isMissing).map { $1 ? .nan : $0 }
    }
}

extension QueryResult {
    func text(_ wanted: Dimension, _ row: Int) -> String? {
        for case .dimension(let dimension, let codes, let values) in columns where dimension == wanted {
            return codes[row] < 0 ? nil : values[Int(codes[row])].text
        }
        return nil
    }

    func number(_ wanted: Metric, _ row: Int) -> Double? {
        for column in columns {
            switch column {
            case .count(let metric, let counts) where metric == wanted: return Double(counts[row])
            case .number(let metric, let numbers) where metric == wanted: return numbers[row].isNaN ? nil : numbers[row]
            default: continue
            }
        }
        return nil
    }
}

extension QueryResult.Value {
    var text: String {
        switch self {
        case .text(let text): text
        case .integer(let number): String(number)
        case .boolean(let flag): flag ? "true" : "false"
        }
    }
}
