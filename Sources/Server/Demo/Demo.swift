package import APIKeys
package import Catalog

/// The demo agency that a first `make run` finds, with some history behind it: pages that show usage have something to show.
package enum Demo {
    /// What is shown once, and never stored.
    package struct Credentials: Sendable {
        package let slug: String
        package let email: String
        package let password: String
        package let token: Token
    }

    /// - Parameters:
    ///   - responses: of the first brand; the others have a fiftieth of that.
    ///   - progress: is told the brand, and how many of its responses are written.
    /// - Returns: `nil` when the installation has an organization already; nothing is changed then.
    package static func seed(
        _ installation: Installation, responses: Int = 50_000, now: Timestamp = WallClock.system.now(),
        progress: (_ brand: String, _ responses: Int) -> Void = { _, _ in }
    ) async throws -> Credentials? {
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
        for (index, client) in DemoBrands.all.enumerated() {
            let brand = try await founding.brands.create(DemoBrands.draft(client), in: agency.id, by: actor)
            ids.append(brand.id)
            let batch = try await founding.prompts.prepare(DemoBrands.prompts(of: brand), of: brand.id, in: agency.id)
            _ = try await founding.prompts.add(batch, by: actor)
            let count = index == 0 ? responses : responses / 50
            if count > 0 { _ = try await fill(brand, with: count, catalog(daysAgo: 0)) { progress(client.name, $0) } }
        }
        let draft = KeyDraft(
            name: "Demo report", scopes: .query, brands: .specific(ids.prefix(3)), expiresAt: Expiry.days(90).moment(from: now))
        let made = try await founding.keys.create(draft, in: agency, by: actor)
        guard let token = made.token, let last = ids.last else { return nil }
        _ = try await catalog(daysAgo: 20).brands.archive(last, in: agency.id, by: actor)
        try await installation.stores.usage.save(DemoUsage.batch(of: made.key.id, brands: ids, until: now), at: now)
        return Credentials(slug: agency.slug, email: admin.user.email, password: password, token: token)
    }

    /// Gives a brand made-up responses over the last year; see ``DemoAnswers``.
    ///
    /// - Parameter progress: is told how many are written.
    /// - Returns: how many of them the brand has now.
    /// - Throws: ``CatalogError/conflict(_:)`` for a brand without prompts.
    package static func fill(
        _ brand: Brand, with count: Int, seed: UInt64 = 1, _ catalog: Catalog, _ progress: (Int) -> Void
    ) async throws -> Int {
        var query = PromptQuery()
        query.limit = 10_000
        let prompts = try await catalog.prompts.list(query, of: brand)
        guard !prompts.isEmpty else {
            throw CatalogError.conflict("\(brand.name) has no prompts. Add some first, then their answers.")
        }
        var answers = DemoAnswers(brand, prompts: prompts, until: catalog.clock.now(), seed: seed)
        var written = 0
        try await answers.make(count) { portion in
            switch try await catalog.observations.add(portion, to: brand.id, in: brand.organization) {
            case .success(let added): written += added.ids.count
            case .failure(let faults): throw CatalogError.conflict(faults.list.first?.message ?? "The answers were refused.")
            }
            progress(written)
        }
        return written
    }
}
