internal import Catalog
internal import Hummingbird

extension Forbidden {
    /// What the audit log is told.
    func denial(_ page: PageRequest) -> Denial {
        Denial(
            actor: .user(visit.session.user), organization: visit.organization.id,
            attempt: "\(page.request.method) \(page.context.endpointPath ?? "")", reason: "role_lacking",
            address: page.client)
    }
}
