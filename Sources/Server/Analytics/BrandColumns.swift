internal import Catalog
internal import Foundation
internal import Logging
internal import Visibility

/// The columns of one brand, brought up to what is stored whenever somebody asks.
actor BrandColumns {
    /// How many observations are read at a time.
    private static let batch = 10_000
    /// So many changes are saved to files; fewer are read again from the database at the next start.
    private static let savedAfter = 20_000

    private let brand: Int
    private let observations: any ObservationStore
    /// `nil` where another process keeps the files.
    private let directory: URL?
    private let logger: Logger
    private var store: ColumnStore
    private var dimensions = BrandDimensions()
    private var dimensionsMark: Int?
    /// Of the present columns and dimensions.
    private var known = KnownDimensions()
    private var unsaved = 0
    /// The one that brings everything up to date, while it runs.
    private var refresh: Task<Void, any Error>?
    /// Set when another may come to write the same files.
    private var isRetired = false

    /// Maps the files of the brand, where there are any and they are sound; they are a cache, so otherwise all is read anew.
    init(brand: Int, observations: any ObservationStore, directory: URL?, logger: Logger) async throws {
        self.brand = brand
        self.observations = observations
        self.directory = directory
        self.logger = logger
        store = try await Self.open(directory, brand: brand, observations: observations, logger: logger)
    }

    struct Current: Sendable {
        let snapshot: ColumnSnapshot
        let dimensions: BrandDimensions
        let known: KnownDimensions
    }

    /// With all that was stored up to these marks at least.
    func current(at marks: ObservationMarks) async throws -> Current {
        while store.mark < marks.observations || dimensionsMark.map({ $0 < marks.dimensions }) ?? true {
            // It is gone from here before whoever waits for it goes on: a task that is done would be waited for in vain again and again,
            // without a moment for others.
            let task = refresh ?? Task { try await catchUp() }
            refresh = task
            try await task.value
        }
        return Current(snapshot: store.snapshot, dimensions: dimensions, known: known)
    }

    private func catchUp() async throws {
        defer { refresh = nil }
        let marks = try await observations.marks(of: brand)
        if dimensionsMark.map({ $0 < marks.dimensions }) ?? true {
            dimensions = try await observations.dimensions(of: brand)
            dimensionsMark = marks.dimensions
            known = KnownDimensions()
        }
        while store.mark < marks.observations {
            let changes = try await observations.changes(after: store.mark, limit: Self.batch, of: brand)
            store.apply(changes.observations, mark: changes.mark)
            known = KnownDimensions()
            unsaved += changes.observations.count
        }
        if unsaved >= Self.savedAfter { await save() }
    }

    /// Writes what changed since the last time, so that the next start maps it. A failure costs only that.
    func save() async {
        guard unsaved > 0, let directory, !isRetired else { return }
        do {
            let mark = store.mark
            let witness = try await observations.witness(of: brand, at: mark)
            // Somebody may have gone on meanwhile, or taken over.
            guard store.mark == mark, !isRetired else { return }
            try FileManager.default.createDirectory(
                at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try store.save(to: directory.path)
            try Data(witness.utf8).write(to: Self.witnessFile(directory), options: .atomic)
            unsaved = 0
        } catch {
            // Not again with each query; when the server stops.
            unsaved = 1
            logger.warning(
                "The columns of a brand cannot be saved; the next start reads them from the database",
                metadata: ["brand": "\(brand)", "error": "\(error)"])
        }
    }

    /// Saves, and writes nothing after that.
    func retire() async {
        await save()
        isRetired = true
    }

    // MARK: Files

    /// Beside the files of the columns: what stood in the database at their mark. After a restore from a backup the same mark may
    /// mean something else.
    private static func witnessFile(_ directory: URL) -> URL { directory.appending(path: "witness") }

    private static func open(
        _ directory: URL?, brand: Int, observations: any ObservationStore, logger: Logger
    ) async throws -> ColumnStore {
        guard let directory, FileManager.default.fileExists(atPath: directory.path) else { return ColumnStore() }
        do {
            let store = try ColumnStore(opening: directory.path)
            let marks = try await observations.marks(of: brand)
            let witness = try await observations.witness(of: brand, at: store.mark)
            let seen = try? String(contentsOf: witnessFile(directory), encoding: .utf8)
            if store.mark <= marks.observations, seen == witness { return store }
            logger.info(
                "The columns of a brand belong to another state of the database; they are made anew",
                metadata: ["brand": "\(brand)"])
        } catch let error as ColumnFileError {
            logger.warning(
                "The columns of a brand are damaged; they are made anew", metadata: ["brand": "\(brand)", "error": "\(error)"])
        }
        try? FileManager.default.removeItem(at: directory)
        return ColumnStore()
    }
}
