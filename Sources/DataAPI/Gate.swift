package import APIKeys
internal import Catalog
internal import HTTPTypes
package import Hummingbird
package import Web

/// The one way into the data API: a route is registered with the operation it performs and a handler that takes the proof. A
/// handler cannot be reached, nor even written, without passing here.
package struct Gate: Sendable {
    package typealias Handler = @Sendable (Request, AppContext, VerifiedKey) async throws -> Response

    private let verifier: Verifier
    private let usage: UsageLedger
    private let metrics: RequestMetrics
    private let now: @Sendable () -> Timestamp

    package init(
        verifier: Verifier, usage: UsageLedger, metrics: RequestMetrics, now: @escaping @Sendable () -> Timestamp
    ) {
        self.verifier = verifier
        self.usage = usage
        self.metrics = metrics
        self.now = now
    }

    /// - Returns: a route handler that calls `handler` for requests whose key may do `operation`, to the brand in the path's
    ///   `brand_id` where the operation is done to one.
    package func admit(
        _ operation: APIKeys.Operation, _ handler: @escaping Handler
    ) -> @Sendable (Request, AppContext) async throws -> Response {
        { request, context in
            let key = try verify(request, context, operation)
            var response = try await handler(request, context, key)
            response.headers[.cacheControl] = "no-store"
            return response
        }
    }

    private func verify(
        _ request: Request, _ context: AppContext, _ operation: APIKeys.Operation
    ) throws -> VerifiedKey {
        guard operation.target == .brand else { return try verify(request, context, operation, brand: nil) }
        let text = context.parameters.get("brand_id") ?? ""
        guard let brand = QueryReader.integer(text) else {
            // Whoever has no right to call this learns that first.
            let anyBrand = APIKeys.Operation(operation.name, anyOf: operation.anyOf, target: .organization)
            _ = try verify(request, context, anyBrand, brand: nil)
            throw Problem(faults: [.notAnInteger(at: ["path", "brand_id"], text)])
        }
        return try verify(request, context, operation, brand: brand)
    }

    private func verify(
        _ request: Request, _ context: AppContext, _ operation: APIKeys.Operation, brand: Int?
    ) throws -> VerifiedKey {
        let moment = now()
        let start = ContinuousClock.now
        let result = verifier.verify(
            authorization: request.headers[.authorization], for: operation, brand: brand, from: context.peer, at: moment)
        metrics.verified(in: ContinuousClock.now - start)
        switch result {
        case .success(let key):
            context.notes.note(key: key.id)
            usage.record(key.id, at: moment, from: context.peer)
            return key
        case .failure(let rejection):
            metrics.refused(rejection.refusal.code)
            context.notes.note(key: rejection.holder?.id, refusal: rejection.refusal.code)
            throw Problem(rejection.refusal)
        }
    }
}

extension InputFault {
    static func notAnInteger(at place: [Place], _ text: String) -> InputFault {
        InputFault(
            at: place, "Input should be a valid integer, unable to parse string as an integer", type: "int_parsing",
            input: .string(String(text.prefix(200))))
    }
}

extension Problem {
    init(_ refusal: Refusal) {
        var headers = HTTPFields()
        headers[.cacheControl] = "no-store"
        if let challenge = refusal.challenge(realm: "latchkey") { headers[.wwwAuthenticate] = challenge }
        self.init(
            HTTPResponse.Status(code: refusal.status), code: refusal.code, refusal.sentence, headers: headers)
    }
}
