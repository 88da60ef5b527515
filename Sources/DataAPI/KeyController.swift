internal import APIKeys
internal import Catalog
internal import HTTPTypes
internal import Hummingbird
internal import Web

/// `/v1/key`: what the holder of a key may learn of it, and do to it.
struct KeyController: Sendable {
    let gate: Gate
    let catalog: Catalog
    let directory: BrandDirectory

    /// For how long a key that rotates itself goes on to work, unless the request says otherwise.
    private static let standardOverlap = 3600

    func addRoutes(to router: RouterGroup<AppContext>) {
        router.get("key", use: gate.admit(.describeKey, describe))
        router.get("key/check", use: gate.admit(.checkKey, check))
        router.post("key/rotate", use: gate.admit(.rotateKey, settledBy: rotate, onRefusal: tell))
    }

    private func describe(_ request: Request, _ context: AppContext, _ key: VerifiedKey) async throws -> Response {
        let organization = try await catalog.organizations.find(id: key.organization)
        let record = try await catalog.keys.find(key.id, in: organization)
        let brands = directory.active(in: key.organization).filter { key.grant.brands.grants($0.id) }
        var json = JSONWriter()
        json.object { object in
            object.field("id", key.id.description)
            object.field("name", record.name)
            object.field("scopes", key.grant.scopes.names)
            object.field("brand_access", key.grant.brands == .all ? "all" : "specific")
            object.field("brands", array: brands) { writer, brand in
                writer.object { item in
                    item.field("id", brand.id)
                    item.field("name", brand.name)
                }
            }
            object.field("expires_at", key.grant.expiresAt?.iso8601)
            object.field("addresses", key.grant.addresses.map(\.description))
            object.field("limit") { $0.limit(key.grant.limit, quota: key.quota) }
            object.field("rotates_itself", key.grant.traits.contains(.rotatesItself))
            object.field("rotation") { $0.rotation(key.grant.rotation(at: catalog.clock.now())) }
            object.field("organization") { writer in
                writer.object { item in
                    item.field("id", organization.id)
                    item.field("name", organization.name)
                }
            }
        }
        return json.response()
    }

    /// Asks the same decision as the gate, and for a key with listed brands the answers on foreign, missing and ungranted brands are
    /// one and the same here too.
    private func check(_ request: Request, _ context: AppContext, _ key: VerifiedKey) async throws -> Response {
        var query = QueryReader(request)
        let operation = query.text("operation")
        let brand = query.optionalInteger("brand_id")
        try query.check()
        let explanation: Explanation
        do {
            explanation = try await catalog.insight.explain(
                key.grant, operation: operation, brand: brand, from: context.client)
        } catch CatalogError.invalid(let field, let message) {
            throw Problem(faults: [InputFault(at: ["query", .name(field)], message, type: "value_error")])
        }
        let organization = try await catalog.organizations.find(id: key.organization)
        var json = JSONWriter()
        json.explanation(explanation, organization: organization.name)
        return json.response()
    }

    /// - Throws: a `Refusal` where storage knows of a successor that this process has not heard of yet.
    private func rotate(_ request: Request, _ context: AppContext, _ key: VerifiedKey) async throws -> Response {
        var body = try await BodyReader.readOptional(request)
        let overlap = body.integer("overlap_seconds", default: Self.standardOverlap, in: 0...604_800)
        try body.check()
        guard let created = try await catalog.keys.rotateItself(key, overlap: .seconds(overlap)) else {
            throw Refusal.alreadyRotated(key.id)
        }
        let until = created.key.createdAt + .seconds(overlap)
        var json = JSONWriter()
        json.object { object in
            object.field("token", created.token?.reveal())
            object.field("id", created.key.id.description)
            object.field("expires_at", created.key.grant.expiresAt?.iso8601)
            object.field("old_key_works_until", min(until, key.grant.expiresAt ?? until).iso8601)
        }
        return json.response(status: .created)
    }

    private func tell(_ refusal: Refusal, _ key: Grant, _ context: AppContext) async throws {
        switch refusal {
        case .alreadyRotated: try await catalog.keys.reportReuse(of: key)
        case .rateLimited: break
        default:
            await catalog.denials.record(
                Denial(
                    actor: .key(key.id), organization: key.organization, attempt: "POST /v1/key/rotate", reason: refusal.code,
                    address: context.client))
        }
    }
}

extension JSONWriter {
    /// `null`, or the limit and what is left of it.
    mutating func limit(_ limit: RateLimit?, quota: Quota? = nil) {
        guard let limit else { return null() }
        object { object in
            object.field("requests_per_minute", limit.perMinute)
            object.field("burst", limit.burst)
            if let quota { object.field("remaining", quota.remaining) }
        }
    }

    mutating func rotation(_ rotation: Grant.Rotation?) {
        guard let rotation else { return null() }
        object { object in
            object.field("successor_id", rotation.successor.description)
            object.field("since", rotation.since.iso8601)
            object.field("until", rotation.until.iso8601)
        }
    }

    mutating func explanation(_ explanation: Explanation, organization: String) {
        object { object in
            object.field("allowed", explanation.isAllowed)
            object.field("operation", explanation.operation.name)
            object.field("brand_id", explanation.brand)
            object.field("code", explanation.refusal?.code)
            object.field("reason", explanation.refusal?.sentence)
            object.field("remedy", explanation.remedy(organization: organization))
        }
    }
}
