/// A plan, resolved against a snapshot: for each element of each family (day, question, setting, fact, source) whether it is kept and
/// what it adds to the key of its group.
struct QueryScope {
    let plan: QueryPlan
    let lanes: CompetitorLanes
    let cells: CellLayout
    /// Days within the period that have rows, ascending: the elements of that family.
    let days: [Int32]
    /// Of each element of a family, whether filters keep it. A family that no filter is about is not here.
    private(set) var kept: [Family: [Bool]] = [:]
    private(set) var tries: [Family: KeyTrie] = [:]
    /// Of each dimension of the fields, its values.
    private(set) var codings: [Dimension: Coding] = [:]
    /// Of what is counted row by row: all families that a row has one value of, the set of tags and topics as a field like others.
    let base: KeyLayout
    /// Of groups but for their competitors.
    let wide: KeyLayout
    /// Of groups.
    let final: KeyLayout
    /// With tags or topics in the fields: of each set of them, what its members add to keys of `wide`.
    let fans: [[GroupKey]]?
    let bySource: Bool
    /// Of each source, whose it is; see ``CompetitorLanes/owners(of:)``. Empty where nobody asks.
    let owners: [UInt32]
    /// Of each source, its domain. Empty where nobody asks.
    let domains: [UInt32]
    let domainCount: Int

    init(_ plan: QueryPlan, _ snapshot: ColumnSnapshot, _ dimensions: BrandDimensions) throws(QueryError) {
        self.plan = plan
        let fields = plan.dimensions
        lanes = CompetitorLanes(plan, dimensions)
        bySource = fields.contains { Family($0) == .source }
        cells = CellLayout(plan.metrics, lanes: lanes.lanes.count, bySource: bySource)
        days = snapshot.days(in: plan.period)
        let elements = Elements(snapshot, dimensions, days: days)
        let wanted = QuestionFans(plan, elements)

        var counts: [Family: Int] = [.tag: wanted.tags.codes.count, .topic: wanted.topics.codes.count]
        for family in [Family.day, .question, .setting, .fact, .source] { counts[family] = elements.count(of: family) }
        var levels: [Family: Int] = [:]
        var keyFields: [KeyField] = []
        for dimension in fields {
            let family = Family(dimension)
            let coding: Coding
            switch family {
            case .tag: coding = wanted.tags
            case .topic: coding = wanted.topics
            case .competitor: coding = lanes.codings[levels[family, default: 0]]
            default: coding = elements.coding(of: dimension)
            }
            codings[dimension] = coding
            keyFields.append(KeyField(family: family, level: levels[family, default: 0]))
            levels[family, default: 0] += 1
            if family == .competitor {
                tries[family] = lanes.trie
            } else {
                tries[family, default: KeyTrie(elements: counts[family] ?? 0)].append(coding)
            }
        }
        final = try KeyLayout(keyFields, tries)
        wide = try KeyLayout(keyFields.filter { $0.family != .competitor }, tries)
        var single = keyFields.filter { ![.competitor, .tag, .topic].contains($0.family) }
        if let sets = wanted.sets {
            tries[.question, default: KeyTrie(elements: elements.count(of: .question))].append(sets)
            single.append(KeyField(family: .question, level: levels[.question, default: 0]))
            fans = wanted.fans(in: wide, tries)
        } else {
            fans = nil
        }
        base = try KeyLayout(single, tries)
        owners = cells.citesOwners ? lanes.owners(of: snapshot.catalog.sources) : []
        if cells.domains {
            let order = snapshot.catalog.order
            domains = snapshot.catalog.sources.map { order.domainRanks[Int($0.url)] }
            domainCount = order.domains.count
        } else {
            domains = []
            domainCount = 0
        }
        kept[.question] = wanted.kept
        try applyFilters(elements)
    }

    private mutating func applyFilters(_ elements: Elements) throws(QueryError) {
        for filter in plan.filters {
            let family = Family(filter.dimension)
            switch family {
            case .tag, .topic, .competitor: continue
            case .source: throw QueryError(.notFilterable, "Results cannot be filtered by \(filter.dimension.rawValue).")
            case .day, .question, .setting, .fact:
                let coding = codings[filter.dimension] ?? elements.coding(of: filter.dimension)
                let allowed = coding.kept(by: filter)
                let mask = coding.codes.map { allowed[Int($0)] }
                kept[family] = kept[family].map { zip($0, mask).map { $0 && $1 } } ?? mask
            }
        }
    }

    /// Whether any observation can be kept.
    var keepsObservations: Bool {
        lanes.keepsObservations && !days.isEmpty && kept.values.allSatisfy { $0.contains(true) }
    }

    /// The days, in parts that follow each other in the order of results. One part where the first field is no date.
    var partitions: [Range<Int>] {
        guard let first = plan.dimensions.first, Family(first) == .day, let trie = tries[.day] else { return [0..<days.count] }
        let digits = trie.levels[0].digits
        guard zip(digits, digits.dropFirst()).allSatisfy({ $0 <= $1 }) else { return [0..<days.count] }
        var parts: [Range<Int>] = []
        var start = 0
        for day in 1...digits.count where day == digits.count || digits[day] != digits[start] {
            parts.append(start..<day)
            start = day
        }
        return parts
    }

    /// Of each element of a family, its part of keys, at least ``KeyLayout/limit`` where it is not kept. `nil` where all add nothing.
    func parts(of family: Family, in layout: KeyLayout) -> [GroupKey]? {
        var parts = tries[family].map { layout.parts(of: family, $0) } ?? []
        if let kept = kept[family] {
            if parts.isEmpty { parts = Array(repeating: 0, count: kept.count) }
            for (element, isKept) in kept.enumerated() where !isKept { parts[element] = KeyLayout.limit }
        }
        return parts.contains { $0 != 0 } ? parts : nil
    }
}
