package import APIKeys
internal import Catalog
internal import HTTPTypes
package import Hummingbird
package import Web

/// The one way into the data API: a route is registered with the operation it performs and a handler that takes the proof. A
/// handler cannot be reached, nor even written, without passing here.
package struct Gate: Sendable {
    package typealias Handler = @Sendable (Request, AppContext, VerifiedKey) async throws -> Response
    /// One that changes nothing in a dry run.
    package typealias RehearsingHandler = @Sendable (Request, AppContext, VerifiedKey, _ isDryRun: Bool) async throws -> Response

    let verifier: Verifier
    private let usage: UsageLedger
    let metrics: RequestMetrics
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
    ///   `brand_id` where the operation is done to one. A request to change something that is only to be rehearsed is refused here.
    package func admit(
        _ operation: APIKeys.Operation, _ handler: @escaping Handler
    ) -> @Sendable (Request, AppContext) async throws -> Response {
        pass(operation) { request, context, key in
            try request.refuseDryRun()
            return try await handler(request, context, key)
        }
    }

    /// The same for the routes that offer `?dry_run=true`.
    package func admit(
        _ operation: APIKeys.Operation, rehearsing handler: @escaping RehearsingHandler
    ) -> @Sendable (Request, AppContext) async throws -> Response {
        pass(operation) { request, context, key in try await handler(request, context, key, try request.isDryRun()) }
    }

    private func pass(
        _ operation: APIKeys.Operation, _ handler: @escaping Handler
    ) -> @Sendable (Request, AppContext) async throws -> Response {
        { request, context in
            let key = try verify(request, context, operation)
            var response = try await handler(request, context, key)
            response.headers[.cacheControl] = "no-store"
            return response
        }
    }

    /// For an operation on which storage has the last word: what `handler` throws as a `Refusal` is one like the decision's, in the
    /// answer and in the counts.
    ///
    /// - Parameter onRefusal: hears of each refusal by the decision before it is answered.
    package func admit(
        _ operation: APIKeys.Operation, settledBy handler: @escaping Handler,
        onRefusal: @escaping @Sendable (Refusal, Grant) async throws -> Void
    ) -> @Sendable (Request, AppContext) async throws -> Response {
        { request, context in
            let caller = Caller(request.headers, from: context.client, notes: context.notes)
            let call = Call(caller: caller, operation: operation, brand: nil, at: now())
            switch ask(call) {
            case .failure(let rejection):
                let problem = refuse(call, rejection.refusal, rejection.holder)
                if let holder = rejection.holder { try await onRefusal(rejection.refusal, holder) }
                throw problem
            case .success(let key):
                note(call, key)
                do {
                    try request.refuseDryRun()
                    var response = try await handler(request, context, key)
                    response.headers[.cacheControl] = "no-store"
                    count(call, key.id, .allowed)
                    return response
                } catch let refusal as Refusal {
                    throw refuse(call, refusal, key.grant)
                } catch {
                    count(call, key.id, .allowed)
                    throw error
                }
            }
        }
    }

    /// The same for a direct route; only operations on no brand are that simple. The handler's answers must say `no-store`.
    package func admit(
        _ operation: APIKeys.Operation,
        _ handler: @escaping @Sendable (DirectRoutes.Request, VerifiedKey) throws(Problem) -> Answer
    ) -> DirectRoutes.Handler {
        { request in
            do throws(Problem) {
                let caller = Caller(request.headers, from: request.client, notes: request.notes)
                return try handler(request, try verify(caller, operation, brand: nil))
            } catch {
                return error.answer(requestID: request.id)
            }
        }
    }

    private func verify(
        _ request: Request, _ context: AppContext, _ operation: APIKeys.Operation
    ) throws -> VerifiedKey {
        let caller = Caller(request.headers, from: context.client, notes: context.notes)
        guard operation.target == .brand else { return try verify(caller, operation, brand: nil) }
        let text = context.pathText("brand_id")
        guard let brand = Int(lax: text) else {
            // Whoever has no right to call this learns that first.
            let anyBrand = APIKeys.Operation(operation.name, anyOf: operation.anyOf, target: .organization)
            _ = try verify(caller, anyBrand, brand: nil)
            throw Problem(faults: [.notAnInteger(at: ["path", "brand_id"], text)])
        }
        return try verify(caller, operation, brand: brand)
    }

    private func verify(_ caller: Caller, _ operation: APIKeys.Operation, brand: Int?) throws(Problem) -> VerifiedKey {
        let call = Call(caller: caller, operation: operation, brand: brand, at: now())
        switch ask(call) {
        case .success(let key):
            note(call, key)
            count(call, key.id, .allowed)
            return key
        case .failure(let rejection): throw refuse(call, rejection.refusal, rejection.holder)
        }
    }

    private func ask(_ call: Call) -> Result<VerifiedKey, Rejection> {
        let start = ContinuousClock.now
        let result = verifier.verify(
            authorization: call.caller.authorization, for: call.operation, brand: call.brand, from: call.caller.address,
            at: call.at)
        metrics.verified(in: ContinuousClock.now - start)
        return result
    }

    private func note(_ call: Call, _ key: VerifiedKey) {
        call.caller.notes.note(key: key.id, headers: KeyHeaders.of(key.grant, quota: key.quota, at: call.at))
    }

    private func refuse(_ call: Call, _ refusal: Refusal, _ holder: Grant?) -> Problem {
        metrics.refused(refusal.code)
        guard let holder else {
            call.caller.notes.note(key: nil, refusal: refusal.code)
            return Problem(refusal)
        }
        call.caller.notes.note(
            key: holder.id, refusal: refusal.code, headers: KeyHeaders.of(holder, quota: nil, at: call.at))
        count(call, holder.id, .refused(refusal))
        return Problem(refusal)
    }

    private func count(_ call: Call, _ key: KeyID, _ outcome: Outcome) {
        usage.record(
            key, at: call.at, from: call.caller.address, client: call.caller.client, operation: call.operation,
            brand: call.brand, outcome: outcome)
    }
}

/// One question to the decision.
private struct Call {
    let caller: Caller
    let operation: APIKeys.Operation
    let brand: Int?
    let at: Timestamp
}

/// Who sends a request, as far as it says.
private struct Caller {
    /// The one `Authorization` field; several are joined, which no token survives.
    let authorization: String?
    /// What the client calls itself.
    let client: String?
    let address: IPAddress?
    let notes: RequestNotes

    init(_ headers: HTTPFields, from address: IPAddress?, notes: RequestNotes) {
        var authorization: String?
        var client: String?
        // Once over the fields, since this is on the way of every request.
        for field in headers {
            if field.name == .authorization {
                authorization = authorization.map { "\($0), \(field.value)" } ?? field.value
            } else if field.name == .userAgent {
                client = field.value
            }
        }
        self.authorization = authorization
        self.client = client
        self.address = address
        self.notes = notes
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
        if case .rateLimited(let quota, let retryAfter) = refusal {
            headers[.retryAfter] = String(retryAfter)
            KeyHeaders.append(quota, to: &headers)
        }
        self.init(
            HTTPResponse.Status(code: refusal.status), code: refusal.code, refusal.sentence, headers: headers)
    }
}
