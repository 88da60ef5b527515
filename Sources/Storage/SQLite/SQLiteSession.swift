internal import Catalog
internal import GRDB
internal import GRDBSQLite

/// A connection of GRDB's, whose statements are run by SQLite's own functions: a row in or out takes less time, and a column is read as what
/// it holds or not at all.
struct SQLiteSession: SQLSession {
    let connection: GRDB.Database

    func forEach(_ sql: SQL, _ decode: (any SQLRow) throws -> Void) throws {
        try run(sql) { statement in
            let row = SQLiteRow(statement: statement)
            while try step(statement) { try decode(row) }
        }
    }

    func execute(_ sql: SQL) throws -> Int {
        try run(sql) { statement in
            while try step(statement) {}
            return connection.changesCount
        }
    }

    private func run<T>(_ sql: SQL, _ body: (OpaquePointer) throws -> T) throws -> T {
        let (text, values) = sql.rendered { _ in "?" }
        let prepared = try statement(text)
        return try withExtendedLifetime(prepared) {
            let statement = prepared.sqliteStatement
            defer {
                sqlite3_reset(statement)
                sqlite3_clear_bindings(statement)
            }
            for (index, value) in values.enumerated() {
                let code = value.bind(to: statement, at: Int32(index + 1))
                guard code == SQLITE_OK else { throw error(code) }
            }
            // A failure may have ended the transaction; what follows must not be written without one.
            guard sqlite3_stmt_readonly(statement) != 0 || connection.isInsideTransaction else {
                throw StoreError.failed("the transaction had ended before all was written")
            }
            return try body(statement)
        }
    }

    /// Kept by the connection, so that a text is compiled once; another one while that is still at its rows.
    private func statement(_ text: String) throws -> Statement {
        let kept = try connection.cachedStatement(sql: text)
        return sqlite3_stmt_busy(kept.sqliteStatement) == 0 ? kept : try connection.makeStatement(sql: text)
    }

    /// - Returns: whether there is a row.
    private func step(_ statement: OpaquePointer) throws -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw error(code)
        }
    }

    private func error(_ code: Int32) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: code),
            message: connection.sqliteConnection.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) })
    }
}

/// The row that a statement has come to.
///
/// SQLite keeps what it is given: a column of integers may hold text or bytes that somebody put there, and would be converted without a
/// word, to something that a comparison in SQL does not find. Here it throws.
struct SQLiteRow: SQLRow {
    let statement: OpaquePointer

    func int(_ column: Int) throws -> Int {
        guard type(column) == SQLITE_INTEGER else { throw wrong(column, "no integer") }
        return Int(sqlite3_column_int64(statement, Int32(column)))
    }

    func optionalInt(_ column: Int) throws -> Int? { type(column) == SQLITE_NULL ? nil : try int(column) }

    func text(_ column: Int) throws -> String {
        try withText(column) { bytes in
            guard let text = String(utf8: bytes) else { throw wrong(column, "text that is not UTF-8") }
            return text
        }
    }

    func withText<T>(_ column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> T) throws -> T {
        guard type(column) == SQLITE_TEXT, let start = sqlite3_column_text(statement, Int32(column)) else {
            throw wrong(column, "no text")
        }
        // By its length, since text may hold a zero.
        return try body(UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, Int32(column)))))
    }

    func optionalText(_ column: Int) throws -> String? { type(column) == SQLITE_NULL ? nil : try text(column) }

    func withBlob<T>(_ column: Int, _ body: (UnsafeRawBufferPointer) throws -> T) throws -> T {
        switch type(column) {
        case SQLITE_NULL: return try body(UnsafeRawBufferPointer(start: nil, count: 0))
        case SQLITE_BLOB:
            let count = Int(sqlite3_column_bytes(statement, Int32(column)))
            return try body(UnsafeRawBufferPointer(start: sqlite3_column_blob(statement, Int32(column)), count: count))
        default: throw wrong(column, "no bytes")
        }
    }

    private func type(_ column: Int) -> Int32 { sqlite3_column_type(statement, Int32(column)) }

    private func wrong(_ column: Int, _ what: String) -> StoreError {
        let name = sqlite3_column_name(statement, Int32(column)).map { String(cString: $0) } ?? "\(column)"
        return .failed("the column \(name) of a row holds \(what); it was not written by this program, or the disk is damaged")
    }
}

extension SQLValue {
    /// SQLite copies text and bytes.
    fileprivate func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch self {
        case .null: return sqlite3_bind_null(statement, index)
        case .integer(let value): return sqlite3_bind_int64(statement, index, value)
        case .text(var value):
            return value.withUTF8 { bytes in
                // No bytes have no address, which SQLite would take for NULL.
                guard let start = bytes.baseAddress else { return sqlite3_bind_text(statement, index, "", 0, copied) }
                return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                    sqlite3_bind_text(statement, index, $0, Int32(bytes.count), copied)
                }
            }
        case .blob(let value):
            return value.withUnsafeBytes { bytes in
                bytes.isEmpty
                    ? sqlite3_bind_zeroblob(statement, index, 0)
                    : sqlite3_bind_blob(statement, index, bytes.baseAddress, Int32(bytes.count), copied)
            }
        }
    }
}
