internal import HTTPTypes
package import Hummingbird
internal import NIOCore

extension Request {
    /// Whether it is of a kind of which nothing is read but the head.
    package var isReading: Bool { method == .get || method == .head }

    /// The same request with a body that is handed to its reader only while the sender may still act: whoever opens a request and
    /// sends its body later has what they had when it opened, or nothing.
    ///
    /// - Parameter check: throws when they may not any more. It is asked after each mebibyte, and after the last byte before the reader
    ///   learns that it was the last.
    package func reading(while check: @escaping @Sendable () async throws -> Void) -> Request {
        var request = self
        request.body = RequestBody(asyncSequence: CheckedBody(body: body, check: check))
        return request
    }
}

private struct CheckedBody: AsyncSequence, Sendable {
    let body: RequestBody
    let check: @Sendable () async throws -> Void

    struct AsyncIterator: AsyncIteratorProtocol {
        private static let step = 1 << 20

        var body: RequestBody.AsyncIterator
        let check: @Sendable () async throws -> Void
        var unchecked = 0

        mutating func next() async throws -> ByteBuffer? {
            let piece = try await body.next()
            unchecked += piece?.readableBytes ?? 0
            if piece == nil || unchecked >= Self.step {
                unchecked = 0
                try await check()
            }
            return piece
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(body: body.makeAsyncIterator(), check: check) }
}
