import Testing
import Visibility

@testable import Dashboard

@Suite("The order of the explorer's rows")
struct ExplorerSortTests {
    /// Four platforms: a, b without a value, c, and the null group.
    private let answer = ChartAnswer(
        ChartQuery(
            plan: QueryPlan(fields: [.dimension(.platform), .metric(.brandPresence)], period: Day(1)...Day(1)),
            mode: .priorPeriod),
        ComparisonResult(
            current: ComparisonResult.Side(result: Self.result([0.5, .nan, 0.7, 0.5]), isMissing: [false, false, false, false]),
            prior: ComparisonResult.Side(result: Self.result([0.4, 0.1, 0.9, 0]), isMissing: [false, false, false, true]),
            rowCount: 4))

    private static func result(_ numbers: [Double]) -> QueryResult {
        QueryResult(
            columns: [
                .dimension(.platform, codes: [0, 1, 2, -1], values: [.text("a"), .text("b"), .text("c")]),
                .number(.brandPresence, numbers),
            ], rowCount: 4)
    }

    @Test(
        "Values go up or down, what has none comes last, and equal ones stay in the order of the groups",
        arguments: [
            ("groups", [0, 1, 2, 3]), ("-groups", [3, 2, 1, 0]), ("brand_presence_percentage", [0, 3, 2, 1]),
            ("-brand_presence_percentage", [2, 0, 3, 1]), ("-brand_presence_percentage_change", [0, 2, 1, 3]),
            ("brand_presence_percentage_change", [2, 0, 1, 3]),
        ])
    func order(text: String, rows: [Int]) throws {
        let sort = try #require(ExplorerSort(text))
        #expect(sort.order(answer) == rows)
        #expect(sort.text == text)
    }

    @Test("A row that a side lacks has no value there, nor a change; nor has any where nothing is compared")
    func missing() throws {
        let query = ChartQuery(
            plan: QueryPlan(fields: [.dimension(.platform), .metric(.responses)], period: Day(1)...Day(1)), mode: .priorPeriod)
        func result(_ counts: [Int]) -> QueryResult {
            QueryResult(
                columns: [
                    .dimension(.platform, codes: [0, 1, 2], values: [.text("a"), .text("b"), .text("c")]),
                    .count(.responses, counts),
                ], rowCount: 3)
        }
        let answer = ChartAnswer(
            query,
            ComparisonResult(
                current: ComparisonResult.Side(result: result([0, 3, 5]), isMissing: [true, false, false]),
                prior: ComparisonResult.Side(result: result([9, 0, 4]), isMissing: [false, true, false]), rowCount: 3))
        let (most, gained) = (try #require(ExplorerSort("-responses")), try #require(ExplorerSort("-responses_change")))
        #expect(most.order(answer) == [2, 1, 0])
        #expect(gained.order(answer) == [2, 0, 1])
        #expect(most.order(ChartAnswer(query, result([0, 3, 5]))) == [2, 1, 0])
        #expect(gained.order(ChartAnswer(query, result([0, 3, 5]))) == [0, 1, 2])
    }

    @Test("What is no order is none", arguments: ["", "-", "nonsense", "_change", "responses_changed", "--groups"])
    func nonsense(text: String) { #expect(ExplorerSort(text) == nil) }

    @Test("A link over a column turns the order around; another column begins with its largest, groups with their first")
    func toggled() {
        let sort = ExplorerSort(.metric(.responses), isDescending: true)
        #expect(sort.toggled(to: .metric(.responses)) == ExplorerSort(.metric(.responses), isDescending: false))
        #expect(sort.toggled(to: .change(.responses)) == ExplorerSort(.change(.responses), isDescending: true))
        #expect(sort.toggled(to: .groups) == ExplorerSort(.groups, isDescending: false))
    }
}
