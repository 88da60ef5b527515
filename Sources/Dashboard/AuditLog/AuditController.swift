internal import APIKeys
internal import Catalog
internal import Hummingbird

/// Reading the audit log.
struct AuditController: Sendable {
    let site: Site

    var entries: [SiteEntry] { [.admin(.audit, .seeAuditLog, site, list)] }

    @Sendable func list(_ visit: AdminVisit, _ page: PageRequest) async throws -> Response {
        let filter = AuditFilter(page.query)
        let events =
            filter.problems.isEmpty ? try await site.catalog.audit.list(filter.query, of: visit.organization) : []
        let model = AuditPage(
            events, for: filter, slug: visit.slug, brandNames: try await site.brandNames(of: visit.organization),
            keyNames: try await keyNames(in: events, of: visit.organization), words: site.words)
        return site.page(model, for: visit, at: .audit)
    }

    /// The names of the keys that a page of entries speaks of without naming them.
    private func keyNames(in events: [AuditEvent], of organization: Organization) async throws -> [KeyID: String] {
        let ids = events.filter { $0.subjectKind == "key" && $0.detail["name"] == nil }.compactMap { KeyID($0.subject) }
        var names: [KeyID: String] = [:]
        for id in Set(ids) {
            // A key that is not there any more keeps its id in the sentence.
            names[id] = try? await site.catalog.keys.find(id, in: organization).name
        }
        return names
    }
}
