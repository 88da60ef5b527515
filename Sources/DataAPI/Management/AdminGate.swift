internal import APIKeys
internal import Catalog
internal import Hummingbird
internal import Logging
internal import Web

/// The one way into the management API: a handler takes the proof that the request came with the token of an admin of the
/// organization in its path, and cannot be reached without.
struct AdminGate: Sendable {
    typealias Admin = AdminTokenService.Admin
    typealias Handler = @Sendable (Request, AppContext, Admin) async throws -> Response
    /// One that changes nothing in a dry run.
    typealias RehearsingHandler = @Sendable (Request, AppContext, Admin, _ isDryRun: Bool) async throws -> Response

    /// 100 a second over a minute: more than any tool that works for people needs, and less than it takes to keep the database from
    /// everybody else. Whoever has no good token costs a hash and a look-up, and is not counted.
    static let standardLimit = RateLimit(perMinute: 6000)

    private let tokens: AdminTokenService
    private let denials: DenialLog
    private let verifier: Verifier
    private let metrics: RequestMetrics
    private let limit: RateLimit?
    private let limiter = RateLimiter()
    private let uptime: @Sendable () -> Int64

    init(
        tokens: AdminTokenService, denials: DenialLog, verifier: Verifier, metrics: RequestMetrics, limit: RateLimit?,
        uptime: @escaping @Sendable () -> Int64
    ) {
        self.tokens = tokens
        self.denials = denials
        self.verifier = verifier
        self.metrics = metrics
        self.limit = limit
        self.uptime = uptime
    }

    /// A request to change something that is only to be rehearsed is refused here.
    func admit(_ handler: @escaping Handler) -> @Sendable (Request, AppContext) async throws -> Response {
        pass { request, context, admin in
            try request.refuseDryRun(beingStrict: true)
            return try await handler(request, context, admin)
        }
    }

    /// For the routes that offer `?dry_run=true`.
    func admit(rehearsing handler: @escaping RehearsingHandler) -> @Sendable (Request, AppContext) async throws -> Response {
        pass { request, context, admin in
            try await handler(request, context, admin, try request.isDryRun(beingStrict: true))
        }
    }

    private func pass(_ handler: @escaping Handler) -> @Sendable (Request, AppContext) async throws -> Response {
        { request, context in
            let admin = try await admit(try await identify(request, context), request, context)
            do {
                let checked = request.isReading ? request : request.reading { _ = try await identify(request, context) }
                var response = try await handler(checked, context, admin)
                response.headers[.cacheControl] = "no-store"
                return response
            } catch CatalogError.invalid(let field, let message) {
                throw Problem(faults: [InputFault(at: ["body", .name(Self.member(field))], message, type: "value_error")])
            } catch CatalogError.selfApproval(let message) {
                await deny(admin.actor, of: admin.organization.id, "self_approval", request, context)
                throw CatalogError.selfApproval(message)
            } catch StoreError.sealBroken(let what) {
                throw Problem(.conflict, code: "sealed_wrong", StoreError.sealBroken(what).message)
            }
        }
    }

    /// The catalog's names of fields are those of bodies, but for one.
    private static func member(_ field: String) -> String { field == "brands" ? "brand_ids" : field }

    // MARK: Verifying

    /// Whose token it is, if it opens anything at this moment. Nothing is counted.
    private func identify(_ request: Request, _ context: AppContext) async throws -> Admin {
        let token: Token
        switch Bearer.token(in: request.headers[.authorization]) {
        case .failure(let refusal): throw refuse(refusal, context)
        case .success(let found): token = found
        }
        guard token.kind == .admin else {
            if let holder = verifier.holder(of: token) {
                await deny(.key(holder.id), of: holder.organization, "key_wrong_kind", request, context)
            }
            throw refuse(.wrongKind(.key), context)
        }
        switch try await tokens.verify(token, from: context.client) {
        case .failure(let rejection): throw await refuse(rejection, request, context)
        case .success(let admin): return admin
        }
    }

    /// - Throws: 429 for a token that asks too often; the one 404 for every organization but its own, be there such a one or not:
    ///   what the path says is compared, never looked up.
    private func admit(_ admin: Admin, _ request: Request, _ context: AppContext) async throws -> Admin {
        let id = admin.token.id
        context.notes.note(key: id)
        if let limit {
            switch limiter.take(id, limit, at: uptime()) {
            case .failure(let refusal): throw refuse(refusal, context, id)
            case .success(let quota):
                context.notes.note(key: id, fields: KeyFields(rotation: nil, quota: quota))
            }
        }
        guard context.pathText("organization_id") == String(admin.organization.id) else {
            await deny(admin.actor, of: admin.organization.id, "not_found", request, context)
            throw Problem(
                .notFound, code: "not_found",
                "This admin token belongs to organization \(admin.organization.id) and opens no other. "
                    + "Use /v1/organizations/\(admin.organization.id).")
        }
        return admin
    }

    private func refuse(
        _ rejection: AdminTokenRejection, _ request: Request, _ context: AppContext
    ) async -> Problem {
        if case .sealBroken(let id) = rejection.refusal {
            context.logger.critical(
                "The stored record of an admin token was changed outside this server; the token is refused",
                metadata: ["key": "\(id)", "request_id": "\(context.requestID)"])
        }
        if let holder = rejection.holder {
            await deny(
                .adminToken(holder.id, owner: holder.owner), of: holder.organization, rejection.refusal.code, request, context)
        }
        return refuse(rejection.refusal, context, rejection.holder?.id)
    }

    private func refuse(_ refusal: Refusal, _ context: AppContext, _ id: KeyID? = nil) -> Problem {
        metrics.refused(refusal.code)
        context.notes.note(key: id, refusal: refusal.code)
        return Problem(toAdmin: refusal)
    }

    private func deny(
        _ actor: Actor, of organization: Int, _ reason: String, _ request: Request, _ context: AppContext
    ) async {
        await denials.record(
            Denial(
                actor: actor, organization: organization, attempt: "\(request.method) \(context.endpointPath ?? "")",
                reason: reason, address: context.client))
    }
}
