package import APIKeys

/// A person's place in one organization.
package struct Membership: Hashable, Sendable {
    package let organization: Organization
    package let user: User
    package let role: Role
    /// What they were given on single brands, by the brand's id; see ``Role/brandRoles``.
    package let brandRoles: [Int: BrandRole]
    package let since: Timestamp
    /// Whether the person has a way to sign in: a password, or an account at a provider. Until then a set-up link is open or has run out.
    package let isSetUp: Bool

    package init(
        organization: Organization, user: User, role: Role, brandRoles: [Int: BrandRole] = [:], since: Timestamp, isSetUp: Bool
    ) {
        self.organization = organization
        self.user = user
        self.role = role
        self.brandRoles = brandRoles
        self.since = since
        self.isSetUp = isSetUp
    }
}

/// Which brands of their organization a member reaches. This is the only place that says so: a page of one brand asks it through the
/// door, a list of brands asks it for those to show.
extension Membership {
    /// The role on this brand of the organization; `nil`: they cannot reach it.
    package func role(on brand: Int) -> Role? { role.on(brandRoles[brand]) }

    package var terms: MemberTerms { MemberTerms(role, brandRoles: brandRoles) }

    package func reaches(_ brand: Int) -> Bool { role(on: brand) != nil }

    package func reachable(among brands: [Brand]) -> [Brand] { brands.filter { reaches($0.id) } }

    package func reachable(among brands: [BrandName]) -> [BrandName] { brands.filter { reaches($0.id) } }
}
