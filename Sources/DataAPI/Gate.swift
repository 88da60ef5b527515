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

    /// Hears of a refusal before it is answered.
    package typealias RefusalWitness = @Sendable (Refusal, Grant, AppContext) async throws -> Void

    let verifier: Verifier
    private let usage: UsageLedger
    let metrics: RequestMetrics
    private let clock: @Sendable () -> Moment

    package init(
        verifier: Verifier, usage: UsageLedger, metrics: RequestMetrics, clock: @escaping @Sendable () -> Moment
    ) {
        self.verifier = verifier
        self.usage = usage
        self.metrics = metrics
        self.clock = clock
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

    /// For an operation on which storage has the last word: what `handler` throws as a `Refusal` is one like the decision's, in the
    /// answer and in the counts.
    ///
    /// - Parameter onRefusal: hears of the decision's refusals.
    package func admit(
        _ operation: APIKeys.Operation, settledBy handler: @escaping Handler, onRefusal: @escaping RefusalWitness
    ) -> @Sendable (Request, AppContext) async throws -> Response {
        pass(operation, onRefusal: onRefusal) { request, context, key in
            try request.refuseDryRun()
            return try await handler(request, context, key)
        }
    }

    private func pass(
        _ operation: APIKeys.Operation, onRefusal: RefusalWitness? = nil, _ handler: @escaping Handler
    ) -> @Sendable (Request, AppContext) async throws -> Response {
        { request, context in
            let call = try self.call(request, context, operation)
            do {
                let key = try ask(call).get()
                note(call, key)
                var response = try await act(call, key, request) { try await handler($0, context, key) }
                response.headers[.cacheControl] = "no-store"
                return response
            } catch let rejection as Rejection {
                let problem = refuse(call, rejection.refusal, rejection.holder)
                if let holder = rejection.holder { try await onRefusal?(rejection.refusal, holder, context) }
                throw problem
            }
        }
    }

    /// Runs what a request was let in for, and counts it: a reading one at once, any other when it is known whether it could act.
    ///
    /// - Throws: `Rejection` when the decision is another by the time the body is whole.
    private func act(
        _ call: Call, _ key: VerifiedKey, _ request: Request, _ handler: (Request) async throws -> Response
    ) async throws -> Response {
        if request.isReading {
            count(call, key.id, .allowed)
            return try await handler(request)
        }
        let checked = request.reading {
            if let rejection = verifier.reconsider(key, from: call.caller.address, at: clock().wall) { throw rejection }
        }
        do {
            let response = try await handler(checked)
            count(call, key.id, .allowed)
            return response
        } catch let rejection as Rejection {
            throw rejection
        } catch let refusal as Refusal {
            throw refuse(call, refusal, key.grant)
        } catch {
            count(call, key.id, .allowed)
            throw error
        }
    }

    /// The same for a direct route; only operations on no brand are that simple. The handler's answers must say `no-store`.
    package func admit(
        _ operation: APIKeys.Operation,
        _ handler: @escaping @Sendable (DirectRoutes.Request, VerifiedKey) throws(Problem) -> Answer
    ) -> DirectRoutes.Handler {
        { request in
            do throws(Problem) {
                let caller = Caller(
                    authorization: request.fields.authorization, client: request.fields.userAgent, address: request.client,
                    notes: request.notes)
                let call = Call(caller: caller, operation: operation, brand: nil, at: request.moment)
                return try handler(request, try verify(call))
            } catch {
                return error.answer(requestID: request.id)
            }
        }
    }

    /// - Throws: ``Problem`` when the path names no brand, or not even that is to be told.
    private func call(
        _ request: Request, _ context: AppContext, _ operation: APIKeys.Operation
    ) throws(Problem) -> Call {
        let caller = Caller(request.headers, from: context.client, notes: context.notes)
        guard operation.target == .brand else { return Call(caller: caller, operation: operation, brand: nil, at: clock()) }
        let text = context.pathText("brand_id")
        guard let brand = Int(lax: text) else {
            // Whoever has no right to call this learns that first.
            let anyBrand = APIKeys.Operation(operation.name, anyOf: operation.anyOf, target: .organization)
            _ = try verify(Call(caller: caller, operation: anyBrand, brand: nil, at: clock()))
            throw Problem(faults: [.notAnInteger(at: ["path", "brand_id"], text)])
        }
        return Call(caller: caller, operation: operation, brand: brand, at: clock())
    }

    private func verify(_ call: Call) throws(Problem) -> VerifiedKey {
        switch ask(call) {
        case .success(let key):
            note(call, key)
            count(call, key.id, .allowed)
            return key
        case .failure(let rejection): throw refuse(call, rejection.refusal, rejection.holder)
        }
    }

    private func ask(_ call: Call) -> Result<VerifiedKey, Rejection> {
        let result = verifier.verify(
            authorization: call.caller.authorization, for: call.operation, brand: call.brand, from: call.caller.address,
            at: call.at)
        metrics.verified(nanoseconds: Uptime.nanoseconds - call.at.uptime)
        return result
    }

    private func note(_ call: Call, _ key: VerifiedKey) {
        call.caller.notes.note(key: key.id, fields: KeyFields(rotation: key.rotation(at: call.at.wall), quota: key.quota))
    }

    /// The refusal is one of now: a body may have come long after its head.
    private func refuse(_ call: Call, _ refusal: Refusal, _ holder: Grant?) -> Problem {
        var call = call
        call.at = clock()
        metrics.refused(refusal.code)
        guard let holder else {
            call.caller.notes.note(key: nil, refusal: refusal.code)
            return Problem(refusal)
        }
        call.caller.notes.note(
            key: holder.id, refusal: refusal.code, fields: KeyFields(rotation: holder.rotation(at: call.at.wall), quota: nil))
        count(call, holder.id, .refused(refusal))
        return Problem(refusal)
    }

    private func count(_ call: Call, _ key: KeyID, _ outcome: Outcome) {
        usage.record(
            key, at: call.at.wall, from: call.caller.address, client: call.caller.client, operation: call.operation,
            brand: call.brand, outcome: outcome)
    }
}

/// One question to the decision.
private struct Call {
    let caller: Caller
    let operation: APIKeys.Operation
    let brand: Int?
    var at: Moment
}

/// Who sends a request, as far as it says.
private struct Caller {
    /// The one `Authorization` field; several are joined, which no token survives.
    let authorization: String?
    /// What the client calls itself.
    let client: String?
    let address: IPAddress?
    let notes: RequestNotes
}

extension Caller {
    fileprivate init(_ headers: HTTPFields, from address: IPAddress?, notes: RequestNotes) {
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
        self.init(authorization: authorization, client: client, address: address, notes: notes)
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
            for (name, value) in KeyFields(rotation: nil, quota: quota)?.list ?? [] { headers[name] = value }
        }
        self.init(
            HTTPResponse.Status(code: refusal.status), code: refusal.code, refusal.sentence, headers: headers)
    }
}
