package import APIKeys

/// Everything that people and keys do with prompts.
package struct PromptService: Sendable {
    private let prompts: any PromptStore
    private let brands: BrandService
    private let analyst: any PromptAnalyst
    private let clock: WallClock
    private let labelCache: LabelCache

    package init(
        prompts: any PromptStore, observations: any ObservationStore, brands: BrandService, analyst: any PromptAnalyst,
        clock: WallClock
    ) {
        self.prompts = prompts
        labelCache = LabelCache(prompts: prompts, observations: observations)
        self.brands = brands
        self.analyst = analyst
        self.clock = clock
    }

    // MARK: Reading

    package func list(_ query: PromptQuery, of brand: Brand) async throws -> [Prompt] {
        try await prompts.prompts(query, of: brand.id)
    }

    package func count(_ query: PromptQuery, of brand: Brand) async throws -> Int {
        try await prompts.count(query, of: brand.id)
    }

    /// Of all that match, whatever the page.
    package func ids(_ query: PromptQuery, of brand: Brand) async throws -> Set<Int> {
        try await prompts.ids(query, of: brand.id)
    }

    package func labels(of brand: Brand) async throws -> PromptLabels { try await labelCache.labels(of: brand.id) }

    /// - Throws: ``CatalogError/notFound(_:)``, also for a prompt of another brand.
    package func find(_ id: Int, of brand: Brand) async throws -> Prompt {
        guard let prompt = try await prompts.prompt(id, of: brand.id) else { throw Self.noPrompt(id, brand) }
        return prompt
    }

    // MARK: Reading with a key
    // Which is proof of the brand. To fetch it, with hundreds of competitors, takes longer than a page of prompts.

    package func list(_ query: PromptQuery, with key: VerifiedKey) async throws -> [Prompt] {
        try await prompts.prompts(query, of: key.brand ?? 0)
    }

    package func count(_ query: PromptQuery, with key: VerifiedKey) async throws -> Int {
        try await prompts.count(query, of: key.brand ?? 0)
    }

    /// - Throws: ``CatalogError/notFound(_:)``, also for a prompt of another brand.
    package func find(_ id: Int, with key: VerifiedKey) async throws -> Prompt {
        if let prompt = try await prompts.prompt(id, of: key.brand ?? 0) { return prompt }
        throw Self.noPrompt(id, try await brands.find(key.brand ?? 0, in: key.organization))
    }

    // MARK: Making

    /// A prompt that is in use already is left as it is; an archived one is taken up again.
    package func create(
        _ draft: PromptDraft, of brand: Int, in organization: Int, by actor: Actor
    ) async throws -> AddedPrompt {
        let batch = try await prepare([draft], of: brand, in: organization)
        if let fault = batch.faults.first { throw fault.error }
        guard let added = try await add(batch, by: actor).first else { throw StoreError.failed("the prompt is not there") }
        return added
    }

    /// Looks at every draft, so that whoever sent them hears of all that is wrong at once.
    package func prepare(_ drafts: [PromptDraft], of brand: Int, in organization: Int) async throws -> PromptBatch {
        let brand = try await brands.find(brand, in: organization)
        guard !brand.isArchived else {
            throw CatalogError.conflict("\(brand.name) is archived. Restore it, then add prompts.")
        }
        let rules = PromptRules(brand, analyst: analyst)
        var batch = PromptBatch(brand: brand)
        for (index, draft) in drafts.enumerated() {
            do throws(CatalogError) {
                batch.prompts.append(try rules.checked(draft))
            } catch {
                batch.faults.append(PromptBatch.Fault(index: index, error: error))
            }
        }
        return batch
    }

    /// Writes what was prepared, all or nothing, in the order given.
    ///
    /// - Parameter isRehearsal: says what would happen, and writes nothing.
    package func add(_ batch: PromptBatch, isRehearsal: Bool = false, by actor: Actor) async throws -> [AddedPrompt] {
        let (brand, now) = (batch.brand, clock.now())
        return try await prompts.add(
            batch.prompts, to: brand.id, in: brand.organization, at: now, isRehearsal: isRehearsal
        ) { added in
            [(AuditAction.promptsCreated, AddedPrompt.Outcome.created), (.promptsRestored, .restored)].compactMap {
                action, outcome in
                PromptWords.entry(action, added.filter { $0.outcome == outcome }.map(\.prompt), of: brand, at: now, by: actor)
            }
        }
    }

    // MARK: Changing

    /// Changes what is given in `edit`, of all these prompts or of none.
    ///
    /// - Returns: those of the prompts that exist, as they now are.
    /// - Throws: ``CatalogError``; `.conflict` where a change of persona would make a prompt the same as another one.
    package func change(
        _ ids: [Int], _ edit: PromptEdit, of brand: Int, in organization: Int, by actor: Actor
    ) async throws -> [Prompt] {
        let brand = try await brands.find(brand, in: organization)
        guard !brand.isArchived else {
            throw CatalogError.conflict("\(brand.name) is archived. Restore it, then change its prompts.")
        }
        let now = clock.now()
        let change = try PromptEditing(edit, PromptRules(brand, analyst: analyst), at: now)
        return try await prompts.change(ids, of: brand.id, in: organization) { prompts in
            let changes = prompts.map(change.applied)
            let pairs = Array(zip(prompts, changes))
            let archived = pairs.filter { $0.archivedAt == nil && $1.archivedAt != nil }.map(\.0)
            let restored = pairs.filter { $0.archivedAt != nil && $1.archivedAt == nil }.map(\.0)
            let changed = pairs.filter { $0.settings != $1.settings }.map(\.0)
            let audit = [
                PromptWords.entry(.promptsArchived, archived, of: brand, at: now, by: actor),
                PromptWords.entry(.promptsRestored, restored, of: brand, at: now, by: actor),
                PromptWords.entry(.promptsChanged, changed, of: brand, edit: edit, at: now, by: actor),
            ]
            return (changes, audit.compactMap { $0 })
        }
    }

    /// The same for one prompt.
    /// - Throws: ``CatalogError/notFound(_:)``, also for a prompt of another brand.
    package func change(
        _ id: Int, _ edit: PromptEdit, of brand: Int, in organization: Int, by actor: Actor
    ) async throws -> Prompt {
        guard let prompt = try await change([id], edit, of: brand, in: organization, by: actor).first else {
            throw Self.noPrompt(id, try await brands.find(brand, in: organization))
        }
        return prompt
    }

    static func noPrompt(_ id: Int, _ brand: Brand) -> CatalogError { .notFound("\(brand.name) has no prompt \(id).") }
}

/// Prompts that are ready to be written, and what is wrong with the others.
package struct PromptBatch: Sendable {
    package struct Fault: Sendable {
        /// Among what was sent, from 0.
        package let index: Int
        package let error: CatalogError
    }

    package let brand: Brand
    package var prompts: [NewPrompt] = []
    package var faults: [Fault] = []
}
