package import APIKeys
internal import Catalog

/// The demo agency that a first `make run` finds, with some history behind it: pages that show usage have something to show.
package enum Demo {
    /// What is shown once, and never stored.
    package struct Credentials: Sendable {
        package let slug: String
        package let email: String
        package let password: String
        package let token: Token
    }

    /// - Returns: `nil` when the installation has an organization already; nothing is changed then.
    package static func seed(_ installation: Installation, now: Timestamp = WallClock.system.now()) async throws -> Credentials? {
        /// The services as they were then.
        func catalog(daysAgo days: Int) -> Catalog {
            let then = now + .seconds(-days * 86_400)
            return Catalog(
                stores: installation.stores, secret: installation.secret, analyst: VisibilityAnalyst(), clock: WallClock { then })
        }
        let founding = catalog(daysAgo: DemoUsage.days)
        guard try await founding.organizations.all().isEmpty else { return nil }
        let actor = Actor.commandLine
        let agency = try await founding.organizations.create(name: "Northwind Agency", by: actor)
        let password = RandomText.make(length: 16)
        let admin = try await founding.organizations.add(
            email: "ann@northwind.example", role: .admin, to: agency, by: actor)
        try await founding.accounts.setPassword(password, of: admin.user, by: actor)
        _ = try await founding.organizations.add(email: "vic@northwind.example", role: .viewer, to: agency, by: actor)

        var ids: [Int] = []
        for brand in brands {
            let draft = BrandDraft(
                BrandContent(name: brand.name, website: "https://\(brand.host)", description: brand.description))
            ids.append(try await founding.brands.create(draft, in: agency.id, by: actor).id)
        }
        let draft = KeyDraft(
            name: "Demo report", scopes: .query, brands: .specific(ids.prefix(3)), expiresAt: Expiry.days(90).moment(from: now))
        let made = try await founding.keys.create(draft, in: agency, by: actor)
        guard let token = made.token, let last = ids.last else { return nil }
        _ = try await catalog(daysAgo: 20).brands.archive(last, in: agency.id, by: actor)
        try await installation.stores.usage.save(DemoUsage.batch(of: made.key.id, brands: ids, until: now))
        return Credentials(slug: agency.slug, email: admin.user.email, password: password, token: token)
    }

    private static let brands: [(name: String, host: String, description: String)] = [
        ("Fabrikam", "fabrikam.example", "Project management for agencies and their clients"),
        ("Contoso Coffee", "contoso-coffee.example", "Single-origin coffee by subscription"),
        ("Adventure Works", "adventure-works.example", "Bicycles and everything that goes with them"),
        ("Tailspin Toys", "tailspin-toys.example", "Wooden toys for children under six"),
        ("Wide World Importers", "wide-world-importers.example", "Wholesale of furniture and textiles"),
        ("Litware", "litware.example", "Payroll software for small companies"),
        ("Proseware", "proseware.example", "A writing assistant; the client left in spring"),
    ]
}
