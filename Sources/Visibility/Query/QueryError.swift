/// Why a plan was not carried out.
package struct QueryError: Error, Hashable, Sendable {
    package enum Reason: String, Sendable {
        case cancelled
        /// It has more groups than the budget allows.
        case tooManyGroups
    }

    package var reason: Reason
    /// A sentence that says what to do.
    package var message: String

    package init(_ reason: Reason, _ message: String) {
        self.reason = reason
        self.message = message
    }

    static let cancelled = QueryError(.cancelled, "The query was cancelled.")
    static let tooManyGroups = QueryError(
        .tooManyGroups,
        """
        This query has too many groups to hold at once. Ask for a shorter period, filter it, or leave out a dimension with many values, \
        such as source_url or prompt; a query that begins with date needs far less.
        """)
}
