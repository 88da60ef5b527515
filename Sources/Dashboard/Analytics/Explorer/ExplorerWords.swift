internal import Visibility

/// How the explorer says what its rows are.
enum ExplorerWords {
    /// `Presence by week and platform`
    static func title(_ question: ExplorerQuestion) -> String {
        let groups = question.dimensions.map(\.groupWords)
        return groups.isEmpty ? question.chartMetric.label : "\(question.chartMetric.label) by \(groups.inWords)"
    }

    /// What a row stands for, and what is not obvious about it.
    static func meaning(_ question: ExplorerQuestion) -> String {
        let (dimensions, metrics) = (question.dimensions, question.metrics)
        let groups = dimensions.map(\.groupWords)
        var sentences = [
            groups.isEmpty
                ? "One row for all answers together." : "A row for each \(groups.inWords) that there are answers of."
        ]
        let labels = dimensions.filter { [.tag, .promptTopic].contains($0) }.map(\.groupWords)
        if !labels.isEmpty {
            sentences.append(
                "A prompt may have several \(labels.map { $0 + "s" }.inWords): its answers count once in each, "
                    + "so the rows add up to more than the whole.")
        }
        if dimensions.contains(where: \.isCompetitor) {
            sentences.append(
                "Every competitor in use has a row, whether answers name it or not. The metrics of competitors are of the row's own; "
                    + "the others are of all answers.")
        } else if metrics.contains(where: \.isCompetitors) {
            sentences.append("Metrics of competitors are of any of them; position and sentiment are the mean over all of them.")
        }
        let sources = dimensions.filter(\.isSource).map(\.sourceWords)
        if !sources.isEmpty {
            sentences.append(
                "An answer counts once in each \(sources.inWords) that it cites, and in “None” if it cites nothing. "
                    + "The citation metrics are of the row's citations only.")
        }
        if dimensions.contains(.positionBucket) || dimensions.contains(.sentimentBand) {
            sentences.append(
                "Position and sentiment are those of the brand in the answer: answers that do not name it have none, and so do those "
                    + "that were sent in without.")
        }
        return sentences.joined(separator: " ")
    }
}

extension Dimension {
    /// Completes “by …” and “for each …”.
    var groupWords: String {
        switch self {
        case .date: "day"
        case .branded: "kind of prompt, with the brand's name or without"
        case .searchEnabled: "kind of answer, with web search or without"
        case .sourceURL: "cited page"
        case .sourceDomain: "cited domain"
        case .sourceType: "owner of what is cited"
        default: label.lowercased()
        }
    }

    var isCompetitor: Bool { [.competitorID, .competitorName].contains(self) }

    var isSource: Bool { [.sourceURL, .sourceDomain, .sourceType].contains(self) }

    fileprivate var sourceWords: String {
        switch self {
        case .sourceURL: "page"
        case .sourceDomain: "domain"
        default: "kind of owner"
        }
    }
}

extension QueryPlan.Having.Comparison {
    var words: String {
        switch self {
        case .greater: "more than"
        case .greaterOrEqual: "at least"
        case .less: "less than"
        case .lessOrEqual: "at most"
        case .equal: "exactly"
        case .unequal: "other than"
        }
    }
}
