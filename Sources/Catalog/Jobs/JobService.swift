internal import APIKeys

/// Long work: written down, followed, ended before its time.
package struct JobService: Sendable {
    /// Exports of one organization that wait or are being written.
    package static let mostExports = 5
    /// The same of one person.
    package static let mostExportsOfOne = 2
    /// How long the file of an export is kept.
    package static let exportDays = 7
    /// Of files of exports that one organization has, in bytes; the oldest go first.
    package static let keptBytes = 2 << 30
    private static let keptDays = 30

    let jobs: any JobStore
    private let brands: BrandService
    let clock: WallClock

    package init(jobs: any JobStore, brands: BrandService, clock: WallClock) {
        self.jobs = jobs
        self.brands = brands
        self.clock = clock
    }

    var silentSince: Timestamp { clock.now() + (.zero - Job.silence) }

    // MARK: For those who work

    /// Begins work that the caller does itself.
    package func begin(_ draft: JobDraft) async throws -> JobReporter {
        JobReporter(try await jobs.begin(draft, at: clock.now()), store: jobs, clock: clock)
    }

    /// The next export to be written: one that waits, or whose program ended. No two callers get the same one.
    package func claimExport() async throws -> (job: Job, reporter: JobReporter)? {
        guard let job = try await jobs.claim(.export, silentSince: silentSince, at: clock.now()) else { return nil }
        return (job, JobReporter(job, store: jobs, clock: clock))
    }

    /// Those among these that are there, whatever organization they are of.
    package func jobs(_ ids: Set<Int>) async throws -> [Job] { try await jobs.jobs(ids) }

    package func prune() async throws { try await jobs.prune(before: clock.now() + .seconds(-Self.keptDays * 86_400)) }

    // MARK: For people

    /// - Throws: ``CatalogError``; `.conflict` when too many wait already.
    package func requestExport(_ request: ExportRequest, of brand: Brand, by actor: Actor) async throws -> Job {
        if let from = request.from, let until = request.until, until <= from {
            throw CatalogError.invalid(field: "until", message: "The last day is before the first one.")
        }
        let draft = JobDraft(.export, of: brand, title: request.period, by: actor, export: request)
        let audit = AuditDraft(
            at: clock.now(), actor: actor, action: .exportRequested,
            detail: ["brand": brand.name, "period": request.period, "format": request.format.rawValue])
        let limits = JobLimits(
            perOrganization: Self.mostExports, perPerson: actor.isPerson ? Self.mostExportsOfOne : nil)
        return try await jobs.enqueue(draft, limits: limits, audit: audit)
    }

    /// - Throws: ``CatalogError/notFound(_:)``, also for a job of another organization.
    package func find(_ id: Int, in organization: Int) async throws -> Job {
        guard let job = try await jobs.find(id, in: organization) else { throw CatalogError.notFound("There is no job \(id).") }
        return job
    }

    /// The newest first.
    package func list(_ query: JobQuery, of organization: Int) async throws -> [Job] {
        try await jobs.list(query, of: organization)
    }

    package func faults(of job: Job) async throws -> [JobFault] { try await jobs.faults(of: job.id) }

    /// Ends a job before its time: at once while it waits or its program is gone, otherwise after the portion it is at.
    ///
    /// - Throws: ``CatalogError``; `.conflict` for one that ended, and one that nobody can end.
    package func cancel(_ id: Int, in organization: Int, by actor: Actor) async throws -> Job {
        let job = try await find(id, in: organization)
        let brand = try await brands.find(job.brand, in: organization)
        let audit = AuditDraft(
            at: clock.now(), actor: actor, action: .jobCancelled,
            detail: ["brand": brand.name, "kind": job.kind.rawValue, "title": job.title])
        let evaluator = BrandEvaluator.fingerprint(brand)
        guard
            let cancelled = try await jobs.cancel(
                id, in: organization, evaluator: evaluator, silentSince: silentSince, audit: audit)
        else {
            throw CatalogError.conflict("Job \(id) has ended already; nothing was cancelled.")
        }
        return cancelled
    }

    /// Whether the file of an export is there to be fetched.
    package func isKept(_ job: Job) -> Bool {
        guard job.kind == .export, job.state == .done, !job.isDropped, let finishedAt = job.finishedAt else { return false }
        return clock.now() < finishedAt + .seconds(Self.exportDays * 86_400)
    }

    /// Makes room for the newest file of an organization.
    /// - Returns: whose files are to be removed.
    package func dropFiles(of organization: Int, beyond most: Int = keptBytes) async throws -> [Job] {
        try await jobs.dropFiles(
            of: organization, beyond: most, endedSince: clock.now() + .seconds(-Self.exportDays * 86_400))
    }
}

extension Actor {
    fileprivate var isPerson: Bool { if case .user = self { true } else { false } }
}
