/// Filters on what is cited, and the part of a domain's name. They keep observations that have a citation which all of them match, and none that a negated one names;
/// where groups are by source, only groups of such citations.
struct SourceFilter {
    /// Of each source, and of citing none: ``matching`` where all filters that are not negated match, ``refused`` where a negated one
    /// names it.
    private let marks: [UInt8]

    private static let matching: UInt8 = 1
    private static let refused: UInt8 = 2

    /// `nil` where nothing of a plan is on sources.
    /// - Parameter coding: of a dimension of sources.
    init?(_ plan: QueryPlan, count: Int, coding: (Dimension) -> Coding) {
        let filters = plan.filters.filter { Family($0.dimension) == .source }
        guard !filters.isEmpty || plan.domainPart != nil else { return nil }
        var marks = Array(repeating: Self.matching, count: count)
        for filter in filters {
            let coding = coding(filter.dimension)
            // As if it were not negated: an observation is refused for citing one, not for citing another.
            let listed = coding.kept(by: QueryPlan.Filter(filter.dimension, filter.values))
            for (element, code) in coding.codes.enumerated() {
                if filter.negated {
                    if listed[Int(code)] { marks[element] |= Self.refused }
                } else if !listed[Int(code)] {
                    marks[element] &= ~Self.matching
                }
            }
        }
        if let part = plan.domainPart {
            let domains = coding(.sourceDomain)
            let listed = domains.kept(containing: part)
            for (element, code) in domains.codes.enumerated() where !listed[Int(code)] { marks[element] &= ~Self.matching }
        }
        self.marks = marks
    }

    /// Of each source, and of citing none, whether a citation of it is in a group.
    var kept: [Bool] { marks.map { $0 == Self.matching } }

    /// The same where that are so few that groups of all others are worth leaving out beforehand; else `nil`.
    var few: [Bool]? {
        let kept = kept
        return kept.count { $0 } * 4 < kept.count ? kept : nil
    }

    /// The same for loops: 1 or 0.
    var counted: Lookup<UInt8> { Lookup(marks.map { $0 == Self.matching ? 1 : 0 }) }

    /// Chooses among rows. `nil` where groups by source do that already.
    func rows(bySource: Bool) -> Rows? {
        bySource && marks.allSatisfy { $0 & Self.refused == 0 } ? nil : Rows(marks: Lookup(marks))
    }

    struct Rows {
        fileprivate let marks: Lookup<UInt8>

        /// Calls `drop` for each of the rows that is not kept, by its number among them.
        @inline(__always)
        func drop(_ rows: Range<Int>, _ columns: SegmentColumns, _ drop: (Int) -> Void) {
            guard let starts = columns.citationStarts.baseAddress.map({ $0 + rows.lowerBound }) else { return }
            let marks = marks.pointer
            let citingNone = marks[self.marks.count - 1]
            for row in 0..<rows.count {
                var citation = Int(starts[row])
                let end = Int(starts[row &+ 1])
                var met = citation == end ? citingNone : 0
                if let sources = columns.sources.baseAddress {
                    while citation < end {
                        met |= marks[Int(sources[citation])]
                        citation &+= 1
                    }
                }
                if met != SourceFilter.matching { drop(row) }
            }
        }
    }
}
