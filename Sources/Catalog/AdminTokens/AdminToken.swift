package import APIKeys

/// What a program needs to manage an organization's keys. It acts for the admin who made it, and only while that person is one.
package struct AdminToken: Hashable, Sendable {
    package let id: KeyID
    package let organization: Int
    package let owner: User
    package let name: String
    package let createdAt: Timestamp
    package let expiresAt: Timestamp
    package let revokedAt: Timestamp?
    package let lastUse: (at: Timestamp, address: String)?
    /// False when the stored record was changed outside this server; such a token is refused.
    package let isIntact: Bool

    package init(
        id: KeyID, organization: Int, owner: User, name: String, createdAt: Timestamp, expiresAt: Timestamp,
        revokedAt: Timestamp? = nil, lastUse: (at: Timestamp, address: String)? = nil, isIntact: Bool = true
    ) {
        self.id = id
        self.organization = organization
        self.owner = owner
        self.name = name
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
        self.lastUse = lastUse
        self.isIntact = isIntact
    }

    package enum State: String, Sendable { case active, expired, revoked, tampered }

    package func state(at now: Timestamp) -> State {
        if !isIntact { return .tampered }
        if revokedAt != nil { return .revoked }
        return expiresAt <= now ? .expired : .active
    }

    package static func == (left: Self, right: Self) -> Bool { left.id == right.id && left.revokedAt == right.revokedAt }
    package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

extension AdminToken {
    /// The bytes under its seal.
    package func sealed(_ digest: AuthenticationCode) -> [UInt8] {
        let revoked = revokedAt.map { String($0.milliseconds) } ?? ""
        return Array("\(id):\(organization):\(owner.id):\(expiresAt.milliseconds):\(revoked):".utf8) + digest.bytes
    }
}

package protocol AdminTokenStore: Sendable {
    /// - Throws: `.conflict` when its owner, or its organization, has as many that could still work as `limits` allow.
    func insert(_ token: AdminToken, digest: AuthenticationCode, limits: AdminTokenLimits, audit: AuditDraft) async throws
    /// The token with this id, of whatever organization, and its digest.
    func find(_ id: KeyID) async throws -> (token: AdminToken, digest: AuthenticationCode)?
    /// - Parameter now: tells the tokens that could still work from those that are over.
    func list(of organization: Int, _ part: ListPart, at now: Timestamp) async throws -> LiveList<AdminToken>
    /// Those of one person that could still work, the newest first.
    func live(of owner: Int, in organization: Int, at now: Timestamp) async throws -> [AdminToken]
    /// - Returns: the token as it now is; `nil` when the organization has none with that id. Revoking twice is harmless.
    func revoke(_ id: KeyID, in organization: Int, audit: AuditDraft) async throws -> AdminToken?
    func keepUse(_ id: KeyID, at now: Timestamp, address: IPAddress?) async throws
}

/// How many tokens could work at one time.
package struct AdminTokenLimits: Hashable, Sendable {
    package let perPerson: Int
    package let perOrganization: Int
}
