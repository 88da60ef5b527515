package import HTTPTypes
package import Hummingbird
internal import NIOCore

/// Writes JSON straight into a response's buffer, members in the order of the calls.
package struct JSONWriter: Sendable {
    /// What was written so far. An array, since it takes many small pieces more quickly than a buffer of NIO's.
    private(set) var bytes: [UInt8] = []

    package init(capacity: Int = 512) { bytes.reserveCapacity(capacity) }

    private init() {}

    package mutating func object(_ body: (inout Object) -> Void) {
        append("{")
        var object = Object(writer: JSONWriter())
        // Swapped in and out: two owners, even for a moment, would copy all that was written at the next write.
        swap(&self, &object.writer)
        body(&object)
        swap(&self, &object.writer)
        append("}")
    }

    package mutating func array<Element>(_ elements: some Sequence<Element>, _ body: (inout JSONWriter, Element) -> Void) {
        append("[")
        self.elements(elements, isFirst: true, body)
        append("]")
    }

    /// Elements of an array that is written in several pieces, whose brackets others write.
    /// - Parameter isFirst: none was written before.
    package mutating func elements<Element>(
        _ elements: some Sequence<Element>, isFirst: Bool, _ body: (inout JSONWriter, Element) -> Void
    ) {
        var isFirst = isFirst
        for element in elements {
            if !isFirst { append(",") }
            isFirst = false
            body(&self, element)
        }
    }

    package mutating func integer(_ value: Int) { bytes.append(contentsOf: String(value).utf8) }
    package mutating func bool(_ value: Bool) { append(value ? "true" : "false") }
    package mutating func null() { append("null") }
    /// JSON has no infinities: they become null.
    package mutating func number(_ value: Double) {
        if value.isFinite { bytes.append(contentsOf: "\(value)".utf8) } else { null() }
    }

    fileprivate mutating func append(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Escapes what RFC 8259 §7 demands and nothing else.
    package mutating func string(_ value: String) {
        bytes.append(UInt8(ascii: "\""))
        var value = value
        value.withUTF8 { text in
            var start = 0
            for index in text.indices where Self.isEscaped(text[index]) {
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
                escape(text[index])
                start = index + 1
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append("\\\"")
        case UInt8(ascii: "\\"): append("\\\\")
        case UInt8(ascii: "\n"): append("\\n")
        case UInt8(ascii: "\r"): append("\\r")
        case UInt8(ascii: "\t"): append("\\t")
        case ..<0x20:
            let digits = String(byte, radix: 16)
            bytes.append(contentsOf: ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
        default: bytes.append(byte)
        }
    }

    /// JSON that is written already.
    package mutating func raw(_ json: String) { bytes.append(contentsOf: json.utf8) }

    /// Between the documents of NDJSON.
    package mutating func newLine() { append("\n") }

    package mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let value): bool(value)
        case .integer(let value): integer(value)
        case .number(let value): number(value)
        case .string(let value): string(value)
        case .array(let items): array(items) { $0.value($1) }
        case .object(let members): object { object in members.forEach { object.field($0.0, $0.1) } }
        }
    }

    package consuming func answer(status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) -> Answer {
        var headers = headers
        headers.append(Self.contentType)
        headers.append(Self.noSniffing)
        headers.append(HTTPField(name: .contentLength, value: String(bytes.count)))
        return Answer(status: status, headers: headers, body: written())
    }

    /// What was written so far.
    package func written() -> ByteBuffer { ByteBuffer(bytes: bytes) }

    /// A response that the body goes on to write.
    package static func response(streaming body: ResponseBody) -> Response {
        Response(status: .ok, headers: HTTPFields([contentType, noSniffing]), body: body)
    }

    /// A response of JSON that is written already.
    package static func response(written body: ByteBuffer) -> Response {
        let length = HTTPField(name: .contentLength, value: String(body.readableBytes))
        return Response(
            status: .ok, headers: HTTPFields([contentType, noSniffing, length]), body: ResponseBody(byteBuffer: body))
    }

    package consuming func response(status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) -> Response {
        answer(status: status, headers: headers).response
    }

    private static let contentType = HTTPField(name: .contentType, value: "application/json")
    private static let noSniffing = HTTPField(name: .xContentTypeOptions, value: "nosniff")

    /// An object being written.
    package struct Object {
        fileprivate var writer: JSONWriter
        private var isFirst = true

        fileprivate init(writer: JSONWriter) { self.writer = writer }

        package mutating func field(_ name: String, _ write: (inout JSONWriter) -> Void) {
            if !isFirst { writer.append(",") }
            isFirst = false
            writer.string(name)
            writer.append(":")
            write(&writer)
        }

        package mutating func field(_ name: String, _ value: String?) {
            field(name) { writer in if let value { writer.string(value) } else { writer.null() } }
        }
        package mutating func field(_ name: String, _ value: Int?) {
            field(name) { writer in if let value { writer.integer(value) } else { writer.null() } }
        }
        package mutating func field(_ name: String, _ value: Bool) { field(name) { $0.bool(value) } }
        package mutating func field(_ name: String, _ value: JSONValue) { field(name) { $0.value(value) } }
        package mutating func field(_ name: String, _ values: [String]) {
            field(name, array: values) { $0.string($1) }
        }
        package mutating func field<Element>(
            _ name: String, array: some Sequence<Element>, _ body: (inout JSONWriter, Element) -> Void
        ) {
            field(name) { $0.array(array, body) }
        }
    }
}
