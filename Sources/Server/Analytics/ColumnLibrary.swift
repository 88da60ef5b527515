internal import Catalog
internal import Foundation
internal import Logging
internal import NIOPosix
internal import ServiceLifecycle
internal import Synchronization
internal import Visibility
internal import Web

/// Answers queries from columns, those of each brand held while there is room.
final class ColumnLibrary: QueryExecutor, Service {
    private let observations: any ObservationStore
    /// `nil` where another process has it; then all is read from the database, and nothing kept.
    private let directory: URL?
    private let lock: DirectoryLock?
    private let memory: Int
    private let logger: Logger
    /// Apart from the threads that serve requests: a query takes its thread until it is done.
    private let threads: NIOThreadPool
    /// By brand: however much is asked about one, another waits for one query at most.
    private let turns: Turns<Int>
    private let shelf = Mutex(Shelf())

    private struct Shelf {
        var brands: [Int: Task<BrandColumns, any Error>] = [:]
        /// Least recently used first.
        var order: [Int] = []
        /// What the columns of each took when they were last asked, in bytes.
        var sizes: [Int: Int] = [:]
    }

    /// - Parameters:
    ///   - directory: for the files, which may be removed while the server is stopped.
    ///   - memory: what the columns of all brands may take, in bytes; more only while a single brand needs it.
    init(observations: any ObservationStore, directory: URL, memory: Int, threads: Int, logger: Logger) {
        self.observations = observations
        lock = DirectoryLock(directory)
        self.directory = lock == nil ? nil : directory
        if lock == nil {
            logger.warning(
                "Another server keeps its columns in this data directory, or it cannot be written; they are read from the database at each start",
                metadata: ["directory": "\(directory.path)"])
        }
        self.memory = memory
        self.logger = logger
        self.threads = NIOThreadPool(numberOfThreads: threads)
        turns = Turns(most: threads)
        self.threads.start()
    }

    deinit { threads.shutdownGracefully { _ in } }

    func execute<Answer: Sendable>(
        _ plans: [QueryPlan], of brand: Int, while isWanted: @escaping @Sendable () -> Bool,
        _ finish: @escaping @Sendable ([QueryResult]) throws -> Answer
    ) async throws -> Answer {
        let marks = try await observations.marks(of: brand)
        return try await execute(plans, of: brand, at: marks, while: isWanted, finish)
    }

    /// Asks once how far all of them have come, and goes on with several at a time: some may have to be fetched from disk first.
    func execute<Answer: Sendable>(
        _ plans: [QueryPlan], ofEach brands: [Int], while isWanted: @escaping @Sendable () -> Bool,
        _ finish: @escaping @Sendable (Int, [QueryResult]) throws -> Answer
    ) async throws -> [Answer] {
        let marks = try await observations.marks(of: brands)
        return try await withThrowingTaskGroup(of: Answer.self) { group in
            var waiting = marks.sorted { $0.key < $1.key }[...]
            func next() {
                guard let (brand, marks) = waiting.popFirst() else { return }
                group.addTask {
                    try await self.execute(plans, of: brand, at: marks, while: isWanted) { try finish(brand, $0) }
                }
            }
            for _ in 0..<Self.brandsAtOnce { next() }
            var answers: [Answer] = []
            while let answer = try await group.next() {
                answers.append(answer)
                next()
            }
            return answers
        }
    }

    private static let brandsAtOnce = 8

    private func execute<Answer: Sendable>(
        _ plans: [QueryPlan], of brand: Int, at marks: ObservationMarks, while isWanted: @escaping @Sendable () -> Bool,
        _ finish: @escaping @Sendable ([QueryResult]) throws -> Answer
    ) async throws -> Answer {
        let current = try await columns(of: brand).current(at: marks)
        try await makeRoom(beside: brand, taking: current.snapshot.bytes)
        let cancellation = Cancellation()
        return try await withTaskCancellationHandler {
            try await turns.take(brand) {
                try await threads.runIfActive {
                    try finish(
                        plans.map { plan in
                            try current.snapshot.execute(
                                plan, dimensions: current.dimensions, known: current.known,
                                isCancelled: { cancellation.isSet || !isWanted() })
                        })
                }
            }
        } onCancel: {
            cancellation.set()
        }
    }

    var keepsFiles: Bool { directory != nil }

    /// The brands whose columns are in memory, ascending.
    var held: [Int] { shelf.withLock { $0.brands.keys.sorted() } }

    private func columns(of brand: Int) async throws -> BrandColumns {
        let opening = shelf.withLock { shelf in
            shelf.order.removeAll { $0 == brand }
            shelf.order.append(brand)
            if let known = shelf.brands[brand] { return known }
            let place = directory?.appending(path: String(brand), directoryHint: .isDirectory)
            let task = Task { [observations, logger] in
                try await BrandColumns(brand: brand, observations: observations, directory: place, logger: logger)
            }
            shelf.brands[brand] = task
            return task
        }
        do {
            return try await opening.value
        } catch {
            // The next one tries again.
            shelf.withLock { _ = $0.brands.removeValue(forKey: brand) }
            throw error
        }
    }

    /// Lets go of the brands that were not asked about for longest. Queries that run on them keep what they read until they are done.
    /// - Parameter bytes: what the columns of this brand take.
    private func makeRoom(beside brand: Int, taking bytes: Int) async throws {
        let leaving = shelf.withLock { shelf in
            // Another may have let go of it meanwhile; what is not held takes no room.
            if shelf.brands[brand] != nil { shelf.sizes[brand] = bytes }
            var sum = shelf.sizes.values.reduce(0, +)
            var leaving: [(number: Int, task: Task<BrandColumns, any Error>)] = []
            for number in shelf.order where sum > memory && number != brand {
                // One that is being opened has no size yet.
                guard let size = shelf.sizes[number], let task = shelf.brands[number] else { continue }
                leaving.append((number, task))
                sum -= size
            }
            return leaving
        }
        for (number, task) in leaving {
            try await task.value.retire()
            shelf.withLock { shelf in
                shelf.brands[number] = nil
                shelf.sizes[number] = nil
                shelf.order.removeAll { $0 == number }
            }
        }
    }

    /// Saves the columns when the server stops.
    func run() async throws {
        try? await gracefulShutdown()
        for task in shelf.withLock({ Array($0.brands.values) }) { await (try? task.value)?.save() }
        try await threads.shutdownGracefully()
    }
}

/// Set once, from anywhere.
private final class Cancellation: Sendable {
    private let flag = Atomic(false)

    var isSet: Bool { flag.load(ordering: .relaxed) }

    func set() { flag.store(true, ordering: .relaxed) }
}
