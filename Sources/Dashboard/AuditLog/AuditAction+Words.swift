internal import Catalog

extension AuditAction {
    /// How the filter groups them.
    enum Group: String, CaseIterable, Sendable {
        case keys = "Keys"
        case policy = "Key policy"
        case adminTokens = "Admin tokens"
        case webhooks = "Webhooks"
        case brands = "Brands"
        case prompts = "Prompts"
        case jobs = "Jobs"
        case people = "People"
    }

    var group: Group {
        switch self {
        case .keyCreated, .keyRevoked, .keyBrandAdded, .keyChanged, .keyRotated, .keyRotationFinished, .keyReused,
            .keyChangeRequested, .keyApproved, .keyRejected, .keyExpiring, .keyLeaked:
            .keys
        case .policyChanged, .policyChangeRequested, .policyChangeRejected, .policySealed: .policy
        case .adminTokenCreated, .adminTokenRevoked, .adminTokenLeaked: .adminTokens
        case .webhookCreated, .webhookRemoved: .webhooks
        case .brandCreated, .brandChanged, .brandArchived, .brandRestored, .shareCreated, .shareRevoked: .brands
        case .promptsCreated, .promptsChanged, .promptsArchived, .promptsRestored, .collectionRequested,
            .collectionCancelled:
            .prompts
        case .exportRequested, .jobCancelled, .reevaluationResumed: .jobs
        case .organizationCreated, .memberAdded, .setupLinkMade, .passwordSet, .signedIn, .signedOut, .managementDenied: .people
        case .passwordChanged, .sessionsEnded, .secondFactorTurnedOn, .secondFactorTurnedOff, .secondFactorFailed,
            .recoveryCodesMade, .identityLinked, .identityUnlinked:
            .people
        case .memberInvited, .invitationRenewed, .invitationRevoked, .memberJoined, .memberChanged, .memberRemoved, .memberLeft:
            .people
        }
    }

    /// How the filter names it.
    var label: String {
        switch self {
        case .organizationCreated: "Organization created"
        case .memberAdded: "Member added"
        case .memberInvited: "Member invited"
        case .invitationRenewed: "Invitation renewed"
        case .invitationRevoked: "Invitation revoked"
        case .memberJoined: "Member joined"
        case .memberChanged: "Role changed"
        case .memberRemoved: "Member removed"
        case .memberLeft: "Member left"
        case .setupLinkMade: "Set-up link made"
        case .passwordSet: "Password set"
        case .signedIn: "Signed in"
        case .signedOut: "Signed out"
        case .passwordChanged: "Password changed"
        case .sessionsEnded: "Other browsers signed out"
        case .secondFactorTurnedOn: "Two-factor sign-in turned on"
        case .secondFactorTurnedOff: "Two-factor sign-in turned off"
        case .secondFactorFailed: "Wrong code after a right password"
        case .recoveryCodesMade: "Recovery codes made"
        case .identityLinked: "Account at a provider linked"
        case .identityUnlinked: "Account at a provider unlinked"
        case .brandCreated: "Brand created"
        case .brandChanged: "Brand changed"
        case .brandArchived: "Brand archived"
        case .brandRestored: "Brand restored"
        case .shareCreated: "Report shared"
        case .shareRevoked: "Shared link revoked"
        case .promptsCreated: "Prompts added"
        case .promptsChanged: "Prompts changed"
        case .promptsArchived: "Prompts archived"
        case .promptsRestored: "Prompts taken up again"
        case .collectionRequested: "Collection asked for"
        case .collectionCancelled: "Collection cancelled"
        case .exportRequested: "Export asked for"
        case .jobCancelled: "Job cancelled"
        case .reevaluationResumed: "Evaluation resumed"
        case .keyCreated: "Key created"
        case .keyRevoked: "Key revoked"
        case .keyBrandAdded: "Brand added to a key"
        case .keyChanged: "Key changed"
        case .keyRotated: "Key rotated"
        case .keyRotationFinished: "Overlap of a rotation ended"
        case .keyReused: "Rotated key used again"
        case .keyChangeRequested: "Change of a key asked for"
        case .keyApproved: "Key approved"
        case .keyRejected: "Change of a key turned down"
        case .keyExpiring: "Notice of a key's end"
        case .keyLeaked: "Key found in public"
        case .adminTokenCreated: "Admin token made"
        case .adminTokenRevoked: "Admin token revoked"
        case .adminTokenLeaked: "Admin token found in public"
        case .policyChanged: "Key policy changed"
        case .policyChangeRequested: "Change of the policy asked for"
        case .policyChangeRejected: "Change of the policy turned down"
        case .policySealed: "Key policy sealed"
        case .webhookCreated: "Webhook made"
        case .webhookRemoved: "Webhook removed"
        case .managementDenied: "Attempt denied"
        }
    }
}
