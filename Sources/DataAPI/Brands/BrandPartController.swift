internal import APIKeys
internal import Catalog
internal import Hummingbird
internal import Web

/// `/v1/brands/{brand_id}/competitors` and `/v1/brands/{brand_id}/personas`.
struct BrandPartController<Content: BrandPartResource>: Sendable {
    let gate: Gate
    let brands: BrandService

    func addRoutes(to router: RouterGroup<AppContext>) {
        let all = "brands/{brand_id}/\(Content.listName)"
        let one = "\(all)/{\(Self.parameter)}"
        router.get(RouterPath(all), use: gate.admit(Content.readOperation, list))
        router.post(RouterPath(all), use: gate.admit(Content.changeOperation, create))
        router.get(RouterPath(one), use: gate.admit(Content.readOperation, get))
        router.put(RouterPath(one), use: gate.admit(Content.changeOperation, replace))
        router.delete(RouterPath(one), use: gate.admit(Content.changeOperation, archive))
    }

    private static var parameter: String { "\(Content.noun)_id" }

    /// Those in use, ascending by id.
    private func list(_ request: Request, _ context: AppContext, _ key: VerifiedKey) async throws -> Response {
        var query = QueryReader(request)
        let page = PageRequest(&query)
        try query.check()
        let parts = try await brands.find(key.brand ?? 0, in: key.organization)[keyPath: Content.parts]
        return JSONWriter.page(page, total: parts.count, page.cut(parts)) { $0.part($1) }
    }

    private func create(_ request: Request, _ context: AppContext, _ key: VerifiedKey) async throws -> Response {
        var body = try await BodyReader.read(request)
        let content = Content(reading: &body)
        try body.check()
        return Self.listing(try await brands.add(content, to: key.brand ?? 0, in: key.organization, by: .key(key.id)))
    }

    private func get(_ request: Request, _ context: AppContext, _ key: VerifiedKey) async throws -> Response {
        let id = try context.integer(Self.parameter).get()
        let brand = try await brands.find(key.brand ?? 0, in: key.organization)
        return Self.listing(try brands.part(id, of: brand) as BrandPart<Content>)
    }

    /// What the body leaves out becomes what it is for a new one.
    private func replace(_ request: Request, _ context: AppContext, _ key: VerifiedKey) async throws -> Response {
        let id = context.integer(Self.parameter)
        var body = try await BodyReader.read(request)
        body.report(id.fault)
        let content = Content(reading: &body)
        try body.check()
        return Self.listing(
            try await brands.replace(try id.get(), with: content, of: key.brand ?? 0, in: key.organization, by: .key(key.id)))
    }

    /// The answer has a JSON body, since existing clients parse it.
    private func archive(_ request: Request, _ context: AppContext, _ key: VerifiedKey) async throws -> Response {
        let id = try context.integer(Self.parameter).get()
        try await brands.archive(Content.self, id, of: key.brand ?? 0, in: key.organization, by: .key(key.id))
        return JSONWriter.emptyObject
    }

    private static func listing(_ part: BrandPart<Content>) -> Response {
        var json = JSONWriter()
        json.object { $0.part(part) }
        return json.response()
    }
}
