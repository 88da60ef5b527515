/// A question about the observations of a brand, understood and valid: what an executor carries out.
package struct QueryPlan: Hashable, Sendable {
    package enum Field: Hashable, Sendable {
        case dimension(Dimension)
        case metric(Metric)
    }

    /// Keeps observations by the values of a dimension, before they are grouped. See ``QueryPlan/filters``.
    package struct Filter: Hashable, Sendable {
        package var dimension: Dimension
        /// In the form in which results show them, `nil` for the null group. Matched exactly.
        /// Different by their bytes (texts that are merely equivalent are two), in the order of the bytes, `nil` last.
        package private(set) var values: [String?]
        /// Keeps what has none of the values, null included.
        package var negated: Bool

        package init(_ dimension: Dimension, _ values: some Sequence<String?>, negated: Bool = false) {
            self.dimension = dimension
            self.values = Self.sorted(values)
            self.negated = negated
        }

        private static func sorted(_ values: some Sequence<String?>) -> [String?] {
            var texts: Set<ExactText> = []
            var hasNull = false
            for value in values {
                if let value { texts.insert(ExactText(value)) } else { hasNull = true }
            }
            return texts.sorted().map(\.text) + (hasNull ? [nil] : [])
        }
    }

    /// Keeps groups by a metric. A metric that is null is kept by none.
    package struct Having: Hashable, Sendable {
        package enum Comparison: String, CaseIterable, Sendable {
            case greater = "gt"
            case greaterOrEqual = "gte"
            case less = "lt"
            case lessOrEqual = "lte"
            case equal = "eq"
            case unequal = "neq"
        }

        package var metric: Metric
        package var comparison: Comparison
        package var value: Double

        package init(_ metric: Metric, _ comparison: Comparison, _ value: Double) {
            self.metric = metric
            self.comparison = comparison
            self.value = value
        }
    }

    /// In the order in which results show them; none twice.
    package var fields: [Field]
    /// Both ends included.
    package var period: ClosedRange<Day>
    /// All of them hold.
    package var filters: [Filter]
    /// A part of a domain's name: keeps as much as a filter does that lists all domains with it. `nil` for none. The API has none.
    package var domainPart: String?
    /// Keeps observations in which the brand is present, or is not; `nil` for both. The API has none.
    package var namesBrand: Bool?
    /// All of them hold. A metric here need not be a field.
    package var having: [Having]
    package var limit: Int
    package var offset: Int
    /// `nil` for that of the groups.
    package var order: Order?

    package init(
        fields: [Field], period: ClosedRange<Day>, filters: [Filter] = [], having: [Having] = [], limit: Int = 50_000,
        offset: Int = 0, order: Order? = nil
    ) {
        self.fields = fields
        self.period = period
        self.filters = filters
        self.having = having
        self.limit = limit
        self.offset = offset
        self.order = order
    }
}

extension QueryPlan.Having {
    /// - Parameter number: of the metric. NaN is null, which meets nothing.
    func isMet(by number: Double) -> Bool {
        if number.isNaN { return false }
        return switch comparison {
        case .greater: number > value
        case .greaterOrEqual: number >= value
        case .less: number < value
        case .lessOrEqual: number <= value
        case .equal: number == value
        case .unequal: number != value
        }
    }
}
