/// A plan over two periods: its own, and an earlier one of which each row is set beside a row of the current one.
///
/// Both sides are carried out as ``current`` and ``prior`` say, without thresholds, order and paging, and then ``align(_:_:)`` puts their
/// rows side by side and applies them.
///
/// The rules:
/// - Rows belong together that have equal dimensions. A date counts by its distance from the start of its side's period, in the
///   dimension's unit: the first week of the one with the first week of the other, even if one of them begins on another weekday.
/// - Both sides have the union of the groups, in the order of a plain query, or in that of the plan: by the current side, where a count
///   that a side lacks is 0.
/// - A row is kept by `having` if the current side passes, or, where only the prior side has the group, if that one does.
/// - `offset` and `limit` count rows of the union.
package struct Comparison: Hashable, Sendable {
    /// Which period is the earlier one. The raw value is the API's.
    package enum Mode: String, CaseIterable, Sendable {
        /// As many days, ending on the day before the current period.
        case priorPeriod = "prior_period"
        /// The same dates of the year before; February 28 for February 29.
        case priorYear = "prior_year"
    }

    /// Groups of one side. A side with more is not aligned.
    package static let mostGroups = 1_000_000

    package let mode: Mode
    /// As it was asked for.
    package let plan: QueryPlan
    /// To be carried out for the plan's period.
    package let current: QueryPlan
    /// To be carried out for the earlier period.
    package let prior: QueryPlan

    /// - Parameter earlier: instead of the period that the mode says, for what the API has no word for.
    /// - Throws: ``QueryFault/badRequest(detail:)`` for a plan that filters by a date, since that would hold in one of the periods only,
    ///   and where the earlier period begins before the year 0001.
    package init(of plan: QueryPlan, with mode: Mode, earlier: ClosedRange<Day>? = nil) throws(QueryFault) {
        var complaints = Complaints()
        for dimension in plan.filters.map(\.dimension) where dimension.dateUnit != nil {
            complaints.add("A comparison cannot be filtered by '\(dimension.rawValue)': use start_date and end_date.")
        }
        let period = earlier ?? mode.period(before: plan.period)
        if period == nil { complaints.add("The period to compare with would begin before 0001-01-01.") }
        try complaints.check()
        self.mode = mode
        self.plan = plan
        var side = plan
        // Thresholds and order are applied to the aligned rows, so what they compare must be there.
        for metric in plan.having.map(\.metric) + [plan.order?.metric].compactMap(\.self)
        where !side.fields.contains(.metric(metric)) {
            side.fields.append(.metric(metric))
        }
        side.having = []
        side.order = nil
        side.limit = Comparison.mostGroups + 1
        side.offset = 0
        current = side
        side.period = period ?? plan.period
        prior = side
    }
}

extension Comparison.Mode {
    /// - Returns: `nil` where it would begin before the year 0001.
    package func period(before period: ClosedRange<Day>) -> ClosedRange<Day>? {
        let (start, end) = (period.lowerBound, period.upperBound)
        switch self {
        case .priorPeriod:
            let days = end.number - start.number + 1
            guard start.number - days >= Day.first.number else { return nil }
            return start.advanced(by: -days)...start.advanced(by: -1)
        case .priorYear:
            guard start.date.year > 1 else { return nil }
            return start.advanced(byYears: -1)...end.advanced(byYears: -1)
        }
    }
}
