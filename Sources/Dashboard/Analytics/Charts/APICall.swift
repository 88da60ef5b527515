internal import Visibility
internal import Web

/// The request to `POST /v2/query/{brand_id}` that answers what a chart shows, as it is pasted into a shell that has a key in
/// `LATCHKEY_KEY`.
struct APICall: Sendable {
    let text: String

    /// - Parameter baseURL: of this server, without a slash at its end.
    init(_ query: ChartQuery, brand: Int, baseURL: String) {
        guard let earlier = query.earlier else {
            text = Self.curl(query, brand, baseURL)
            return
        }
        // The API has no word for these earlier days, so it is asked twice. Thresholds are for the groups of now.
        let now = ChartQuery(plan: query.plan)
        var before = now
        before.plan.period = earlier
        before.plan.having = []
        text = [now, before].map { Self.curl($0, brand, baseURL) }.joined(separator: "\n")
    }

    private static func curl(_ query: ChartQuery, _ brand: Int, _ baseURL: String) -> String {
        let body = JSONText.line(body(query)).replacing("'", with: "'\\''")
        return [
            "curl -X POST \"\(baseURL)/v2/query/\(brand)\"", "-H \"Authorization: Bearer $LATCHKEY_KEY\"",
            "-H \"Content-Type: application/json\"", "-d '\(body)'",
        ].joined(separator: " \\\n  ")
    }

    /// What `StructuredQuery` is read from.
    static func body(_ query: ChartQuery) -> JSONValue {
        let plan = query.plan
        var members: [(String, JSONValue)] = [
            ("fields", .array(plan.fields.map { .string($0.name) })),
            ("start_date", .string(plan.period.lowerBound.iso8601)), ("end_date", .string(plan.period.upperBound.iso8601)),
        ]
        if !plan.filters.isEmpty { members.append(("filters", .array(plan.filters.map(filter)))) }
        if !plan.having.isEmpty { members.append(("having", .array(plan.having.map(having)))) }
        if let mode = query.mode { members.append(("comparison", .object([("mode", .string(mode.rawValue))]))) }
        if plan.limit != QueryPlan.standardLimit { members.append(("limit", .integer(plan.limit))) }
        if plan.offset != 0 { members.append(("offset", .integer(plan.offset))) }
        return .object(members)
    }

    private static func filter(_ filter: QueryPlan.Filter) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("field", .string(filter.dimension.rawValue)),
            ("values", .array(filter.values.map { $0.map { .string($0) } ?? .null })),
        ]
        if filter.negated { members.append(("negate", .bool(true))) }
        return .object(members)
    }

    private static func having(_ having: QueryPlan.Having) -> JSONValue {
        .object([
            ("metric", .string(having.metric.rawValue)), ("operator", .string(having.comparison.rawValue)),
            ("value", .number(having.value)),
        ])
    }
}
