package import HTTPTypes
package import Hummingbird
internal import NIOHTTP1

/// A whole response in memory, before it is known whether it goes out through Hummingbird or directly. Referred to, not
/// copied: one that is kept goes out a great many times.
package final class Answer: Sendable {
    package let status: HTTPResponse.Status
    package let headers: HTTPFields
    package let body: ByteBuffer
    /// The status line and the fields as they go out over HTTP/1.1, up to those that each request adds: an answer that is kept is
    /// written once.
    let head: ByteBuffer

    package init(status: HTTPResponse.Status = .ok, headers: HTTPFields, body: ByteBuffer) {
        self.status = status
        self.headers = headers
        self.body = body
        var head = ByteBuffer()
        // The words of NIO, in which all other responses say it.
        let words = HTTPResponseStatus(statusCode: status.code).reasonPhrase
        head.writeString("HTTP/1.1 \(status.code) \(words)\r\n")
        for field in headers { head.writeField(field.name.rawName, field.value) }
        self.head = head
    }

    package var response: Response {
        Response(status: status, headers: headers, body: ResponseBody(byteBuffer: body))
    }
}

extension ByteBuffer {
    /// - Parameter value: has no line of its own: names and values of fields are checked by `HTTPFields`, or made here.
    mutating func writeField(_ name: String, _ value: String) {
        writeString(name)
        writeStaticString(": ")
        writeString(value)
        writeStaticString("\r\n")
    }
}
