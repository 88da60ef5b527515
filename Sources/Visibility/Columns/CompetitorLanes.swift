/// The competitors in view of a query, in lanes: each group of them that a competitor dimension makes, or all of them in one.
struct CompetitorLanes {
    /// The ids in each lane. One lane at least, be it empty.
    private(set) var lanes: [[Int]] = [[]]
    /// Whether filters leave anything in view, so that observations count at all.
    private(set) var keepsObservations: Bool
    /// Whether sources of competitors count whose owner is unknown or not in use.
    let countsUnowned: Bool
    /// With a competitor dimension: its fields, whose nodes are the lanes.
    let trie: KeyTrie
    let codings: [Coding]

    init(_ plan: QueryPlan, _ dimensions: BrandDimensions) {
        let fields = plan.dimensions.filter { Family($0) == .competitor }
        let filters = plan.filters.filter { Family($0.dimension) == .competitor }
        let inView = dimensions.competitors.filter { competitor in
            filters.allSatisfy { filter in
                let value = filter.dimension == .competitorID ? String(competitor.id) : competitor.name
                return ExactValues(filter.values).contains(value) != filter.negated
            }
        }
        let nullKept = filters.allSatisfy { $0.values.contains(nil) != $0.negated }
        keepsObservations = dimensions.competitors.isEmpty ? nullKept : !inView.isEmpty || filters.isEmpty
        countsUnowned = fields.isEmpty && filters.isEmpty
        let elements: [BrandDimensions.Competitor?] = inView.isEmpty ? [nil] : inView
        var trie = KeyTrie(elements: elements.count)
        codings = fields.map { field in
            field == .competitorID ? Coding(integers: elements.map { $0?.id }) : Coding(texts: elements.map { $0?.name })
        }
        for coding in codings { trie.append(coding) }
        self.trie = trie
        lanes = Array(repeating: [], count: trie.nodeCount)
        for (element, competitor) in inView.enumerated() { lanes[Int(trie.nodes[element])].append(competitor.id) }
    }

    var view: View { View(lanes: lanes, countsUnowned: countsUnowned) }

    /// Which competitors count, and as whom.
    struct View: Hashable, Sendable {
        fileprivate let lanes: [[Int]]
        fileprivate let countsUnowned: Bool
    }
}

extension CompetitorLanes.View {
    /// Of each source, whose it is: 0 nobody's in view, 1 the brand's, 2 and more a lane's.
    func owners(of sources: [Codebook.Source]) -> [UInt32] {
        var laneOf: [Int: UInt32] = [:]
        for (lane, ids) in lanes.enumerated() {
            for id in ids { laneOf[id] = UInt32(lane) + 2 }
        }
        return sources.map { source in
            switch source.type {
            case .brand: 1
            case .competitor: source.competitor.flatMap { laneOf[$0] } ?? (countsUnowned ? 2 : 0)
            case .other: 0
            }
        }
    }
}

extension QueryPlan {
    /// In the order of the fields.
    var dimensions: [Dimension] {
        fields.compactMap { field in
            if case .dimension(let dimension) = field { dimension } else { nil }
        }
    }

    /// Those of the fields, and those that having and the order ask for.
    var metrics: Set<Metric> {
        Set(
            having.map(\.metric) + [order?.metric].compactMap(\.self)
                + fields.compactMap { field in
                    if case .metric(let metric) = field { metric } else { nil }
                })
    }
}
