internal import Catalog
internal import Visibility

/// How a brand does, in a line: the standard weeks against those before.
struct BrandPulse: Sendable {
    let brand: Brand
    let answers: Int
    let presence: Double?
    let presenceBefore: Double?
    let position: Double?
    let sentiment: Double?
    /// Of presence, by week.
    let weeks: [Double?]

    static func period(today: Day) -> ClosedRange<Day> { PeriodChoice.standard.days(today: today) }

    static func queries(today: Day) -> [ChartQuery] {
        let view = BrandView()
        return [
            view.query(
                [.metric(.responses), .metric(.brandPresence), .metric(.brandPosition), .metric(.brandSentiment)], today: today),
            view.query([.dimension(.dateWeek), .metric(.brandPresence)], today: today, isCompared: false),
        ]
    }

    init(_ brand: Brand, totals: ChartAnswer, weeks trend: ChartAnswer) {
        self.brand = brand
        let hasRow = totals.rowCount > 0
        answers = Int(hasRow ? totals.number(.responses, 0) ?? 0 : 0)
        presence = hasRow ? totals.number(.brandPresence, 0) : nil
        presenceBefore = hasRow ? totals.priorNumber(.brandPresence, 0) : nil
        position = hasRow ? totals.number(.brandPosition, 0) : nil
        sentiment = hasRow ? totals.number(.brandSentiment, 0) : nil
        // A week without answers has no row, and a gap in the line.
        let known = Dictionary(
            (0..<trend.rowCount).map { (trend.text(.dateWeek, $0) ?? "", trend.number(.brandPresence, $0)) },
            uniquingKeysWith: { first, _ in first })
        let days = trend.query.plan.period
        weeks = stride(from: days.lowerBound.number, through: days.upperBound.number, by: 7).map {
            known[DateUnit.week.text(of: Day($0))] ?? nil
        }
    }

    /// In parts of one; `nil` where there is nothing to compare.
    var change: Double? { presence.flatMap { now in presenceBefore.map { now - $0 } } }
}
