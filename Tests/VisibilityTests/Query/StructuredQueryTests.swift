import Testing

@testable import Visibility

@Suite struct StructuredQueryTests {
    @Test func aBodyIsUnderstood() throws {
        let (plan, comparison) = try StructuredQuery(
            fields: ["date", " responses", "date"], startDate: "2026-01-01", endDate: "2026-01-31",
            filters: [.init(field: "tag", values: ["a|b", nil, ""], negate: true), .init(field: "branded", values: ["true"])],
            having: [.init(metric: "responses", operator: "gte", value: 10)], limit: 5, offset: 6
        ).plan(today: today)
        #expect(comparison == nil)
        let expected = QueryPlan(
            fields: [.dimension(.date), .metric(.responses)], period: Day(20_454)...Day(20_484),
            filters: [.init(.tag, ["a|b", nil], negated: true), .init(.branded, ["true"])],
            having: [.init(.responses, .greaterOrEqual, 10)],
            limit: 5, offset: 6)
        #expect(plan == expected)
        #expect(try QueryRequest.parse(plan.queryItems, today: .first, limit: 5, offset: 6) == plan)
    }

    @Test func thePeriodIsTheStandardOne() throws {
        let (plan, _) = try StructuredQuery(fields: ["tag"], startDate: " ").plan(today: today)
        #expect(plan.period == today.advanced(by: -30)...today)
        #expect((plan.limit, plan.offset) == (50_000, 0))
    }

    private static let filter = StructuredQuery.Filter(field: "tag", values: ["a"])
    private static let having = StructuredQuery.Having(metric: "responses", operator: "gt", value: 0)

    @Test(
        "Counts out of bounds are a 422",
        arguments: [
            (StructuredQuery(fields: []), "fields", "too_short", 1, 0),
            (StructuredQuery(fields: Array(repeating: "tag", count: 33)), "fields", "too_long", 32, 33),
            (StructuredQuery(fields: ["x"], filters: Array(repeating: filter, count: 26)), "filters", "too_long", 25, 26),
            (StructuredQuery(fields: ["x"], having: Array(repeating: having, count: 11)), "having", "too_long", 10, 11),
        ])
    func counts(_ query: StructuredQuery, _ name: String, _ type: String, _ bound: Int, _ count: Int) throws {
        let entry = try #require(entries(of: query).first)
        #expect(entry.place == ["body", .name(name)])
        #expect(entry.type == type)
        #expect(entry.context == [type == "too_long" ? "max_length" : "min_length": bound, "actual_length": count])
        #expect(
            entry.message
                == (type == "too_long"
                    ? "List should have at most \(bound) items after validation, not \(count)"
                    : "List should have at least 1 item after validation, not 0"))
        #expect(entry.input == (type == "too_long" ? nil : .emptyList))
    }

    @Test func asManyAsAllowedAreAccepted() throws {
        let query = StructuredQuery(
            fields: Array(repeating: "tag", count: 32), filters: Array(repeating: Self.filter, count: 25),
            having: Array(repeating: Self.having, count: 10))
        #expect(try query.plan(today: today).0.filters.count == 25)
    }

    @Test func allThatIsWrongWithTheShapeIsToldAtOnce() {
        let query = StructuredQuery(
            fields: [], startDate: "",
            filters: [
                Self.filter, .init(field: "x", values: []), .init(field: "tag", values: Array(repeating: "a", count: 1001)),
            ],
            comparison: "prior_period")
        #expect(
            entries(of: query).map(\.place) == [
                ["body", "fields"], ["body", "filters", 1, "values"], ["body", "filters", 2, "values"], ["body", "start_date"],
                ["body", "end_date"],
            ])
        #expect(entries(of: query).last == .missing(at: ["body", "end_date"]))
    }

    @Test(
        "Names, values and dates are a 400",
        arguments: [
            (
                StructuredQuery(fields: ["x_tag", ""]),
                "Unknown field 'x_tag': the nearest valid one is 'tag'. Unknown field '': the nearest valid one is 'tag'."
            ),
            (
                StructuredQuery(fields: ["tag"], startDate: "2026-02-30"),
                "start_date '2026-02-30' is not a date of the form YYYY-MM-DD."
            ),
            (
                StructuredQuery(fields: ["tag"], filters: [.init(field: "branded", values: ["1", "true"])]),
                "The filter on 'branded': '1' is not true or false."
            ),
            (
                StructuredQuery(fields: ["tag"], filters: [.init(field: "prompt", values: ["a"])]),
                "'prompt' is not filterable: use prompt_id."
            ),
            (
                StructuredQuery(fields: ["tag"], filters: [.init(field: "source_type", values: ["others"])]),
                "The filter on 'source_type': 'others' is not one of brand, competitor, other: the nearest is 'other'."
            ),
            (
                StructuredQuery(fields: ["tag"], having: [.init(metric: "response", operator: ">", value: .infinity)]),
                "A value in having is not a finite number. Unknown metric 'response' in having: the nearest valid one is 'responses'. "
                    + "Unknown operator '>' in having: the nearest valid one is 'gt' (of gt, gte, lt, lte, eq, neq)."
            ),
            (
                StructuredQuery(fields: ["tag"], startDate: "2026-01-01", endDate: "2026-01-02", comparison: "priorYear"),
                "Unknown comparison 'priorYear': the nearest valid one is 'prior_year'."
            ),
            (
                StructuredQuery(
                    fields: ["tag"], startDate: "2026-01-01", endDate: "2026-01-02",
                    filters: [.init(field: "date_week", values: ["202601"])],
                    comparison: "prior_year"),
                "A comparison cannot be filtered by 'date_week': use start_date and end_date."
            ),
            (
                StructuredQuery(fields: ["tag"], startDate: "0001-01-02", endDate: "0001-01-31", comparison: "prior_period"),
                "The period to compare with would begin before 0001-01-01."
            ),
        ])
    func badRequests(_ query: StructuredQuery, _ expected: String) {
        #expect(detail { () throws(QueryFault) in try query.plan(today: today) } == expected)
    }

    private func entries(of query: StructuredQuery) -> [QueryFault.Entry] {
        do throws(QueryFault) {
            _ = try query.plan(today: today)
        } catch {
            if case .invalid(let entries) = error { return entries }
            Issue.record("\(error)")
            return []
        }
        Issue.record("was accepted")
        return []
    }
}
