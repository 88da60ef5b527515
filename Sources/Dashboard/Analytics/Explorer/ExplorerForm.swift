internal import Visibility

/// The second part of the form over the explorer: groups, metrics, and what the filters of other pages cannot say. Its fields belong to
/// the form of ``ViewForm``.
struct ExplorerForm: Sendable {
    let groupSelects: [GroupSelect]
    let metricChoices: [MetricChoice]
    let metricWords: String
    /// Which of them is in the chart.
    let chartWords: String
    let filterFields: [FilterField]
    let filterWords: String
    let hasOwnFilters: Bool
    let addedFamilies: [Family]
    let addedSigns: [FormField.Option]
    let addedValue: String
    let thresholdMetrics: [FormField.Option]
    let thresholdSigns: [FormField.Option]
    let thresholdNumber: String
    let thresholdWords: String
    let hasThreshold: Bool
    let sorts: [FormField.Option]

    struct GroupSelect: Sendable {
        let groupID: String
        let groupLabel: String
        let families: [Family]
    }

    /// Dimensions of a kind.
    struct Family: Sendable {
        let familyName: String
        let familyOptions: [FormField.Option]
    }

    struct MetricChoice: Sendable {
        let metricName: String
        let metricLabel: String
        let metricMeaning: String?
        let isMetricShown: Bool
    }

    struct FilterField: Sendable {
        let filterID: String
        let filterLabel: String
        let filterText: String
    }

    private static let families: [(name: String, dimensions: [Dimension])] = [
        ("Time", [.dateWeek, .date, .dateMonth, .dateQuarter, .dateYear]),
        ("Prompts", [.prompt, .promptID, .tag, .promptTopic, .stage, .branded, .personaName, .personaID]),
        ("Answers", [.platform, .searchEnabled, .country, .positionBucket, .sentimentBand]),
        ("Competitors", [.competitorName, .competitorID]),
        ("What is cited", [.sourceDomain, .sourceURL, .sourceType]),
    ]

    private static let comparisons: [QueryPlan.Having.Comparison] = [
        .greaterOrEqual, .greater, .lessOrEqual, .less, .equal, .unequal,
    ]

    init(_ explorer: ExplorerQuery) {
        let count = max(ExplorerQuestion.mostDimensions, explorer.by.count)
        groupSelects = (0..<count).map { place in
            let chosen = place < explorer.by.count ? explorer.by[place] : ExplorerQuery.noGroup
            let none = FormField.Option(ExplorerQuery.noGroup, place == 0 ? "Nothing: one row for all" : "Nothing more")
            return GroupSelect(
                groupID: "by-\(place + 1)", groupLabel: place == 0 ? "Group by" : "then by",
                families: [Family(familyName: "All", familyOptions: [none].marking([chosen]))]
                    + Self.families(choosing: chosen == ExplorerQuery.noGroup ? nil : chosen) { _ in true })
        }
        metricChoices =
            Metric.allCases.map {
                MetricChoice(
                    metricName: $0.rawValue, metricLabel: $0.label, metricMeaning: $0.meaning,
                    isMetricShown: explorer.show.contains($0.rawValue))
            }
            + explorer.show.filter { Metric(rawValue: $0) == nil }.map {
                MetricChoice(metricName: $0, metricLabel: $0, metricMeaning: "not known", isMetricShown: true)
            }
        metricWords = counted(explorer.show.count, "metric")
        let inChart = explorer.show.contains(explorer.chart) ? explorer.chart : explorer.show.first
        chartWords =
            inChart.flatMap(Metric.init(rawValue:)).map { "“\($0.label)” is in the chart; the links over it show another." } ?? ""
        filterFields = explorer.filters.enumerated().map { place, text in
            FilterField(filterID: "filter-\(place + 1)", filterLabel: "Filter \(place + 1)", filterText: text)
        }
        hasOwnFilters = !explorer.filters.isEmpty
        filterWords = hasOwnFilters ? counted(explorer.filters.count, "more filter") : "More filters"
        addedFamilies = Self.families(
            choosing: explorer.added.field.isEmpty ? nil : explorer.added.field, Dimension.filterableInBody.contains)
        addedSigns = [FormField.Option("", "is"), FormField.Option("not", "is not")].marking([
            explorer.added.isNegated ? "not" : ""
        ])
        addedValue = explorer.added.value
        let threshold = explorer.threshold
        thresholdMetrics =
            [FormField.Option("", "No threshold")].marking([threshold.metric])
            + Metric.allCases.map { FormField.Option($0.rawValue, $0.label) }
            .choosing(threshold.metric.isEmpty ? [] : [threshold.metric])
        thresholdSigns = Self.comparisons.map { FormField.Option($0.rawValue, $0.words) }.choosing([threshold.comparison])
        thresholdNumber = threshold.number
        hasThreshold = !threshold.metric.isEmpty
        thresholdWords = Self.words(threshold)
        sorts = Self.sorts(explorer)
    }

    private static func words(_ threshold: ExplorerQuery.Threshold) -> String {
        guard let metric = Metric(rawValue: threshold.metric) else { return "Threshold" }
        let comparison = QueryPlan.Having.Comparison(rawValue: threshold.comparison)
        return "\(metric.label) \(comparison?.words ?? threshold.comparison) \(threshold.number)".oneLine(most: 60)
    }

    /// What is chosen and not known is kept, in a family of its own.
    private static func families(choosing chosen: String?, _ isOffered: (Dimension) -> Bool) -> [Family] {
        let values = chosen.map { [$0] } ?? []
        let known = families.map { name, dimensions in
            Family(
                familyName: name,
                familyOptions: dimensions.filter(isOffered).map { FormField.Option($0.rawValue, $0.label) }.marking(values))
        }.filter { !$0.familyOptions.isEmpty }
        guard let chosen, !known.contains(where: { $0.familyOptions.contains(where: \.isChosen) }) else { return known }
        return known + [Family(familyName: "Not known", familyOptions: [FormField.Option(chosen, chosen)].marking([chosen]))]
    }

    private static func sorts(_ explorer: ExplorerQuery) -> [FormField.Option] {
        var options = [
            FormField.Option("", "Time, or the largest first"),
            FormField.Option("groups", "Groups, first to last"), FormField.Option("-groups", "Groups, last to first"),
        ]
        for metric in explorer.show.compactMap(Metric.init(rawValue:)) {
            options.append(FormField.Option("-\(metric.rawValue)", "\(metric.label), highest first"))
            options.append(FormField.Option(metric.rawValue, "\(metric.label), lowest first"))
            guard explorer.view.against.mode != nil else { continue }
            options.append(FormField.Option("-\(metric.rawValue)_change", "\(metric.label), largest gain first"))
            options.append(FormField.Option("\(metric.rawValue)_change", "\(metric.label), largest loss first"))
        }
        return options.marking([explorer.sort])
    }
}

extension [FormField.Option] {
    /// The same with these chosen, and none added.
    fileprivate func marking(_ values: [String]) -> [FormField.Option] {
        map { option in
            var option = option
            option.isChosen = values.contains(option.optionValue)
            return option
        }
    }
}
