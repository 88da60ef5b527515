internal import APIKeys

/// Everything that people and keys do with brands. See also `BrandService+Parts.swift`.
package struct BrandService: Sendable {
    private let brands: any BrandStore
    private let keys: any KeyStore
    private let analyst: any PromptAnalyst
    private let clock: WallClock
    private let refresh: AccessRefresh

    package init(
        brands: any BrandStore, keys: any KeyStore, analyst: any PromptAnalyst, clock: WallClock,
        refresh: @escaping AccessRefresh
    ) {
        self.brands = brands
        self.keys = keys
        self.analyst = analyst
        self.clock = clock
        self.refresh = refresh
    }

    /// Every brand by id, archived ones included.
    package func list(of organization: Int) async throws -> [Brand] {
        try await brands.brands(of: organization)
    }

    /// Those in use, as people look for them: by name, whatever its case.
    package func names(of organization: Int) async throws -> [BrandName] {
        try await brands.names(of: organization).sorted { ($0.name.lowercased(), $0.id) < ($1.name.lowercased(), $1.id) }
    }

    /// - Throws: ``CatalogError``; `.notFound`, also for a brand of another organization, and `.stale` when the brand is at none of the
    ///   revisions.
    package func find(_ id: Int, in organization: Int, ifAt revisions: Set<Int>? = nil) async throws -> Brand {
        guard let brand = try await brands.brand(id, in: organization) else { throw Self.noBrand(id) }
        try Self.check(brand, isAt: revisions)
        return brand
    }

    /// Which of these numbers are personas that the brand has, or had before they were archived.
    package func personas(_ numbers: [Int], everOf brand: Brand) async throws -> Set<Int> {
        let present = Set(brand.personas.map(\.id))
        // Only a stale or a made-up address names others.
        guard !present.isSuperset(of: numbers) else { return Set(numbers) }
        return try await brands.personas(everOf: brand.id).intersection(numbers)
    }

    /// Makes a brand with its competitors and personas. When a key with listed brands makes it, the brand joins that key's list, and those
    /// of the keys that it replaces or that replace it, while they work.
    package func create(_ draft: BrandDraft, in organization: Int, by actor: Actor) async throws -> Brand {
        let state = try BrandRules.checked(BrandState(draft), before: nil)
        let creator: KeyID? = if case .key(let id) = actor { id } else { nil }
        let audit = AuditDraft(
            at: clock.now(), actor: actor, action: .brandCreated, detail: ["name": state.content.name])
        let brand = try await brands.insert(state, into: organization, creator: creator, audit: audit)
        try await refresh([])
        return brand
    }

    /// Changes what the patch gives, in one transaction.
    ///
    /// - Parameter revisions: the change is made only when the brand is as one of these left it; `nil`: however it is. Then
    ///   changes at the same time follow one another, and of what several of them set the last one stays.
    /// - Throws: ``CatalogError``; `.stale` when the brand is at none of the revisions.
    package func change(
        _ id: Int, _ patch: BrandPatch, in organization: Int, ifAt revisions: Set<Int>? = nil, by actor: Actor
    ) async throws -> Brand {
        try await write(id, in: organization, ifAt: revisions, by: actor) { _, state in patch.apply(to: &state) }
    }

    /// Reads the brand, lets `edit` say what it shall be, and writes that, all in one transaction. Nothing is written, nor said
    /// in the audit log, when it is that already.
    func write(
        _ id: Int, in organization: Int, ifAt revisions: Set<Int>? = nil, by actor: Actor,
        _ edit: @escaping @Sendable (Brand, inout BrandState) throws -> Void
    ) async throws -> Brand {
        let (clock, analyst) = (clock, analyst)
        let brand = try await brands.change(id, in: organization) { brand in
            try Self.check(brand, isAt: revisions)
            guard !brand.isArchived else {
                throw CatalogError.conflict("\(brand.name) is archived. Restore it, then change it.")
            }
            var state = BrandState(brand)
            try edit(brand, &state)
            state = try BrandRules.checked(state, before: brand)
            guard state != BrandState(brand) else { return nil }
            let audit = AuditDraft(
                at: clock.now(), actor: actor, action: .brandChanged, detail: ["name": brand.name],
                changes: BrandWords.changes(from: BrandState(brand), to: state))
            return BrandChange(
                state, audit: audit,
                isBranded: brand.content.names == state.content.names ? nil : analyst.mentions(of: state.content))
        }
        guard let brand else { throw Self.noBrand(id) }
        try await refresh([])
        return brand
    }

    /// Takes the brand out of every key's reach until it is restored. Nothing of it is lost.
    ///
    /// - Parameter revisions: as for a change.
    package func archive(
        _ id: Int, in organization: Int, ifAt revisions: Set<Int>? = nil, by actor: Actor
    ) async throws -> Brand {
        try await set(archived: true, id, in: organization, ifAt: revisions, by: actor)
    }

    /// Gives every key its access back.
    package func restore(_ id: Int, in organization: Int, by actor: Actor) async throws -> Brand {
        try await set(archived: false, id, in: organization, ifAt: nil, by: actor)
    }

    /// How many working keys would lose (or regain) this brand.
    package func keysReaching(_ id: Int, in organization: Int) async throws -> Int {
        try await keys.countReaching(brand: id, in: organization, at: clock.now())
    }

    private func set(
        archived: Bool, _ id: Int, in organization: Int, ifAt revisions: Set<Int>?, by actor: Actor
    ) async throws -> Brand {
        let action = archived ? AuditAction.brandArchived : .brandRestored
        let audit = AuditDraft(at: clock.now(), actor: actor, action: action)
        let brand = try await brands.setArchived(archived, brand: id, in: organization, audit: audit) { brand in
            try Self.check(brand, isAt: revisions)
        }
        guard let brand else { throw Self.noBrand(id) }
        try await refresh([])
        return brand
    }

    static func noBrand(_ id: Int) -> CatalogError {
        .notFound("There is no brand \(id) in this organization.")
    }

    private static func check(_ brand: Brand, isAt revisions: Set<Int>?) throws(CatalogError) {
        guard let revisions, !revisions.contains(brand.revision) else { return }
        throw .stale(
            "\(brand.name) was changed since you read it; nothing was saved. Read it again, and repeat your change on what it is now."
        )
    }
}
