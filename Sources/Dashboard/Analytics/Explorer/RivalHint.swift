internal import Visibility

/// What is said where competitors are compared by a number that is not theirs, and so the same for each.
struct RivalHint: Sendable {
    let hintText: String
    let hintLabel: String
    /// Shows that of the competitors instead.
    let hintURL: String

    /// - Returns: `nil` where the chart is not by competitor, or shows a metric of theirs.
    init?(_ question: ExplorerQuestion, _ explorer: ExplorerQuery, at path: SitePath) {
        let metric = question.chartMetric
        guard question.dimensions.contains(where: \.isCompetitor), !metric.isCompetitors else { return nil }
        let own = metric.ofCompetitors
        hintText = "“\(metric.label)” is not about the competitors: it is the same for each of them."
        hintLabel = "Show “\(own.label)” instead"
        let instead = explorer.with { query in
            if !query.show.contains(own.rawValue) {
                query.show = query.show.map { $0 == metric.rawValue ? own.rawValue : $0 }
            }
            query.chart = query.show.first == own.rawValue ? "" : own.rawValue
        }
        hintURL = instead.address(path) + "#in-chart"
    }
}

extension Metric {
    /// The same of competitors; how often they are named where there is no such metric.
    fileprivate var ofCompetitors: Metric {
        switch self {
        case .brandPosition: .competitorPosition
        case .brandSentiment: .competitorSentiment
        case .brandCitationRate: .competitorCitationRate
        case .brandCitationShare: .competitorCitationShare
        default: .competitorPresence
        }
    }
}
