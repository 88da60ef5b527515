internal import Catalog

/// What stands around every page.
struct Chrome: Sendable {
    let tab: String
    let style: String
    let script: String
    let icon: String
    let homeURL: String
    /// What every form of the page carries; empty where there is none.
    let formToken: String
    /// For people who have signed in.
    let bar: Bar?
    /// For people who read what an organization shared with them: its name, from where no way leads into it.
    let host: Host?

    struct Host: Sendable {
        let hostName: String
        let hostInitial: String

        init(_ organization: Organization) {
            hostName = organization.name
            hostInitial = organization.name.first.map { $0.uppercased() } ?? "·"
        }
    }

    /// The bar at the top: the organization and its menu on the left, the person on the right.
    struct Bar: Sendable {
        let organization: String
        let initial: String
        let startURL: String
        let entries: [MenuEntry]
        let others: [MenuEntry]
        let hasOthers: Bool
        let leaveURL: String
        let place: MenuEntry?
        let brand: BrandBar?
        let email: String
        let accountURL: String
        let isAtAccount: Bool
        let signOutURL: String
    }

    struct MenuEntry: Sendable {
        let label: String
        let url: String
        let isHere: Bool
    }
}

/// The parts of an organization's site, as the menu names them.
enum Section: CaseIterable, Sendable {
    case overview, keys, approvals, policy, adminTokens, webhooks, brands, jobs, members, audit

    var label: String {
        switch self {
        case .overview: "Overview"
        case .keys: "API Keys"
        case .approvals: "Approvals"
        case .policy: "Key policy"
        case .adminTokens: "Admin tokens"
        case .webhooks: "Webhooks"
        case .brands: "Brands"
        case .jobs: "Jobs"
        case .members: "Members"
        case .audit: "Audit log"
        }
    }

    func path(_ slug: String) -> SitePath {
        switch self {
        case .overview: .organization(slug)
        case .keys: .keys(slug)
        case .approvals: .approvals(slug)
        case .policy: .policy(slug)
        case .adminTokens: .adminTokens(slug)
        case .webhooks: .webhooks(slug)
        case .brands: .brands(slug)
        case .jobs: .jobs(slug)
        case .members: .members(slug)
        case .audit: .audit(slug)
        }
    }

    var permission: Permission {
        switch self {
        case .overview: .seeOverview
        case .keys: .manageKeys
        case .approvals: .decideApprovals
        case .policy: .manageKeyPolicy
        case .adminTokens: .manageAdminTokens
        case .webhooks: .manageWebhooks
        case .brands: .manageBrands
        case .jobs: .seeJobs
        case .members: .seeMembers
        case .audit: .seeAuditLog
        }
    }

    /// What the menu offers a role.
    static func menu(for role: Role) -> [Section] {
        allCases.filter { role.may($0.permission) }
    }
}

extension Chrome.Bar {
    init(
        _ membership: Membership, all: [Membership], at section: Section?, brand: Chrome.BrandBar? = nil,
        isAtAccount: Bool = false
    ) {
        let slug = membership.organization.slug
        organization = membership.organization.name
        initial = membership.organization.name.first.map { $0.uppercased() } ?? "·"
        startURL = SitePath.organization(slug).address
        entries = Section.menu(for: membership.role).map {
            Chrome.MenuEntry(label: $0.label, url: $0.path(slug).address, isHere: $0 == section)
        }
        others = all.filter { $0.organization.id != membership.organization.id }.map {
            Chrome.MenuEntry(
                label: $0.organization.name, url: SitePath.organization($0.organization.slug).address, isHere: false)
        }
        hasOthers = !others.isEmpty
        leaveURL = SitePath.leave(slug).address
        self.brand = brand
        place = section.map { Chrome.MenuEntry(label: $0.label, url: $0.path(slug).address, isHere: true) }
        email = membership.user.email
        accountURL = SitePath.account.address
        self.isAtAccount = isAtAccount
        signOutURL = SitePath.signOut.address
    }
}
