import Catalog
import Testing
import Visibility

@testable import Dashboard

@Suite("The picture of what the explorer found")
struct ExplorerChartTests {
    private func question(_ query: String) throws -> ExplorerQuestion {
        try ExplorerQuery(FormFields(query: query), today: ExplorerScene.today).question(today: ExplorerScene.today)
    }

    /// Answers by week and tag.
    private func answer(_ question: ExplorerQuestion, _ rows: [(String, String, Int)]) -> ChartAnswer {
        let (weeks, tags) = (rows.map(\.0), rows.map(\.1))
        func column(_ dimension: Dimension, _ texts: [String]) -> QueryResult.Column {
            .dimension(dimension, codes: texts.indices.map { Int32($0) }, values: texts.map { .text($0) })
        }
        var columns: [QueryResult.Column] = []
        for dimension in question.dimensions {
            columns.append(column(dimension, dimension == .tag ? tags : weeks))
        }
        columns.append(.count(.responses, rows.map(\.2)))
        return ChartAnswer(question.query, QueryResult(columns: columns, rowCount: rows.count))
    }

    /// Tags with their answers in all of the period.
    private func ranking(_ question: ExplorerQuestion, _ rows: [(String, Int)]) throws -> ChartAnswer {
        let columns: [QueryResult.Column] = [
            .dimension(.tag, codes: rows.indices.map { Int32($0) }, values: rows.map { .text($0.0) }),
            .count(.responses, rows.map(\.1)),
        ]
        return ChartAnswer(try #require(question.ranking), QueryResult(columns: columns, rowCount: rows.count))
    }

    @Test(
        "A line goes through all of the period, and what may just not have reached a threshold is a gap in it",
        arguments: [("", "0", 1), ("&having=responses&is=gte&than=2", "–", 2)])
    func period(threshold: String, absent: String, parts: Int) throws {
        let question = try question(
            "by=date_week&show=responses&against=nothing&from=2026-10-26&to=2026-11-29\(threshold)")
        let chart = ExplorerChart(question, answer(question, [("202645", "", 3), ("202647", "", 2)]))
        let line = try #require(chart.line)
        #expect(chart.series == nil && chart.bars == nil && chart.note == nil)
        #expect(
            line.hovers.map(\.hoverTip) == [
                "W44 2026: \(absent)", "W45 2026: 3", "W46 2026: \(absent)", "W47 2026: 2", "W48 2026: \(absent)",
            ])
        #expect(line.linePath.split(separator: "M").count == parts)
    }

    @Test("A second group makes a line each of the five largest, told apart by more than a colour")
    func series() throws {
        let question = try question("by=date_week&by=tag&show=responses&against=nothing&from=2026-11-02&to=2026-11-22")
        let rows = (0..<7).flatMap { tag in
            [("202646", "t\(tag)", tag + 1), ("202647", "t\(tag)", 10 * (tag + 1))]
        }
        let largest = try ranking(question, (2..<7).reversed().map { ("t\($0)", 11 * ($0 + 1)) })
        let chart = ExplorerChart(question, answer(question, rows), ranking: largest)
        let series = try #require(chart.series)
        #expect(chart.line == nil && chart.bars == nil)
        #expect(series.seriesLines.map(\.seriesName) == ["t6", "t5", "t4", "t3", "t2"])
        #expect(series.seriesLines.map(\.seriesTotal) == ["77", "66", "55", "44", "33"])
        #expect(series.seriesMeaning == "Beside each name stands “Answers” over all of these days.")
        #expect(Set(series.seriesLines.map(\.seriesStyle)).count == 5)
        #expect(chart.note == "The 5 largest of 7 groups, by answers.")
        #expect(series.seriesHovers.map(\.hoverTip).last == "W47 2026: t6 70, t5 60, t4 50, t3 40, t2 30")
        #expect(series.seriesHovers.map(\.hoverTip).first == "W45 2026: t6 0, t5 0, t4 0, t3 0, t2 0")
        #expect(series.seriesSummary.hasPrefix("t6 from 0 in W45 2026 to 70 in W47 2026."))
    }

    @Test("Lines are of the groups that have a row, in the order of the whole period, told apart by their bytes")
    func ranked() throws {
        let question = try question("by=date_week&by=tag&show=responses&having=responses&is=gte&than=2")
        let (composed, decomposed) = ("caf\u{E9}", "cafe\u{301}")
        let rows = [("202646", composed, 2), ("202647", decomposed, 3)]
        let ranked = try ranking(question, [("never enough", 9), (decomposed, 5), (composed, 4)])
        let series = try #require(ExplorerChart(question, answer(question, rows), ranking: ranked).series)
        #expect(series.seriesLines.map(\.seriesTotal) == ["5", "4"])
        #expect(series.seriesLines.map { Array($0.seriesName.utf8) } == [Array(decomposed.utf8), Array(composed.utf8)])
    }

