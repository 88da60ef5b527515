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
        case people = "People"
    }

    var group: Group {
        switch self {
        case .keyCreated, .keyRevoked, .keyBrandAdded, .keyChanged, .keyRotated, .keyRotationFinished, .keyReused,
            .keyChangeRequested, .keyApproved, .keyRejected, .keyExpiring, .keyLeaked:
            .keys
        case .policyChanged, .policyChangeRequested, .policyChangeRejected: .policy
        case .adminTokenCreated, .adminTokenRevoked, .adminTokenLeaked: .adminTokens
        case .webhookCreated, .webhookRemoved: .webhooks
        case .brandCreated, .brandChanged, .brandArchived, .brandRestored: .brands
        case .promptsCreated, .promptsChanged, .promptsArchived, .promptsRestored, .collectionRequested: .prompts
        case .organizationCreated, .memberAdded, .setupLinkMade, .passwordSet, .signedIn, .signedOut, .managementDenied: .people
        }
    }

    /// How the filter names it.
    var label: String {
        switch self {
        case .organizationCreated: "Organization created"
        case .memberAdded: "Member added"
        case .setupLinkMade: "Set-up link made"
        case .passwordSet: "Password set"
        case .signedIn: "Signed in"
        case .signedOut: "Signed out"
        case .brandCreated: "Brand created"
        case .brandChanged: "Brand changed"
        case .brandArchived: "Brand archived"
        case .brandRestored: "Brand restored"
        case .promptsCreated: "Prompts added"
        case .promptsChanged: "Prompts changed"
        case .promptsArchived: "Prompts archived"
        case .promptsRestored: "Prompts taken up again"
        case .collectionRequested: "Collection asked for"
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
        case .webhookCreated: "Webhook made"
        case .webhookRemoved: "Webhook removed"
        case .managementDenied: "Attempt denied"
        }
    }
}
