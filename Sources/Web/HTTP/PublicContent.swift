internal import HTTPTypes
package import Hummingbird
package import NIOCore

/// Something that is the same for everyone and changes only with the program. A client that has it already is told so
/// (RFC 9110 §13.1.2).
package struct PublicContent: Sendable {
    private let bytes: ByteBuffer
    private let headers: HTTPFields
    private let type: String

    package init(_ bytes: ByteBuffer, type: String) {
        self.bytes = bytes
        self.type = type
        headers = [
            .eTag: "\"\(VersionMark.text(of: bytes.readableBytesView))\"", .cacheControl: "public, max-age=300",
            .xContentTypeOptions: "nosniff",
        ]
    }

    package func response(to request: Request) -> Response {
        if isHeld(request.headers[.ifNoneMatch]) { return Response(status: .notModified, headers: headers) }
        var response = Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: bytes))
        response.headers[.contentType] = type
        return response
    }

    private func isHeld(_ condition: String?) -> Bool {
        (condition ?? "").split(separator: ",").contains { part in
            let tag = part.drop { $0 == " " }.prefix { $0 != " " }
            return tag == "*" || String(tag.hasPrefix("W/") ? tag.dropFirst(2) : tag) == headers[.eTag]
        }
    }
}

/// A short text that tells versions of a thing apart. FNV-1a, 64 bits: it protects nothing.
package enum VersionMark {
    package static func text(of bytes: some Sequence<UInt8>) -> String {
        let hash: UInt64 = bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return String(hash, radix: 16)
    }
}
