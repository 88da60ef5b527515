internal import APIKeys
package import HTTPTypes
package import Hummingbird
package import Logging
internal import NIOCore
internal import NIOHTTP1

/// Around every request that Hummingbird answers: records it, and turns what was thrown into an answer.
package struct RequestMiddleware: RouterMiddleware {
    /// Turns a thrown error into a response for this request's kind of client.
    package typealias ErrorRenderer = @Sendable (any Error, Request, AppContext) -> Response

    private let recorder: RequestRecorder
    private let proxies: TrustedProxies
    private let logger: Logger
    private let render: ErrorRenderer

    package init(
        recorder: RequestRecorder, proxies: TrustedProxies = .none, logger: Logger, render: @escaping ErrorRenderer
    ) {
        self.recorder = recorder
        self.proxies = proxies
        self.logger = logger
        self.render = render
    }

    package func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        let opened = recorder.begin(requestID: request.headers[.requestID])
        var context = context
        context.requestID = opened.id
        context.client = proxies.client(peer: context.peer, request.headers)
        var response: Response
        do {
            response = try await next(request, context)
        } catch  where !context.isConnected && Self.isOfConnection(error) {
            response = Response(status: .clientClosedRequest)
        } catch is HTTPParserError {
            response = render(HTTPError(.badRequest), request, context)
        } catch {
            response = render(error, request, context)
            if response.status.code >= 500 {
                logger.error("A request failed", metadata: ["request_id": "\(opened.id)", "failure": "\(error)"])
            }
        }
        response.headers[.requestID] = opened.id
        let facts = context.notes.current
        for (name, value) in facts.fields?.list ?? [] { response.headers.append(HTTPField(name: name, value: value)) }
        // Hummingbird's name for what matched nothing is no pattern.
        let route = context.endpointPath.flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "unmatched"
        recorder.finish(
            opened, method: request.method, route: route, status: response.status.code,
            source: RequestSource(peer: context.peer?.description, client: context.client, behind: proxies), facts: facts)
        return response
    }

    /// Whether reading a body throws this when the client breaks off in its middle.
    private static func isOfConnection(_ error: any Error) -> Bool {
        error is HTTPParserError || error is ChannelError || error is IOError || error is CancellationError
    }
}

extension HTTPResponse.Status {
    /// Nobody reads it: so logs and metrics tell of a client that went away, which is no fault of the server (a convention of nginx's).
    package static let clientClosedRequest = HTTPResponse.Status(code: 499, reasonPhrase: "Client Closed Request")
}
