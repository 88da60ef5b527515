internal import APIKeys
internal import Catalog
internal import Hummingbird
internal import Web

/// `/v1/{brand_id}/collections`.
struct CollectionsController: Sendable {
    let gate: Gate
    let collections: CollectionService

    func addRoutes(to router: RouterGroup<AppContext>) {
        router.get("{brand_id}/collections", use: gate.admit(.readCollections, list))
        router.post("{brand_id}/collections", use: gate.admit(.requestCollection, request))
    }

    /// The newest first.
    private func list(_ request: Request, _ context: AppContext, _ key: VerifiedKey) async throws -> Response {
        var query = QueryReader(request)
        let page = PageRequest(&query)
        let state = query.choice("state", of: CollectionJob.State.allCases)
        try query.check()
        let (jobs, total) = try await collections.list(
            of: key.brand ?? 0, state: state, limit: page.limit, offset: page.offset)
        return JSONWriter.page(page, total: total, jobs) { $0.job($1) }
    }

    /// One event for each platform, as the original answers; and whether anything will work them off.
    private func request(_ request: Request, _ context: AppContext, _ key: VerifiedKey) async throws -> Response {
        var body = try await BodyReader.read(request)
        let prompt = body.required("prompt_id", .integer) ?? 0
        let platforms: [Platform] = body.required("platforms", .list(of: .choice(), minimum: 1)) ?? []
        try body.check()
        let jobs = try await collections.request(
            prompt: prompt, on: platforms, of: key.brand ?? 0, in: key.organization, by: .key(key.id))
        var json = JSONWriter()
        json.object { object in
            object.field("prompt_id", prompt)
            object.field("events", array: jobs) { writer, job in
                writer.object { event in
                    event.field("platform", job.platform.rawValue)
                    event.field("inngest_event_id", job.reference)
                }
            }
            object.field("collector_configured", collections.hasCollector)
            if !collections.hasCollector {
                object.field(
                    "message",
                    "The jobs are kept, but this server has no collector that asks the platforms; they stay queued until it has one."
                )
            }
        }
        return json.response()
    }
}

extension JSONWriter.Object {
    fileprivate mutating func job(_ job: CollectionJob) {
        field("id", job.reference)
        field("prompt_id", job.prompt)
        field("platform", job.platform.rawValue)
        field("state", job.state.rawValue)
        field("requested_at", job.requestedAt.iso8601)
        field("requested_by", job.requestedBy)
        field("finished_at", job.finishedAt?.iso8601)
        field("failure", job.failure)
    }
}
