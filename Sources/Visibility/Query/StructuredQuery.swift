/// A query as the body of `POST /v2/query/{brand_id}`, after its JSON has been read and before its names are understood.
package struct StructuredQuery: Hashable, Sendable {
    package struct Filter: Hashable, Sendable {
        package var field: String
        /// Integers in decimal and booleans as `true` and `false`. `nil` and the empty text are the null group.
        package var values: [String?]
        package var negate: Bool

        package init(field: String, values: [String?], negate: Bool = false) {
            self.field = field
            self.values = values
            self.negate = negate
        }
    }

    package struct Having: Hashable, Sendable {
        package var metric: String
        package var `operator`: String
        package var value: Double

        package init(metric: String, operator: String, value: Double) {
            self.metric = metric
            self.operator = `operator`
            self.value = value
        }
    }

    /// How many there may be.
    package static let fieldCounts = 1...32
    package static let filterCounts = 0...25
    package static let havingCounts = 0...10

    package var fields: [String]
    /// `YYYY-MM-DD`. Blank is left out.
    package var startDate: String?
    /// `YYYY-MM-DD`. Blank is left out.
    package var endDate: String?
    package var filters: [Filter]
    package var having: [Having]
    /// The mode.
    package var comparison: String?
    /// Within ``QueryPlan/limits``, which the caller has checked.
    package var limit: Int
    /// 0 or more, which the caller has checked.
    package var offset: Int

    package init(
        fields: [String], startDate: String? = nil, endDate: String? = nil, filters: [Filter] = [], having: [Having] = [],
        comparison: String? = nil, limit: Int = QueryPlan.standardLimit, offset: Int = 0
    ) {
        self.fields = fields
        self.startDate = startDate
        self.endDate = endDate
        self.filters = filters
        self.having = having
        self.comparison = comparison
        self.limit = limit
        self.offset = offset
    }
}
