internal import APIKeys
internal import Catalog

/// Proof that the request comes from a member of the organization in its address. Only ``Doorkeeper`` makes one, so a handler
/// that takes it cannot be reached by anyone else.
struct MemberVisit: Sendable {
    let session: Session
    let membership: Membership
    /// Every organization of this person, the one visited included.
    let memberships: [Membership]

    fileprivate init(session: Session, membership: Membership, memberships: [Membership]) {
        self.session = session
        self.membership = membership
        self.memberships = memberships
    }

    var organization: Organization { membership.organization }
    var slug: String { organization.slug }
    var role: Role { membership.role }
}

/// Proof that the role of the visiting member permits what the page does, beyond reading.
struct AdminVisit: Sendable {
    let member: MemberVisit

    fileprivate init(member: MemberVisit) { self.member = member }

    var organization: Organization { member.organization }
    var slug: String { member.slug }
    var actor: Actor { .user(member.session.user) }
}

/// Proof that the brand in the address is one of the organization's, and that the member may do with it what the page does.
struct BrandVisit: Sendable {
    let visit: AdminVisit
    let brand: Brand
    /// The brands in use, for the menu.
    let others: [BrandName]

    fileprivate init(visit: AdminVisit, brand: Brand, others: [BrandName]) {
        self.visit = visit
        self.brand = brand
        self.others = others
    }

    var organization: Int { visit.organization.id }
    var slug: String { visit.slug }
    var actor: Actor { visit.actor }
    /// Whether the page offers changes; an archived brand is restored first.
    var mayChange: Bool { visit.member.role.may(.changeBrands) && !brand.isArchived }
}

/// Lets people in, to the pages that are theirs.
struct Doorkeeper: Sendable {
    let catalog: Catalog
    let cookies: CookieJar

    /// The session of this browser, if it has one that goes on.
    func session(of page: PageRequest) async throws -> Session? {
        guard let value = cookies.session(in: page.request) else { return nil }
        return try await catalog.accounts.session(cookie: value)
    }

    /// - Throws: ``SignInNeeded``.
    func signedIn(_ page: PageRequest) async throws -> Session {
        guard let session = try await session(of: page) else { throw SignInNeeded(page) }
        return session
    }

    /// - Throws: ``SignInNeeded``; ``PageFailure/notFound`` both for an organization of others and for one that does not exist,
    ///   so that nobody learns which exist.
    func member(_ page: PageRequest) async throws -> MemberVisit {
        let session = try await signedIn(page)
        let memberships = try await catalog.organizations.memberships(of: session.user)
        guard let membership = memberships.first(where: { $0.organization.slug == page.slug }) else {
            throw PageFailure.notFound
        }
        return MemberVisit(session: session, membership: membership, memberships: memberships)
    }

    /// - Throws: what ``member(_:)`` throws; ``Forbidden`` when the role does not permit it.
    func admin(_ page: PageRequest, may permission: Permission) async throws -> AdminVisit {
        let visit = try await member(page)
        guard visit.role.may(permission) else {
            let admins = try await catalog.organizations.members(of: visit.organization).filter { $0.role == .admin }
            throw Forbidden(visit: visit, permission: permission, admins: admins.map(\.user.email))
        }
        return AdminVisit(member: visit)
    }

    /// - Throws: what ``admin(_:may:)`` throws; ``CatalogError/notFound(_:)``, also for a brand of another organization.
    func brand(_ page: PageRequest, may permission: Permission) async throws -> BrandVisit {
        let visit = try await admin(page, may: permission)
        let brand = try await catalog.brands.find(page.brandID(), in: visit.organization.id)
        return BrandVisit(visit: visit, brand: brand, others: try await catalog.brands.names(of: visit.organization.id))
    }
}

/// The page is for people who have signed in.
struct SignInNeeded: Error {
    /// Where to go on afterwards.
    let next: String

    init(_ page: PageRequest) {
        // A form that was sent cannot be sent again from the address; its page can be opened again.
        next = page.isGet ? page.address : page.path
    }
}

/// The page is for people with another role.
struct Forbidden: Error {
    let visit: MemberVisit
    let permission: Permission
    let admins: [String]
}
