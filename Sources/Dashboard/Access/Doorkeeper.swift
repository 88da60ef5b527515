internal import APIKeys
internal import Catalog
internal import Visibility

/// Proof of who comes by a session.
protocol Visit: Sendable {
    var session: Session { get }
}

/// Proof that somebody has signed in. Only ``Doorkeeper`` makes one. It opens what is the person's own, and nothing of an organization.
struct PersonVisit: Visit {
    let session: Session
    let memberships: [Membership]

    fileprivate init(session: Session, memberships: [Membership]) {
        self.session = session
        self.memberships = memberships
    }
}

/// Proof that the request comes from a member of the organization in its address. Only ``Doorkeeper`` makes one, so a handler
/// that takes it cannot be reached by anyone else.
struct MemberVisit: Visit {
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
struct AdminVisit: Visit {
    let member: MemberVisit

    fileprivate init(member: MemberVisit) { self.member = member }

    var session: Session { member.session }
    var organization: Organization { member.organization }
    var slug: String { member.slug }
    var actor: Actor { .user(member.session.user) }
}

/// Proof that the brand in the address is one that the member reaches, and that they may do with it what the page does.
struct BrandVisit: Visit {
    let visit: AdminVisit
    let brand: Brand
    /// The member's on this brand; may be more than the one they have in the organization.
    let role: Role
    /// The brands in use that the member reaches, for the menu.
    let others: [BrandName]
    /// Which of the brand's answers the address asks for; links between its pages keep it.
    let view: BrandView
    /// While not all answers are evaluated by what the brand is now.
    let evaluation: Job?

    fileprivate init(
        visit: AdminVisit, brand: Brand, role: Role, others: [BrandName], view: BrandView, evaluation: Job?
    ) {
        self.visit = visit
        self.brand = brand
        self.role = role
        self.others = others
        self.view = view
        self.evaluation = evaluation
    }

    var session: Session { visit.session }
    var organization: Int { visit.organization.id }
    var slug: String { visit.slug }
    var actor: Actor { visit.actor }
    /// Whether the page offers changes; an archived brand is restored first.
    var mayChange: Bool { role.may(.changeBrands) && !brand.isArchived }
}

/// Proof that the address has a link to a brand's report in it that is open. Only ``Doorkeeper`` makes one. It opens that report, in the
/// view that it was shared in, and nothing else: there is no way from it to a session, a role or another brand.
struct SharedVisit: Sendable {
    let report: SharedReport
    let view: BrandView
    /// Its secret part, as it stands in the address.
    let link: String

    fileprivate init(report: SharedReport, view: BrandView, link: String) {
        self.report = report
        self.view = view
        self.link = link
    }

    var brand: Brand { report.brand }
}

/// Lets people in, to the pages that are theirs.
struct Doorkeeper: Sendable {
    let catalog: Catalog
    let cookies: CookieJar
    let sightings = Sightings()

    /// The session of this browser, if it has one that goes on.
    func session(of page: PageRequest) async throws -> Session? {
        guard let value = cookies.session(in: page.request), let session = try await catalog.accounts.session(cookie: value)
        else { return nil }
        if catalog.accounts.isSeenAnew(session) {
            let (accounts, client) = (catalog.accounts, page.client)
            sightings.note("session \(session.id)") { await accounts.keepSeen(session, from: client) }
        }
        return session
    }

    /// - Throws: ``SignInNeeded``.
    func signedIn(_ page: PageRequest) async throws -> Session {
        guard let session = try await session(of: page) else { throw SignInNeeded(page) }
        return session
    }

    /// - Throws: ``SignInNeeded``.
    func person(_ page: PageRequest) async throws -> PersonVisit {
        let session = try await signedIn(page)
        return PersonVisit(session: session, memberships: try await catalog.organizations.memberships(of: session.user))
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
        guard visit.role.may(permission) else { throw try await forbidden(visit, permission) }
        return AdminVisit(member: visit)
    }

    /// - Throws: what ``member(_:)`` throws; ``PageFailure/notFound`` for a brand that the member does not reach, as for one of another
    ///   organization and one that does not exist; ``Forbidden`` when their role on the brand does not permit it.
    func brand(_ page: PageRequest, may permission: Permission) async throws -> BrandVisit {
        let visit = try await member(page)
        let brand = try await catalog.brands.find(page.brandID(), in: visit.organization.id)
        guard let role = visit.membership.role(on: brand.id) else { throw PageFailure.notFound }
        guard role.may(permission) else { throw try await forbidden(visit, permission, on: (brand, role)) }
        let names = try await catalog.brands.names(of: visit.organization.id)
        let view = BrandView(page.query, today: Day(milliseconds: Int(catalog.clock.now().milliseconds)))
        return BrandVisit(
            visit: AdminVisit(member: visit), brand: brand, role: role, others: visit.membership.reachable(among: names),
            view: view.keeping(personas: try await catalog.brands.personas(view.personas, everOf: brand)),
            evaluation: brand.isArchived ? nil : try await catalog.jobs.openReevaluation(of: brand))
    }

    /// Who is signed in does not matter here.
    /// - Throws: ``ShareClosed``, the same for whatever reason.
    func shared(_ page: PageRequest) async throws -> SharedVisit {
        guard let report = try await catalog.shares.open(page.link), let view = SharedView(stored: report.share.view) else {
            throw ShareClosed()
        }
        if catalog.shares.isOpenedAnew(report.share) {
            let shares = catalog.shares
            sightings.note("share \(report.share.id)") { await shares.keepOpened(report.share) }
        }
        return SharedVisit(report: report, view: view.view, link: page.link)
    }

    /// Why somebody who reaches a brand may not do more there.
    func forbidden(_ visit: BrandVisit, _ permission: Permission) async throws -> Forbidden {
        try await forbidden(visit.visit.member, permission, on: (visit.brand, visit.role))
    }

    private func forbidden(
        _ visit: MemberVisit, _ permission: Permission, on place: (brand: Brand, role: Role)? = nil
    ) async throws -> Forbidden {
        let admins = try await catalog.organizations.members(of: visit.organization).filter { $0.role == .admin }
        return Forbidden(
            visit: visit, permission: permission, role: place?.role ?? visit.role, brand: place?.brand.name,
            admins: admins.map(\.user.email))
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

/// The link opens no report: it never did, was revoked or has run out, or the brand is archived. Nobody learns which.
struct ShareClosed: Error {}

/// The page is for people with another role.
struct Forbidden: Error {
    let visit: MemberVisit
    let permission: Permission
    /// The role that does not permit it, and the brand where it is a role on one.
    let role: Role
    let brand: String?
    let admins: [String]
}
