internal import Catalog
internal import Hummingbird

extension Forbidden {
    /// What the audit log is told.
    func denial(_ page: PageRequest) -> Denial {
        Denial(
            actor: .user(visit.session.user), organization: visit.organization.id, attempt: page.attempt, reason: "role_lacking",
            address: page.client)
    }
}

extension PageRequest {
    /// Method and route pattern, for the audit log.
    var attempt: String { "\(request.method) \(context.endpointPath ?? "")" }
}
