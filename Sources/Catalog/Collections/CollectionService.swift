internal import APIKeys

/// Asks for answers now, instead of when their turn comes.
package struct CollectionService: Sendable {
    private let jobs: any CollectionStore
    private let brands: BrandService
    private let prompts: PromptService
    private let clock: WallClock
    /// Whether something on this server works the jobs off.
    package let hasCollector = false

    package init(jobs: any CollectionStore, brands: BrandService, prompts: PromptService, clock: WallClock) {
        self.jobs = jobs
        self.brands = brands
        self.prompts = prompts
        self.clock = clock
    }

    /// - Returns: one job for each platform.
    /// - Throws: ``CatalogError``; `.invalid` for a platform that the prompt is not put to, `.conflict` for an archived prompt.
    package func request(
        prompt id: Int, on platforms: [Platform], of brand: Int, in organization: Int, by actor: Actor
    ) async throws -> [CollectionJob] {
        let brand = try await brands.find(brand, in: organization)
        let prompt = try await prompts.find(id, of: brand)
        guard !prompt.isArchived else {
            throw CatalogError.conflict("Prompt \(id) is archived; nothing is collected for it. Create it again to take it up.")
        }
        let wanted = PromptRules.platforms(platforms)
        if let other = wanted.first(where: { !prompt.settings.effectivePlatforms.contains($0) }) {
            let own = prompt.settings.effectivePlatforms.map(\.rawValue).joined(separator: ", ")
            throw CatalogError.invalid(
                field: "platforms", message: "Prompt \(id) is not put to \(other.rawValue). Its platforms are \(own).")
        }
        let audit = AuditDraft(
            at: clock.now(), actor: actor, action: .collectionRequested,
            detail: [
                "brand": brand.name, "prompt": String(prompt.text.prefix(100)),
                "platforms": wanted.map(\.rawValue).joined(separator: ", "),
            ])
        return try await jobs.enqueue(prompt: id, of: brand.id, on: wanted, in: organization, audit: audit)
    }

    /// Of every brand in use with jobs, by brand and platform.
    package func tallies(of organization: Int) async throws -> [CollectionTally] { try await jobs.tallies(of: organization) }

    /// Ends a job that no collector has yet.
    ///
    /// - Throws: ``CatalogError``; `.conflict` for one that a collector has, and one that ended.
    package func cancel(_ id: Int, of brand: Int, in organization: Int, by actor: Actor) async throws {
        let brand = try await brands.find(brand, in: organization)
        guard let job = try await jobs.find(id, of: brand.id) else {
            throw CatalogError.notFound("\(brand.name) has no job collection-\(id).")
        }
        let prompt = try await prompts.find(job.prompt, of: brand)
        let audit = AuditDraft(
            at: clock.now(), actor: actor, action: .collectionCancelled,
            detail: [
                "brand": brand.name, "prompt": String(prompt.text.prefix(100)), "platforms": job.platform.rawValue,
            ])
        guard try await jobs.cancel(id, of: brand.id, in: organization, audit: audit) else {
            throw CatalogError.conflict("\(job.reference) is not queued any more: a collector has it, or it ended.")
        }
    }

    /// The newest first, and how many there are in all.
    package func list(
        of brand: Int, state: CollectionJob.State?, limit: Int, offset: Int
    ) async throws -> (jobs: [CollectionJob], total: Int) {
        async let total = jobs.count(of: brand, state: state)
        return (try await jobs.jobs(of: brand, state: state, limit: limit, offset: offset), try await total)
    }
}
