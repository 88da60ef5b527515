internal import APIKeys

/// Everything that people and keys do with brands.
package struct BrandService: Sendable {
    private let brands: any BrandStore
    private let keys: any KeyStore
    private let clock: WallClock
    private let refresh: AccessRefresh

    package init(brands: any BrandStore, keys: any KeyStore, clock: WallClock, refresh: @escaping AccessRefresh) {
        self.brands = brands
        self.keys = keys
        self.clock = clock
        self.refresh = refresh
    }

    /// Every brand by id, archived ones included.
    package func list(of organization: Int) async throws -> [Brand] {
        try await brands.brands(of: organization)
    }

    /// - Throws: ``CatalogError/notFound(_:)``, also for a brand of another organization.
    package func find(_ id: Int, in organization: Int) async throws -> Brand {
        guard let brand = try await brands.brand(id, in: organization) else { throw Self.noBrand(id) }
        return brand
    }

    /// Makes a brand with its competitors and personas. When a key with listed brands makes it, the brand joins that key's list.
    package func create(_ draft: BrandDraft, in organization: Int, by actor: Actor) async throws -> Brand {
        var draft = draft
        draft.content.name = try TextRule.brandName.check(draft.content.name)
        draft.content.website = try TextRule.website.check(draft.content.website)
        draft.content.description = try TextRule.description.check(draft.content.description)
        try Self.check(draft)
        let creator: KeyID? = if case .key(let id) = actor { id } else { nil }
        let audit = AuditDraft(
            at: clock.now(), actor: actor, action: .brandCreated, detail: ["name": draft.content.name])
        let brand = try await brands.insert(draft, into: organization, creator: creator, audit: audit)
        try await refresh()
        return brand
    }

    /// Everything else that people will read.
    private static func check(_ draft: BrandDraft) throws(CatalogError) {
        let content = draft.content
        let lists = [
            (TextRule.item(of: "alternative_names", "An alternative name"), content.alternativeNames),
            (.item(of: "excluded_names", "An excluded name"), content.excludedNames),
            (.item(of: "alternative_websites", "An alternative website", longest: 2083), content.alternativeWebsites),
            (.item(of: "key_topics", "A topic"), content.keyTopics),
        ]
        for (rule, items) in lists {
            for item in items { _ = try rule.check(item) }
        }
        let names = TextRule.item(of: "competitors", "A competitor's other name")
        for competitor in draft.competitors {
            _ = try TextRule.competitorName.check(competitor.name)
            for name in competitor.alternativeNames + competitor.excludedNames { _ = try names.check(name) }
        }
        for persona in draft.personas {
            _ = try TextRule.personaName.check(persona.name)
            _ = try TextRule.personaDescription.check(persona.description)
        }
    }

    /// Takes the brand out of every key's reach until it is restored. Nothing of it is lost.
    package func archive(_ id: Int, in organization: Int, by actor: Actor) async throws -> Brand {
        try await set(archived: true, id, in: organization, by: actor)
    }

    /// Gives every key its access back.
    package func restore(_ id: Int, in organization: Int, by actor: Actor) async throws -> Brand {
        try await set(archived: false, id, in: organization, by: actor)
    }

    /// How many working keys would lose (or regain) this brand.
    package func keysReaching(_ id: Int, in organization: Int) async throws -> Int {
        try await keys.countReaching(brand: id, in: organization, at: clock.now())
    }

    private func set(archived: Bool, _ id: Int, in organization: Int, by actor: Actor) async throws -> Brand {
        let action = archived ? AuditAction.brandArchived : .brandRestored
        let audit = AuditDraft(at: clock.now(), actor: actor, action: action)
        let brand = try await brands.setArchived(archived, brand: id, in: organization, audit: audit)
        guard let brand else { throw Self.noBrand(id) }
        try await refresh()
        return brand
    }

    private static func noBrand(_ id: Int) -> CatalogError {
        .notFound("There is no brand \(id) in this organization.")
    }
}
