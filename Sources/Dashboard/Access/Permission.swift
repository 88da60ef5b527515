package import Catalog

/// What a page asks of a role. This is the only place that says which role may do what in the dashboard.
package enum Permission: CaseIterable, Sendable {
    case seeOverview
    case seeBrands
    case manageKeys
    case manageBrands
    case seeMembers
    case seeAuditLog

    /// Completes the sentence "Only an admin can …".
    package var deed: String {
        switch self {
        case .seeOverview: "see this page"
        case .seeBrands: "see the brands"
        case .manageKeys: "see and make API keys"
        case .manageBrands: "create, archive and restore brands"
        case .seeMembers: "see the members"
        case .seeAuditLog: "read the audit log"
        }
    }
}

extension Role {
    package func may(_ permission: Permission) -> Bool {
        switch permission {
        case .seeOverview: true
        case .seeBrands: self != .guest
        case .manageKeys, .manageBrands, .seeMembers, .seeAuditLog: self == .admin
        }
    }
}
