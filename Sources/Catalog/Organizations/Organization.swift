package import APIKeys

/// A tenant: an agency or a company. Everything else belongs to one.
package struct Organization: Hashable, Sendable {
    package let id: Int
    /// Stands in addresses and commands: lower case, digits and hyphens.
    package let slug: String
    package let name: String
    package let createdAt: Timestamp

    package init(id: Int, slug: String, name: String, createdAt: Timestamp) {
        self.id = id
        self.slug = slug
        self.name = name
        self.createdAt = createdAt
    }
}

/// What a member may do in the dashboard.
package enum Role: String, CaseIterable, Sendable {
    /// Everything, keys and members included.
    case admin
    /// Brand settings and prompts.
    case editor
    /// Reads every brand.
    case viewer
    /// Reads the brands that were shared with them.
    case guest
}

/// A person. One person may be a member of several organizations.
package struct User: Hashable, Sendable {
    package let id: Int
    package let email: String

    package init(id: Int, email: String) {
        self.id = id
        self.email = email
    }
}

/// A person's place in one organization.
package struct Membership: Hashable, Sendable {
    package let organization: Organization
    package let user: User
    package let role: Role
    package let since: Timestamp
    /// Whether the person has set a password; until then a set-up link is open or has run out.
    package let isSetUp: Bool

    package init(organization: Organization, user: User, role: Role, since: Timestamp, isSetUp: Bool) {
        self.organization = organization
        self.user = user
        self.role = role
        self.since = since
        self.isSetUp = isSetUp
    }
}
