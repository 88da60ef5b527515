internal import APIKeys
internal import Catalog
internal import HTTPTypes
internal import Hummingbird
internal import Web

/// `/v1/brands`.
struct BrandsController: Sendable {
    let gate: Gate
    let brands: BrandService
    let insight: KeyInsight
    let organizations: OrganizationService
    let pages: BrandPages

    func addRoutes(to router: RouterGroup<AppContext>) {
        router.get("brands", use: gate.admit(.listBrands, list))
        router.post("brands", use: gate.admit(.createBrand, create))
        router.get("brands/{brand_id}", use: gate.admit(.readBrand, get))
        router.patch("brands/{brand_id}", use: gate.admit(.updateBrand, update))
        router.delete("brands/{brand_id}", use: gate.admit(.archiveBrand, rehearsing: archive))
    }

    /// The most called route of all is answered from memory, on the spot.
    func addDirectRoutes(to routes: inout DirectRoutes) {
        routes.get(
            "/v1/brands",
            gate.admit(.listBrands) { (request, key) throws(Problem) in
                try list(request.query, key)
            })
    }

    private func list(_ request: Request, _ context: AppContext, _ key: VerifiedKey) throws -> Response {
        try list(request.uri.query, key).response
    }

    /// The brands that the key may touch and that are in use, ascending by id.
    private func list(_ query: String?, _ key: VerifiedKey) throws(Problem) -> Answer {
        var (limit, offset) = (100, 0)
        if let query {
            var reader = QueryReader(query: query)
            limit = reader.integer("limit", default: limit, minimum: 1)
            offset = reader.integer("offset", default: offset, minimum: 0)
            try reader.check()
        }
        let page = BrandPages.Request(
            organization: key.organization, access: key.brands, limit: limit, offset: offset)
        return pages.page(page)
    }

    private func get(_ request: Request, _ context: AppContext, _ key: VerifiedKey) async throws -> Response {
        Self.listing(try await brands.find(key.brand ?? 0, in: key.organization))
    }

    /// 200 with the whole brand, `id` first: some clients read only the id, others expect the brand back.
    private func create(_ request: Request, _ context: AppContext, _ key: VerifiedKey) async throws -> Response {
        var body = try await BodyReader.read(request)
        let draft = BrandDraft(reading: &body)
        try body.check()
        return Self.listing(try await brands.create(draft, in: key.organization, by: .key(key.id)))
    }

    /// Changes what is given and not `null`. With `If-Match` only a brand that nobody has changed meanwhile.
    private func update(_ request: Request, _ context: AppContext, _ key: VerifiedKey) async throws -> Response {
        var body = try await BodyReader.read(request)
        let patch = BrandPatch(reading: &body)
        try body.check()
        let brand = try await brands.change(
            key.brand ?? 0, patch, in: key.organization, ifAt: EntityTag.revisions(ifMatch: request.headers), by: .key(key.id))
        return Self.listing(brand)
    }

    /// Archives, with `If-Match` only a brand that nobody has changed meanwhile. The answer has a JSON body, since existing clients
    /// parse it.
    private func archive(
        _ request: Request, _ context: AppContext, _ key: VerifiedKey, isDryRun: Bool
    ) async throws -> Response {
        let revisions = EntityTag.revisions(ifMatch: request.headers)
        guard !isDryRun else {
            _ = try await brands.find(key.brand ?? 0, in: key.organization, ifAt: revisions)
            return try await previewArchive(key)
        }
        _ = try await brands.archive(key.brand ?? 0, in: key.organization, ifAt: revisions, by: .key(key.id))
        return JSONWriter.emptyObject
    }

    /// What the archive would refuse, in numbers only: which other keys there are, and from where they call, is for admins.
    private func previewArchive(_ key: VerifiedKey) async throws -> Response {
        let organization = try await organizations.find(id: key.organization)
        let impact = try await insight.impactOfArchiving(key.brand ?? 0, in: organization)
        var json = JSONWriter()
        json.object { object in
            object.field("dry_run", true)
            object.field("impact") { writer in
                writer.object { item in
                    item.field("days", Impact.days)
                    item.field("requests", impact.requests)
                    item.field("keys", impact.keys.count)
                    item.field("own_requests", impact.keys.first { $0.key == key.id }?.requests ?? 0)
                }
            }
        }
        return json.response()
    }

    private static func listing(_ brand: Brand) -> Response {
        var json = JSONWriter()
        json.object { $0.brand(brand) }
        return json.response(headers: [.eTag: EntityTag.text(brand.revision)])
    }
}
