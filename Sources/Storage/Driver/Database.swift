/// One database, whichever it is. A second driver implements these three protocols and a ``Dialect``; no repository changes.
package protocol Database: Sendable {
    var dialect: Dialect { get }
    /// Runs `body` on one consistent snapshot.
    func read<T: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> T) async throws -> T
    /// Runs `body` in one transaction. When this returns, what it wrote survives a crash; when it throws, nothing was written.
    func write<T: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> T) async throws -> T
}

/// A connection inside `read` or `write`.
package protocol SQLSession {
    /// Each row is valid only while `decode` runs.
    func forEach(_ sql: SQL, _ decode: (any SQLRow) throws -> Void) throws
    /// - Returns: the number of rows changed.
    @discardableResult func execute(_ sql: SQL) throws -> Int
}

extension SQLSession {
    func all<T>(_ sql: SQL, _ decode: (any SQLRow) throws -> T) throws -> [T] {
        var rows: [T] = []
        try forEach(sql) { rows.append(try decode($0)) }
        return rows
    }

    func first<T>(_ sql: SQL, _ decode: (any SQLRow) throws -> T) throws -> T? {
        try all(sql, decode).first
    }

    func int(_ sql: SQL) throws -> Int? { try first(sql) { try $0.optionalInt(0) } ?? nil }
}

/// One row of a result, by column position from 0. A value of another type than asked for throws; it never traps, since a
/// database may be edited by others.
package protocol SQLRow {
    func int(_ column: Int) throws -> Int
    func optionalInt(_ column: Int) throws -> Int?
    func text(_ column: Int) throws -> String
    func optionalText(_ column: Int) throws -> String?
    /// The bytes of a text, which are valid only while `body` runs, and need not be UTF-8.
    func withText<T>(_ column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> T) throws -> T
    /// The bytes are valid only while `body` runs; empty for NULL.
    func withBlob<T>(_ column: Int, _ body: (UnsafeRawBufferPointer) throws -> T) throws -> T
}

extension SQLRow {
    func bool(_ column: Int) throws -> Bool { try int(column) != 0 }
}

/// Where data definition differs between databases.
package struct Dialect: Sendable {
    /// The type of a primary key that numbers itself.
    let identity: String
    /// The type of a primary key that numbers the rows of another table.
    let rowKey: String
    let blob: String

    static let sqlite = Dialect(identity: "INTEGER PRIMARY KEY", rowKey: "INTEGER PRIMARY KEY", blob: "BLOB")
}
