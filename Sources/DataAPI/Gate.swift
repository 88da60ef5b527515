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

    /// The same for a direct route; only operations on no brand are that simple. The handler's answers must say `no-store`.
    package func admit(
        _ operation: APIKeys.Operation,
        _ handler: @escaping @Sendable (DirectRoutes.Request, VerifiedKey) throws(Problem) -> Answer
    ) -> DirectRoutes.Handler {
        { request in
            do throws(Problem) {
                let key = try verify(
                    request.headers.authorization, operation, brand: nil, peer: request.peer, notes: request.notes)
                return try handler(request, key)
            } catch {
                return error.answer(requestID: request.id)
            }
        }
    }

    private func verify(
        _ request: Request, _ context: AppContext, _ operation: APIKeys.Operation, brand: Int?
    ) throws(Problem) -> VerifiedKey {
        try verify(
            request.headers.authorization, operation, brand: brand, peer: context.peer, notes: context.notes)
    }

    private func verify(
        _ authorization: String?, _ operation: APIKeys.Operation, brand: Int?, peer: IPAddress?, notes: RequestNotes
    ) throws(Problem) -> VerifiedKey {
        let moment = now()
        let start = ContinuousClock.now
        let result = verifier.verify(
            authorization: authorization, for: operation, brand: brand, from: peer, at: moment)
        metrics.verified(in: ContinuousClock.now - start)
        switch result {
        case .success(let key):
            notes.note(key: key.id)
            usage.record(key.id, at: moment, from: peer)
            return key
        case .failure(let rejection):
            metrics.refused(rejection.refusal.code)
            notes.note(key: rejection.holder?.id, refusal: rejection.refusal.code)
            throw Problem(rejection.refusal)
        }
    }
}

extension InputFault {
    static func notAnInteger(at place: [Place], _ text: String) -> InputFault {
        InputFault(
            at: place, "Input should be a valid integer, unable to parse string as an integer", type: "int_parsing",
            input: .string(text))
    }
}

extension Problem {
    init(_ refusal: Refusal) {
        var headers = HTTPFields()
        if let challenge = refusal.challenge(realm: "latchkey") { headers[.wwwAuthenticate] = challenge }
        self.init(
            HTTPResponse.Status(code: refusal.status), code: refusal.code, refusal.sentence, headers: headers)
    }
}

extension HTTPFields {
    /// The one `Authorization` field; several are joined, which no token survives.
    fileprivate var authorization: String? {
        var found: String?
        for field in self where field.name == .authorization {
            found = found.map { "\($0), \(field.value)" } ?? field.value
        }
        return found
    }
}
