/// A query as parameters of a URL.
package enum QueryRequest {
    /// `fields`, `start_date`, `end_date`, `filters` and `having`. Parameters of other names are ignored. Of `fields` and the dates the
    /// last counts; `filters` and `having` may be repeated, and all of them hold. A blank parameter counts as left out.
    /// - Parameters:
    ///   - items: decoded, in their order.
    ///   - today: in UTC.
    ///   - limit: within ``QueryPlan/limits``, which the caller has checked, since it reads integers of any parameter the same way.
    ///   - offset: 0 or more, likewise.
    ///   - bySource: whether what is cited may be filtered by too, as it may in a structured query.
    /// - Throws: ``QueryFault/badRequest(detail:)``.
    package static func parse(
        _ items: [(name: String, value: String)], today: Day, limit: Int = QueryPlan.standardLimit, offset: Int = 0,
        bySource: Bool = false
    ) throws(QueryFault) -> QueryPlan {
        var complaints = Complaints()
        let fields = fields(last("fields", items) ?? "", &complaints)
        let period = QueryPeriod.period(
            from: last("start_date", items), to: last("end_date", items), today: today, &complaints)
        let filters = all("filters", items, &complaints).compactMap { filter($0, bySource: bySource, &complaints) }
        let having = all("having", items, &complaints).compactMap { HavingText.parse($0, &complaints) }
        try complaints.check()
        return QueryPlan(
            fields: fields, period: period ?? today...today, filters: filters, having: having, limit: limit, offset: offset)
    }

    private static func last(_ name: String, _ items: [(name: String, value: String)]) -> String? {
        items.last { $0.name == name }?.value
    }

    /// Those that are not blank, and no more than allowed.
    private static func all(_ name: String, _ items: [(name: String, value: String)], _ complaints: inout Complaints) -> [String]
    {
        let values = items.lazy.filter { $0.name == name && !QueryPeriod.isBlank($0.value) }.map(\.value)
        let count = values.count
        if count > QueryPlan.mostFilters {
            complaints.add("\(name) is given \(count) times: at most \(QueryPlan.mostFilters) are allowed.")
        }
        return Array(values.prefix(QueryPlan.mostFilters))
    }

    /// All dimensions where none is named.
    private static func fields(_ text: String, _ complaints: inout Complaints) -> [QueryPlan.Field] {
        var list = FieldList()
        guard text.utf8.count <= QueryPlan.longestValue else {
            complaints.add("fields is longer than \(QueryPlan.longestValue) bytes.")
            return []
        }
        let names = text.utf8.split(separator: UInt8(ascii: ",")).map { Substring($0).trimmed }.filter { !$0.isEmpty }
        if names.isEmpty { return Dimension.allCases.map { .dimension($0) } }
        for name in names { list.add(name, &complaints) }
        return list.fields
    }

    private static func filter(_ text: String, bySource: Bool, _ complaints: inout Complaints) -> QueryPlan.Filter? {
        guard let filter = FilterText(text) else {
            complaints.add("The filter \(Complaints.quote(text)) is not of the form field:value, such as ai_platform:ChatGPT.")
            return nil
        }
        return FilterRule.filter(filter.field, filter.values, negated: filter.negated, bySource: bySource, &complaints)
    }
}

extension QueryPlan {
    /// The parameters that ``QueryRequest/parse(_:today:limit:offset:bySource:)`` reads as this plan, not yet percent-encoded. `limit` and `offset`
    /// are left out where they are the standard.
    ///
    /// What only a plan made by hand has, an order, a filter without values or with an empty text, cannot be said in parameters.
    package var queryItems: [(name: String, value: String)] {
        var items = [
            (name: "fields", value: fields.map(\.name).joined(separator: ",")),
            (name: "start_date", value: period.lowerBound.iso8601),
            (name: "end_date", value: period.upperBound.iso8601),
        ]
        items += filters.map { (name: "filters", value: FilterText.print($0)) }
        items += having.map { (name: "having", value: HavingText.print($0)) }
        if limit != QueryPlan.standardLimit { items.append((name: "limit", value: "\(limit)")) }
        if offset != 0 { items.append((name: "offset", value: "\(offset)")) }
        return items
    }
}
