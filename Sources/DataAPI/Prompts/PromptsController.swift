internal import APIKeys
internal import Catalog
internal import Hummingbird
internal import Web

/// `/v1/{brand_id}/prompts`.
struct PromptsController: Sendable {
    let gate: Gate
    let prompts: PromptService

    func addRoutes(to router: RouterGroup<AppContext>) {
        router.get("{brand_id}/prompts", use: gate.admit(.readPrompts, list))
        router.post("{brand_id}/prompts", use: gate.admit(.changePrompts, create))
        router.post("{brand_id}/prompts/bulk", use: gate.admit(.changePrompts, rehearsing: createMany))
        router.get("{brand_id}/prompts/{prompt_id}", use: gate.admit(.readPrompts, get))
        router.patch("{brand_id}/prompts/{prompt_id}", use: gate.admit(.changePrompts, update))
        router.delete("{brand_id}/prompts/{prompt_id}", use: gate.admit(.changePrompts, archive))
    }

    /// Ascending by id. A large page is sent as it is read.
    private func list(_ request: Request, _ context: AppContext, _ key: VerifiedKey) async throws -> Response {
        var reader = QueryReader(request)
        let page = PageRequest(&reader)
        var query = PromptQuery(reading: &reader)
        try reader.check()
        let total = try await prompts.count(query, with: key)
        query.offset = page.offset
        query.limit = min(page.limit, max(0, total - min(page.offset, total)))
        guard query.limit > PromptStream.batch else {
            return JSONWriter.page(page, total: total, try await prompts.list(query, with: key)) { $0.prompt($1) }
        }
        return PromptStream(prompts: prompts, key: key, query: query).response(page, total: total)
    }

    private func get(_ request: Request, _ context: AppContext, _ key: VerifiedKey) async throws -> Response {
        let id = try context.integer("prompt_id").get()
        return Self.listing(try await prompts.find(id, with: key))
    }

    private func create(_ request: Request, _ context: AppContext, _ key: VerifiedKey) async throws -> Response {
        var body = try await BodyReader.read(request)
        let draft = PromptDraft(reading: &body)
        try body.check()
        let added = try await prompts.create(draft, of: key.brand ?? 0, in: key.organization, by: .key(key.id))
        return Self.listing(added.prompt)
    }

    private func update(_ request: Request, _ context: AppContext, _ key: VerifiedKey) async throws -> Response {
        let id = context.integer("prompt_id")
        var body = try await BodyReader.read(request)
        body.report(id.fault)
        let edit = PromptEdit(reading: &body)
        try body.check()
        return Self.listing(
            try await prompts.change(try id.get(), edit, of: key.brand ?? 0, in: key.organization, by: .key(key.id)))
    }

    /// The answer has a JSON body, since existing clients parse it.
    private func archive(_ request: Request, _ context: AppContext, _ key: VerifiedKey) async throws -> Response {
        let id = try context.integer("prompt_id").get()
        var edit = PromptEdit()
        edit.isArchived = true
        _ = try await prompts.change(id, edit, of: key.brand ?? 0, in: key.organization, by: .key(key.id))
        return JSONWriter.emptyObject
    }

    private static func listing(_ prompt: Prompt) -> Response {
        var json = JSONWriter()
        json.object { $0.prompt(prompt) }
        return json.response()
    }
}

extension PromptQuery {
    /// The parameters of `GET /v1/{brand_id}/prompts`. A stage that the brand does not have matches nothing.
    fileprivate init(reading query: inout QueryReader) {
        self.init()
        status = query.last("status").map { Status(text: $0, &query) } ?? .active
        stage = query.last("stage")
        persona = query.optionalInteger("persona_id")
    }
}

extension PromptQuery.Status {
    /// The original takes one of two unions, and tells of both where neither fits.
    fileprivate init(text: String, _ query: inout QueryReader) {
        if let status = Self(rawValue: text) {
            self = status
            return
        }
        self = .active
        let lifecycle = [Self.active.rawValue, Self.archived.rawValue]
        for (name, choices) in [("literal['active','archived']", lifecycle), ("literal['all']", [Self.all.rawValue])] {
            query.report(.notOneOf(choices, .string(text), at: ["query", "status", .name(name)]))
        }
    }
}
