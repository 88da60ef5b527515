package import HTTPTypes
package import Hummingbird

/// A whole response in memory, before it is known whether it goes out through Hummingbird or directly.
package struct Answer: Sendable {
    package let status: HTTPResponse.Status
    package var headers: HTTPFields
    package let body: ByteBuffer

    package init(status: HTTPResponse.Status = .ok, headers: HTTPFields, body: ByteBuffer) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    package var response: Response {
        Response(status: status, headers: headers, body: ResponseBody(byteBuffer: body))
    }
}
