internal import APIKeys

/// Evaluating a brand's answers anew. Somebody may end it; then it waits until they have it go on, or the brand asks for something else.
extension JobService {
    /// Takes up the evaluation of a brand's answers, or begins it.
    /// - Returns: `nil` while another program is at it, and where somebody ended it.
    package func takeUpReevaluation(of brand: Brand) async throws -> JobReporter? {
        guard case .taken(let job) = try await reevaluation(of: brand) else { return nil }
        return JobReporter(job, store: jobs, clock: clock)
    }

    /// Whether somebody ended it, and it does not go on by itself.
    package func isStopped(_ job: Job, of brand: Brand) -> Bool {
        job.kind == .reevaluation && job.state == .cancelled && job.cancelledBy != nil
            && job.cancelledEvaluator == BrandEvaluator.fingerprint(brand)
    }

    /// What there is to tell of the evaluation of a brand's answers: one under way, or one that somebody ended and that does not go on
    /// by itself; else `nil`.
    package func openReevaluation(of brand: Brand) async throws -> Job? {
        guard let last = try await jobs.lastReevaluation(of: brand.id) else { return nil }
        return isOpen(last, of: brand) ? last : nil
    }

    /// Of some brands of an organization those of whom there is such a thing to tell.
    package func openReevaluations(of brands: [Brand], in organization: Int) async throws -> [Brand] {
        let last = Dictionary(try await jobs.lastReevaluations(in: organization).map { ($0.brand, $0) }) { $1 }
        return brands.filter { brand in last[brand.id].map { isOpen($0, of: brand) } ?? false }
    }

    private func isOpen(_ last: Job, of brand: Brand) -> Bool { !last.state.isOver || isStopped(last, of: brand) }

    /// Evaluations that wait for a server, or whose program ended.
    package func waitingReevaluations() async throws -> [Job] {
        let now = clock.now()
        return try await jobs.open(.reevaluation).filter { $0.state == .queued || $0.isSilent(at: now) }
    }

    /// Has the evaluation of a brand's answers go on that somebody ended.
    /// - Throws: ``CatalogError/conflict(_:)`` when none waits for that.
    package func resumeReevaluation(of brand: Brand, by actor: Actor) async throws -> Job {
        let audit = AuditDraft(at: clock.now(), actor: actor, action: .reevaluationResumed, detail: ["brand": brand.name])
        return try await jobs.resumeReevaluation(
            JobDraft(.reevaluation, of: brand, title: "", by: actor), by: BrandEvaluator.fingerprint(brand), audit: audit)
    }

    private func reevaluation(of brand: Brand) async throws -> Reevaluation {
        try await jobs.takeUpReevaluation(
            JobDraft(.reevaluation, of: brand, title: "", by: .server), by: BrandEvaluator.fingerprint(brand),
            silentSince: silentSince, at: clock.now())
    }
}
