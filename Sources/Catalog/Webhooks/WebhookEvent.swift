/// What a receiver can be told of. The raw value is the `type` of a message and never changes.
package enum WebhookEvent: String, CaseIterable, Sendable {
    case keyCreated = "key.created"
    case keyChanged = "key.changed"
    case keyRotated = "key.rotated"
    case keyRotationFinished = "key.rotation_finished"
    case keyReused = "key.rotated_key_reused"
    case keyChangeRequested = "key.change_requested"
    case keyApproved = "key.approved"
    case keyRejected = "key.rejected"
    case keyRevoked = "key.revoked"
    case keyExpiring = "key.expiring"
    case keyLeaked = "key.leaked"
    case adminTokenLeaked = "admin_token.leaked"

    /// `nil` for an action that no receiver is told of.
    package init?(_ action: AuditAction) {
        switch action {
        case .keyCreated: self = .keyCreated
        // To whom keeps a list of keys, a brand that joins a key's list is a change of the key.
        case .keyChanged, .keyBrandAdded: self = .keyChanged
        case .keyRotated: self = .keyRotated
        case .keyRotationFinished: self = .keyRotationFinished
        case .keyReused: self = .keyReused
        case .keyChangeRequested: self = .keyChangeRequested
        case .keyApproved: self = .keyApproved
        case .keyRejected: self = .keyRejected
        case .keyRevoked: self = .keyRevoked
        case .keyExpiring: self = .keyExpiring
        case .keyLeaked: self = .keyLeaked
        case .adminTokenLeaked: self = .adminTokenLeaked
        default: return nil
        }
    }
}

/// Which events a webhook is sent.
package enum WebhookEvents: Hashable, Sendable {
    /// Every one, those of later versions included.
    case all
    case only(Set<WebhookEvent>)

    package func contains(_ event: WebhookEvent) -> Bool {
        switch self {
        case .all: true
        case .only(let chosen): chosen.contains(event)
        }
    }

    /// The names in the order in which they are documented; `nil` for all.
    package var names: [String]? {
        switch self {
        case .all: nil
        case .only(let chosen): WebhookEvent.allCases.filter(chosen.contains).map(\.rawValue)
        }
    }
}
