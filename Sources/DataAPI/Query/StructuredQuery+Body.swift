internal import Visibility
internal import Web

extension StructuredQuery {
    /// The body of `POST /v2/query/{brand_id}`. Since the original's names of the inner members are not public, the likely other ones
    /// are understood too: `value` for `values`, `op` for `operator`, `field` for `metric`, `type` for `mode`.
    init(reading body: inout BodyReader) {
        let fields = body.required("fields", .list(of: .string())) ?? []
        let filters = body.given("filters", .list(of: .object { Filter(reading: &$0) })) ?? []
        let having = body.given("having", .list(of: .object { Having(reading: &$0) })) ?? []
        let comparison = body.given("comparison", .comparisonMode)
        self.init(
            fields: fields, startDate: body.given("start_date", .string()), endDate: body.given("end_date", .string()),
            filters: filters, having: having, comparison: comparison,
            limit: body.given("limit", .integer(in: QueryPlan.limits)) ?? QueryPlan.standardLimit,
            offset: body.given("offset", .integer(in: 0...Int.max)) ?? 0)
    }
}

extension StructuredQuery.Filter {
    fileprivate init?(reading body: inout BodyReader) {
        let field = body.required("field", .string())
        let name = body.has("values") || !body.has("value") ? "values" : "value"
        let values = body.required(name, .filterValues)
        let negate = body.given("negate", .bool) ?? false
        guard let field, let values else { return nil }
        self.init(field: field, values: values, negate: negate)
    }
}

extension StructuredQuery.Having {
    fileprivate init?(reading body: inout BodyReader) {
        let metric = body.required(body.has("metric") || !body.has("field") ? "metric" : "field", .string())
        let comparison = body.required(body.has("operator") || !body.has("op") ? "operator" : "op", .string())
        let value = body.required("value", .number)
        guard let metric, let comparison, let value else { return nil }
        self.init(metric: metric, operator: comparison, value: value)
    }
}

extension FieldKind where Value == [String?] {
    /// A list, or one value for a list of it: texts, numbers, truth values, and null for what has none.
    fileprivate static var filterValues: FieldKind {
        FieldKind { value, place, faults in
            guard case .array(let items) = value else { return filterValue.read(value, place, &faults).map { [$0] } }
            return items.enumerated().compactMap { filterValue.read($1, place + [.index($0)], &faults) }
        }
    }

    private static var filterValue: FieldKind<String?> {
        FieldKind<String?> { value, place, faults in
            switch value {
            case .null: return .some(nil)
            case .string(let text): return text
            case .integer(let number): return String(number)
            case .bool(let value): return value ? "true" : "false"
            case .number(let number) where number == number.rounded() && abs(number) < 1e15: return String(Int(number))
            default:
                faults.add(InputFault(at: place, "Input should be a valid string", type: "string_type", input: value))
                return nil
            }
        }
    }
}

extension FieldKind where Value == String {
    /// `{"mode": "prior_period"}`, or the mode alone.
    fileprivate static var comparisonMode: FieldKind {
        FieldKind { value, place, faults in
            if case .string(let mode) = value { return mode }
            return FieldKind<String>.object { body in
                body.required(body.has("mode") || !body.has("type") ? "mode" : "type", .string())
            }.read(value, place, &faults)
        }
    }
}
