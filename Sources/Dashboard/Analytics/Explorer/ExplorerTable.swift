internal import Visibility

/// A page of the rows that the explorer found, with links over its columns that sort them.
struct ExplorerTable: Sendable {
    let tableCaption: String
    let columns: [Column]
    let lines: [ChartTable.Row]
    let pager: Pager?

    struct Column: Hashable, Sendable {
        let columnLabel: String
        /// What a column of many with the same label is of, for ears.
        let columnOf: String
        let isNumberColumn: Bool
        /// Of `aria-sort`, where the rows are sorted by this.
        let columnSort: String?
        let columnArrow: String?
        let columnURL: String?
    }

    static let pageSize = ChartTable.mostRows
    /// Keeps the table in sight.
    private static let fragment = "#rows"

    /// - Parameters:
    ///   - order: of all rows, as the question sorts them.
    ///   - path: of the page.
    init(
        _ question: ExplorerQuestion, _ answer: ChartAnswer, _ order: [Int], _ explorer: ExplorerQuery, title: String,
        at path: SitePath
    ) {
        let pages = max(1, (order.count + Self.pageSize - 1) / Self.pageSize)
        let page = Pager.shown(explorer.page, size: Self.pageSize, total: order.count)
        let start = (page - 1) * Self.pageSize
        let shown = Array(order.dropFirst(start).prefix(Self.pageSize))
        lines = ChartTable(answer, order: shown).rows
        let place = "Rows \(grouped(start + 1)) to \(grouped(start + shown.count)) of \(grouped(order.count))"
        tableCaption = pages > 1 ? "\(title). \(place)" : title
        func address(page: Int) -> String {
            explorer.with { $0.page = page }.address(path) + Self.fragment
        }
        pager =
            pages == 1
            ? nil
            : Pager(
                newer: page > 1 ? address(page: page - 1) : nil, older: page < pages ? address(page: page + 1) : nil,
                newerLabel: "Back", olderLabel: "Next", place: place)
        columns = Self.columns(question, explorer, path)
    }

    private static func columns(_ question: ExplorerQuestion, _ explorer: ExplorerQuery, _ path: SitePath) -> [Column] {
        func column(_ label: String, of what: String = "", isNumber: Bool, _ key: ExplorerSort.Key?) -> Column {
            let isSorted = key != nil && key == question.sort.key
            let isDescending = question.sort.isDescending
            let url = key.map { key in
                explorer.with { $0.sort = question.sort.toggled(to: key).text }.address(path) + Self.fragment
            }
            return Column(
                columnLabel: label, columnOf: what, isNumberColumn: isNumber,
                columnSort: isSorted ? isDescending ? "descending" : "ascending" : nil,
                columnArrow: isSorted ? isDescending ? "↓" : "↑" : nil, columnURL: url)
        }
        var columns = question.dimensions.enumerated().map { place, dimension in
            // The order of the groups is by the first of them, and within it by the next.
            column(dimension.label, isNumber: false, place == 0 ? .groups : nil)
        }
        for metric in question.metrics {
            columns.append(column(metric.label, isNumber: true, .metric(metric)))
            guard question.query.mode != nil else { continue }
            columns.append(column("Before", of: metric.label, isNumber: true, nil))
            columns.append(column("Change", of: metric.label, isNumber: true, .change(metric)))
        }
        return columns
    }
}
