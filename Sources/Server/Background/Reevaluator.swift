package import Catalog
package import Logging
internal import ServiceLifecycle

/// Evaluates stored answers anew after what is looked for in them has changed: names, websites, competitors. Queries see the old
/// evaluation of an answer or the new one, since each is written whole.
package struct Reevaluator: Service {
    private let observations: ObservationService
    private let brands: BrandService
    private let jobs: JobService
    private let directory: BrandDirectory
    private let logger: Logger

    private static let interval = Duration.seconds(1)

    package init(catalog: Catalog, directory: BrandDirectory, logger: Logger) {
        observations = catalog.observations
        brands = catalog.brands
        jobs = catalog.jobs
        self.directory = directory
        self.logger = logger
    }

    /// How this process stands with each brand, by id.
    package struct Standing {
        /// The revision at which its answers were found up to date.
        var current: [Int: Int] = [:]
        /// Work that was begun and is not known to have ended.
        var reporters: [Int: JobReporter] = [:]

        package init() {}
    }

    package func run() async throws {
        let standing = await cancelWhenGracefulShutdown {
            var standing = Standing()
            while !Task.isCancelled {
                await runOnce(&standing)
                try? await Task.sleep(for: Self.interval)
            }
            return standing
        }
        for reporter in standing.reporters.values { await reporter.release() }
    }

    /// Evaluates what there is to evaluate.
    package func runOnce(_ standing: inout Standing) async {
        do {
            try await step(&standing)
        } catch is CancellationError {
        } catch {
            logger.error("Answers could not be evaluated anew; it is tried again", metadata: ["error": "\(error)"])
        }
    }

    private func step(_ standing: inout Standing) async throws {
        let active = directory.entries.filter(\.isActive)
        // Also while no brand changes: what was put back, what is to go on, and what a program left that ended.
        let waiting = try await jobs.waitingReevaluations()
        try await endOfArchived(&standing, waiting, active: Set(active.map(\.id)))
        let left = Set(waiting.map(\.brand))
        let changed = active.filter { standing.current[$0.id] != $0.revision || left.contains($0.id) }
        guard !changed.isEmpty else { return }
        let evaluators = try await observations.evaluators()
        for entry in changed {
            // Without answers there is nothing to do, and the first ones will be evaluated by what the brand is then.
            if evaluators[entry.id] != nil || left.contains(entry.id) {
                let brand = try await brands.find(entry.id, in: entry.organization)
                guard brand.revision == entry.revision else { continue }
                if evaluators[entry.id].map({ observations.isCurrent($0, for: brand) }) ?? true {
                    // Changed back, or done by a program that ended before it could say so.
                    if left.contains(brand.id) { try await takeUp(brand, &standing) }
                    guard await end(brand.id, .done, &standing) else { continue }
                } else {
                    guard try await evaluate(brand, &standing) else { continue }
                }
            }
            standing.current[entry.id] = entry.revision
        }
    }

    /// What goes on of brands that are archived by now, whoever began it.
    private func endOfArchived(_ standing: inout Standing, _ waiting: [Job], active: Set<Int>) async throws {
        for job in waiting where !active.contains(job.brand) {
            // A brand that was just made is not in the directory yet.
            let brand = try await brands.find(job.brand, in: job.organization)
            if brand.isArchived { try await takeUp(brand, &standing) }
        }
        for brand in standing.reporters.keys where !active.contains(brand) {
            _ = await end(
                brand, .cancelled, &standing,
                saying: "The brand was archived. Its answers are evaluated anew when it is restored.")
        }
    }

    /// - Returns: whether it is this program's; not where another is at it, or somebody ended it.
    @discardableResult
    private func takeUp(_ brand: Brand, _ standing: inout Standing) async throws -> Bool {
        if standing.reporters[brand.id] == nil { standing.reporters[brand.id] = try await jobs.takeUpReevaluation(of: brand) }
        return standing.reporters[brand.id] != nil
    }

    /// - Returns: whether the work of this program has ended, or is another's by now; else it is tried again.
    private func end(_ brand: Int, _ state: Job.State, _ standing: inout Standing, saying message: String = "") async -> Bool {
        guard let reporter = standing.reporters[brand] else { return true }
        do {
            _ = try await reporter.writeEnd(state, message)
        } catch {
            logger.error(
                "The end of an evaluation could not be written down; it is tried again",
                metadata: ["brand": "\(brand)", "job": "\(reporter.ticket.job)", "error": "\(error)"])
            return false
        }
        standing.reporters[brand] = nil
        return true
    }

    /// - Returns: whether there is nothing more to do for now; else the brand was changed meanwhile, another server is at it, or its end
    ///   could not be written.
    private func evaluate(_ brand: Brand, _ standing: inout Standing) async throws -> Bool {
        guard try await takeUp(brand, &standing), let reporter = standing.reporters[brand.id] else {
            return try await jobs.openReevaluation(of: brand)?.state.isOver ?? false
        }
        var counts = JobCounts(total: try await observations.pending(of: brand))
        logger.info("The answers of a brand are evaluated anew", metadata: ["brand": "\(brand.id)"])
        do {
            var mark = 0
            while let step = try await observations.evaluateAnew(brand, after: mark) {
                try Task.checkCancellation()
                mark = step.mark
                counts.done += step.count
                switch await reporter.tell(counts) {
                case .goOn: break
                case .cancel: return await end(brand.id, .cancelled, &standing)
                case .lost:
                    standing.reporters[brand.id] = nil
                    return false
                }
            }
        } catch CatalogError.stale {
            return false
        } catch let error as StoreError {
            reporter.note(JobFault(place: "", line: 0, message: error.message))
            throw error
        }
        logger.info(
            "The answers of a brand were evaluated anew", metadata: ["brand": "\(brand.id)", "answers": "\(counts.done)"])
        return await end(brand.id, .done, &standing)
    }
}
