package import APIKeys

/// Everything that people do with keys.
package struct KeyService: Sendable {
    private let keys: any KeyStore
    private let brands: any BrandStore
    private let clock: WallClock
    private let refresh: AccessRefresh

    package init(keys: any KeyStore, brands: any BrandStore, clock: WallClock, refresh: @escaping AccessRefresh) {
        self.keys = keys
        self.brands = brands
        self.clock = clock
        self.refresh = refresh
    }

    /// Makes a key. The token in the answer is the only one there will ever be.
    /// - Throws: ``CatalogError/invalid(field:message:)`` with the field `name`, `scopes`, `brands` or `expires`.
    package func create(
        _ draft: KeyDraft, in organization: Organization, by actor: Actor
    ) async throws -> (key: APIKey, token: Token) {
        let now = clock.now()
        let name = try TextRule.keyName.check(draft.name)
        guard !draft.scopes.isEmpty else {
            throw CatalogError.invalid(
                field: "scopes",
                message: "Choose at least one scope: \(Scope.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        if let expiresAt = draft.expiresAt, expiresAt <= now {
            throw CatalogError.invalid(
                field: "expires", message: "The expiry \(expiresAt.iso8601) is in the past. Choose a later one, or never.")
        }
        let named = try await check(draft, in: organization)

        let token = Token.generate()
        let key = APIKey(
            grant: Grant(
                id: token.id, organization: organization.id, scopes: draft.scopes, brands: draft.brands,
                expiresAt: draft.expiresAt),
            name: name, createdAt: now, createdBy: actor.name, lastUse: nil, isIntact: true)
        let detail = [
            "name": name,
            "scopes": draft.scopes.names.joined(separator: ", "),
            "brands": named.map { $0.joined(separator: ", ") } ?? "all",
            "expires": draft.expiresAt?.iso8601 ?? "never",
        ]
        try await keys.insert(key, token: token, audit: AuditDraft(at: now, actor: actor, action: .keyCreated, detail: detail))
        try await refresh()
        return (key, token)
    }

    /// The names of the listed brands, `nil` for all, once each is known to be there and in use.
    private func check(_ draft: KeyDraft, in organization: Organization) async throws -> [String]? {
        guard let ids = draft.brands.listed else { return nil }
        if ids.isEmpty, !draft.scopes.contains(.createBrand) {
            throw CatalogError.invalid(field: "brands", message: "Choose at least one brand, or all brands.")
        }
        let there = try await brands.brands(of: organization.id)
        return try ids.map { id in
            guard let brand = there.first(where: { $0.id == id }) else {
                throw CatalogError.invalid(field: "brands", message: "\(organization.name) has no brand \(id).")
            }
            guard !brand.isArchived else {
                throw CatalogError.invalid(
                    field: "brands", message: "Brand \(id) (\(brand.name)) is archived. Restore it first, or leave it out.")
            }
            return brand.name
        }
    }

    package func list(_ query: KeyQuery, of organization: Organization) async throws -> KeyPage {
        try await keys.list(query, of: organization.id, at: clock.now())
    }

    /// - Throws: ``CatalogError/notFound(_:)``, also for a key of another organization.
    package func find(_ id: KeyID, in organization: Organization) async throws -> APIKey {
        guard let key = try await keys.find(id, in: organization.id) else { throw Self.noKey(id, organization) }
        return key
    }

    /// Ends a key for good. When this returns, no request that begins later is accepted on it. Revoking twice is harmless.
    package func revoke(_ id: KeyID, in organization: Organization, by actor: Actor) async throws -> APIKey {
        let now = clock.now()
        let draft = AuditDraft(at: now, actor: actor, action: .keyRevoked)
        let ended = try await keys.end(.init(.revoked, at: now), key: id, in: organization.id, audit: draft)
        guard let ended else { throw Self.noKey(id, organization) }
        try await refresh()
        return ended
    }

    private static func noKey(_ id: KeyID, _ organization: Organization) -> CatalogError {
        .notFound("\(organization.name) has no key \(id).")
    }
}

/// Brings what is held in memory up to what was just committed; only then may a change be called done.
package typealias AccessRefresh = @Sendable () async throws -> Void
