internal import Visibility

/// A number that matters, as the cards over charts show it.
struct Figure: Sendable {
    let figureLabel: String
    let figureValue: String
    var figureChange: Change?
    let figureMeaning: String
    /// Shows its trend.
    var figureURL: String?
    /// Its trend is shown.
    var isShown = false
}

extension Figure {
    /// - Parameters:
    ///   - totals: an answer of one row.
    ///   - isJudged: more of it is good news, less of it bad.
    init(
        _ metric: Metric, _ totals: ChartAnswer, label: String? = nil, meaning: String? = nil, isJudged: Bool = true,
        url: String? = nil, isShown: Bool = false
    ) {
        let (now, before) = totals.whole(metric)
        let change = metric.change(from: before, to: now)
        self.init(
            figureLabel: label ?? metric.label, figureValue: metric.words(now),
            figureChange: isJudged ? change : change?.unjudged, figureMeaning: meaning ?? metric.meaning, figureURL: url,
            isShown: isShown)
    }
}
