internal import Visibility

/// What stands around every chart: its title, its file, its API call, and the table behind it.
struct ChartFrame: Sendable {
    let chartID: String
    let chartName: String
    let chartNote: String?
    let chartTools: DataTools
    let line: LineChart?
    let series: SeriesChart?
    let bars: ShareBars?
    let tableHeads: [ChartTable.Head]
    let tableRows: [ChartTable.Row]
    let hasRows: Bool
    /// Stands there instead of a chart without rows.
    let chartAbsent: String
    /// Whether its table is folded up below it.
    let hasTable: Bool
    let moreRows: String?

    static let nothing = "No answers for this."

    /// - Parameters:
    ///   - id: unique on the page.
    ///   - baseURL: of this server.
    ///   - call: what its API call asks; what was asked if not said.
    ///   - hasTable: no where the page has the table elsewhere.
    init(
        _ id: String, _ name: String, note: String? = nil, answer: ChartAnswer, order: [Int]? = nil, line: LineChart? = nil,
        series: SeriesChart? = nil, bars: ShareBars? = nil, brand: Int, csvURL: String, baseURL: String,
        call: ChartQuery? = nil, hasTable: Bool = true
    ) {
        let tools = DataTools(
            id, of: name, csv: csvURL, query: call ?? answer.query, count: answer.groupCount, brand: brand, baseURL: baseURL,
            note: order == nil && answer.query.rows.order == nil ? DataTools.plainNote : DataTools.sortedNote)
        self.init(
            id, name, note: note, answer: answer, order: order, line: line, series: series, bars: bars, tools: tools,
            hasTable: hasTable)
    }

    /// - Parameters:
    ///   - order: of the rows in the table; that of the answer if not said, and of a trend the rows in its period.
    ///   - table: is shown instead of all that was asked.
    init(
        _ id: String, _ name: String, note: String? = nil, answer: ChartAnswer, order: [Int]? = nil, line: LineChart? = nil,
        series: SeriesChart? = nil, bars: ShareBars? = nil, tools: DataTools, table: ChartTable.Part? = nil,
        absent: String = nothing, hasTable: Bool = true
    ) {
        // Of a trend all is of interest, of groups the largest.
        let most = line == nil ? ChartTable.mostBehindBars : ChartTable.mostRows
        let shown = order ?? (line == nil ? nil : answer.rowsInPeriod)
        let table = table ?? ChartTable(answer, order: shown, hasIDs: false).part(atMost: hasTable ? most : 0)
        chartID = id
        chartName = name
        let notes = [note, line == nil && series == nil ? nil : answer.query.cutNote].compactMap { $0 }
        chartNote = notes.isEmpty ? nil : notes.joined(separator: " ")
        chartTools = tools
        self.line = line
        self.series = series
        self.bars = bars
        tableHeads = table.heads
        tableRows = table.rows
        hasRows = table.rowCount > 0
        chartAbsent = absent
        self.hasTable = hasTable
        let more = table.rowCount - table.rows.count
        moreRows = more > 0 ? "And \(counted(more, "more row")); the CSV has all of them." : nil
    }
}
