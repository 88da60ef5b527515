internal import NIOCore
internal import Visibility
internal import Web

/// Writes results as JSON.
enum QueryWriter {
    /// `[{"date":"20260101","responses":12}, …]`: the shape of the original's `GET /v1/{brand_id}/query`.
    static func rows(_ result: QueryResult) -> ByteBuffer {
        let columns = result.columns.map(MemberColumn.init)
        var buffer = ByteBuffer()
        buffer.reserveCapacity(2 + result.rowCount * columns.reduce(2) { $0 + $1.usualWidth })
        buffer.writeStaticString("[")
        for row in 0..<result.rowCount {
            buffer.writeStaticString(row == 0 ? "{" : ",{")
            for (index, column) in columns.enumerated() {
                if index > 0 { buffer.writeStaticString(",") }
                column.write(row, to: &buffer)
            }
            buffer.writeStaticString("}")
        }
        buffer.writeStaticString("]")
        return buffer
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

/// A column of rows: what stands in each row is written once, with its name, and then copied.
private struct MemberColumn {
    private enum Cells {
        /// The texts of all values one behind the other; that of null is the last one.
        case codes([Int32], texts: [UInt8], ends: [Int])
        case counts([Int])
        case numbers([Double])
    }

    private let name: [UInt8]
    private let cells: Cells

    init(_ column: QueryResult.Column) {
        switch column {
        case .dimension(let dimension, let codes, let values):
            let name = Self.name(dimension.rawValue)
            var texts: [UInt8] = []
            var ends: [Int] = []
            for value in values {
                var json = JSONWriter()
                json.dimension(value)
                texts += name
                texts += json.written().readableBytesView
                ends.append(texts.count)
            }
            texts += name + Array("null".utf8)
            ends.append(texts.count)
            self.name = name
            cells = .codes(codes, texts: texts, ends: ends)
        case .count(let metric, let counts):
            name = Self.name(metric.rawValue)
            cells = .counts(counts)
        case .number(let metric, let numbers):
            name = Self.name(metric.rawValue)
            cells = .numbers(numbers)
        }
    }

    private static func name(_ name: String) -> [UInt8] { Array("\"\(name)\":".utf8) }

    /// In bytes.
    var usualWidth: Int {
        switch cells {
        case .codes(_, let texts, let ends): texts.count / max(ends.count, 1) + 1
        case .counts: name.count + 8
        case .numbers: name.count + 20
        }
    }

    func write(_ row: Int, to buffer: inout ByteBuffer) {
        switch cells {
        case .codes(let codes, let texts, let ends):
            let index = codes[row] < 0 ? ends.count - 1 : Int(codes[row])
            let start = index == 0 ? 0 : ends[index - 1]
            buffer.writeBytes(texts[start..<ends[index]])
        case .counts(let counts):
            buffer.writeBytes(name)
            buffer.writeString(String(counts[row]))
        case .numbers(let numbers):
            buffer.writeBytes(name)
            buffer.writeString(numbers[row].isFinite ? "\(numbers[row])" : "null")
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
        case .metric(.responses), .metric(.citations), .metric(.citingResponses), .metric(.citedDomains): "integer"
        case .metric: "number"
        }
    }
}
