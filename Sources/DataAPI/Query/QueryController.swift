internal import APIKeys
internal import Catalog
internal import Hummingbird
internal import NIOCore
internal import Visibility
internal import Web

/// `GET /v1/{brand_id}/query` and `POST /v2/query/{brand_id}`: aggregates of a brand's observations.
struct QueryController: Sendable {
    let gate: Gate
    let executor: any QueryExecutor
    let clock: WallClock

    func addRoutes(to v1: RouterGroup<AppContext>, and v2: RouterGroup<AppContext>) {
        v1.get("{brand_id}/query", use: gate.admit(.query, rows))
        v2.post("query/{brand_id}", use: gate.admit(.query, columns))
    }

    /// A bare list of rows.
    private func rows(_ request: Request, _ context: AppContext, _ key: VerifiedKey) async throws -> Response {
        var reader = QueryReader(request)
        let limit = reader.integer("limit", default: QueryPlan.standardLimit, in: QueryPlan.limits)
        let offset = reader.integer("offset", default: 0, minimum: 0)
        try reader.check()
        let plan = try Self.understood { () throws(QueryFault) in
            try QueryRequest.parse(reader.items, today: today, limit: limit, offset: offset)
        }
        return try await answer([plan], key, context) { results in QueryWriter.rows(results[0]) }
    }

    /// Columns, beside those of an earlier period where that is asked for.
    private func columns(_ request: Request, _ context: AppContext, _ key: VerifiedKey) async throws -> Response {
        var body = try await BodyReader.read(request)
        let query = StructuredQuery(reading: &body)
        try body.check()
        let (plan, comparison) = try Self.understood { () throws(QueryFault) in try query.plan(today: today) }
        guard let comparison else {
            return try await answer([plan], key, context) { results in QueryWriter.columns(results[0], of: plan) }
        }
        return try await answer([comparison.current, comparison.prior], key, context) { results in
            let aligned = try Self.understood { () throws(QueryFault) in try comparison.align(results[0], results[1]) }
            return QueryWriter.columns(aligned, of: comparison)
        }
    }

    private var today: Day { Day(milliseconds: Int(clock.now().milliseconds)) }

    /// Carries the plans out. A client that hangs up stops that.
    private func answer(
        _ plans: [QueryPlan], _ key: VerifiedKey, _ context: AppContext,
        _ write: @escaping @Sendable ([QueryResult]) throws -> ByteBuffer
    ) async throws -> Response {
        let brand = key.brand ?? 0
        do {
            let body = try await executor.execute(plans, of: brand, while: { context.isConnected }, write)
            return JSONWriter.response(written: body)
        } catch let error as QueryError {
            if error.reason == .cancelled, !context.isConnected { return Response(status: .clientClosedRequest) }
            throw Problem(error)
        }
    }

    private static func understood<Plan>(_ read: () throws(QueryFault) -> Plan) throws(Problem) -> Plan {
        do throws(QueryFault) {
            return try read()
        } catch {
            throw Problem(error)
        }
    }
}

extension Problem {
    init(_ fault: QueryFault) {
        switch fault {
        case .badRequest(let detail): self.init(.badRequest, code: "query_invalid", Token.masking(detail))
        case .invalid(let entries): self.init(faults: entries.map(InputFault.init))
        }
    }

    fileprivate init(_ error: QueryError) {
        switch error.reason {
        case .tooManyGroups: self.init(.badRequest, code: "query_too_large", error.message)
        case .cancelled: self.init(.serviceUnavailable, code: "query_cancelled", error.message, headers: [.retryAfter: "5"])
        }
    }
}

extension InputFault {
    fileprivate init(_ entry: QueryFault.Entry) {
        let place = entry.place.map { place -> Place in
            switch place {
            case .name(let name): .name(name)
            case .index(let index): .index(index)
            }
        }
        let input: JSONValue? = entry.input.map { $0 == .null ? .null : .array([]) }
        let isOfList = ["too_short", "too_long"].contains(entry.type)
        let context: [(String, JSONValue)] = isOfList ? [("field_type", .string("List"))] : []
        self.init(
            at: place, entry.message, type: entry.type, input: input,
            context: context + entry.context.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) })
    }
}
