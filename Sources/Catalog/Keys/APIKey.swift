package import APIKeys

/// A key as its organization knows it: the grant, and the story around it. Never its secret.
package struct APIKey: Hashable, Sendable {
    package let grant: Grant
    package let name: String
    package let createdAt: Timestamp
    /// Who made it: an e-mail address, or `command line`.
    package let createdBy: String
    package let lastUse: UsageLedger.Use?
    /// False when the stored record was changed outside this server; such a key is refused.
    package let isIntact: Bool

    package var id: KeyID { grant.id }

    package init(
        grant: Grant, name: String, createdAt: Timestamp, createdBy: String, lastUse: UsageLedger.Use?, isIntact: Bool
    ) {
        self.grant = grant
        self.name = name
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.lastUse = lastUse
        self.isIntact = isIntact
    }

    /// What people call the key's condition.
    package enum State: String, CaseIterable, Sendable { case active, expired, revoked, rotated, tampered }

    package func state(at now: Timestamp) -> State {
        if !isIntact { return .tampered }
        switch grant.end?.cause {
        case .revoked: return .revoked
        case .rotated: return .rotated
        case nil: return grant.expiresAt.map { $0 <= now } ?? false ? .expired : .active
        }
    }
}

/// A key to be made.
package struct KeyDraft: Hashable, Sendable {
    package var name: String
    package var scopes: Scopes
    package var brands: BrandAccess
    package var expiresAt: Timestamp?

    package init(name: String, scopes: Scopes, brands: BrandAccess, expiresAt: Timestamp?) {
        self.name = name
        self.scopes = scopes
        self.brands = brands
        self.expiresAt = expiresAt
    }
}

/// Which keys of an organization to list, and in what order.
package struct KeyQuery: Hashable, Sendable {
    package enum Sort: String, CaseIterable, Sendable { case name, created, lastUsed = "last_used", expires }

    /// Matches within the name, or the start of the public id.
    package var search = ""
    package var state: APIKey.State?
    package var sort = Sort.created
    package var descending = true
    package var limit = 50
    package var offset = 0

    package init() {}
}

/// A page of keys and how many there are in all.
package struct KeyPage: Sendable {
    package let keys: [APIKey]
    package let total: Int

    package init(keys: [APIKey], total: Int) {
        self.keys = keys
        self.total = total
    }
}
