/// Rows that answer a plan, by columns in the order of the plan's fields.
package struct QueryResult: Sendable {
    /// What a dimension may say.
    package enum Value: Hashable, Sendable {
        case text(String)
        case integer(Int)
        case boolean(Bool)
    }

    package enum Column: Sendable {
        /// A row's code is an index in `values`, or -1 for null. Values may be more than rows have; those of the engine stand in the
        /// order of results.
        case dimension(Dimension, codes: [Int32], values: [Value])
        /// A count.
        case count(Metric, [Int])
        /// A rate or a score. NaN is null.
        case number(Metric, [Double])
    }

    package var columns: [Column]
    package var rowCount: Int
    /// How many rows there would be without `offset` and `limit`. Only known of a plan with an order: others end when they have enough.
    package var groupCount: Int?

    package init(columns: [Column], rowCount: Int, groupCount: Int? = nil) {
        self.columns = columns
        self.rowCount = rowCount
        self.groupCount = groupCount
    }

    /// By row; NaN for null, and for a metric that was not asked for.
    package func numbers(of wanted: Metric) -> [Double] {
        for column in columns {
            switch column {
            case .count(let metric, let numbers) where metric == wanted: return numbers.map { Double($0) }
            case .number(let metric, let numbers) where metric == wanted: return numbers
            default: continue
            }
        }
        return Array(repeating: .nan, count: rowCount)
    }
}
