extension StructuredQuery {
    /// - Parameter today: in UTC.
    /// - Returns: what to carry out. With a comparison, its two sides are carried out instead of the plan.
    /// - Throws: ``QueryFault/invalid(_:)`` where counts are out of bounds or a comparison lacks a date, else
    ///   ``QueryFault/badRequest(detail:)`` for names, values and dates.
    package func plan(today: Day) throws(QueryFault) -> (QueryPlan, Comparison?) {
        let entries = entries
        guard entries.isEmpty else { throw .invalid(entries) }
        var complaints = Complaints()
        var list = FieldList()
        for name in fields { list.add(name[...], &complaints) }
        let period = QueryPeriod.period(from: startDate, to: endDate, today: today, &complaints)
        let filters = filters.compactMap { filter in
            FilterRule.filter(filter.field[...].trimmed, filter.values, negated: filter.negate, bySource: true, &complaints)
        }
        let having = having.compactMap { Self.having($0, &complaints) }
        let mode = mode(&complaints)
        try complaints.check()
        let plan = QueryPlan(
            fields: list.fields, period: period ?? today...today, filters: filters, having: having, limit: limit, offset: offset)
        guard let mode else { return (plan, nil) }
        return (plan, try Comparison(of: plan, with: mode))
    }

    /// What makes a 422.
    private var entries: [QueryFault.Entry] {
        var entries = [
            QueryFault.Entry.count(fields.count, outside: Self.fieldCounts, at: ["body", "fields"]),
            .count(filters.count, outside: Self.filterCounts, at: ["body", "filters"]),
            .count(having.count, outside: Self.havingCounts, at: ["body", "having"]),
        ].compactMap(\.self)
        entries += filters.prefix(Self.filterCounts.upperBound).enumerated().compactMap { index, filter in
            .count(filter.values.count, outside: 1...QueryPlan.mostValues, at: ["body", "filters", .index(index), "values"])
        }
        if comparison != nil {
            if QueryPeriod.isBlank(startDate) { entries.append(.missing(at: ["body", "start_date"])) }
            if QueryPeriod.isBlank(endDate) { entries.append(.missing(at: ["body", "end_date"])) }
        }
        return entries
    }

    private static func having(_ having: Having, _ complaints: inout Complaints) -> QueryPlan.Having? {
        if !having.value.isFinite { complaints.add("A value in having is not a finite number.") }
        return HavingText.having(
            having.metric[...].trimmed, having.operator[...].trimmed, having.value.isFinite ? having.value : nil, &complaints)
    }

    private func mode(_ complaints: inout Complaints) -> Comparison.Mode? {
        guard let comparison else { return nil }
        let name = comparison[...].trimmed
        let mode = Comparison.Mode(name: name)
        if mode == nil {
            let nearest = NearestName.to(name, among: Comparison.Mode.allCases.map(\.rawValue)) ?? ""
            complaints.add("Unknown comparison \(Complaints.quote(name)): the nearest valid one is '\(nearest)'.")
        }
        return mode
    }
}
