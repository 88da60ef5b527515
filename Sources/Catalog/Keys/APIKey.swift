package import APIKeys

/// A key as its organization knows it: the grant, and the story around it. Never its secret.
package struct APIKey: Hashable, Sendable {
    package var grant: Grant
    package var name: String
    package let createdAt: Timestamp
    /// Who made it: an e-mail address, or `command line`.
    package let createdBy: String
    /// The key that this one replaces or replaced.
    package let predecessor: KeyID?
    /// The key that replaces it or replaced it, also where it was revoked since: for people to read, as nothing seals that then.
    package let heir: KeyID?
    /// While it is rotated: for how long it must have been silent to be ended before the deadline; `nil` for not before.
    package var quietFor: Duration?
    package let lastUse: UsageLedger.Use?
    /// False when the stored record was changed outside this server; such a key is refused.
    package let isIntact: Bool
    /// The number of the last change to it; a higher number is newer.
    package let revision: Int

    /// Shown in the place of a text that cannot be read from its row.
    package static let unreadable = "(unreadable)"

    package var id: KeyID { grant.id }
    package var organization: Int { grant.organization }
    /// The key that replaces it, or replaced it; `nil` for one that was revoked meanwhile.
    package var successor: KeyID? {
        if case .rotated(let rotation)? = grant.end { rotation.successor } else { nil }
    }

    package init(
        grant: Grant, name: String, createdAt: Timestamp, createdBy: String, predecessor: KeyID? = nil,
        heir: KeyID? = nil, quietFor: Duration? = nil, lastUse: UsageLedger.Use? = nil, isIntact: Bool = true, revision: Int = 0
    ) {
        self.grant = grant
        self.name = name
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.predecessor = predecessor
        self.heir = heir
        self.quietFor = quietFor
        self.lastUse = lastUse
        self.isIntact = isIntact
        self.revision = revision
    }

    /// What people call the key's condition.
    package enum State: String, CaseIterable, Sendable {
        case active
        /// It has a successor and works until the overlap ends.
        case rotating
        /// A second admin has not agreed to it yet.
        case pending
        case expired, revoked, rotated, tampered

        /// Whether requests may be accepted on the key.
        package var isLive: Bool { self == .active || self == .rotating }
    }

    package func state(at now: Timestamp) -> State {
        if !isIntact { return .tampered }
        if let end = grant.end, end.isInForce(at: now) { return end.cause == .revoked ? .revoked : .rotated }
        if grant.expiresAt.map({ $0 <= now }) ?? false { return .expired }
        if grant.traits.contains(.awaitsApproval) { return .pending }
        return grant.end == nil ? .active : .rotating
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
    /// Counted up to ``most``: beyond that nobody pages, and counting would take longer than the page.
    package let total: Int

    package static let most = 10_000
    package var isMore: Bool { total > Self.most }

    package init(keys: [APIKey], total: Int) {
        self.keys = keys
        self.total = total
    }
}
