internal import APIKeys
package import Catalog
internal import HTTPTypes
package import Hummingbird
package import Visibility
package import Web

/// The JSON API under `/v1` and `/v2`.
package struct DataAPI: Sendable {
    private let gate: Gate
    private let catalog: Catalog
    private let brands: BrandsController
    private let competitors: BrandPartController<CompetitorContent>
    private let personas: BrandPartController<PersonaContent>
    private let prompts: PromptsController
    private let collections: CollectionsController
    private let responses: ResponsesController
    private let query: QueryController
    private let key: KeyController
    private let management: ManagementAPI
    private let leaks: LeakController

    package init(
        gate: Gate, catalog: Catalog, directory: BrandDirectory, executor: any QueryExecutor,
        leaks settings: LeakSettings = LeakSettings()
    ) {
        self.gate = gate
        self.catalog = catalog
        brands = BrandsController(
            gate: gate, brands: catalog.brands, insight: catalog.insight, organizations: catalog.organizations,
            pages: BrandPages(directory: directory))
        competitors = BrandPartController(gate: gate, brands: catalog.brands)
        personas = BrandPartController(gate: gate, brands: catalog.brands)
        prompts = PromptsController(gate: gate, prompts: catalog.prompts)
        collections = CollectionsController(gate: gate, collections: catalog.collections)
        responses = ResponsesController(gate: gate, brands: catalog.brands, observations: catalog.observations)
        query = QueryController(gate: gate, executor: executor, clock: catalog.clock)
        key = KeyController(gate: gate, catalog: catalog, directory: directory)
        management = ManagementAPI(catalog: catalog, verifier: gate.verifier, metrics: gate.metrics)
        leaks = LeakController(leaks: catalog.leaks, settings: settings)
    }

    package func addRoutes(to router: Router<AppContext>) {
        let v1 = router.group("v1")
        v1.get(use: gate.admit(.describeService, describe))
        brands.addRoutes(to: v1)
        competitors.addRoutes(to: v1)
        personas.addRoutes(to: v1)
        prompts.addRoutes(to: v1)
        collections.addRoutes(to: v1)
        responses.addRoutes(to: v1)
        query.addRoutes(to: v1, and: router.group("v2"))
        key.addRoutes(to: v1)
        management.addRoutes(to: v1)
        leaks.addRoutes(to: v1)
    }

    /// Those of the routes that are also answered without starting a task.
    package func addDirectRoutes(to routes: inout DirectRoutes) { brands.addDirectRoutes(to: &routes) }

    /// `GET /v1/`: any JSON to existing clients; ours says who is calling.
    private func describe(_ request: Request, _ context: AppContext, _ key: VerifiedKey) -> Response {
        var json = JSONWriter()
        json.object { object in
            object.field("service", "latchkey")
            object.field("version", "v1")
            object.field("organization_id", key.organization)
            object.field("key_id", key.id.description)
        }
        return json.response()
    }

    /// What API clients are told of an error, whatever was thrown. `allowed` are the path's methods, for a 404 that is a 405.
    package static func render(_ error: any Error, requestID: String, allowed: [HTTPRequest.Method]) -> Response {
        problem(error, allowed: allowed).response(requestID: requestID)
    }

    private static func problem(_ error: any Error, allowed: [HTTPRequest.Method]) -> Problem {
        switch error {
        case let problem as Problem: return problem
        case let error as CatalogError: return Problem(error)
        case StoreError.full, StoreError.busy, StoreError.crowded:
            let message = (error as? StoreError)?.message ?? ""
            return Problem(.serviceUnavailable, code: "storage_unavailable", message, headers: [.retryAfter: "5"])
        case let error as any HTTPResponseError: return Problem(status: error.status, allowed: allowed)
        default: return Problem(status: .internalServerError, allowed: [])
        }
    }
}

extension Problem {
    fileprivate init(_ error: CatalogError) {
        switch error {
        case .invalid(let field, let message):
            self.init(faults: [InputFault(at: ["body"] + InputFault.Place.path(field), message, type: "value_error")])
        case .notFound(let message): self.init(.notFound, code: "not_found", message)
        case .conflict(let message), .selfApproval(let message): self.init(.conflict, code: "conflict", message)
        case .domainTaken: self.init(.conflict, code: "domain_taken", error.message)
        case .unknownStage: self.init(.badRequest, code: "stage_unknown", error.message)
        case .stale(let message): self.init(.preconditionFailed, code: "precondition_failed", message)
        }
    }

    fileprivate init(status: HTTPResponse.Status, allowed: [HTTPRequest.Method]) {
        switch status {
        case .notFound where !allowed.isEmpty:
            let methods = allowed.map(\.rawValue).joined(separator: ", ")
            self.init(
                .methodNotAllowed, code: "method_not_allowed", "This address answers \(methods) only.",
                headers: [.allow: methods])
        case .notFound:
            self.init(.notFound, code: "not_found", "There is nothing at this address. Check the path; data stands under /v1.")
        case .contentTooLarge:
            self.init(.contentTooLarge, code: "body_too_large", "The body is too large. Send less at a time.")
        case .internalServerError:
            self.init(
                .internalServerError, code: "internal_error",
                "Something went wrong in this server. Nothing of the request was saved. Give its operator the request id.")
        default:
            self.init(status, code: "request_failed", "\(status.reasonPhrase). Check the request and try again.")
        }
    }
}
