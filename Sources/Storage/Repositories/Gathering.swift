/// Rows while they are read, up to a bound in bytes: a thousand answers may be large. The first one is taken however large it is.
struct Gathering<Row> {
    /// Enough to work on at a time, and little enough to have in memory.
    static var usualMost: Int { 16 << 20 }

    private(set) var rows: [Row] = []
    private let most: Int
    private var bytes = 0

    init(upTo most: Int? = Self.usualMost) { self.most = most ?? .max }

    /// Ends the reading of rows.
    private struct Enough: Error {}

    /// - Returns: whether all rows were read.
    mutating func gather(
        _ sql: SQL, in session: any SQLSession, _ decode: (any SQLRow) throws -> (row: Row, bytes: Int)
    ) throws -> Bool {
        do {
            try session.forEach(sql) { row in
                guard bytes < most else { throw Enough() }
                let read = try decode(row)
                bytes += read.bytes
                rows.append(read.row)
            }
            return true
        } catch is Enough {
            return false
        }
    }
}
