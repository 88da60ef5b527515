internal import APIKeys
internal import HTTPTypes
package import Hummingbird
package import Logging

/// Around every request: gives it its id, turns what was thrown into an answer, counts it, and writes its one log line.
package struct RequestMiddleware: RouterMiddleware {
    /// Turns a thrown error into a response for this request's kind of client.
    package typealias ErrorRenderer = @Sendable (any Error, Request, AppContext) -> Response

    private let logger: Logger
    private let metrics: RequestMetrics
    private let render: ErrorRenderer

    package init(logger: Logger, metrics: RequestMetrics, render: @escaping ErrorRenderer) {
        self.logger = logger
        self.metrics = metrics
        self.render = render
    }

    package func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        var context = context
        context.requestID = Self.sound(request.headers[.requestID]) ?? RequestID().description
        var response: Response
        var failure: (any Error)?
        do {
            response = try await next(request, context)
        } catch {
            response = render(error, request, context)
            failure = error
        }
        response.headers[.requestID] = context.requestID
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let status = response.status.code
        metrics.count(route: context.endpointPath ?? "unmatched", method: request.method, status: status, seconds: seconds)
        log(request, context, status: status, milliseconds: seconds * 1000, failure: status >= 500 ? failure : nil)
        return response
    }

    private func log(
        _ request: Request, _ context: AppContext, status: Int, milliseconds: Double, failure: (any Error)?
    ) {
        guard logger.logLevel <= .info || status >= 500 else { return }
        var metadata: Logger.Metadata = [
            "method": "\(request.method)",
            "route": "\(context.endpointPath ?? "unmatched")",
            "status": "\(status)",
            "ms": "\((milliseconds * 1000).rounded() / 1000)",
            "request_id": "\(context.requestID)",
        ]
        if let peer = context.peer { metadata["peer"] = "\(peer)" }
        let notes = context.notes.current
        if let key = notes.key { metadata["key"] = "\(key)" }
        if let refusal = notes.refusal { metadata["refusal"] = "\(refusal)" }
        if let failure { metadata["failure"] = "\(failure)" }
        logger.log(level: status >= 500 ? .error : .info, "request", metadata: metadata)
    }

    /// A client's own id, when it is short and cannot forge a log line.
    private static func sound(_ id: String?) -> String? {
        guard let id, !id.isEmpty, id.utf8.count <= 64 else { return nil }
        let allowed = id.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        // A token fits the pattern of an id: one pasted into the wrong header must not reach the log.
        return allowed && !id.contains(Token.prefix) ? id : nil
    }
}
