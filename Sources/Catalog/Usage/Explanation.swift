package import APIKeys

/// The answer to "would this be allowed, and if not, why, and who can change it?"
package struct Explanation: Sendable {
    package let operation: APIKeys.Operation
    package let brand: Int?
    package let decision: Decision

    package var isAllowed: Bool { decision == .allowed }

    package var refusal: Refusal? {
        if case .refused(let refusal) = decision { refusal } else { nil }
    }

    /// Who can change it, and how; `nil` when nothing needs to change.
    package func remedy(organization: String) -> String? {
        switch refusal {
        case nil: nil
        case .scopeMissing, .brandNotGranted, .addressNotAllowed, .selfRotationNotAllowed:
            "An admin of \(organization) can change this key under API Keys in the dashboard, or make another."
        case .brandArchived(let id): "An admin of \(organization) can restore brand \(id) under Brands in the dashboard."
        case .brandNotFound: "Nobody: \(organization) has no such brand. An admin can create it."
        case .awaitsApproval: "A second admin of \(organization) can approve this key under API Keys in the dashboard."
        case .alreadyRotated: "Use the successor. An admin of \(organization) can make a new key under API Keys in the dashboard."
        case .rateLimited: "An admin of \(organization) can raise the key's limit; or wait."
        case .revoked, .rotated, .expired, .unknown, .malformed, .missing, .wrongKind:
            "An admin of \(organization) can make a new key under API Keys in the dashboard."
        case .sealBroken: "The operator of this server must look into it; an admin of \(organization) can make a new key."
        }
    }
}

extension APIKeys.Operation {
    /// The operation with this name, as `GET /v1/key/check` and the usage counts have it: an operation's own name
    /// (`brands.read`), or a scope's (`query`) for anything that the scope opens.
    package static func named(_ name: String, onBrand: Bool) -> APIKeys.Operation? {
        if let known = all.first(where: { $0.name == name }) { return known }
        guard let scope = Scope(rawValue: name) else { return nil }
        return APIKeys.Operation(name, anyOf: Scopes([scope]), target: onBrand ? .brand : .organization)
    }
}
