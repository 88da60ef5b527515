internal import Catalog
internal import Visibility

/// The brand among its competitors: who is named how often, and since when.
struct CompetitorsPage: Page {
    static let template = Template.competitors

    let title: String
    let lead: String
    let form: ViewForm
    let hasCompetitors: Bool
    /// Set for who may add one.
    let settingsURL: String?
    let isEmpty: Bool
    let isFilteredOut: Bool
    let clearedURL: String
    let promptsURL: String
    let tools: DataTools
    let voices: [Voice]
    let voiceNote: String
    let pager: Pager
    let ownName: String
    /// `nil` where there is no trend to show.
    let trendTools: DataTools?
    let lines: [RivalLine]
    let trendTable: RivalTable?

    /// A line of the ranking.
    struct Voice: Sendable {
        let voiceRank: Int
        let voiceName: String
        let isOwn: Bool
        /// `nil` of the brand.
        let rival: Rival?
        let voiceShare: String
        let voiceChange: Change?
        let cells: [Cell]
    }

    /// Where a competitor is named rather than the brand.
    struct Rival: Sendable {
        /// Where it is ahead.
        let rivalURL: String
        /// `Ahead in 3 prompts`
        let rivalAhead: String
        /// `In 21 answers instead of Fabrikam`
        let rivalInstead: String
        let insteadURL: String
    }

    struct Cell: Sendable {
        let cellLabel: String
        let cellText: String
        let cellChange: Change?
    }

    /// What was asked: see ``CompetitorsController``.
    struct Answers: Sendable {
        /// Of the brand.
        let totals: ChartAnswer
        /// Of the competitors on this page; `nil` where there are none.
        var details: ChartAnswer?
        /// In which prompts they are ahead.
        var leads: ChartAnswer?
        /// How many answers name them and not the brand: see ``Displacement``.
        var instead: ChartAnswer?
        /// Of those that are named most.
        var trend: ChartAnswer?
    }

    /// - Parameter page: of the ranking, from 1.
    init(
        _ ranking: VoiceRanking, _ asked: Answers, view: BrandView, page: Int, choices: ViewChoices, today: Day,
        _ visit: BrandVisit, baseURL: String
    ) {
        let (slug, brand) = (visit.slug, visit.brand)
        let path = SitePath.competitors(slug, brand.id)
        let totals = asked.totals
        title = "Competitors · \(brand.name)"
        let ownName = brand.name.oneLine(most: 60)
        self.ownName = ownName
        hasCompetitors = !brand.competitors.isEmpty
        settingsURL = visit.mayChange ? SitePath.newPart(slug, brand.id, .competitors).address : nil
        form = ViewForm(view, choices: choices, today: today, at: path)
        let answers = totals.wholeCount
        isEmpty = answers == 0
        isFilteredOut = isEmpty && view.isFiltered
        clearedURL = view.unfiltered.address(path)
        promptsURL = view.address(.prompts(slug, brand.id))
        func tools(_ chart: RivalChart, of name: String, _ competitors: [Int]) -> DataTools {
            let items = view.items + competitors.map { (name: "competitor", value: String($0)) }
            return DataTools(
                chart.rawValue, of: name,
                csv: SitePath.competitorChart(slug, brand.id, "\(chart.rawValue).csv").address(items),
                query: chart.query(view, competitors: competitors, today: today), brand: brand.id, baseURL: baseURL,
                note: chart.note)
        }
        self.tools = tools(.ranking, of: "the share of voice", [])
        // Without anybody beside it, or without answers, a place says nothing.
        let isRanked = ranking.voices.count > 1 && answers > 0
        let own = isRanked ? ranking.ownPlace.map { "\(ownName) is number \($0) of \(ranking.voices.count)" } : nil
        lead = view.lead(totals, today: today, more: own)
        let ahead = asked.leads.map(Lead.counts) ?? [:]
        let instead = asked.instead.map(Displacement.counts) ?? [:]
        let shown = ranking.voices(on: page)
        voices = zip(shown.indices, shown).map { index, voice in
            let (share, isOwn) = (ranking.share(voice), voice.competitor == nil)
            let change = Metric.brandPresence.change(from: ranking.shareBefore(voice), to: share)
            return Voice(
                voiceRank: ranking.places[index], voiceName: voice.label, isOwn: isOwn,
                rival: voice.competitor.map { id in
                    Rival(
                        rivalURL: view.address(.competitor(slug, brand.id, id)),
                        rivalAhead: "Ahead in \(counted(ahead[id] ?? 0, "prompt"))",
                        rivalInstead: "In \(counted(Int(instead[id]?.now ?? 0), "answer")) instead of \(ownName)",
                        insteadURL: Displacement.responses(id, view, today: today, of: visit))
                },
                voiceShare: Metric.brandPresence.words(share), voiceChange: isOwn ? change : change?.unjudged,
                cells: Self.cells(of: voice.competitor, asked))
        }
        voiceNote =
            "Share of voice: how much of all naming goes to each, where an answer counts once for everyone it names. "
            + "Presence: answers that name it, of all answers. "
            + "Ahead: prompts with at least \(Int(Lead.leastAnswers)) answers that name it more often than \(ownName). "
            + "Instead: answers that name it and not \(ownName)."
        pager = Pager(
            page: page, size: VoiceRanking.pageSize, shown: voices.count, total: ranking.voices.count
        ) { page in view.address(path, ["page": page > 1 ? String(page) : ""]) }
        guard let trend = asked.trend else {
            (trendTools, lines, trendTable) = (nil, [], nil)
            return
        }
        trendTools = tools(.trend, of: "the trends", ranking.leaders)
        let unit = view.period.days(today: today).trendUnit
        let points = RivalLine.points(trend)
        trendTable = RivalTable(trend, of: "Presence of the most named competitors")
        let axis = RivalLine.axis(points)
        lines = ranking.voices.filter { $0.competitor != nil }.prefix(ranking.leaders.count).map { voice in
            RivalLine(
                voice.name.oneLine(most: 60), brand: ownName, voice.competitor.flatMap { points[$0] } ?? [], axis: axis,
                by: unit.dateUnit ?? .week, url: voice.competitor.map { view.address(.competitor(slug, brand.id, $0)) })
        }
    }

    /// - Parameter competitor: `nil` for the brand.
    private static func cells(of competitor: Int?, _ asked: Answers) -> [Cell] {
        let (answer, metrics) =
            competitor == nil ? (asked.totals, RivalChart.brandMetrics) : (asked.details ?? asked.totals, RivalChart.rivalMetrics)
        let row =
            competitor == nil
            ? 0 : (0..<answer.rowCount).first { answer.text(.competitorID, $0).flatMap { Int($0) } == competitor }
        return zip(metrics, ["Presence", "Position", "Sentiment", "Cited by"]).map { metric, label in
            let now = row.flatMap { answer.number(metric, $0) }
            let change = metric.change(from: row.flatMap { answer.priorNumber(metric, $0) }, to: now)
            return Cell(
                cellLabel: label, cellText: metric.words(now), cellChange: competitor == nil ? change : change?.unjudged)
        }
    }
}
