/// Two results with the same groups in the same order: row *i* compares with row *i*.
package struct ComparisonResult: Sendable {
    package struct Side: Sendable {
        /// Dimensions are shown in every row, dates as they lie in the period of this side. Of a row that is missing, counts are 0 and other
        /// metrics NaN.
        package var result: QueryResult
        /// By row: whether this side has no such group, so that all metrics are null, counts too.
        package var isMissing: [Bool]

        package init(result: QueryResult, isMissing: [Bool]) {
            self.result = result
            self.isMissing = isMissing
        }
    }

    package var current: Side
    package var prior: Side
    /// Of both sides.
    package var rowCount: Int
    /// How many rows there would be without `offset` and `limit`.
    package var groupCount: Int

    /// - Parameter groupCount: as many as rows if not said.
    package init(current: Side, prior: Side, rowCount: Int, groupCount: Int? = nil) {
        self.current = current
        self.prior = prior
        self.rowCount = rowCount
        self.groupCount = groupCount ?? rowCount
    }
}
