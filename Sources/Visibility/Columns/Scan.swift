/// One pass over rows, which counts them into the cells of their groups.
final class Scan {
    let setup: ScanSetup
    let scope: QueryScope
    let table: CellTable
    let domains: DomainSets?
    let scratch: Scratch
    /// Where sources are counted in a shorter way, see ``ScanSetup/bySource``: until what was counted is in the table.
    var tally: SourceTally?
    var sourceCells: SourceCells?
    /// The rows before the batch, so that each row has a number of its own.
    var rowsBefore: UInt64 = 1
    private var rowsUnchecked = 0

    init(_ setup: ScanSetup) throws(QueryError) {
        self.setup = setup
        scope = setup.scope
        scratch = setup.scratch
        table = try CellTable(
            stride: scope.cells.stride, space: scope.base.space, isDense: setup.isDense, expected: setup.most,
            budget: setup.tableBudget)
        domains =
            scope.cells.domains
            ? try DomainSets(
                cells: setup.isDense ? table.count : nil, domains: scope.domainCount, budget: setup.tableBudget) : nil
        let groups = Int(truncatingIfNeeded: scope.base.space)
        switch (setup.bySource, setup.dense) {
        case (.tally, let dense?): tally = try SourceTally(groups: groups, parts: dense.sources)
        case (.cells, let dense?): sourceCells = try SourceCells(count: groups, parts: dense.sources)
        default: break
        }
    }

    /// Counts the rows of some of the days.
    func read(_ segment: Segment, days: Range<Int>, isCancelled: () -> Bool) throws(QueryError) {
        let columns = segment.columns
        let jobs = setup.jobs(segment, columns)
        var run: (rows: Range<Int>, part: GroupKey)?
        var day = days.lowerBound
        for slice in Self.slices(of: segment, from: scope.days[days.lowerBound], through: scope.days[days.upperBound - 1]) {
            while scope.days[day] < segment.days[slice] { day += 1 }
            let part = setup.dayParts?[day] ?? 0
            let rows = Int(segment.dayStarts[slice])..<Int(segment.dayStarts[slice + 1])
            guard part < KeyLayout.limit else { continue }
            if let last = run, last.part == part, last.rows.upperBound == rows.lowerBound {
                run = (last.rows.lowerBound..<rows.upperBound, part)
            } else {
                if let run { try read(run.rows, part: run.part, columns, jobs, isCancelled) }
                run = (rows, part)
            }
        }
        if let run { try read(run.rows, part: run.part, columns, jobs, isCancelled) }
    }

    private static func slices(of segment: Segment, from first: Int32, through last: Int32) -> Range<Int> {
        func index(where isBehind: (Int32) -> Bool) -> Int {
            var low = 0
            var high = segment.days.count
            while low < high {
                let middle = (low + high) / 2
                if isBehind(segment.days[middle]) { high = middle } else { low = middle + 1 }
            }
            return low
        }
        return index { $0 >= first }..<index { $0 > last }
    }

    private func read(
        _ rows: Range<Int>, part: GroupKey, _ columns: SegmentColumns, _ jobs: [FactJob], _ isCancelled: () -> Bool
    ) throws(QueryError) {
        var start = rows.lowerBound
        while start < rows.upperBound {
            let end = min(start + setup.tuning.batch, rows.upperBound)
            rowsUnchecked += end - start
            if rowsUnchecked >= 2 * setup.tuning.batch {
                rowsUnchecked = 0
                if isCancelled() { throw .cancelled }
            }
            try count(start..<end, part: part, columns, jobs)
            rowsBefore += UInt64(end - start)
            start = end
        }
    }

    private func count(_ rows: Range<Int>, part: GroupKey, _ columns: SegmentColumns, _ jobs: [FactJob]) throws(QueryError) {
        if let histograms = setup.histograms, histograms.isWorth(rows.count) {
            histograms.count(rows, part: part, columns, jobs, into: table, scratch)
            guard !scope.cells.onlyFacts, let dense = setup.dense else { return }
            dense.fill(cells: scratch.cells, of: columns, rows: rows, from: UInt32(part), trash: table.trash)
            return try countCitations(rows, columns)
        }
        if let dense = setup.dense {
            dense.fill(cells: scratch.cells, of: columns, rows: rows, from: UInt32(part), trash: table.trash)
            let (cells, trash) = (scratch.cells, table.trash)
            scope.citing?.drop(rows, columns) { cells[$0] = trash }
            if scope.bySource { return try countSources(rows, columns, jobs) }
        } else if let sparse = setup.sparse {
            sparse.fill(scratch.keys, of: columns, rows: rows, from: part)
            let keys = scratch.keys
            scope.citing?.drop(rows, columns) { keys[$0] = KeyParts<GroupKey>.dropped }
            if scope.bySource { return try countSources(rows, columns, jobs) }
            try table.reserve(rows.count)
            table.find(rows.count, keys: scratch.keys, cells: scratch.cells)
        }
        for job in jobs { add(job, rows) }
        try countCitations(rows, columns)
    }

    private func add(_ job: FactJob, _ rows: Range<Int>) {
        Counting.add(
            job.facts(of: rows, scratch), scratch.cells, count: rows.count, job.increments, to: table.words + job.offset,
            stride: table.stride)
    }
}

extension FactJob {
    /// The facts of rows, joined where there are several columns.
    func facts(of rows: Range<Int>, _ scratch: Scratch) -> UnsafePointer<UInt8> {
        let first = columns[0].baseAddress.map { $0 + rows.lowerBound }
        guard columns.count > 1 || first == nil else { return first ?? UnsafePointer(scratch.facts) }
        scratch.facts.update(repeating: 0, count: rows.count)
        for column in columns {
            for index in 0..<rows.count { scratch.facts[index] |= column[rows.lowerBound &+ index] }
        }
        return UnsafePointer(scratch.facts)
    }
}
