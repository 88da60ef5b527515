internal import Catalog
internal import HTTPTypes
internal import Visibility

/// What an ``ExplorerQuery`` means: a plan of the Query API, and how its rows are shown.
struct ExplorerQuestion: Hashable, Sendable {
    /// What the API is asked for the same.
    let query: ChartQuery
    let dimensions: [Dimension]
    /// One at least.
    let metrics: [Metric]
    let sort: ExplorerSort
    let chartMetric: Metric

    static let mostDimensions = 3
    static let mostMetrics = 6
    /// Of a page and of a file: what the API gives at once, if it is not told otherwise.
    static let mostRows = QueryPlan.standardLimit

    /// The same with room for a row too many, which tells that there are.
    var probe: ChartQuery { query.part(atMost: Self.mostRows + 1) }

    /// The groups of a chart of several lines over all of the period, the one with the most first; `nil` for another chart.
    var ranking: ChartQuery? {
        guard dimensions.count > 1, dimensions[0].dateUnit != nil else { return nil }
        var ranking = ChartQuery(plan: query.plan)
        ranking.plan.fields = dimensions.dropFirst().map { .dimension($0) } + [.metric(chartMetric)]
        // A threshold is for the rows; which groups have one that reaches it, the rows say.
        ranking.plan.having = []
        ranking.rows.order = QueryPlan.Order(by: chartMetric)
        return ranking.part(atMost: query.plan.having.isEmpty ? SeriesChart.mostLines : Self.mostRows)
    }

    /// - Throws: ``PageFailure`` for an answer that is too long.
    func check(_ answer: ChartAnswer) throws(PageFailure) {
        guard answer.rowCount > Self.mostRows else { return }
        throw PageFailure(
            status: .badRequest, heading: "That is too much for one page",
            message:
                "There are more than \(grouped(Self.mostRows)) rows. Choose a shorter period, another filter or fewer groups; "
                + "the API gives them in pages.")
    }
}

extension ExplorerQuery {
    /// - Throws: ``PageFailure`` (400) with all that is wrong, in the words of the API.
    func question(today: Day) throws(PageFailure) -> ExplorerQuestion {
        var faults = misplaced
        var plan: QueryPlan?
        do {
            plan = try QueryRequest.parse(parameters(today: today), today: today, bySource: true)
        } catch {
            faults.append(PageFailure(error).message)
        }
        if let plan {
            faults += tooMany(plan)
            if faults.isEmpty, let mode = view.against.mode {
                do {
                    _ = try Comparison(of: plan, with: mode)
                } catch {
                    faults.append("\(PageFailure(error).message) Choose another period, or compare with nothing.")
                }
            }
        }
        guard faults.isEmpty, let plan else {
            throw PageFailure(
                status: .badRequest, heading: "That cannot be asked", message: faults.joined(separator: " "))
        }
        return question(view.compared(plan, today: today))
    }

    private func question(_ query: ChartQuery) -> ExplorerQuestion {
        let plan = query.plan
        let dimensions = plan.fields.compactMap { if case .dimension(let dimension) = $0 { dimension } else { nil } }
        let metrics = plan.fields.compactMap { if case .metric(let metric) = $0 { metric } else { nil } }
        let chosen = Metric(rawValue: chart).flatMap { metrics.contains($0) ? $0 : nil }
        let shown = chosen ?? metrics.first ?? .responses
        return ExplorerQuestion(
            query: query, dimensions: dimensions, metrics: metrics,
            sort: ExplorerSort(sort).flatMap { $0.fits(metrics, isCompared: query.mode != nil) ? $0 : nil }
                ?? .standard(dimensions, shown), chartMetric: shown)
    }

    /// What ``QueryRequest`` reads.
    private func parameters(today: Day) -> [(name: String, value: String)] {
        let base = view.query([], today: today).plan.queryItems.filter { $0.name != "fields" }
        var items: [(name: String, value: String)] = [("fields", (by + show).joined(separator: ","))]
        items += base
        items += filters.map { ("filters", $0) }
        if let text = threshold.text { items.append(("having", text)) }
        return items
    }

    /// What the API cannot say, since it has one list of fields, and no forms.
    private var misplaced: [String] {
        var faults: [String] = []
        for name in by where Metric(rawValue: name) != nil {
            faults.append("'\(name)' is a metric, which is nothing to group by: tick it among the metrics.")
        }
        for name in show where Dimension(rawValue: name) != nil {
            faults.append("'\(name)' is a dimension, which is nothing to measure: group by it.")
        }
        if threshold.metric.isEmpty, !threshold.number.isEmpty {
            faults.append("Choose the metric for the threshold “\(threshold.number.oneLine(most: 40))”.")
        }
        if !threshold.metric.isEmpty, threshold.number.isEmpty {
            let metric = Metric(rawValue: threshold.metric)?.label ?? threshold.metric.oneLine(most: 40)
            faults.append("Write the number for the threshold of “\(metric)”, such as 10, 0.5 or 50%, or choose no threshold.")
        }
        if !added.value.isEmpty { faults.append("Choose what “\(added.value.oneLine(most: 40))” is a value of.") }
        return faults + unknown
    }

    /// How the rows are shown, the API does not know. What is known and does not fit, such as the order by a metric that is no longer
    /// ticked, is no fault: the form sends it along.
    private var unknown: [String] {
        var faults: [String] = []
        if !chart.isEmpty, Metric(rawValue: chart) == nil {
            faults.append(
                "“\(chart.oneLine(most: 40))” is no metric for the chart: that is one of those that are ticked, such as "
                    + "\(Metric.brandPresence.rawValue).")
        }
        if !sort.isEmpty, ExplorerSort(sort) == nil {
            faults.append(
                "“\(sort.oneLine(most: 40))” is no order of the rows: that is groups, a metric such as \(Metric.responses.rawValue), or one "
                    + "with _change behind it; - before it turns it around.")
        }
        return faults
    }

    private func tooMany(_ plan: QueryPlan) -> [String] {
        var faults: [String] = []
        func add(_ count: Int, _ most: Int, _ what: String) {
            if count > most { faults.append("There are \(count) \(what): at most \(most) go together.") }
        }
        add(by.count, ExplorerQuestion.mostDimensions, "groups to group by")
        add(show.count, ExplorerQuestion.mostMetrics, "metrics")
        add(plan.filters.count, StructuredQuery.filterCounts.upperBound, "filters")
        return faults
    }
}
