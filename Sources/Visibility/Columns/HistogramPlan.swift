/// Counting by histograms of facts: where rows of the same day fall into few groups and more than one thing is counted of each fact, a
/// row takes a single addition for them all. Citations, where they are asked for, are counted apart.
struct HistogramPlan {
    /// Groups of rows of the same day.
    private let groups: Int
    private let rowsPerGroup: Int
    private let parts: KeyParts<UInt32>
    /// Of each group, its part of keys.
    private let keys: [GroupKey]

    /// `nil` where it does not pay.
    init?(_ scope: QueryScope, width: Int, tuning: ScanTuning) throws(QueryError) {
        guard !scope.bySource, scope.citing == nil else { return nil }
        let local = try KeyLayout(scope.base.digits.map(\.field).filter { $0.family != .day }, scope.tries)
        guard local.space <= Scratch.histograms, local.space == 1 || width > 1 else { return nil }
        groups = Int(local.space)
        rowsPerGroup = tuning.histogramRows
        parts = KeyParts(scope, local)
        let translate = KeyTranslation(from: local, to: scope.base)
        keys = (0..<local.space).map { translate($0) }
    }

    func isWorth(_ rows: Int) -> Bool { rows >= groups * rowsPerGroup }

    func count(
        _ rows: Range<Int>, part: GroupKey, _ columns: SegmentColumns, _ jobs: [FactJob], into table: CellTable,
        _ scratch: Scratch
    ) {
        let histogram = scratch.histogram
        var kept = rows.count
        if parts.drops {
            kept = parts.fillKept(
                cells: scratch.cells, numbers: scratch.pairRows, of: columns, rows: rows, limit: UInt32(groups))
        } else if !parts.isEmpty {
            parts.fill(scratch.cells, of: columns, rows: rows, from: 0)
        }
        for job in jobs {
            let facts = job.facts(of: rows, scratch)
            if parts.drops {
                Counting.count(facts, of: scratch.pairRows, scratch.cells, count: kept, in: histogram)
            } else if parts.isEmpty {
                Counting.count(facts, count: kept, in: histogram)
            } else {
                Counting.count(facts, scratch.cells, count: kept, in: histogram)
            }
            for group in 0..<groups {
                let words = table.words + Int(part + keys[group]) * table.stride + job.offset
                Counting.fold(histogram + group * 4 * Fact.count, job.increments, to: words)
            }
        }
    }
}
