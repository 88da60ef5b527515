import Catalog
import HTTPTypes
import HummingbirdTesting
import Testing
import Visibility

@testable import Dashboard

@Suite("Trends")
struct TrendTests {
    /// Four whole weeks, W45 to W48 of 2026.
    private let weeks = day("2026-11-02")...day("2026-11-29")

    private func answer(
        _ rows: [(week: String, presence: Double)], before: [Double]? = nil, over period: ClosedRange<Day>? = nil,
        metric: Metric = .brandPresence
    ) -> ChartAnswer {
        let plan = QueryPlan(fields: [.dimension(.dateWeek), .metric(metric)], period: period ?? weeks)
        func result(_ values: [Double]) -> QueryResult {
            let column: QueryResult.Column = metric.isCount ? .count(metric, values.map { Int($0) }) : .number(metric, values)
            let dates = QueryResult.Column.dimension(
                .dateWeek, codes: rows.indices.map { Int32($0) }, values: rows.map { .text($0.week) })
            return QueryResult(columns: [dates, column], rowCount: rows.count)
        }
        let now = result(rows.map { $0.presence.isNaN && metric.isCount ? 0 : $0.presence })
        guard let before else { return ChartAnswer(ChartQuery(plan: plan), now) }
        let compared = ComparisonResult(
            current: ComparisonResult.Side(result: now, isMissing: rows.map { $0.presence.isNaN }),
            prior: ComparisonResult.Side(result: result(before), isMissing: before.map { $0.isNaN }), rowCount: rows.count)
        return ChartAnswer(ChartQuery(plan: plan, mode: .priorPeriod), compared)
    }

    @Test("Each week of the period has its place, also those without an answer")
    func gaps() {
        let line = LineChart(
            answer([("202645", 0.5), ("202648", 1)], before: [0.25, .nan]), of: .brandPresence)
        #expect(
            line.hovers.map(\.hoverTip) == ["W45 2026: 50.0%, before 25.0%", "W46 2026: –", "W47 2026: –", "W48 2026: 100.0%"])
        #expect(line.linePath.hasPrefix("M0 ") && line.linePath.contains("M1000 ") && !line.linePath.contains("L"))
        #expect(line.lineDots == line.linePath)
    }

    @Test("Of what is counted, a week without a row has none")
    func counts() {
        let line = LineChart(
            answer([("202646", 3)], before: [2], metric: .responses), of: .responses)
        #expect(
            line.hovers.map(\.hoverTip) == [
                "W45 2026: 0, before 0", "W46 2026: 3, before 2", "W47 2026: 0, before 0", "W48 2026: 0, before 0",
            ])
    }

    @Test("An earlier period that touches a week more adds no point, and no row to the table, behind the end of this one")
    func phantom() {
        let answer = answer([("202648", 0.5), ("202649", .nan)], before: [0.5, 0.5])
        let line = LineChart(answer, of: .brandPresence)
        #expect(line.hovers.count == 4)
        #expect(answer.rowsInPeriod == [0])
        #expect(ChartFile(answer).csv.contains("202649,"), "the file has what the API gives")
    }

    @Test("A period of thousands of years shows the part that has answers")
    func ages() {
        let ages = day("0001-01-01")...day("9999-12-31")
        let answer = answer([("202645", 0.5), ("202647", 1)], over: ages)
        let line = LineChart(answer, of: .brandPresence)
        #expect(line.hovers.map(\.hoverTip) == ["W45 2026: 50.0%", "W46 2026: –", "W47 2026: 100.0%"])
        #expect(LineChart(self.answer([], over: ages), of: .brandPresence).hovers.count == 1)
    }

    @Test("Competitors have the same places")
    func rivals() {
        let plan = QueryPlan(
            fields: [
                .dimension(.dateWeek), .dimension(.competitorID), .metric(.competitorPresence), .metric(.brandPresence),
            ], period: weeks)
        let result = QueryResult(
            columns: [
                .dimension(.dateWeek, codes: [0, 1], values: [.text("202645"), .text("202648")]),
                .dimension(.competitorID, codes: [0, 0], values: [.integer(7)]), .number(.competitorPresence, [0.5, 1]),
                .number(.brandPresence, [0, 0.5]),
            ], rowCount: 2)
        let points = RivalLine.points(ChartAnswer(ChartQuery(plan: plan), result))
        #expect(points[7]?.map(\.rival) == [0.5, nil, nil, 1])
        #expect(points[7]?.map(\.brand) == [0, nil, nil, 0.5])
        #expect(points[7]?.map(\.day) == (0..<4).map { weeks.lowerBound.advanced(by: $0 * 7) })
    }

    @Test(
        "Where a point stands for a part of a week, that is said",
        arguments: [
            ("2026-11-02", "2026-11-29", nil), ("2026-11-03", "2026-11-29", "The first week is cut by the period."),
            ("2026-11-02", "2026-11-28", "The last week is cut by the period."),
            ("2026-11-03", "2026-11-28", "The first and the last week are cut by the period."),
            ("2026-11-03", "2026-11-05", "The week is cut by the period."),
        ])
    func cut(first: String, last: String, said: String?) {
        #expect(DateUnit.week.cutWords(day(first)...day(last)) == said)
        let plan = QueryPlan(fields: [.dimension(.dateWeek), .metric(.responses)], period: day(first)...day(last))
        #expect(ChartQuery(plan: plan).cutNote == said)
        let isElsewhere = ChartQuery(plan: plan, mode: .priorYear).cutNote?.contains("begin on another weekday") ?? false
        #expect(isElsewhere)
    }

    @Test("The year before whole weeks is whole weeks, on the page, in the file and in the two calls to the API")
    func yearBefore() async throws {
        let scene = try await AnswerScene()
        try await scene.answer(scene.best, ["Fabrikam", "Nobody"])
        // A Sunday 52 weeks before one of the period, and the Saturday before the first of these weeks.
        try await scene.answer(scene.best, ["Fabrikam", "Nobody", "Nobody", "Nobody"], on: day("2025-11-23"))
        try await scene.answer(scene.best, ["Fabrikam"], on: day("2025-08-24"))
        try await scene.site.run { client in
            let page = try await client.get("\(scene.path)?against=year", scene.viewer).text
            #expect(page.contains("24 Aug – 22 Nov 2026, against 25 Aug – 23 Nov 2025 · 2 answers"))
            #expect(page.contains("W47 2026: 50.0%, before 25.0%"))
            #expect(!page.contains("W48 2026"))
            #expect(page.contains("It is asked twice: for 24 Aug – 22 Nov 2026, and for 25 Aug – 23 Nov 2025."))
            let call = try #require(page.firstMatch(of: /id="trend-call" tabindex="0">([^<]*)</)).output.1
            #expect(call.ranges(of: "curl -X POST").count == 2)
            #expect(call.contains("2025-08-25") && call.contains("2025-11-23") && !call.contains("comparison"))
            let file = try await client.get("\(scene.path)/charts/trend.csv?against=year", scene.viewer).text
            #expect(file.contains("202647,202547,0.5,0.25,2,4\r\n"))
        }
    }
}
