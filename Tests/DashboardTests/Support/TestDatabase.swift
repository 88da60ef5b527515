import Catalog
import Foundation
import Storage
import Synchronization

/// A database file of its own, gone with the test; its disk can be full at will.
final class TestDatabase: Database {
    private let file: SQLiteDatabase
    private let folder: URL
    private let failure = Mutex<StoreError?>(nil)

    init() async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "latchkey-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        file = try await SQLiteDatabase.open(at: folder.appending(path: "test.sqlite"))
    }

    deinit {
        try? file.close()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Every write fails from now on.
    func fail(_ error: StoreError) { failure.withLock { $0 = error } }

    var dialect: Dialect { file.dialect }

    func read<T: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> T) async throws -> T {
        try await file.read(body)
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> T) async throws -> T {
        if let failure = failure.withLock({ $0 }) { throw failure }
        return try await file.write(body)
    }
}
