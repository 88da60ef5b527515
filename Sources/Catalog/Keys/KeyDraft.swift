package import APIKeys

/// A key to be made.
package struct KeyDraft: Sendable {
    package var name: String
    package var scopes: Scopes
    package var brands: BrandAccess
    package var expiresAt: Timestamp?
    package var addresses: [AddressRange] = []
    package var limit: RateLimit?
    package var rotatesItself = false
    /// Given when the caller made the secret; this server generates one otherwise.
    package var supplied: SuppliedSecret?

    package init(name: String, scopes: Scopes, brands: BrandAccess, expiresAt: Timestamp?) {
        self.name = name
        self.scopes = scopes
        self.brands = brands
        self.expiresAt = expiresAt
    }
}

/// What a caller who made a token tells of it: its public id and its SHA-256, never the token.
package struct SuppliedSecret: Sendable {
    package let id: KeyID
    package let hash: TokenHash

    package init(id: KeyID, hash: TokenHash) {
        self.id = id
        self.hash = hash
    }
}

extension CatalogError {
    /// What comes of a supplied id that another key has, whoever's it is.
    package static func taken(_ id: KeyID) -> CatalogError {
        .conflict("The key id \(id) is taken. Generate another token; its id must be new.")
    }
}

/// What to change of a key; what is `nil` stays as it is.
package struct KeyEdit: Hashable, Sendable {
    package var name: String?
    package var scopes: Scopes?
    package var brands: BrandAccess?
    /// `.some(nil)` for never.
    package var expiresAt: Timestamp??
    package var addresses: [AddressRange]?
    /// `.some(nil)` for no limit.
    package var limit: RateLimit??
    package var rotatesItself: Bool?

    package init() {}

    package func applied(to key: APIKey) -> APIKey {
        var key = key
        key.grant = applied(to: key.grant)
        if let name { key.name = name }
        return key
    }

    package func applied(to grant: Grant) -> Grant {
        var grant = grant
        if let scopes { grant.scopes = scopes }
        if let brands { grant.brands = brands }
        if let expiresAt { grant.expiresAt = expiresAt }
        if let addresses { grant.addresses = addresses }
        if let limit { grant.limit = limit }
        if let rotatesItself {
            if rotatesItself { grant.traits.insert(.rotatesItself) } else { grant.traits.remove(.rotatesItself) }
        }
        return grant
    }
}

/// A key that was just made.
package struct CreatedKey: Sendable {
    package let key: APIKey
    /// The only time that it is known; `nil` when the caller made the secret.
    package let token: Token?

    /// Whether it waits for a second admin.
    package var isPending: Bool { key.grant.traits.contains(.awaitsApproval) }
}
