internal import Catalog
internal import Visibility

/// One competitor: where answers name it and not the brand, or less often.
struct CompetitorPage: Page {
    static let template = Template.competitor

    let title: String
    let name: String
    let ownName: String
    /// The two names as heads of columns.
    let rivalHead: String
    let ownHead: String
    let lead: String
    let backURL: String
    let form: ViewForm
    let isEmpty: Bool
    let figures: [Figure]
    let line: RivalLine
    let trendTools: DataTools
    let trendTable: RivalTable
    let platforms: [PlatformLine]
    let platformTools: DataTools
    let promptTools: DataTools
    private(set) var leads: [LeadLine]
    let hasLeads: Bool
    let leadNote: String
    let pager: Pager

    struct PlatformLine: Sendable {
        let platformName: String
        let platformRival: String
        let platformBrand: String
        /// `18.4 points ahead`, `3 points behind`, `level`
        let platformGap: String
        let platformAnswers: String
    }

    /// A prompt where the competitor is ahead.
    struct LeadLine: Sendable {
        let leadID: Int
        let leadPrompt: String
        /// For whom it is asked: prompts may have the same text.
        var leadPersona: String?
        let leadURL: String
        /// Those of its answers that name the competitor and not the brand.
        let answersURL: String
        let leadRival: String
        let leadBrand: String
        let leadGap: String
        let leadAnswers: String
    }

    static let pageSize = 50

    /// What was asked: see ``CompetitorsController``.
    struct Answers: Sendable {
        let trend: ChartAnswer
        let prompts: ChartAnswer
        let platforms: ChartAnswer
        /// Of the whole period.
        let totals: ChartAnswer
        /// See ``Displacement``.
        let instead: ChartAnswer
    }

    /// Adds for whom the prompts of the list are asked.
    mutating func tell(_ personas: PromptPersonas) {
        for place in leads.indices { leads[place].leadPersona = personas.name(leads[place].leadID) }
    }

    /// - Parameter page: of the list of prompts, from 1.
    init(
        _ competitor: Competitor, _ answers: Answers, view: BrandView, page: Int, choices: ViewChoices, today: Day,
        _ visit: BrandVisit, baseURL: String
    ) {
        let (slug, brand) = (visit.slug, visit.brand)
        let path = SitePath.competitor(slug, brand.id, competitor.id)
        let name = competitor.content.name.oneLine(most: 80)
        let ownName = brand.name.oneLine(most: 60)
        (self.name, self.ownName) = (name, ownName)
        (rivalHead, ownHead) = (name.oneLine(most: 30), ownName.oneLine(most: 30))
        title = "\(name) · Competitors · \(brand.name)"
        backURL = view.address(.competitors(slug, brand.id))
        form = ViewForm(view, choices: choices, today: today, at: path)
        lead = view.lead(answers.totals, today: today)
        isEmpty = answers.totals.wholeCount == 0
        func tools(_ chart: RivalChart, of what: String, _ answer: ChartAnswer) -> DataTools {
            let items = view.items + [(name: "competitor", value: String(competitor.id))]
            return DataTools(
                chart.rawValue, of: what,
                csv: SitePath.competitorChart(slug, brand.id, "\(chart.rawValue).csv").address(items), query: answer.query,
                brand: brand.id, baseURL: baseURL, note: chart.note)
        }
        let unit = view.period.days(today: today).trendUnit
        let points = RivalLine.points(answers.trend)
        trendTable = RivalTable(answers.trend, of: "Presence of \(name) and \(ownName)")
        line = RivalLine(
            name, brand: ownName, points[competitor.id] ?? [], axis: RivalLine.axis(points), by: unit.dateUnit ?? .week)
        trendTools = tools(.trend, of: "the trend", answers.trend)
        platformTools = tools(.platforms, of: "the platforms", answers.platforms)
        promptTools = tools(.prompts, of: "the prompts", answers.prompts)
        platforms = answers.platforms.order(by: .responses).compactMap { row in
            Lead(answers.platforms, row).map { lead in
                PlatformLine(
                    platformName: answers.platforms.text(.platform, row) ?? "–",
                    platformRival: Metric.competitorPresence.words(lead.rival),
                    platformBrand: Metric.brandPresence.words(lead.brand), platformGap: lead.standing,
                    platformAnswers: Metric.responses.words(lead.answers))
            }
        }
        let order = Lead.order(answers.prompts)
        let page = Pager.shown(page, size: Self.pageSize, total: order.count)
        let start = (page - 1) * Self.pageSize
        leads = order.dropFirst(start).prefix(Self.pageSize).compactMap { row in
            Lead(answers.prompts, row).map { lead in
                let id = answers.prompts.text(.promptID, row).flatMap { Int($0) } ?? 0
                return LeadLine(
                    leadID: id, leadPrompt: (answers.prompts.text(.prompt, row) ?? "Prompt \(id)").oneLine(most: 240),
                    leadURL: view.address(.prompt(slug, brand.id, id)),
                    answersURL: Displacement.responses(competitor.id, prompt: id, view, today: today, of: visit),
                    leadRival: Metric.competitorPresence.words(lead.rival),
                    leadBrand: Metric.brandPresence.words(lead.brand), leadGap: lead.gapWords,
                    leadAnswers: Metric.responses.words(lead.answers))
            }
        }
        hasLeads = !leads.isEmpty
        leadNote = "Prompts with at least \(Int(Lead.leastAnswers)) answers, the widest gap first."
        pager = Pager(page: page, size: Self.pageSize, shown: leads.count, total: order.count) { page in
            view.address(path, ["page": page > 1 ? String(page) : ""])
        }
        let instead = Displacement.counts(answers.instead.compared(by: answers.totals))[competitor.id] ?? (now: 0, before: nil)
        let whole = answers.totals.rowCount > 0 ? Lead(answers.totals, 0) : nil
        figures = [
            Figure(.competitorPresence, answers.totals, label: "Presence of \(name)", isJudged: false),
            Figure(
                .brandPresence, answers.totals, label: "Presence of \(ownName)",
                meaning: whole.map { "\(name) is \($0.standing)" }),
            Figure(
                figureLabel: "Answers that name it instead", figureValue: Metric.responses.words(instead.now),
                figureChange: Metric.responses.change(from: instead.before, to: instead.now),
                figureMeaning: "answers that name \(name) and not \(ownName)",
                figureURL: Displacement.responses(competitor.id, view, today: today, of: visit)),
            Figure(
                figureLabel: "Prompts where it is ahead", figureValue: grouped(order.count),
                figureMeaning: "with at least \(Int(Lead.leastAnswers)) answers in these days"),
        ]
    }
}
