/// Facts of a segment that are counted into the same words of groups.
struct FactJob {
    /// Several are joined: what one of them has, all have.
    let columns: [UnsafeBufferPointer<UInt8>]
    let increments: FactIncrements
    /// The first word.
    let offset: Int
}

/// What facts add to words that follow each other.
struct FactIncrements {
    let width: Int
    /// Of word `w` and each fact, at `w * Fact.count`.
    let table: [UInt64]

    init(_ words: some Collection<FactWord>) {
        width = words.count
        table = words.flatMap(\.increments)
    }
}

/// Makes the jobs of segments.
struct FactJobs {
    private let layout: CellLayout
    private let lanes: [[Int]]
    private let brand: FactIncrements
    private let lane: FactIncrements
    /// Of a lane of several: their presence joined, the rest one by one.
    private let joined: FactIncrements
    private let rest: FactIncrements

    init(_ scope: QueryScope) {
        layout = scope.cells
        lanes = scope.lanes.lanes
        brand = FactIncrements(layout.brand)
        lane = FactIncrements(layout.lane)
        joined = FactIncrements(layout.lane.prefix { $0 == .presence })
        rest = FactIncrements(layout.lane.drop { $0 == .presence })
    }

    /// The words that one fact is counted into at most.
    var width: Int { max(brand.width, lane.width) }

    func callAsFunction(_ segment: Segment, _ columns: SegmentColumns) -> [FactJob] {
        var jobs = [FactJob(columns: [columns.facts], increments: brand, offset: 0)]
        guard lane.width > 0 else { return jobs }
        for (index, ids) in lanes.enumerated() {
            let offset = layout.offset(ofLane: index)
            let facts = ids.compactMap { segment.competitors.firstIndex(of: $0) }.map { columns.competitorFacts[$0] }
            if facts.count == 1 {
                jobs.append(FactJob(columns: facts, increments: lane, offset: offset))
            } else if facts.count > 1 {
                if joined.width > 0 { jobs.append(FactJob(columns: facts, increments: joined, offset: offset)) }
                guard rest.width > 0 else { continue }
                for column in facts { jobs.append(FactJob(columns: [column], increments: rest, offset: offset + joined.width)) }
            }
        }
        return jobs
    }
}
