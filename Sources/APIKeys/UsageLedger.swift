import Synchronization

/// Gathers in memory what each key does, to be written in batches: the hot path only takes a lock and adds one.
///
/// What is held is bounded, whatever clients send: see ``mostCells`` and ``mostRefusals``.
public final class UsageLedger: Sendable {
    private struct State {
        var activities: [KeyID: Activity] = [:]
        var cellCount = 0
    }

    fileprivate struct Activity {
        var lastUse: Use?
        /// The cell that the key's last request fell into: most requests fall into the same, which is then compared, not hashed.
        var recent: Cell
        var recentCount = 0
        var cells: [Cell: Int] = [:]
        var refusals: [RefusedCall] = []
    }

    /// Distinct cells that one key has between two drains; what comes beyond is counted without address and client.
    static let mostCells = 1000
    /// The same for all keys together: while nothing can be written, memory stays bounded.
    static let mostCellsOfAll = 200_000
    /// How many of a key's last refusals are kept between two drains.
    public static let mostRefusals = 50

    private let state = Mutex(State())

    public init() {}

    /// - Parameter client: what the client calls itself; kept to its first 120 bytes.
    public func record(
        _ key: KeyID, at moment: Timestamp, from address: IPAddress?, client: String?, operation: Operation, brand: Int?,
        outcome: Outcome
    ) {
        let source = Source(address: address, client: Self.short(client))
        var cell = Cell(
            hour: moment.hour, operation: operation.name, brand: outcome.keepsBrand ? brand : nil, outcome: outcome.code,
            source: source)
        state.withLock { state in
            let isCrowded = state.cellCount >= Self.mostCellsOfAll
            state.activities[key, default: Activity(recent: cell)].record(
                &cell, at: moment, brand: brand, outcome: outcome, isCrowded: isCrowded, count: &state.cellCount)
        }
    }

    private static func short(_ client: String?) -> String {
        guard let client else { return "" }
        return client.utf8.count <= 120 ? client : String(decoding: client.utf8.prefix(120), as: UTF8.self)
    }

    /// Takes out what has gathered. When writing it fails, hand it back with ``restore(_:)``.
    public func drain() -> UsageBatch {
        let taken = state.withLock { state in
            defer { state = State() }
            return state.activities
        }
        var batch = UsageBatch()
        for (key, activity) in taken {
            var cells = activity.cells
            if activity.recentCount > 0 { cells[activity.recent, default: 0] += activity.recentCount }
            batch.keys[key] = UsageBatch.Key(lastUse: activity.lastUse, cells: cells, refusals: activity.refusals)
        }
        return batch
    }

    /// Puts back what could not be written; newer uses win.
    public func restore(_ batch: UsageBatch) {
        state.withLock { state in
            for (key, older) in batch.keys {
                guard let (first, _) = older.cells.first else { continue }
                state.activities[key, default: Activity(recent: first)].merge(older, count: &state.cellCount)
            }
        }
    }
}

extension UsageLedger.Activity {
    fileprivate mutating func record(
        _ cell: inout UsageLedger.Cell, at moment: Timestamp, brand: Int?, outcome: Outcome, isCrowded: Bool, count: inout Int
    ) {
        if cell == recent {
            recentCount += 1
        } else {
            keepRecent(&count)
            if isCrowded || cells.count >= UsageLedger.mostCells { cell.source = .other }
            recent = cell
            recentCount = 1
        }
        switch outcome {
        case .allowed: lastUse = UsageLedger.Use(at: moment, source: cell.source)
        case .refused(let refusal):
            if refusals.count >= UsageLedger.mostRefusals { refusals.removeFirst() }
            refusals.append(
                RefusedCall(
                    at: moment, code: refusal.code, operation: cell.operation, brand: brand, source: cell.source))
        }
    }

    private mutating func keepRecent(_ count: inout Int) {
        guard recentCount > 0 else { return }
        let before = cells.count
        cells[recent, default: 0] += recentCount
        count += cells.count - before
        recentCount = 0
    }

    fileprivate mutating func merge(_ older: UsageBatch.Key, count: inout Int) {
        let before = cells.count
        for (cell, requests) in older.cells { cells[cell, default: 0] += requests }
        count += cells.count - before
        if let use = older.lastUse, lastUse.map({ $0.at < use.at }) ?? true { lastUse = use }
        refusals = Array((older.refusals + refusals).suffix(UsageLedger.mostRefusals))
    }
}
