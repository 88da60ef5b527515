package import APIKeys

/// Admin tokens: making them, and letting in who holds one.
package struct AdminTokenService: Sendable {
    /// Proof that a request came with the token of an admin of its organization. Only ``AdminTokenService`` makes one.
    package struct Admin: Sendable {
        package let token: AdminToken
        package let organization: Organization
        package var actor: Actor { .adminToken(token.id, owner: token.owner) }

        fileprivate init(token: AdminToken, organization: Organization) {
            self.token = token
            self.organization = organization
        }
    }

    package static let standardDays = 30
    package static let days = 1...365
    package static let limits = AdminTokenLimits(perPerson: 50, perOrganization: 200)

    private let tokens: any AdminTokenStore
    private let members: any MemberStore
    private let secret: ServerSecret
    private let clock: WallClock

    package init(tokens: any AdminTokenStore, members: any MemberStore, secret: ServerSecret, clock: WallClock) {
        self.tokens = tokens
        self.members = members
        self.secret = secret
        self.clock = clock
    }

    /// Makes a token for a member, who must be an admin. It is shown once.
    /// - Throws: ``CatalogError``; `.invalid` with the field `name` or `days`, `.conflict` when there are too many.
    package func create(
        name: String, days: Int = standardDays, for owner: User, in organization: Organization, by actor: Actor
    ) async throws -> (token: AdminToken, secret: Token) {
        let name = try TextRule.adminTokenName.check(name)
        guard Self.days.contains(days) else {
            throw CatalogError.invalid(field: "days", message: "An admin token lives 1 to \(Self.days.upperBound) days.")
        }
        guard try await isAdmin(owner, of: organization.id) != nil else {
            throw CatalogError.invalid(
                field: "owner", message: "\(owner.email) is no admin of \(organization.name); admin tokens are for admins.")
        }
        let now = clock.now()
        let made = Token.generate(.admin)
        let token = AdminToken(
            id: made.id, organization: organization.id, owner: owner, name: name, createdAt: now,
            expiresAt: now + .seconds(days * 86_400))
        let detail = ["name": name, "owner": owner.email, "expires": token.expiresAt.iso8601]
        try await tokens.insert(
            token, digest: secret.digest(of: made), limits: Self.limits,
            audit: AuditDraft(at: now, actor: actor, action: .adminTokenCreated, detail: detail))
        return (token, made)
    }

    /// Every token that could still work, and a part of those that are over.
    package func list(
        of organization: Organization, _ part: ListPart = ListPart()
    ) async throws -> LiveList<AdminToken> {
        try await tokens.list(of: organization.id, part, at: clock.now())
    }

    /// Those of one person that work.
    package func working(of owner: User, in organization: Organization) async throws -> [AdminToken] {
        try await tokens.live(of: owner.id, in: organization.id, at: clock.now()).filter(\.isIntact)
    }

    /// In whatever state it is.
    /// - Throws: ``CatalogError/notFound(_:)``.
    package func find(_ id: KeyID, in organization: Organization) async throws -> AdminToken {
        guard let token = try await tokens.find(id)?.token, token.organization == organization.id else {
            throw Self.noToken(id, organization)
        }
        return token
    }

    /// - Throws: ``CatalogError/notFound(_:)``.
    package func revoke(_ id: KeyID, in organization: Organization, by actor: Actor) async throws -> AdminToken {
        guard let token = try await revoke(id, in: organization.id, by: actor, reason: nil) else {
            throw Self.noToken(id, organization)
        }
        return token
    }

    private static func noToken(_ id: KeyID, _ organization: Organization) -> CatalogError {
        .notFound("\(organization.name) has no admin token \(id).")
    }

    package func revoke(_ id: KeyID, in organization: Int, by actor: Actor, reason: String?) async throws -> AdminToken? {
        let audit = AuditDraft(
            at: clock.now(), actor: actor, action: .adminTokenRevoked, detail: reason.map { ["reason": $0] } ?? [:])
        return try await tokens.revoke(id, in: organization, audit: audit)
    }

    /// The record whose whole token this is, whether it works or not.
    package func recognise(_ trace: TokenTrace) async throws -> AdminToken? {
        let found = try await tokens.find(trace.id)
        return found.flatMap { $0.token.isIntact && $0.digest == trace.generated ? $0.token : nil }
    }

    /// Lets in who holds the token of an admin.
    /// - Returns: why not, with the record where the whole token was right.
    package func verify(
        _ token: Token, from address: IPAddress?
    ) async throws -> Result<Admin, AdminTokenRejection> {
        guard token.kind == .admin else { return .failure(AdminTokenRejection(.wrongKind(.key))) }
        let now = clock.now()
        let digest = secret.digest(of: token)
        guard let (record, stored) = try await tokens.find(token.id) else { return .failure(AdminTokenRejection(.unknown)) }
        guard record.isIntact else { return .failure(AdminTokenRejection(.sealBroken(token.id))) }
        guard stored == digest else { return .failure(AdminTokenRejection(.unknown)) }
        if let at = record.revokedAt { return .failure(AdminTokenRejection(.revoked(token.id, at: at), record)) }
        guard now < record.expiresAt else {
            return .failure(AdminTokenRejection(.expired(token.id, at: record.expiresAt), record))
        }
        guard let organization = try await isAdmin(record.owner, of: record.organization) else {
            return .failure(AdminTokenRejection(.revoked(token.id, at: now), record))
        }
        // Once a minute; and a disk that is full must not keep anybody from reading.
        if record.lastUse.map({ abs(now.milliseconds - $0.at.milliseconds) >= 60_000 }) ?? true {
            try? await tokens.keepUse(token.id, at: now, address: address)
        }
        return .success(Admin(token: record, organization: organization))
    }

    private func isAdmin(_ user: User, of organization: Int) async throws -> Organization? {
        try await members.memberships(of: user.id).first { $0.organization.id == organization && $0.role == .admin }?.organization
    }
}

/// A refused admin token.
package struct AdminTokenRejection: Error, Sendable {
    package let refusal: Refusal
    /// Whose it is; known only when the whole token matched an intact record.
    package let holder: AdminToken?

    init(_ refusal: Refusal, _ holder: AdminToken? = nil) {
        self.refusal = refusal
        self.holder = holder
    }
}
