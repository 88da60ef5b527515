import Testing

@testable import Visibility

@Suite struct HavingTests {
    @Test(
        "Thresholds are read",
        arguments: [
            ("responses:gte:10", QueryPlan.Having(.responses, .greaterOrEqual, 10)),
            ("brand_presence_percentage:gt:0", .init(.brandPresence, .greater, 0)),
            (" responses : lt : -1.5e2 ", .init(.responses, .less, -150)),
            ("citation_count:lte:.5", .init(.citations, .lessOrEqual, 0.5)),
            ("citation_count:eq:1e-400", .init(.citations, .equal, 0)),
            ("citation_count:neq:+7", .init(.citations, .unequal, 7)),
            ("citation_count:neq:1e308", .init(.citations, .unequal, 1e308)),
        ])
    func areRead(_ text: String, _ expected: QueryPlan.Having) throws {
        #expect(try parse(("having", text)).having == [expected])
    }

    @Test(
        "Numbers are finite and decimal",
        arguments: [
            "", "x", "nan", "inf", "-infinity", "1e309", "-1e999", "0x10", "1,5", "1_000", "1 000", "--1", "1e", "e", ".", "١",
            "10%", "1:2",
            "\0", "1\0", String(repeating: "9", count: 100_000),
        ])
    func numbers(_ text: String) {
        let text = detail { () throws(QueryFault) in try parse(("having", "responses:gt:\(text)")) }
        #expect(text.hasSuffix("is not a finite decimal number."))
    }

    @Test(
        "What is no threshold is told",
        arguments: [
            ("responses", "having 'responses' is not of the form metric:op:value, such as responses:gte:10."),
            ("responses:gt", "having 'responses:gt' is not of the form metric:op:value, such as responses:gte:10."),
            ("responces:gt:1", "Unknown metric 'responces' in having: the nearest valid one is 'responses'."),
            ("tag:eq:1", "'tag' is a dimension, which having does not compare: use filters."),
            ("responses:>=:1", "Unknown operator '>=' in having: the nearest valid one is 'gte' (of gt, gte, lt, lte, eq, neq)."),
            ("responses:GT:1", "Unknown operator 'GT' in having: the nearest valid one is 'gt' (of gt, gte, lt, lte, eq, neq)."),
            (
                "responses:equals:1",
                "Unknown operator 'equals' in having: the nearest valid one is 'eq' (of gt, gte, lt, lte, eq, neq)."
            ),
            (
                "x:y:z",
                "having 'x:y:z': 'z' is not a finite decimal number. "
                    + "Unknown metric 'x' in having: the nearest valid one is 'responses'. "
                    + "Unknown operator 'y' in having: the nearest valid one is 'gt' (of gt, gte, lt, lte, eq, neq)."
            ),
        ])
    func faults(_ text: String, _ expected: String) {
        #expect(detail { () throws(QueryFault) in try parse(("having", text)) } == expected)
    }
}
