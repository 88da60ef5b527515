internal import Catalog
internal import Visibility

/// Any question about a brand's answers.
struct ExplorerPage: Page {
    static let template = Template.explorer

    let title: String
    let lead: String
    /// What is wrong with what was asked.
    let fault: String?
    let form: ViewForm
    let picks: ExplorerForm
    /// `nil` where something is wrong.
    let result: ExplorerResult?
    let isEmpty: Bool
    /// There may be more without filters and threshold.
    let isNarrow: Bool
    let wholeURL: String
    /// Set where there is nothing to show, and nothing was left out.
    var newest: NewestAnswer?

    init(_ explorer: ExplorerQuery, _ result: ExplorerResult, choices: ViewChoices, today: Day, _ visit: BrandVisit) {
        self.init(explorer, choices: choices, today: today, visit, fault: nil, result: result)
    }

    init(_ explorer: ExplorerQuery, failure: PageFailure, choices: ViewChoices, today: Day, _ visit: BrandVisit) {
        self.init(
            explorer, choices: choices, today: today, visit, fault: "\(failure.heading). \(failure.message)", result: nil)
    }

    private init(
        _ explorer: ExplorerQuery, choices: ViewChoices, today: Day, _ visit: BrandVisit, fault: String?,
        result: ExplorerResult?
    ) {
        let path = SitePath.explorer(visit.slug, visit.brand.id)
        title = "Explorer · \(visit.brand.name)"
        lead = "Group the answers as you like and measure the groups: as a chart, a table, a file and a call of the API."
        self.fault = fault
        self.result = result
        wholeURL = explorer.whole.address(path)
        // The form sends metrics in its own order, of which the first one need not be in the chart now.
        let chart = Metric(rawValue: explorer.chart)?.rawValue ?? explorer.show.first ?? ""
        var form = ViewForm(
            explorer.view, choices: choices, today: today, at: path, hidden: chart.isEmpty ? [] : [(name: "chart", value: chart)],
            clearURL: explorer.isNarrow ? wholeURL : nil)
        form.hasViewButton = false
        self.form = form
        picks = ExplorerForm(explorer)
        isEmpty = result.map(\.isNothing) ?? false
        isNarrow = explorer.isNarrow
    }
}

/// What was found.
struct ExplorerResult: Sendable {
    let frame: ChartFrame
    let chartTabs: [ChartTab]
    let hasTabs: Bool
    let rivalHint: RivalHint?
    let table: ExplorerTable
    let rowCountWords: String
    let rowMeaning: String
    let isNothing: Bool

    /// Shows another metric in the chart.
    struct ChartTab: Sendable {
        let tabLabel: String
        let tabURL: String
        let isTabShown: Bool
    }

    /// - Parameter ranking: the answer to ``ExplorerQuestion/ranking``.
    init(
        _ question: ExplorerQuestion, _ answer: ChartAnswer, ranking: ChartAnswer?, _ explorer: ExplorerQuery, today: Day,
        _ visit: BrandVisit, baseURL: String
    ) {
        let path = SitePath.explorer(visit.slug, visit.brand.id)
        let order = question.sort.order(answer)
        let title = ExplorerWords.title(question)
        let chart = ExplorerChart(question, answer, ranking: ranking)
        let file = SitePath.explorerFile(visit.slug, visit.brand.id)
        let note = [explorer.view.words(today: today) + ".", chart.note].compactMap { $0 }.joined(separator: " ")
        frame = ChartFrame(
            "explored", title, note: note, answer: answer, order: Array(order.prefix(1)), line: chart.line,
            series: chart.series, bars: chart.bars, brand: visit.brand.id, csvURL: explorer.with { _ in }.address(file),
            baseURL: baseURL, call: question.query, hasTable: false)
        table = ExplorerTable(question, answer, order, explorer, title: title, at: path)
        chartTabs =
            question.dimensions.isEmpty || question.metrics.count < 2
            ? []
            : question.metrics.map { metric in
                ChartTab(
                    tabLabel: metric.label,
                    tabURL: explorer.with {
                        $0.chart = metric == question.metrics.first ? "" : metric.rawValue
                    }.address(path) + "#in-chart", isTabShown: metric == question.chartMetric)
            }
        hasTabs = !chartTabs.isEmpty
        rivalHint = RivalHint(question, explorer, at: path)
        rowCountWords = counted(answer.rowCount, "row")
        rowMeaning = ExplorerWords.meaning(question)
        isNothing = answer.rowCount == 0
    }
}
