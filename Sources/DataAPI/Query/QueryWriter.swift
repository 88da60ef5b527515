internal import NIOCore
internal import Visibility
internal import Web

/// Writes results as JSON.
enum QueryWriter {
    /// `[{"date":"20260101","responses":12}, …]`: the shape of the original's `GET /v1/{brand_id}/query`.
    static func rows(_ result: QueryResult) -> ByteBuffer {
        let columns = result.columns.map(MemberColumn.init)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(2 + result.rowCount * columns.reduce(2) { $0 + $1.usualWidth })
        bytes.append(UInt8(ascii: "["))
        for row in 0..<result.rowCount {
            if row > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(UInt8(ascii: "{"))
            for index in columns.indices {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                columns[index].write(row, to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
        bytes.append(UInt8(ascii: "]"))
        return ByteBuffer(bytes: bytes)
    }

    /// `{"columns": […], "data": [[…], …], "row_count": n, "start_date": …, "end_date": …, "comparison": null}`.
    static func columns(_ result: QueryResult, of plan: QueryPlan) -> ByteBuffer {
        document(plan, ComparisonResult.Side(result: result, isMissing: [])) { $0.null() }
    }

    /// The same, with the earlier period in `comparison`; row *i* compares with row *i*.
    static func columns(_ result: ComparisonResult, of comparison: Comparison) -> ByteBuffer {
        document(comparison.plan, result.current) { writer in
            writer.object { object in
                object.field("mode", comparison.mode.rawValue)
                object.field("start_date", comparison.prior.period.lowerBound.iso8601)
                object.field("end_date", comparison.prior.period.upperBound.iso8601)
                object.field("data") { $0.data(result.prior) }
            }
        }
    }

    private static func document(
        _ plan: QueryPlan, _ side: ComparisonResult.Side, _ comparison: (inout JSONWriter) -> Void
    ) -> ByteBuffer {
        var json = JSONWriter(capacity: 1024 + side.result.rowCount * plan.fields.count * 16)
        json.object { object in
            object.field("columns", array: plan.fields) { writer, field in
                writer.object { object in
                    object.field("name", field.name)
                    object.field("kind", field.isMetric ? "metric" : "dimension")
                    object.field("type", field.jsonType)
                }
            }
            object.field("data") { $0.data(side) }
            object.field("row_count", side.result.rowCount)
            object.field("start_date", plan.period.lowerBound.iso8601)
            object.field("end_date", plan.period.upperBound.iso8601)
            object.field("comparison", comparison)
        }
        return json.written()
    }
}

extension JSONWriter {
    /// A list for each column.
    fileprivate mutating func data(_ side: ComparisonResult.Side) {
        array(side.result.columns) { writer, column in
            let rows = 0..<side.result.rowCount
            let isMissing = { (row: Int) in !side.isMissing.isEmpty && side.isMissing[row] }
            switch column {
            case .dimension(_, let codes, let values):
                writer.array(codes) { $1 < 0 ? $0.null() : $0.dimension(values[Int($1)]) }
            case .count(_, let counts): writer.array(rows) { isMissing($1) ? $0.null() : $0.integer(counts[$1]) }
            case .number(_, let numbers): writer.array(rows) { isMissing($1) ? $0.null() : $0.number(numbers[$1]) }
            }
        }
    }

    fileprivate mutating func dimension(_ value: QueryResult.Value) {
        switch value {
        case .text(let text): string(text)
        case .integer(let number): integer(number)
        case .boolean(let value): bool(value)
        }
    }
}

/// A column of rows: what a dimension says is written once, with its name, and then copied.
private struct MemberColumn {
    private enum Kind { case dimension, count, number }

    // Side by side and not in the cases of an enumeration: taking them out of it for each row costs more than writing the row.
    private let kind: Kind
    /// `"date":`
    private var name: [UInt8] = []
    /// Indices in `ends`; negative for null.
    private var codes: [Int32] = []
    /// The members of all values one behind the other; that of null is the last one.
    private var members: [UInt8] = []
    private var ends: [Int] = []
    private var counts: [Int] = []
    private var numbers: [Double] = []

    init(_ column: QueryResult.Column) {
        switch column {
        case .dimension(let dimension, let codes, let values):
            kind = .dimension
            self.codes = codes
            for value in values.map(Optional.some) + [nil] {
                var json = JSONWriter()
                if let value { json.dimension(value) } else { json.null() }
                members += Self.name(dimension.rawValue)
                members += json.written().readableBytesView
                ends.append(members.count)
            }
        case .count(let metric, let counts):
            kind = .count
            name = Self.name(metric.rawValue)
            self.counts = counts
        case .number(let metric, let numbers):
            kind = .number
            name = Self.name(metric.rawValue)
            self.numbers = numbers
        }
    }

    private static func name(_ name: String) -> [UInt8] { Array("\"\(name)\":".utf8) }

    /// In bytes.
    var usualWidth: Int {
        switch kind {
        case .dimension: members.count / ends.count + 1
        case .count: name.count + 8
        case .number: name.count + 20
        }
    }

    func write(_ row: Int, to bytes: inout [UInt8]) {
        switch kind {
        case .dimension:
            let index = codes[row] < 0 ? ends.count - 1 : Int(codes[row])
            bytes.append(contentsOf: members[(index == 0 ? 0 : ends[index - 1])..<ends[index]])
        case .count:
            bytes.append(contentsOf: name)
            bytes.append(contentsOf: String(counts[row]).utf8)
        case .number:
            bytes.append(contentsOf: name)
            let number = numbers[row]
            bytes.append(contentsOf: (number.isFinite ? number.description : "null").utf8)
        }
    }
}

extension QueryPlan.Field {
    fileprivate var isMetric: Bool { if case .metric = self { true } else { false } }

    fileprivate var jsonType: String {
        switch self {
        case .dimension(.promptID), .dimension(.personaID), .dimension(.competitorID): "integer"
        case .dimension(.branded), .dimension(.searchEnabled): "boolean"
        case .dimension: "string"
        case .metric(let metric): metric.isCount ? "integer" : "number"
        }
    }
}
