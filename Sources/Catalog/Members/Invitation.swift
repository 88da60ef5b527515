package import APIKeys

/// An offer to become a member, open until it is accepted, revoked or its time is over. Whoever holds its link and is the person with
/// its address can accept. Only the digest of the link's secret part is stored.
package struct Invitation: Hashable, Sendable {
    package enum State: Hashable, Sendable {
        case open
        case expired
        /// Who invited is no admin any more: what they began ends with that, as their admin tokens do.
        case orphaned
    }

    package let id: Int
    package let organization: Organization
    /// Has perhaps never been here.
    package let user: User
    package let terms: MemberTerms
    /// Who invited; `nil` for the command line.
    package let inviter: Int?
    /// As they were called then.
    package let invitedBy: String
    package let createdAt: Timestamp
    package let expiresAt: Timestamp
    /// Whether who invited could do so now.
    package let isBacked: Bool

    package init(
        id: Int, organization: Organization, user: User, terms: MemberTerms, inviter: Int?, invitedBy: String,
        createdAt: Timestamp, expiresAt: Timestamp, isBacked: Bool
    ) {
        self.id = id
        self.organization = organization
        self.user = user
        self.terms = terms
        self.inviter = inviter
        self.invitedBy = invitedBy
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.isBacked = isBacked
    }

    package func state(at now: Timestamp) -> State { now >= expiresAt ? .expired : isBacked ? .open : .orphaned }
}

/// What the person who opens the link is told before they accept.
package struct InvitationOffer: Hashable, Sendable {
    /// A brand that comes with it.
    package struct SharedBrand: Hashable, Sendable {
        package let name: String
        package let role: BrandRole
    }

    /// How they accept.
    package enum Way: Hashable, Sendable {
        /// They have never been here: they choose a password.
        case choosingPassword
        /// There is an account of theirs: they sign in to it first. The link alone must not open it, for who invited has seen the link.
        case signingIn
    }

    package let invitation: Invitation
    package let brands: [SharedBrand]
    package let way: Way
}