    @Test("Groups are ranked by the metric in the chart over all of the period, and a threshold leaves none of them out")
    func rankingQuery() throws {
        let plain = try #require(
            try question("by=date_week&by=tag&by=country&show=responses&show=brand_presence_percentage&chart=responses&tag=a")
                .ranking)
        #expect(plain.plan.fields == [.dimension(.tag), .dimension(.country), .metric(.responses)])
        #expect(plain.plan.filters == [QueryPlan.Filter(.tag, ["a"])])
        #expect(plain.mode == nil && plain.executed.order == QueryPlan.Order(by: .responses) && plain.executed.limit == 5)
        let threshold = try #require(try question("by=date_week&by=tag&having=responses&is=gte&than=2").ranking)
        #expect(threshold.plan.having.isEmpty && threshold.executed.limit == 50_000)
        #expect(try question("by=date_week").ranking == nil && question("by=tag&by=date_week").ranking == nil)
    }

    @Test("Groups that are no dates are bars, the largest first, and no more than twenty")
    func bars() throws {
        let question = try question("by=tag&show=responses&against=nothing")
        let chart = ExplorerChart(question, answer(question, (0..<30).map { ("", "t\($0)", $0) }))
        let bars = try #require(chart.bars)
        #expect(bars.shareBars.map(\.barName) == (10..<30).reversed().map { "t\($0)" })
        #expect(bars.barsNote == "The 20 largest of 30 rows.")
    }

    @Test("Where there is nothing to draw, it says why")
    func none() throws {
        let whole = try question("by=none&show=responses&against=nothing")
        #expect(ExplorerChart(whole, answer(whole, [("", "", 5)])).note == "Group by something, and there is a chart.")
        let long = try question("by=date&show=responses&against=nothing&from=2020-01-01&to=2026-11-22")
        let chart = ExplorerChart(long, answer(long, [("20200101", "", 1), ("20261101", "", 1)]))
        #expect(chart.line == nil)
        #expect(chart.note?.contains("Group by a longer span of time") == true)
    }

    @Test("More rows than the API gives at once are refused with what to do")
    func tooMany() throws {
        let question = try question("by=prompt")
        let most = ChartAnswer(question.query, QueryResult(columns: [], rowCount: 50_000))
        try question.check(most)
        let more = ChartAnswer(question.query, QueryResult(columns: [], rowCount: 50_001))
        #expect(throws: PageFailure.self) { try question.check(more) }
    }

    @Test("Rows are shown in pages of a hundred, and a page beyond the last is the last")
    func pages() throws {
        let rows = (0..<450).map { ("", "t\($0)", $0) }
        for (page, count, first, hasBack, hasNext) in [
            (1, 100, "t449", false, true), (2, 100, "t349", true, true), (5, 50, "t49", true, false),
            (99, 50, "t49", true, false),
        ] {
            let explorer = ExplorerQuery(
                FormFields(query: "by=tag&show=responses&against=nothing&page=\(page)"), today: ExplorerScene.today)
            let question = try explorer.question(today: ExplorerScene.today)
            let answer = answer(question, rows)
            let table = ExplorerTable(
                question, answer, question.sort.order(answer), explorer, title: "t", at: .explorer("nw", 3))
            #expect(table.lines.count == count)
            #expect(table.lines.first?.cells.first?.cellText == first)
            let pager = try #require(table.pager)
            #expect((pager.newer != nil) == hasBack && (pager.older != nil) == hasNext)
            #expect(pager.older?.contains("page=\(page + 1)") ?? true)
        }
    }

    @Test(
        "What a row means is said where it is not plain",
        arguments: [
            ("by=tag", "A prompt may have several tags"), ("by=competitor_name", "Every competitor in use has a row"),
            ("by=source_domain&by=source_type", "once in each domain and kind of owner that it cites"),
            ("by=none", "One row for all answers together."), ("by=date_week", "A row for each week"),
            ("show=competitor_presence_percentage", "of any of them"),
        ])
    func meaning(query: String, said: String) throws {
        #expect(ExplorerWords.meaning(try question(query)).contains(said))
    }
}
