internal import Catalog
internal import Visibility

/// One cited domain: when, by whom and for which prompts it is cited, and which of its pages.
struct SourceDomainPage: Page {
    static let template = Template.sourceDomain

    let title: String
    let domain: String
    let lead: String
    let backURL: String
    let form: ViewForm
    let isEmpty: Bool
    let figures: [Figure]
    let trendChart: ChartFrame
    let platformChart: ChartFrame
    let promptChart: ChartFrame
    let pages: CitedPages

    static let pageSize = 50
    private static let mostPrompts = 12

    /// - Parameters:
    ///   - charts: of each, the part of the page.
    ///   - page: of the list of pages, from 1.
    init(
        _ domain: String, all: ChartAnswer, owners ofDomain: ChartAnswer, charts: [DomainChart: ChartAnswer], view: BrandView,
        page: Int,
        choices: ViewChoices, today: Day, _ visit: BrandVisit, baseURL: String
    ) {
        let (slug, brand) = (visit.slug, visit.brand)
        let path = SitePath.sourceDomain(slug, brand.id)
        let hidden = [(name: "domain", value: domain)]
        let name = Dimension.sourceDomain.words(domain).oneLine(most: 120)
        title = "\(name) · Sources · \(brand.name)"
        self.domain = name
        backURL = view.address(.sources(slug, brand.id))
        form = ViewForm(view, choices: choices, today: today, at: path, hidden: hidden)
        func answer(_ chart: DomainChart) -> ChartAnswer {
            charts[chart]?.compared(by: all)
                ?? ChartAnswer(
                    chart.part(view, domain: domain, page: page, today: today), QueryResult(columns: [], rowCount: 0))
        }
        func csv(_ chart: DomainChart) -> String {
            SitePath.sourceChart(slug, brand.id, "\(chart.rawValue).csv").address(view.items + hidden)
        }
        func frame(_ chart: DomainChart, _ name: String, line: LineChart? = nil, bars: ShareBars? = nil) -> ChartFrame {
            ChartFrame(
                chart.rawValue, name, answer: answer(chart), line: line, bars: bars, brand: brand.id, csvURL: csv(chart),
                baseURL: baseURL)
        }
        let owners = Set(
            (0..<ofDomain.rowCount).compactMap { ofDomain.text(.sourceType, $0).flatMap(SourceType.init(rawValue:)) })
        lead = [DomainOwners(brand).sentence(owners, of: domain), view.lead(all, today: today, saying: [])].filter { !$0.isEmpty }
            .joined(separator: " ")
        isEmpty = ofDomain.rowCount == 0
        // Every answer is of one platform.
        let (citing, citingBefore) = answer(.platforms).sum(.responses)
        let (citations, citationsBefore) = ofDomain.sum(.citations)
        let (answers, answersBefore) = all.rowCount > 0 ? all.counts(.citingResponses, 0) : (0, nil)
        let share = answers > 0 ? citing / answers : nil
        let shareBefore = answersBefore.flatMap { all in all > 0 ? citingBefore.map { $0 / all } : nil }
        figures = [
            Figure(
                figureLabel: "Answers that cite it", figureValue: Metric.citingResponses.words(citing),
                figureChange: Metric.citingResponses.change(from: citingBefore, to: citing),
                figureMeaning: "answers with at least one of its pages"),
            Figure(
                figureLabel: "Share of citing answers", figureValue: Metric.brandCitationShare.words(share),
                figureChange: Metric.brandCitationShare.change(from: shareBefore, to: share)
                    .map { owners == [.brand] ? $0 : $0.unjudged },
                figureMeaning: "of the \(counted(Int(answers), "answer")) that cite anything"),
            Figure(
                figureLabel: "Citations", figureValue: Metric.citations.words(citations),
                figureChange: Metric.citations.change(from: citationsBefore, to: citations),
                figureMeaning: "each page counted as often as it is cited"),
        ]
        let days = view.period.days(today: today)
        trendChart = frame(
            .trend, "Answers that cite it, by \(days.trendUnit.label.lowercased())",
            line: LineChart(answer(.trend), of: .responses))
        platformChart = frame(
            .platforms, "By platform",
            bars: ShareBars(answer(.platforms).countGroups(.platform), of: .responses, note: "Answers that cite it."))
        promptChart = frame(
            .prompts, "Prompts whose answers cite it most",
            bars: ShareBars(
                answer(.prompts).countGroups(.prompt, most: Self.mostPrompts) { row in
                    answer(.prompts).text(.promptID, row).flatMap { Int($0) }.map { view.address(.prompt(slug, brand.id, $0)) }
                }, of: .responses, note: "Answers to each that cite it."))
        pages = CitedPages(
            "Its pages that are cited", note: "By how many answers cite each.",
            tools: DataTools(
                DomainChart.pages.rawValue, of: "its pages", csv: csv(.pages), query: answer(.pages).query,
                count: answer(.pages).groupCount, brand: brand.id, baseURL: baseURL, note: DataTools.sortedNote),
            answer(.pages), page: page, most: Self.pageSize
        ) { page in view.address(path, ["domain": domain, "page": page > 1 ? String(page) : ""]) }
    }
}

extension ChartAnswer {
    /// The first groups by how many responses they have, for a chart of bars.
    /// - Parameter url: of a row's group.
    func countGroups(_ dimension: Dimension, most: Int = 12, url: (Int) -> String? = { _ in nil }) -> [ShareBars.Group] {
        (0..<rowCount).prefix(most).map { row in
            let (now, before) = counts(.responses, row)
            return ShareBars.Group(
                name: dimension.words(text(dimension, row)).oneLine(most: 160), url: url(row), now: now, before: before,
                isJudged: false)
        }
    }
}
