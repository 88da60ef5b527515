internal import Catalog
internal import Visibility

/// The numbers of a chart as a file: a header with the names of the API, then the rows, unrounded. Where something is compared each date and
/// metric has a column more, with `_before` behind its name. What is null is empty.
struct ChartFile: Sendable {
    private let answer: ChartAnswer
    private let order: [Int]
    private let own: OwnRow?
    private let more: [Column]

    /// The brand among its competitors: the API has its numbers in each of their rows.
    struct OwnRow: Sendable {
        var name: String
        /// Among the rows.
        var place: Int
    }

    /// What is worked out of the numbers of the API.
    struct Column: Sendable {
        var name: String
        /// A number for each row, that of the brand among them.
        var values: [Double?]
    }

    /// - Parameter order: of the rows that are wanted; that of the answer if not said.
    init(_ answer: ChartAnswer, order: [Int]? = nil, own: OwnRow? = nil, more: [Column] = []) {
        self.answer = answer
        self.order = order ?? Array(0..<answer.rowCount)
        self.own = own
        self.more = more
    }

    var csv: String {
        var records = order.map(record)
        if let own, let first = order.first { records.insert(record(of: own, first), at: own.place) }
        var text = CSVWriter.byteOrderMark + CSVWriter.record(header + more.map(\.name))
        for (index, record) in records.enumerated() {
            text += CSVWriter.safeRecord(record + more.map { $0.values[index]?.description ?? "" })
        }
        return text
    }

    private var header: [String] {
        answer.query.plan.fields.flatMap { field in
            hasBefore(field) ? [field.name, "\(field.name)_before"] : [field.name]
        }
    }

    private func hasBefore(_ field: QueryPlan.Field) -> Bool {
        guard answer.isCompared else { return false }
        return switch field {
        case .dimension(let dimension): dimension.dateUnit != nil
        case .metric: true
        }
    }

    private func record(_ index: Int) -> [String] { answer.query.plan.fields.flatMap { cells($0, index) } }

    private func record(of own: OwnRow, _ row: Int) -> [String] {
        answer.query.plan.fields.flatMap { field in
            let cells = cells(field, row)
            return switch field {
            case .dimension(.competitorName): [own.name]
            case .metric(let metric) where !metric.isCompetitors: cells
            case .dimension, .metric: cells.map { _ in "" }
            }
        }
    }

    private func cells(_ field: QueryPlan.Field, _ row: Int) -> [String] {
        let cells =
            switch field {
            case .dimension(let dimension): [answer.text(dimension, row) ?? "", answer.prior?.text(dimension, row) ?? ""]
            case .metric(let metric):
                [Self.plain(answer.number(metric, row), metric), Self.plain(answer.priorNumber(metric, row), metric)]
            }
        return hasBefore(field) ? cells : [cells[0]]
    }

    private static func plain(_ number: Double?, _ metric: Metric) -> String {
        guard let number else { return "" }
        return metric.isCount ? String(Int(number)) : number.description
    }
}
