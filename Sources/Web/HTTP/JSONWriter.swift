package import HTTPTypes
package import Hummingbird
internal import NIOCore

/// Writes JSON straight into a response's buffer, members in the order of the calls.
package struct JSONWriter: Sendable {
    private var buffer: ByteBuffer

    package init(capacity: Int = 512) { buffer = ByteBuffer(); buffer.reserveCapacity(capacity) }

    private init(buffer: ByteBuffer) { self.buffer = buffer }

    package mutating func object(_ body: (inout Object) -> Void) {
        buffer.writeStaticString("{")
        var object = Object(writer: JSONWriter(buffer: ByteBuffer()))
        // Swapped in and out: two owners, even for a moment, would copy all that was written at the next write.
        swap(&self, &object.writer)
        body(&object)
        swap(&self, &object.writer)
        buffer.writeStaticString("}")
    }

    package mutating func array<Element>(_ elements: some Sequence<Element>, _ body: (inout JSONWriter, Element) -> Void) {
        buffer.writeStaticString("[")
        self.elements(elements, isFirst: true, body)
        buffer.writeStaticString("]")
    }

    /// Elements of an array that is written in several pieces, whose brackets others write.
    /// - Parameter isFirst: none was written before.
    package mutating func elements<Element>(
        _ elements: some Sequence<Element>, isFirst: Bool, _ body: (inout JSONWriter, Element) -> Void
    ) {
        var isFirst = isFirst
        for element in elements {
            if !isFirst { buffer.writeStaticString(",") }
            isFirst = false
            body(&self, element)
        }
    }

    package mutating func integer(_ value: Int) { buffer.writeString(String(value)) }
    package mutating func bool(_ value: Bool) { buffer.writeString(value ? "true" : "false") }
    package mutating func null() { buffer.writeStaticString("null") }
    /// JSON has no infinities: they become null.
    package mutating func number(_ value: Double) { buffer.writeString(value.isFinite ? "\(value)" : "null") }

    /// Escapes what RFC 8259 §7 demands and nothing else.
    package mutating func string(_ value: String) {
        buffer.writeStaticString("\"")
        var value = value
        value.withUTF8 { bytes in
            var start = 0
            for index in bytes.indices where Self.isEscaped(bytes[index]) {
                buffer.writeBytes(UnsafeBufferPointer(rebasing: bytes[start..<index]))
                escape(bytes[index])
                start = index + 1
            }
            buffer.writeBytes(UnsafeBufferPointer(rebasing: bytes[start...]))
        }
        buffer.writeStaticString("\"")
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): buffer.writeStaticString("\\\"")
        case UInt8(ascii: "\\"): buffer.writeStaticString("\\\\")
        case UInt8(ascii: "\n"): buffer.writeStaticString("\\n")
        case UInt8(ascii: "\r"): buffer.writeStaticString("\\r")
        case UInt8(ascii: "\t"): buffer.writeStaticString("\\t")
        case ..<0x20:
            let digits = String(byte, radix: 16)
            buffer.writeString("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
        default: buffer.writeInteger(byte)
        }
    }

    /// JSON that is written already.
    package mutating func raw(_ json: String) { buffer.writeString(json) }

    /// Between the documents of NDJSON.
    package mutating func newLine() { buffer.writeStaticString("\n") }

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
        headers.append(HTTPField(name: .contentLength, value: String(buffer.readableBytes)))
        return Answer(status: status, headers: headers, body: buffer)
    }

    /// What was written so far.
    package consuming func written() -> ByteBuffer { buffer }

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
            if !isFirst { writer.buffer.writeStaticString(",") }
            isFirst = false
            writer.string(name)
            writer.buffer.writeStaticString(":")
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
