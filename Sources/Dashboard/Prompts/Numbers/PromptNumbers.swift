internal import Visibility

/// How often answers to a prompt name the brand, as the list shows it.
struct PromptNumbers: Hashable, Sendable {
    /// A dash where there are no answers.
    private(set) var presence = Metric.brandPresence.words(nil)
    private(set) var presenceChange: Change?
    private(set) var presenceTrend: Sparkline?
    /// The trend for ears.
    private(set) var presenceWords: String?

    /// Three questions about some prompts: the whole period, how it went in it, and how many answers there are of all prompts.
    static func queries(of prompts: [Int], _ view: BrandView, today: Day) -> [ChartQuery] {
        let only = [QueryPlan.Filter(.promptID, prompts.map { String($0) })]
        return [
            view.query([.dimension(.promptID), .metric(.brandPresence)], today: today, filters: only),
            view.query(
                [.dimension(.promptID), .dimension(view.period.days(today: today).trendUnit), .metric(.brandPresence)],
                today: today, filters: only,
                isCompared: false),
            view.query([.metric(.responses)], today: today),
        ]
    }

    static func all(_ answers: [ChartAnswer], _ view: BrandView, today: Day) -> [Int: PromptNumbers] {
        let (whole, dimension) = (answers[0], view.period.days(today: today).trendUnit)
        let trends = trends(answers[1]).values
        var numbers: [Int: PromptNumbers] = [:]
        for row in 0..<whole.rowCount {
            guard let id = whole.text(.promptID, row).flatMap({ Int($0) }) else { continue }
            let (now, before) = (whole.number(.brandPresence, row), whole.priorNumber(.brandPresence, row))
            let trend = trends[id].flatMap { Sparkline($0) }
            numbers[id] = PromptNumbers(
                presence: Metric.brandPresence.words(now),
                presenceChange: Metric.brandPresence.change(from: before, to: now), presenceTrend: trend,
                presenceWords: trend == nil
                    ? nil : Sparkline.words(trends[id] ?? [], of: .brandPresence, by: dimension))
        }
        return numbers
    }

    /// By prompt, its presence in each span of the period, and what the API calls the spans.
    private static func trends(_ answer: ChartAnswer) -> (spans: [String], values: [Int: [Double?]]) {
        let period = answer.query.plan.period
        let (dimension, unit) = (period.trendUnit, period.trendUnit.dateUnit ?? .week)
        let spans = unit.firstDays(in: period).map { unit.text(of: $0) }
        let places = Dictionary(uniqueKeysWithValues: spans.enumerated().map { ($1, $0) })
        var values: [Int: [Double?]] = [:]
        for row in 0..<answer.rowCount {
            guard let id = answer.text(.promptID, row).flatMap({ Int($0) }),
                let place = answer.text(dimension, row).flatMap({ places[$0] })
            else { continue }
            values[id, default: Array(repeating: nil, count: spans.count)][place] = answer.number(.brandPresence, row)
        }
        return (spans, values)
    }

    // MARK: The file

    /// Two questions about all prompts of a view: the whole period, and how it went in it.
    static func fileQueries(_ view: BrandView, today: Day) -> [ChartQuery] {
        [
            view.query([.dimension(.promptID), .dimension(.prompt), .metric(.brandPresence), .metric(.responses)], today: today),
            view.query(
                [.dimension(.promptID), .dimension(view.period.days(today: today).trendUnit), .metric(.brandPresence)],
                today: today, isCompared: false),
        ]
    }

    static func file(_ answers: [ChartAnswer]) -> ChartFile {
        let (whole, trends) = (answers[0], trends(answers[1]))
        let ids = (0..<whole.rowCount).map { whole.text(.promptID, $0).flatMap { Int($0) } }
        return ChartFile(
            whole,
            more: trends.spans.enumerated().map { place, span in
                ChartFile.Column(
                    name: "\(Metric.brandPresence.rawValue)_\(span)", values: ids.map { $0.flatMap { trends.values[$0]?[place] } }
                )
            })
    }

    /// What the API call beside the list gives.
    static let note =
        "This asks the API for the presence in every prompt that has answers in these days; the CSV has that along time too."
}
