internal import Catalog
internal import Foundation
internal import Logging
internal import ServiceLifecycle
internal import Storage

/// Keeps the indexes by which answers are searched. Answers come in without waiting for it; those that it has not taken in yet are
/// looked at one by one by whoever searches.
struct SearchIndexer: Service {
    let observations: any ObservationStore
    let files: SearchFiles
    let logger: Logger

    private static let interval = Duration.milliseconds(500)
    /// After a failure, of which there is one line in the log each time.
    private static let longInterval = Duration.seconds(30)

    func run() async throws {
        guard let index = files.index else { return try await gracefulShutdown() }
        let indexer = AnswerIndexer(
            observations: observations, index: index, computing: ComputeThreads.forThisProcess, logger: logger)
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                var pause = Self.interval
                do {
                    // As long as a batch took, others have the processor and the disk to themselves.
                    let isBehind = try await indexer.step { took in try await Task.sleep(for: min(took, .seconds(1))) }
                    if isBehind { pause = .milliseconds(50) }
                } catch is CancellationError {
                } catch {
                    logger.error("The search index cannot be kept; it is tried again", metadata: ["error": "\(error)"])
                    pause = Self.longInterval
                }
                try? await Task.sleep(for: pause)
            }
        }
        index.close()
    }
}

/// The directory of the indexes, held for this process.
struct SearchFiles: Sendable {
    /// `nil` where another process has the directory, or it cannot be written; then answers are looked at one after the other.
    let index: SQLiteAnswerIndex?
    private let lock: DirectoryLock?

    init(_ directory: URL, logger: Logger) {
        lock = DirectoryLock(directory)
        index = lock == nil ? nil : SQLiteAnswerIndex(directory: directory)
        if lock == nil {
            logger.warning(
                "Another server keeps its search index in this data directory, or it cannot be written; searches go through the answers one by one",
                metadata: ["directory": "\(directory.path)"])
        }
    }
}
