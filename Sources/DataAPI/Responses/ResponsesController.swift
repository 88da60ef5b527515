internal import APIKeys
internal import Catalog
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Visibility
internal import Web

/// `/v1/{brand_id}/responses`: answers in, and answers out as they came.
struct ResponsesController: Sendable {
    let gate: Gate
    let brands: BrandService
    let observations: ObservationService
    private let allowance = BodyAllowance(bytes: 4 * AnswerBatch.bodyLimit)

    init(gate: Gate, brands: BrandService, observations: ObservationService) {
        self.gate = gate
        self.brands = brands
        self.observations = observations
    }

    func addRoutes(to router: RouterGroup<AppContext>) {
        router.get("{brand_id}/responses", use: gate.admit(.readResponses, list))
        router.post("{brand_id}/responses", use: gate.admit(.writeResponses, add))
        router.get("{brand_id}/responses/evaluation", use: gate.admit(.readResponses, evaluation))
    }

    /// Newest first.
    private func list(_ request: Request, _ context: AppContext, _ key: VerifiedKey) async throws -> Response {
        var reader = QueryReader(request)
        let page = PageRequest(&reader)
        var query = try AnswerQuery(reading: &reader)
        let format = reader.choice("format", of: AnswerFormat.allCases) ?? .json
        let cursor = AnswerCursor.Request(&reader)
        try reader.check()
        let brand = try await brands.find(key.brand ?? 0, in: key.organization)
        let total = try await observations.count(query, of: brand.id)
        (query.limit, query.offset) = (page.limit, page.offset)
        query.newest = cursor.newest
        query.after = cursor.place
        if cursor.isGiven, query.newest == nil { query.newest = try await observations.newest(of: brand.id) }
        return try await AnswerStream(observations: observations, brand: brand, query: query, format: format)
            .response(page, total: total, isPaged: cursor.isGiven)
    }

    /// How far the brand's answers are evaluated by what it is now.
    private func evaluation(_ request: Request, _ context: AppContext, _ key: VerifiedKey) async throws -> Response {
        let brand = try await brands.find(key.brand ?? 0, in: key.organization)
        let pending = try await observations.pending(of: brand)
        var json = JSONWriter()
        json.object { object in
            object.field("state", pending == 0 ? "current" : "running")
            object.field("pending", pending)
        }
        return json.response()
    }

    /// All or none, evaluated, and durable before the answer.
    private func add(_ request: Request, _ context: AppContext, _ key: VerifiedKey) async throws -> Response {
        try await allowance.hold(request.headers[.contentLength].flatMap { Int($0) }, upTo: AnswerBatch.bodyLimit) {
            let body = try await BodyReader.collect(request, upTo: AnswerBatch.bodyLimit)
            let contentType = request.headers[.contentType]
            // Megabytes of JSON are no work for a thread that serves others.
            return try await withTaskExecutorPreference(observations.computing) {
                try await store(try AnswerBatch(reading: body, contentType: contentType), key)
            }
        }
    }

    private func store(_ batch: AnswerBatch, _ key: VerifiedKey) async throws -> Response {
        switch try await observations.add(batch.drafts, to: key.brand ?? 0, in: key.organization) {
        case .failure(let faults): throw batch.problem(faults)
        case .success(let added):
            var json = JSONWriter(capacity: 64 + added.ids.count * 9)
            json.object { object in
                object.field("accepted", added.ids.count)
                object.field("ids", array: added.ids) { $0.integer($1) }
            }
            return json.response()
        }
    }
}

extension AnswerQuery {
    /// The parameters of `GET /v1/{brand_id}/responses`.
    /// - Throws: ``Problem`` 400 for a date that is none: the original documents that for queries.
    fileprivate init(reading query: inout QueryReader) throws(Problem) {
        self.init()
        platform = query.choice("platform", of: Platform.allCases)
        prompt = query.optionalInteger("prompt_id")
        persona = query.optionalInteger("persona_id")
        stage = query.last("stage").flatMap { $0.isEmpty ? nil : $0 }
        hasShopping =
            query.last("has_shopping_data").flatMap { $0.isEmpty ? nil : $0 } == nil
            ? nil : query.bool("has_shopping_data", default: false)
        from = try Self.date("start_date", query)
        until = try Self.date("end_date", query)
    }

    /// The beginning of that day, UTC.
    private static func date(_ name: String, _ query: QueryReader) throws(Problem) -> Timestamp? {
        guard let text = query.last(name)?.trimmed, !text.isEmpty else { return nil }
        guard let day = Day(iso8601: text) else {
            throw Problem(
                .badRequest, code: "date_invalid",
                "\(name) is \(text.prefix(50).debugDescription), which is no date. Give one like 2026-03-31 (YYYY-MM-DD).")
        }
        return Timestamp(milliseconds: Int64(day.number) * 86_400_000)
    }
}
