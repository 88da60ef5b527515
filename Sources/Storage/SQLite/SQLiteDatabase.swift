internal import Catalog
package import Foundation
internal import GRDB
internal import Synchronization

/// The embedded driver: one file in WAL mode. GRDB stays inside this folder.
package final class SQLiteDatabase: Database {
    package let dialect = Dialect.sqlite
    private let pool: DatabasePool
    private let isClosed = Mutex(false)

    /// Marks the file as one of ours (`PRAGMA application_id`): "LKEY".
    private static let applicationID = 0x4C4B_4559

    /// Opens the file, or makes it when there is none, and brings its schema up to date.
    ///
    /// Others may have the file open too (a command beside the server): writing waits up to five seconds for them.
    /// - Throws: ``StoreError/failed(_:)`` for a file that is no database, another program's database, or one from a newer version.
    package static func open(at url: URL) async throws -> SQLiteDatabase {
        do {
            try await refuseForeign(url)
            let database = SQLiteDatabase(pool: try DatabasePool(path: url.path, configuration: configuration()))
            try await database.pool.writeWithoutTransaction { connection in
                // GRDB turns WAL databases to NORMAL, which may lose the last commits with the power.
                try connection.execute(sql: "PRAGMA synchronous = FULL")
                try connection.execute(sql: "PRAGMA application_id = \(applicationID)")
                // For thousands of answers in one transaction, on the one connection that writes: with less room each page of an index
                // is written again and again. In KiB.
                try connection.execute(sql: "PRAGMA cache_size = -32768")
                try connection.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
            }
            try await Migrations.run(on: database)
            return database
        } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB {
            throw StoreError.failed(
                "\(url.path) is not a database. If it should be, restore it from a backup; otherwise choose another data directory."
            )
        } catch {
            throw SQLiteError.translate(error)
        }
    }

    /// Opens a file that holds nothing but what can be made anew, or makes it. With the power the last transactions may go, each of them
    /// as a whole.
    package static func openCache(at url: URL) async throws -> SQLiteDatabase {
        do {
            let database = SQLiteDatabase(pool: try DatabasePool(path: url.path, configuration: configuration()))
            try await database.pool.writeWithoutTransaction { connection in
                try connection.execute(sql: "PRAGMA cache_size = -8192")
                try connection.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
            }
            return database
        } catch {
            throw SQLiteError.translate(error)
        }
    }

    private init(pool: DatabasePool) { self.pool = pool }

    private static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.label = "latchkey"
        return configuration
    }

    /// Looks before anything is written: somebody else's database is left as it is.
    private static func refuseForeign(_ url: URL) async throws {
        guard FileManager.default.fileExists(atPath: url.path) else { return }
        var configuration = configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: url.path, configuration: configuration)
        let (id, tables) = try await queue.read { connection in
            (
                try Int.fetchOne(connection, sql: "PRAGMA application_id") ?? 0,
                try Int.fetchOne(connection, sql: "SELECT count(*) FROM sqlite_master") ?? 0
            )
        }
        guard tables == 0 || id == applicationID else {
            throw StoreError.failed(
                "\(url.path) is a database of another program; it was left as it is. Choose another data directory.")
        }
    }

    package func read<T: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> T) async throws -> T {
        do {
            return try await pool.read { try body(SQLiteSession(connection: $0)) }
        } catch {
            throw SQLiteError.translate(error)
        }
    }

    package func write<T: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> T) async throws -> T {
        do {
            return try await pool.write { try body(SQLiteSession(connection: $0)) }
        } catch {
            throw SQLiteError.translate(error)
        }
    }

    /// Moves what the write-ahead log holds into the file, so that the file alone is a whole database, and closes it. Closing
    /// twice is harmless.
    package func close() throws {
        let wasClosed = isClosed.withLock { isClosed in
            defer { isClosed = true }
            return isClosed
        }
        guard !wasClosed else { return }
        // While another process reads or writes it goes on in the log, and that process does this when it closes.
        try? pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        try pool.close()
    }
}

enum SQLiteError {
    /// What the caller can act on; everything that is not GRDB's passes as it is.
    static func translate(_ error: any Error) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        switch error.resultCode {
        case .SQLITE_FULL, .SQLITE_IOERR: return StoreError.full(error.message ?? "disk I/O error")
        case .SQLITE_BUSY, .SQLITE_LOCKED: return StoreError.busy
        case .SQLITE_INTERRUPT: return CancellationError()
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
            return StoreError.failed("\(error.message ?? "cannot open it"). Check who owns the data directory and its files.")
        default: return StoreError.failed(error.message ?? "\(error.resultCode)")
        }
    }
}
