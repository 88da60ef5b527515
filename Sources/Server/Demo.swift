package import APIKeys
package import Catalog

/// The demo agency that a first `make run` finds.
package enum Demo {
    /// What is shown once, and never stored.
    package struct Credentials: Sendable {
        package let slug: String
        package let email: String
        package let password: String
        package let token: Token
    }

    /// - Returns: `nil` when the installation has an organization already; nothing is changed then.
    package static func seed(_ catalog: Catalog) async throws -> Credentials? {
        guard try await catalog.organizations.all().isEmpty else { return nil }
        let actor = Actor.commandLine
        let agency = try await catalog.organizations.create(name: "Northwind Agency", by: actor)
        let password = RandomText.make(length: 16)
        let admin = try await catalog.organizations.add(
            email: "ann@northwind.example", role: .admin, to: agency, by: actor)
        try await catalog.accounts.setPassword(password, of: admin.user, by: actor)
        _ = try await catalog.organizations.add(email: "vic@northwind.example", role: .viewer, to: agency, by: actor)

        var ids: [Int] = []
        for brand in brands {
            let draft = BrandDraft(
                BrandContent(name: brand.name, website: "https://\(brand.host)", description: brand.description))
            ids.append(try await catalog.brands.create(draft, in: agency.id, by: actor).id)
        }
        if let last = ids.last { _ = try await catalog.brands.archive(last, in: agency.id, by: actor) }

        let draft = KeyDraft(
            name: "Demo report", scopes: .query, brands: .specific(ids.prefix(3)),
            expiresAt: Expiry.days(90).moment(from: catalog.clock.now()))
        guard let token = try await catalog.keys.create(draft, in: agency, by: actor).token else { return nil }
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
