package import HTTPTypes
package import Hummingbird
internal import NIOCore

/// Writes JSON straight into a response's buffer, members in the order of the calls.
package struct JSONWriter: Sendable {
    /// What was written so far, and room for more. An array: for each piece a buffer of NIO's looks who else holds it, and asks the
    /// runtime whether it may be written, which takes longer than most pieces.
    private(set) var room: [UInt8]
    private var count = 0

    package init(capacity: Int = 512) { room = Array(repeating: 0, count: capacity) }

    package mutating func object(_ body: (inout Object) -> Void) {
        append("{")
        var object = Object(writer: JSONWriter(capacity: 0))
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

    package mutating func integer(_ value: Int) { append(atMost: JSONPiece.longestInteger) { $0.put(value) } }
    package mutating func bool(_ value: Bool) { append(value ? "true" : "false") }
    package mutating func null() { append("null") }
    /// JSON has no infinities: they become null.
    package mutating func number(_ value: Double) {
        if value.isFinite { raw("\(value)") } else { null() }
    }

    /// Escapes what RFC 8259 §7 demands and nothing else.
    package mutating func string(_ value: String) {
        value.withUTF8Bytes { text in
            let escaped = JSONPiece.lengthEscaped(text)
            append(atMost: escaped + 2) { $0.put(text, escapedTo: escaped) }
        }
    }

    /// `,"name":`
    fileprivate mutating func name(_ name: String, isFirst: Bool) {
        name.withUTF8Bytes { text in
            let escaped = JSONPiece.lengthEscaped(text)
            append(atMost: escaped + 4) { piece in
                if !isFirst { piece.put(UInt8(ascii: ",")) }
                piece.put(text, escapedTo: escaped)
                piece.put(UInt8(ascii: ":"))
            }
        }
    }

    /// JSON that is written already.
    package mutating func raw(_ json: String) {
        json.withUTF8Bytes { text in append(atMost: text.count) { $0.put(text) } }
    }

    fileprivate mutating func append(_ text: StaticString) {
        append(atMost: text.utf8CodeUnitCount) { piece in
            piece.put(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
        }
    }

    /// Makes room once for a piece that is then written without looking for it at each byte.
    private mutating func append(atMost most: Int, _ write: (inout JSONPiece) -> Void) {
        if room.count - count < most { room += repeatElement(0, count: max(most, room.count)) }
        count = room.withUnsafeMutableBufferPointer { room in
            var piece = JSONPiece(room, at: count)
            write(&piece)
            return piece.end
        }
    }

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
        headers.append(HTTPField(name: .contentLength, value: String(count)))
        return Answer(status: status, headers: headers, body: written())
    }

    /// What was written so far.
    package func written() -> ByteBuffer { ByteBuffer(bytes: room[..<count]) }

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

        private mutating func name(_ name: String) {
            writer.name(name, isFirst: isFirst)
            isFirst = false
        }

        package mutating func field(_ name: String, _ write: (inout JSONWriter) -> Void) {
            self.name(name)
            write(&writer)
        }

        package mutating func field(_ name: String, _ value: String?) {
            self.name(name)
            if let value { writer.string(value) } else { writer.null() }
        }
        package mutating func field(_ name: String, _ value: Int?) {
            self.name(name)
            if let value { writer.integer(value) } else { writer.null() }
        }
        package mutating func field(_ name: String, _ value: Bool) {
            self.name(name)
            writer.bool(value)
        }
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
