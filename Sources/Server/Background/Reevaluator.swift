internal import Catalog
internal import Logging
internal import ServiceLifecycle

/// Evaluates stored answers anew after what is looked for in them has changed: names, websites, competitors. Queries see the old
/// evaluation of an answer or the new one, since each is written whole.
struct Reevaluator: Service {
    let observations: ObservationService
    let brands: BrandService
    let directory: BrandDirectory
    let logger: Logger

    private static let interval = Duration.seconds(1)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            /// Brands by id whose answers are up to date, with the revision that they were found so at.
            var current: [Int: Int] = [:]
            while !Task.isCancelled {
                do {
                    try await step(&current)
                } catch is CancellationError {
                } catch {
                    logger.error("Answers could not be evaluated anew; it is tried again", metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: Self.interval)
            }
        }
    }

    private func step(_ current: inout [Int: Int]) async throws {
        let changed = directory.entries.filter { $0.isActive && current[$0.id] != $0.revision }
        guard !changed.isEmpty else { return }
        let evaluators = try await observations.evaluators()
        for entry in changed {
            // Without answers there is nothing to do, and the first ones will be evaluated by what the brand is then.
            if let evaluator = evaluators[entry.id] {
                let brand = try await brands.find(entry.id, in: entry.organization)
                guard brand.revision == entry.revision else { continue }
                if !observations.isCurrent(evaluator, for: brand) { guard try await evaluate(brand) else { continue } }
            }
            current[entry.id] = entry.revision
        }
    }

    /// - Returns: whether all was done; else the brand was changed meanwhile.
    private func evaluate(_ brand: Brand) async throws -> Bool {
        logger.info("The answers of a brand are evaluated anew", metadata: ["brand": "\(brand.id)"])
        var (mark, count) = (0, 0)
        do {
            while let step = try await observations.evaluateAnew(brand, after: mark) {
                try Task.checkCancellation()
                (mark, count) = (step.mark, count + step.count)
            }
        } catch CatalogError.stale {
            return false
        }
        logger.info("The answers of a brand were evaluated anew", metadata: ["brand": "\(brand.id)", "answers": "\(count)"])
        return true
    }
}
