package import Catalog

/// What a page asks of a role, which on the pages of a brand is the member's role there. This is the only place that says which role
/// may do what in the dashboard; which brands a member reaches, and as what, `Membership` says.
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
    case shareBrands
    case seeJobs
    case cancelJobs
    case seeMembers
    case manageMembers
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
        case .shareBrands: "share a brand's report with people without an account"
        case .seeJobs: "see jobs and export answers"
        case .cancelJobs: "cancel jobs, and have an evaluation go on"
        case .seeMembers: "see the members"
        case .manageMembers: "invite, change and remove members"
        case .seeAuditLog: "read the audit log"
        }
    }
}

extension Role {
    package func may(_ permission: Permission) -> Bool {
        switch permission {
        case .seeOverview: true
        // A guest is somebody else on each brand that was shared with them: the door asks for the role there.
        case .seeBrands: self != .guest
        case .seeJobs: self != .guest
        case .changeBrands, .shareBrands, .cancelJobs: self == .admin || self == .editor
        case .manageKeys, .decideApprovals, .manageKeyPolicy, .manageAdminTokens, .manageWebhooks, .manageBrands, .seeMembers,
            .manageMembers,
            .seeAuditLog:
            self == .admin
        }
    }
}
