internal import APIKeys
internal import Catalog
internal import Hummingbird
internal import Web

/// The organization itself, and what is asked about its brands.
struct OrganizationController: Sendable {
    let gate: AdminGate
    let catalog: Catalog

    func addRoutes(to router: RouterGroup<AppContext>) {
        router.get("", use: gate.admit(describe))
        router.get("brands/{brand_id}/archive-impact", use: gate.admit(archiveImpact))
    }

    /// Also the way to see whether a token works, and for how long it will.
    private func describe(_ request: Request, _ context: AppContext, _ admin: AdminGate.Admin) -> Response {
        var json = JSONWriter()
        json.object { object in
            object.field("id", admin.organization.id)
            object.field("slug", admin.organization.slug)
            object.field("name", admin.organization.name)
            object.field("admin_token") { writer in
                writer.object { token in
                    token.field("id", admin.token.id.description)
                    token.field("name", admin.token.name)
                    token.field("owner", admin.token.owner.email)
                    token.field("expires_at", admin.token.expiresAt.iso8601)
                }
            }
        }
        return json.response()
    }

    private func archiveImpact(_ request: Request, _ context: AppContext, _ admin: AdminGate.Admin) async throws -> Response {
        let brand = try await catalog.brands.find(try context.integer("brand_id").get(), in: admin.organization.id)
        let impact = try await catalog.insight.impactOfArchiving(brand.id, in: admin.organization)
        var json = JSONWriter()
        json.impact(impact)
        return json.response()
    }
}
