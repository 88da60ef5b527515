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
    /// Where filters are on sources, which rows they keep.
    private(set) var citing: SourceFilter.Rows?
    /// Where they are and groups are by source: of each source, and of citing none, 1 where it is in a group, else 0.
    private(set) var countedSources: Lookup<UInt8>?
    /// Whether that is every source, so that none need be looked at.
    private(set) var countsEverySource = false
    /// Of each source, whose it is; see ``CompetitorLanes/View/owners(of:)``. Empty where nobody asks.
    let owners: [UInt32]
    /// Of each source, its domain. Empty where nobody asks.
    let domains: [UInt32]
    let domainCount: Int

    init(
        _ plan: QueryPlan, _ snapshot: ColumnSnapshot, _ dimensions: BrandDimensions, known: KnownDimensions = KnownDimensions()
    ) throws(QueryError) {
        self.plan = plan
        let fields = plan.dimensions
        lanes = CompetitorLanes(plan, dimensions)
        bySource = fields.contains { Family($0) == .source }
        cells = CellLayout(plan.metrics, lanes: lanes.lanes.count, bySource: bySource)
        days = snapshot.days(in: plan.period)
        let elements = Elements(snapshot, dimensions, days: days, known: known)
        let wanted = QuestionFans(plan, elements)
        let sources = SourceFilter(plan, count: elements.count(of: .source)) { elements.coding(of: $0) }
        let keptSources = sources?.kept

        var levels: [Family: [Dimension]] = [:]
        var keyFields: [KeyField] = []
        for dimension in fields {
            let family = Family(dimension)
            let coding: Coding
            switch family {
            case .tag: coding = wanted.tags
            case .topic: coding = wanted.topics
            case .competitor: coding = lanes.codings[levels[family, default: []].count]
            default: coding = elements.coding(of: dimension)
            }
            codings[dimension] = coding
            keyFields.append(KeyField(family: family, level: levels[family, default: []].count))
            levels[family, default: []].append(dimension)
        }
        for (family, dimensions) in levels {
            tries[family] =
                switch family {
                case .competitor: lanes.trie
                case .tag: KeyTrie(wanted.tags)
                case .topic: KeyTrie(wanted.topics)
                case .source: elements.trie(of: dimensions, keeping: sources?.few)
                default: elements.trie(of: dimensions)
                }
        }
        final = try KeyLayout(keyFields, tries)
        wide = try KeyLayout(keyFields.filter { $0.family != .competitor }, tries)
        var single = keyFields.filter { ![.competitor, .tag, .topic].contains($0.family) }
        if let sets = wanted.sets {
            tries[.question, default: KeyTrie(elements: elements.count(of: .question))].append(sets)
            single.append(KeyField(family: .question, level: levels[.question, default: []].count))
            fans = wanted.fans(in: wide, tries)
        } else {
            fans = nil
        }
        base = try KeyLayout(single, tries)
        let view = lanes.view
        owners = cells.citesOwners ? known.owners(in: view) { view.owners(of: snapshot.catalog.sources) } : []
        if cells.domains {
            let order = snapshot.catalog.order
            domains = snapshot.catalog.sources.map { order.domainRanks[Int($0.url)] }
            domainCount = order.domains.count
        } else {
            domains = []
            domainCount = 0
        }
        kept[.question] = wanted.kept
        applyFilters(elements)
        kept[.source] = keptSources
        citing = sources?.rows(bySource: bySource)
        countedSources = bySource ? sources?.counted : nil
        countsEverySource = keptSources?.dropLast().allSatisfy(\.self) ?? true
    }

    private mutating func applyFilters(_ elements: Elements) {
        func keep(_ family: Family, _ mask: [Bool]) {
            kept[family] = kept[family].map { zip($0, mask).map { $0 && $1 } } ?? mask
        }
        if let namesBrand = plan.namesBrand { keep(.fact, (0..<Fact.count).map { Fact.isPresent($0) == namesBrand }) }
        for filter in plan.filters {
            let family = Family(filter.dimension)
            switch family {
            case .tag, .topic, .competitor, .source: continue
            case .day, .question, .setting, .fact:
                let coding = codings[filter.dimension] ?? elements.coding(of: filter.dimension)
                let allowed = coding.kept(by: filter)
                keep(family, coding.codes.map { allowed[Int($0)] })
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
