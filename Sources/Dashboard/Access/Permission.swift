package import Catalog

/// What a page asks of a role. This is the only place that says which role may do what in the dashboard.
package enum Permission: CaseIterable, Sendable {
    case seeOverview
    case seeBrands
    case manageKeys
    case decideApprovals
    case manageKeyPolicy
    case manageAdminTokens
    case manageWebhooks
    case manageBrands
    case changeBrands
    case seeMembers
    case seeAuditLog

    /// Completes the sentence "Only an admin can …".
    package var deed: String {
        switch self {
        case .seeOverview: "see this page"
        case .seeBrands: "see the brands"
        case .manageKeys: "see and make API keys"
        case .decideApprovals: "see what waits for approval, and decide it"
        case .manageKeyPolicy: "see and set the key policy"
        case .manageAdminTokens: "see and make admin tokens"
        case .manageWebhooks: "see and make webhooks"
        case .manageBrands: "create, archive and restore brands"
        case .changeBrands: "change a brand's settings and prompts"
        case .seeMembers: "see the members"
        case .seeAuditLog: "read the audit log"
        }
    }
}

extension Role {
    package func may(_ permission: Permission) -> Bool {
        switch permission {
        case .seeOverview: true
        // A guest reads what was shared with them, and nothing can be shared yet.
        case .seeBrands: self != .guest
        case .changeBrands: self == .admin || self == .editor
        case .manageKeys, .decideApprovals, .manageKeyPolicy, .manageAdminTokens, .manageWebhooks, .manageBrands, .seeMembers,
            .seeAuditLog:
            self == .admin
        }
    }
}
