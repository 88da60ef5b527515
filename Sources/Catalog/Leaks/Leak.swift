package import APIKeys

/// A leak as its organization is told of it.
package struct Leak: Hashable, Sendable {
    /// What was done about it. The raw value is stored and never changes.
    package enum Response: String, CaseIterable, Sendable {
        case revoked, flagged
        /// It had been revoked or rotated out before.
        case ended
    }

    package let organization: Int
    /// Of the key or admin token.
    package let token: KeyID
    package let place: LeakPlace
    /// When it was reported.
    package let at: Timestamp
    package let response: Response

    package init(organization: Int, token: KeyID, place: LeakPlace, at moment: Timestamp, response: Response) {
        self.organization = organization
        self.token = token
        self.place = place
        at = moment
        self.response = response
    }
}

/// A key or admin token of this server that was recognised by its whole secret.
package enum KnownToken: Sendable {
    case key(APIKey)
    case admin(AdminToken)

    package var id: KeyID {
        switch self {
        case .key(let key): key.id
        case .admin(let token): token.id
        }
    }

    package var organization: Int {
        switch self {
        case .key(let key): key.organization
        case .admin(let token): token.organization
        }
    }

    package var name: String {
        switch self {
        case .key(let key): key.name
        case .admin(let token): token.name
        }
    }

    /// `active`, `revoked`, …
    package func state(at now: Timestamp) -> String {
        switch self {
        case .key(let key): key.state(at: now).rawValue
        case .admin(let token): token.state(at: now).rawValue
        }
    }

    package func isLive(at now: Timestamp) -> Bool {
        switch self {
        case .key(let key): key.state(at: now).isLive
        case .admin(let token): token.state(at: now) == .active
        }
    }

    /// Whether nothing is left to be revoked. What has merely expired, or waits for approval, may be brought to life and is not over.
    func isOver(at now: Timestamp) -> Bool {
        switch self {
        case .key(let key): key.grant.end?.isInForce(at: now) == true
        case .admin(let token): token.revokedAt != nil
        }
    }

    var leakAction: AuditAction {
        switch self {
        case .key: .keyLeaked
        case .admin: .adminTokenLeaked
        }
    }
}
