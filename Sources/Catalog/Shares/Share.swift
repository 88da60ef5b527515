package import APIKeys

/// A link to one brand's report, for somebody without an account. Only the digest of the link's secret part is stored.
package struct Share: Hashable, Sendable {
    package enum State: String, Hashable, Sendable {
        case open
        case expired
        case revoked
        /// The brand is archived; the link works again when the brand is restored.
        case paused
        /// The stored record was changed outside this server.
        case tampered
    }

    package let id: Int
    package let organization: Int
    package let brand: Int
    /// For whom it is, in the words of who made it: `Contoso board`.
    package let recipient: String
    /// What of the report is shown, as it stood in the address of its page.
    package let view: String
    /// As they were called then. The link survives their leaving: it is the organization's.
    package let createdBy: String
    package let createdAt: Timestamp
    package let expiresAt: Timestamp
    package let revokedAt: Timestamp?
    /// The hour in which it was last seen to be opened.
    package let openedAt: Timestamp?
    /// False when the stored record was changed outside this server; such a link opens nothing.
    package let isIntact: Bool

    package init(
        id: Int, organization: Int, brand: Int, recipient: String, view: String, createdBy: String, createdAt: Timestamp,
        expiresAt: Timestamp, revokedAt: Timestamp?, openedAt: Timestamp?, isIntact: Bool
    ) {
        self.id = id
        self.organization = organization
        self.brand = brand
        self.recipient = recipient
        self.view = view
        self.createdBy = createdBy
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
        self.openedAt = openedAt
        self.isIntact = isIntact
    }

    /// - Parameter brand: the one that it shows.
    package func state(at now: Timestamp, of brand: Brand) -> State {
        if !isIntact { return .tampered }
        if revokedAt != nil { return .revoked }
        if now >= expiresAt { return .expired }
        return brand.isArchived ? .paused : .open
    }

    /// What the audit log says of it.
    package func detail(of brand: Brand) -> [String: String] {
        ["brand": brand.name, "brand_id": String(brand.id), "recipient": recipient]
    }
}

/// What an open link shows, and to whom it belongs.
package struct SharedReport: Sendable {
    package let share: Share
    package let brand: Brand
    package let organization: Organization
}
