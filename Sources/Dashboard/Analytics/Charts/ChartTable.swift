internal import Mustache
internal import Visibility

/// The numbers of a chart, as a table for people. Its file is a ``ChartFile``.
struct ChartTable: Sendable {
    private let answer: ChartAnswer
    private let order: [Int]
    private let fields: [QueryPlan.Field]

    /// - Parameters:
    ///   - order: of the rows that are wanted; that of the answer if not said.
    ///   - hasIDs: whether what has a name beside it has a column of its number too.
    init(_ answer: ChartAnswer, order: [Int]? = nil, hasIDs: Bool = true) {
        self.answer = answer
        self.order = order ?? Array(0..<answer.rowCount)
        let asked = answer.query.plan.fields
        fields = hasIDs ? asked : asked.filter { !$0.isID(among: asked) }
    }

    /// A longer table is not read; the file has all of it.
    static let mostRows = 100
    /// The same where the table stands behind bars.
    static let mostBehindBars = 25

    /// As much of a table as is shown.
    struct Part: Sendable {
        var heads: [Head]
        var rows: [Row]
        /// Of the whole.
        var rowCount: Int
    }

    struct Head: Hashable, Sendable {
        let headLabel: String
        let isNumber: Bool
    }

    struct Row: Hashable, Sendable, MustacheParent {
        private(set) var cells: [Cell] = []

        func child(named name: String) -> Any? { name == "cells" ? cells : nil }

        mutating func add(_ text: String, _ label: String, isNumber: Bool = false, change: Change? = nil) {
            cells.append(
                Cell(
                    cellText: text, cellLabel: label, isFirst: cells.isEmpty && !isNumber, isNumber: isNumber, cellChange: change)
            )
        }

        /// A cell, and where something is compared one for what was before, and one for the change.
        mutating func add(_ metric: Metric, _ now: Double?, before: Double?, isCompared: Bool, isJudged: Bool) {
            add(metric.words(now), metric.label, isNumber: true)
            guard isCompared else { return }
            add(metric.words(before), metric.beforeLabel, isNumber: true)
            let change = metric.change(from: before, to: now)
            add(change == nil ? "–" : "", metric.changeLabel, isNumber: true, change: isJudged ? change : change?.unjudged)
        }
    }

    /// Templates ask it for its parts, which for the thousand cells of a page costs far less than looking into it.
    struct Cell: Hashable, Sendable, MustacheParent {
        let cellText: String
        /// For tables that are stacked on narrow screens.
        let cellLabel: String
        /// It says what its row is about: a row of numbers alone has none that does.
        let isFirst: Bool
        let isNumber: Bool
        let cellChange: Change?

        func child(named name: String) -> Any? {
            switch name {
            case "cellText": cellText
            case "cellLabel": cellLabel
            case "isFirst": isFirst
            case "isNumber": isNumber
            case "cellChange": cellChange
            default: nil
            }
        }
    }

    static func heads(_ metric: Metric, isCompared: Bool) -> [Head] {
        ([metric.label] + (isCompared ? [metric.beforeLabel, metric.changeLabel] : []))
            .map { Head(headLabel: $0, isNumber: true) }
    }

    var heads: [Head] {
        fields.flatMap { field -> [Head] in
            switch field {
            case .dimension(let dimension): [Head(headLabel: dimension.label, isNumber: false)]
            case .metric(let metric): Self.heads(metric, isCompared: answer.isCompared)
            }
        }
    }

    var rows: [Row] { rows(atMost: Self.mostRows) }

    func rows(atMost most: Int) -> [Row] { order.prefix(most).map(row) }

    /// The whole has the rows too that the answer was not asked for.
    func part(atMost most: Int) -> Part {
        Part(heads: heads, rows: rows(atMost: most), rowCount: order.count + answer.groupCount - answer.rowCount)
    }

    private func row(_ index: Int) -> Row {
        var row = Row()
        for field in fields {
            switch field {
            case .dimension(let dimension): row.add(dimension.words(answer.text(dimension, index)), dimension.label)
            case .metric(let metric):
                row.add(
                    metric, answer.number(metric, index), before: answer.priorNumber(metric, index),
                    isCompared: answer.isCompared, isJudged: !metric.isCompetitors)
            }
        }
        return row
    }
}

extension QueryPlan.Field {
    /// Whether it is the number of what one of the others names.
    fileprivate func isID(among fields: [QueryPlan.Field]) -> Bool {
        switch self {
        case .dimension(.promptID): fields.contains(.dimension(.prompt))
        case .dimension(.competitorID): fields.contains(.dimension(.competitorName))
        case .dimension(.personaID): fields.contains(.dimension(.personaName))
        default: false
        }
    }
}
