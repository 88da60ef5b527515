internal import Catalog
internal import Visibility

/// What the explorer is asked, as its address says it. Texts stay as they were written, understood or not: the form shows them again.
/// ``question(today:)`` understands them.
struct ExplorerQuery: Hashable, Sendable {
    /// Which answers, and what they are compared with.
    var view: BrandView
    /// Names of dimensions, in their order; none for one row of everything.
    var by: [String]
    /// Names of metrics, in their order.
    var show: [String]
    /// Each in the grammar of the API: `field:value`.
    var filters: [String]
    /// A filter that is put together by fields of a form instead.
    var added = Added()
    var threshold = Threshold()
    /// Of ``ExplorerSort``.
    var sort: String
    /// The metric in the chart; the first one shown if not said.
    var chart: String
    /// From 1.
    var page: Int

    /// A filter as three fields say it.
    struct Added: Hashable, Sendable {
        var field = ""
        var isNegated = false
        /// `a|b` is any of two.
        var value = ""

        /// `nil` where none is chosen.
        var text: String? { field.isEmpty ? nil : "\(field):\(isNegated ? "!" : "")\(value)" }
    }

    /// What a row must reach to be shown, as three fields say it.
    struct Threshold: Hashable, Sendable {
        var metric = ""
        var comparison = Self.standardComparison
        /// `0.5` or `50%`.
        var number = ""

        static let standardComparison = QueryPlan.Having.Comparison.greaterOrEqual.rawValue

        /// In the grammar of the API; `nil` where none is chosen, or not yet its number.
        var text: String? {
            guard !metric.isEmpty, !number.isEmpty else { return nil }
            // The decimal point is moved in the text, so that 33.3% is exactly 0.333.
            let number = number.hasSuffix("%") ? "\(String(number.dropLast()).trimmed)e-2" : number
            return "\(metric):\(comparison):\(number)"
        }
    }

    static let standardGroups = [Dimension.dateWeek.rawValue]
    static let standardMetrics = [Metric.brandPresence.rawValue, Metric.responses.rawValue]
    /// Stands for no dimension.
    static let noGroup = "none"
    /// Of one kind in an address.
    private static let mostTexts = 60

    init(view: BrandView = BrandView()) {
        self.view = view
        (by, show, filters) = (Self.standardGroups, Self.standardMetrics, [])
        (sort, chart, page) = ("", "", 1)
    }

    init(_ fields: FormFields, today: Day) {
        view = BrandView(fields, today: today)
        let groups = Self.names(fields.all("by"))
        by = groups.isEmpty ? Self.standardGroups : groups.filter { $0 != Self.noGroup }
        let metrics = Self.names(fields.all("show"))
        show = metrics.isEmpty ? Self.standardMetrics : metrics
        filters = fields.all("filter").filter { !$0.trimmed.isEmpty }.prefix(Self.mostTexts).map { $0 }
        added = Added(field: fields["where"], isNegated: fields["where_is"] == "not", value: fields["value"])
        if let text = added.text {
            if !filters.contains(text) { filters.append(text) }
            added = Added()
        }
        threshold.metric = fields["having"]
        if !fields["is"].isEmpty { threshold.comparison = fields["is"] }
        threshold.number = fields["than"].trimmed
        (sort, chart) = (fields["sort"], fields["chart"])
        page = Pager.number(fields)
    }

    /// Commas separate names too, as they do in the API; each name once.
    private static func names(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.flatMap { $0.split(separator: ",") }.map { String($0).trimmed }
            .filter { !$0.isEmpty && seen.insert($0).inserted }.prefix(mostTexts).map { $0 }
    }

    /// What ``init(_:today:)`` reads as this. What is standard is left out.
    var items: [(name: String, value: String)] {
        var items = view.items + ownItems
        if !sort.isEmpty { items.append(("sort", sort)) }
        if !chart.isEmpty { items.append(("chart", chart)) }
        if page > 1 { items.append(("page", String(page))) }
        return items
    }

    /// Groups, metrics and thresholds.
    private var ownItems: [(name: String, value: String)] {
        var items: [(name: String, value: String)] = []
        if by.isEmpty { items.append(("by", Self.noGroup)) }
        if by != Self.standardGroups { items += by.map { ("by", $0) } }
        if show != Self.standardMetrics { items += show.map { ("show", $0) } }
        items += filters.map { ("filter", $0) }
        if !threshold.metric.isEmpty {
            items.append(("having", threshold.metric))
            if threshold.comparison != Threshold.standardComparison { items.append(("is", threshold.comparison)) }
        }
        items.append(("than", threshold.number))
        if !added.value.isEmpty { items.append(("value", added.value)) }
        return items.filter { !$0.value.isEmpty }
    }

    func address(_ path: SitePath) -> String { path.address(items) }

    /// The same beside these changes, from the first page on.
    func with(_ change: (inout ExplorerQuery) -> Void) -> ExplorerQuery {
        var query = self
        query.page = 1
        change(&query)
        return query
    }

    /// Whether something beside the dates leaves answers or rows out.
    var isNarrow: Bool { view.isFiltered || !filters.isEmpty || !threshold.metric.isEmpty }

    /// The same groups, metrics and dates, with nothing left out.
    var whole: ExplorerQuery {
        with { query in
            query.view = view.unfiltered
            (query.filters, query.added, query.threshold) = ([], Added(), Threshold())
        }
    }
}
