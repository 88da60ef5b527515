/// All observations of one brand at one time, in columns. A query reads it while the next is made.
package struct ColumnSnapshot: Sendable {
    let segments: [Segment]
    let questions: [Codebook.Question]
    let settings: [Codebook.Setting]
    let catalog: SourceCatalog

    package var rowCount: Int { segments.reduce(0) { $0 + $1.shape.rows } }

    /// What its columns take, whether allocated or mapped.
    package var bytes: Int {
        segments.reduce(0) { $0 + $1.memory.byteCount } + catalog.bytes + (questions.count + settings.count) * 48
    }

    /// The part of ``bytes`` that is not mapped from files.
    package var residentBytes: Int {
        bytes - segments.reduce(0) { $0 + ($1.memory.isMapped ? $1.memory.byteCount : 0) }
    }

    /// Those in a period that have rows, ascending.
    func days(in period: ClosedRange<Day>) -> [Int32] {
        var found: Set<Int32> = []
        for segment in segments { found.formUnion(segment.days.lazy.filter { period.contains(Day(Int($0))) }) }
        return found.sorted()
    }

    /// Carries out a plan.
    /// - Parameters:
    ///   - dimensions: of the brand, as they are now.
    ///   - known: of this snapshot and these dimensions, from one query to the next.
    ///   - isCancelled: is asked every some thousand rows.
    /// - Throws: where it was cancelled, or would need more than the budget.
    package func execute(
        _ plan: QueryPlan, dimensions: BrandDimensions, known: KnownDimensions = KnownDimensions(),
        budget: QueryBudget = QueryBudget(), isCancelled: () -> Bool = { false }
    ) throws(QueryError) -> QueryResult {
        try execute(
            plan, dimensions: dimensions, known: known, budget: budget, tuning: ScanTuning(), isCancelled: isCancelled)
    }

    func execute(
        _ plan: QueryPlan, dimensions: BrandDimensions, known: KnownDimensions = KnownDimensions(), budget: QueryBudget,
        tuning: ScanTuning, isCancelled: () -> Bool = { false }
    ) throws(QueryError) -> QueryResult {
        defer { withExtendedLifetime(self) {} }
        let scope = try QueryScope(plan, self, dimensions, known: known)
        var sink = RowSink(scope)
        guard scope.keepsObservations else { return sink.result() }
        let units = segments.reduce(0) { $0 + (scope.bySource ? $1.shape.citations + $1.shape.rows : $1.shape.rows) }
        let setup = try ScanSetup(scope, units: units, budget: budget, tuning: tuning)
        for days in setup.isDense ? [0..<scope.days.count] : scope.partitions {
            if isCancelled() { throw .cancelled }
            let scan = try Scan(setup)
            for segment in segments { try scan.read(segment, days: days, isCancelled: isCancelled) }
            try scan.emit(into: &sink)
            if sink.isFull { break }
        }
        return sink.result()
    }
}
