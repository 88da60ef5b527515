/// What all passes of a query share.
struct ScanSetup {
    let scope: QueryScope
    let budget: QueryBudget
    let tuning: ScanTuning
    let scratch: Scratch
    /// Groups that there are at most.
    let most: Int
    /// Whether there is a cell for every key there may be.
    let isDense: Bool
    let jobs: FactJobs
    /// What days, questions, settings and facts add to keys.
    let dayParts: [GroupKey]?
    let dense: KeyParts<UInt32>?
    let sparse: KeyParts<GroupKey>?
    let histograms: HistogramPlan?
    /// Of each source, whose it is; by bits where groups are not by source. Empty, and `nil`, where nobody asks.
    let ownerOf: Lookup<UInt32>
    let owners: OwnerBits?
    /// Of each source, its domain.
    let domains: Lookup<UInt32>

    /// How groups by source are counted, where there is a shorter way than that of all others.
    let bySource: BySource?

    enum BySource { case tally, cells }

    /// What one table may take: cited domains have one of their own.
    var tableBudget: Int { budget.maximumBytes / (scope.cells.domains ? 2 : 1) }

    /// - Parameter units: rows, and with groups by source citations, to be read at most.
    init(_ scope: QueryScope, units: Int, budget: QueryBudget, tuning: ScanTuning) throws(QueryError) {
        self.scope = scope
        self.budget = budget
        self.tuning = tuning
        scratch = Scratch(batch: tuning.batch)
        let space = scope.base.space
        most = Int(min(space, GroupKey(units))) + 1
        isDense =
            (space <= tuning.denseKeys || space <= 1 << 26 && space <= GroupKey(units))
            && CellTable.denseBytes(space: space, stride: scope.cells.stride) <= budget.maximumBytes / 2
        jobs = FactJobs(scope)
        dayParts = scope.parts(of: .day, in: scope.base)
        dense = isDense ? KeyParts(scope, scope.base) : nil
        sparse = isDense ? nil : KeyParts(scope, scope.base)
        ownerOf = Lookup(scope.owners)
        let isOwned = scope.cells.citesOwners && !scope.bySource
        owners =
            isOwned
            ? OwnerBits(
                scope.owners, count: scope.cells.citesLanes ? scope.lanes.lanes.count + 2 : 2, few: tuning.fewOwners) : nil
        domains = Lookup(scope.domains)
        bySource = isDense && tuning.shortensSources ? BySource(scope, units: units, budget: budget) : nil
        histograms = isDense ? try HistogramPlan(scope, width: jobs.width, tuning: tuning) : nil
    }
}

extension ScanSetup.BySource {
    /// For a table of all keys.
    /// - Parameter units: rows and citations, which are to be counted in 32 bits.
    fileprivate init?(_ scope: QueryScope, units: Int, budget: QueryBudget) {
        let (cells, space) = (scope.cells, scope.base.space)
        guard scope.bySource, cells.brand.count == 1, cells.lane.isEmpty, !cells.citesOwners, units < Int(UInt32.max) else {
            return nil
        }
        let isOfSourcesOnly = scope.base.digits.allSatisfy { $0.field.family == .source || $0.radix == 1 }
        if isOfSourcesOnly, space <= SourceTally.mostGroups {
            self = .tally
        } else if !cells.domains, SourceCells.bytes(space) <= budget.maximumBytes / 8 {
            // They are there beside a table of up to a half.
            self = .cells
        } else {
            return nil
        }
    }
}

/// Where one way to count is taken instead of another. No result depends on it.
struct ScanTuning {
    /// Rows at once.
    var batch = 4096
    /// Up to this many keys have a table of all of them, however few rows there are.
    var denseKeys: GroupKey = 4096
    /// Histograms are kept from this many rows for each group on.
    var histogramRows = Fact.count
    /// Whether groups by source are counted in the shorter ways.
    var shortensSources = true
    /// Up to this many owners of sources have a byte of bits, at most 8.
    var fewOwners = UInt8.bitWidth
}
