internal import APIKeys
internal import Visibility

/// Takes answers in, and hands them out again.
package struct ObservationService: Sendable {
    private let observations: any ObservationStore
    private let brands: BrandService
    private let evaluators = EvaluatorCache()
    private let clock: WallClock
    /// Where answers are read and evaluated.
    package let computing: any TaskExecutor

    package init(
        observations: any ObservationStore, brands: BrandService, clock: WallClock, computing: any TaskExecutor
    ) {
        self.observations = observations
        self.brands = brands
        self.clock = clock
        self.computing = computing
    }

    // MARK: Taking in

    /// Looks the answers' prompts up, evaluates them, and writes all or none of them.
    ///
    /// - Returns: once they are durable; or what is wrong with which of them, and then none was written.
    /// - Throws: ``CatalogError``; ``StoreError``.
    package func add(
        _ drafts: [AnswerDraft], to brand: Int, in organization: Int
    ) async throws -> Result<AddedAnswers, AnswerFaults> {
        let prompts = try await observations.prompts(Set(drafts.map(\.promptKey)), of: brand)
        // The brand may be changed while its answers are evaluated; then they are evaluated for what it is now.
        for attempt in 1... {
            let brand = try await brands.find(brand, in: organization)
            guard !brand.isArchived else {
                throw CatalogError.conflict("\(brand.name) is archived. Restore it, then send its answers.")
            }
            let faults = AnswerRules(brand, prompts: prompts).faults(in: drafts)
            guard faults.isEmpty else { return .failure(AnswerFaults(list: faults)) }
            let now = clock.now()
            let evaluator = evaluators.evaluator(of: brand)
            let answers = await evaluate(drafts, prompts, by: evaluator, at: now)
            do {
                return .success(
                    try await observations.add(
                        answers, to: brand.id, evaluator: evaluator.fingerprint, at: now, ifAt: brand.revision))
            } catch CatalogError.stale where attempt < 5 {}
        }
        throw StoreError.busy
    }

    /// On all cores: it is most of the work.
    private func evaluate(
        _ drafts: [AnswerDraft], _ prompts: [PromptKey: Int], by evaluator: BrandEvaluator, at now: Timestamp
    ) async -> [NewAnswer] {
        let share = 500
        return await withTaskGroup(of: (Int, [NewAnswer]).self) { group in
            for start in stride(from: 0, to: drafts.count, by: share) {
                group.addTask(executorPreference: computing) {
                    let part = drafts[start..<min(start + share, drafts.count)]
                    return (
                        start,
                        part.map { draft in
                            NewAnswer(
                                draft, prompt: prompts[draft.promptKey] ?? 0, createdAt: draft.createdAt ?? now,
                                evaluation: evaluator.evaluate(draft))
                        }
                    )
                }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.flatMap(\.1)
        }
    }

    // MARK: Handing out

    package func list(_ query: AnswerQuery, of brand: Int) async throws -> [ObservedAnswer] {
        try await observations.answers(query, of: brand)
    }

    package func count(_ query: AnswerQuery, of brand: Int) async throws -> Int {
        try await observations.count(query, of: brand)
    }

    package func newest(of brand: Int) async throws -> Int { try await observations.newest(of: brand) }

    // MARK: Evaluating anew

    /// By what the answers of each brand that has some were last evaluated throughout.
    package func evaluators() async throws -> [Int: Int] { try await observations.evaluators() }

    /// Whether that is what the brand's answers are to be evaluated by now.
    package func isCurrent(_ evaluator: Int, for brand: Brand) -> Bool { BrandEvaluator.fingerprint(brand) == evaluator }

    /// How many answers still wait to be evaluated by what the brand is now.
    package func pending(of brand: Brand) async throws -> Int {
        let fingerprint = BrandEvaluator.fingerprint(brand)
        guard let current = try await evaluators()[brand.id], current != fingerprint else { return 0 }
        return try await observations.countOutdated(evaluator: fingerprint, of: brand.id)
    }

    /// Evaluates the next answers of a brand anew.
    ///
    /// - Parameter mark: where the last call came to, 0 to begin with.
    /// - Returns: where this one came to, and how many answers it evaluated; `nil` when there was nothing left to do.
    /// - Throws: ``CatalogError/stale(_:)`` when the brand was changed meanwhile: begin again.
    package func evaluateAnew(_ brand: Brand, after mark: Int) async throws -> (mark: Int, count: Int)? {
        let evaluator = evaluators.evaluator(of: brand)
        let answers = try await observations.outdated(
            after: mark, limit: 1000, evaluator: evaluator.fingerprint, of: brand.id)
        guard let last = answers.last else {
            try await observations.setEvaluator(evaluator.fingerprint, of: brand.id, ifAt: brand.revision)
            return nil
        }
        let evaluations = await withTaskExecutorPreference(computing) {
            Dictionary(uniqueKeysWithValues: answers.map { ($0.id, evaluator.evaluate($0.text, urls: $0.urls, given: $0.given)) })
        }
        try await observations.replace(
            evaluations, of: brand.id, evaluator: evaluator.fingerprint, ifAt: brand.revision)
        return (last.mark, answers.count)
    }
}

extension AnswerDraft {
    var promptKey: PromptKey {
        switch prompt {
        case .id(let id): .id(id)
        case .text(let text): .text(text.trimmed, persona: persona)
        }
    }
}
