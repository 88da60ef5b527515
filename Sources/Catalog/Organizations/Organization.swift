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
    /// Reads every brand; may be an editor of some.
    case viewer
    /// Reaches only the brands that were shared with them.
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
