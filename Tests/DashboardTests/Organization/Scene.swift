import APIKeys
import Catalog
import Storage
import Testing

@testable import Dashboard

/// A site with a second admin, Raj, and what the tests of the organization's pages do on it.
struct Scene: Sendable {
    let site: TestSite
    let admin: Browser
    let raj: Browser
    let adminUser: User
    let rajUser: User

    static let slug = "northwind-agency"

    var catalog: Catalog { site.catalog }
    var organization: Organization { site.northwind }
    var adminActor: Actor { .user(adminUser) }

    init(fourEyes: Bool = false) async throws {
        site = try await TestSite()
        let raj = try await site.catalog.organizations.add(
            email: "raj@northwind.example", role: .admin, to: site.northwind, by: .commandLine)
        try await site.catalog.accounts.setPassword(TestSite.password, of: raj.user, by: .commandLine)
        rajUser = raj.user
        let members = try await site.catalog.organizations.members(of: site.northwind)
        adminUser = try #require(members.first { $0.user.email == "admin@northwind.example" }).user
        admin = try await site.signIn("admin@northwind.example")
        self.raj = try await site.signIn("raj@northwind.example")
        if fourEyes {
            var policy = OrganizationPolicy()
            policy.fourEyes = true
            _ = try await site.catalog.policies.set(policy, of: site.northwind, by: .commandLine)
        }
    }

    func key(
        _ name: String = "Looker", brands: BrandAccess = .all, expiresAt: Timestamp? = nil, by actor: Actor = .commandLine
    ) async throws -> CreatedKey {
        try await catalog.keys.create(
            KeyDraft(name: name, scopes: [.query], brands: brands, expiresAt: expiresAt), in: organization, by: actor)
    }

    /// Takes what is due and says what came of it.
    func deliver(_ outcome: AttemptOutcome) async throws {
        let secret = try #require(ServerSecret([UInt8](repeating: 7, count: 32)))
        let queue = Stores(database: site.database, secret: secret).webhookQueue
        for attempt in try await queue.claim(limit: 100, share: 100, lease: .seconds(60), at: testNow) {
            let result = RetrySchedule.result(of: outcome, attempt: attempt.number, at: testNow, jitter: 0.5)
            try await queue.record(result, of: attempt)
        }
    }

    func policy() async throws -> OrganizationPolicy { try await catalog.policies.find(of: organization) }
}
