@testable import Visibility

/// What results show, in the order of results: null is last.
enum Shown: Hashable, Comparable, CustomStringConvertible {
    case boolean(Bool)
    case integer(Int)
    case number(Double)
    case text(String)
    case null

    static func < (one: Shown, other: Shown) -> Bool {
        switch (one, other) {
        case (.boolean(let one), .boolean(let other)): !one && other
        case (.integer(let one), .integer(let other)): one < other
        case (.text(let one), .text(let other)): Array(one.utf8).lexicographicallyPrecedes(Array(other.utf8))
        case (_, .null): one != .null
        default: false
        }
    }

    /// As filters name it.
    var name: String? {
        switch self {
        case .boolean(let flag): String(flag)
        case .integer(let number): String(number)
        case .text(let text): text
        case .number, .null: nil
        }
    }

    var description: String { self == .null ? "null" : name ?? "\(self)" }

    init(_ text: String?) { self = text.map(Shown.text) ?? .null }
    init(_ number: Int?) { self = number.map(Shown.integer) ?? .null }
    init(_ number: Double?) { self = number.map(Shown.number) ?? .null }
}

/// Carries plans out as SEMANTICS says them, with sets and dictionaries and without any haste.
struct ReferenceExecutor {
    var observations: [Observation]
    var dimensions: BrandDimensions

    private struct Group {
        /// Of each observation, the citations that belong to the group.
        var citations: [Int: Set<Int>] = [:]
        var competitors: Set<Int> = []
    }

    func rows(of plan: QueryPlan) -> [[Shown]] {
        let inView = competitorsInView(plan)
        let byCompetitor = plan.has(.competitorID, .competitorName)
        let bySource = plan.has(.sourceURL, .sourceType, .sourceDomain)
        var groups: [[Shown]: Group] = plan.dimensions.isEmpty ? [[]: Group()] : [:]
        var byID: [Int: Observation] = [:]
        for observation in observations where plan.period.contains(observation.day) && keeps(observation, plan, inView) {
            byID[observation.id] = observation
            let tags = plan.has(.tag) ? grouped(observation, .tag, plan) : [.null]
            let topics = plan.has(.promptTopic) ? grouped(observation, .promptTopic, plan) : [.null]
            let competitors: [BrandDimensions.Competitor?] = byCompetitor && !inView.isEmpty ? inView : [nil]
            let citations: [Int?] = bySource ? cited(observation).filter { isMatched($0, observation, plan) } : [nil]
            for tag in tags {
                for topic in topics {
                    for competitor in competitors {
                        for citation in citations {
                            let key = plan.dimensions.map { dimension -> Shown in
                                switch dimension {
                                case .tag: tag
                                case .promptTopic: topic
                                case .competitorID: Shown(competitor?.id)
                                case .competitorName: Shown(competitor?.name)
                                case .sourceURL, .sourceType, .sourceDomain: source(citation, observation, dimension)
                                default: single(observation, dimension)
                                }
                            }
                            var group = groups[key, default: Group()]
                            let cited = bySource ? Set([citation].compactMap { $0 }) : Set(observation.citations.indices)
                            group.citations[observation.id, default: []].formUnion(cited)
                            if let competitor { group.competitors.insert(competitor.id) }
                            groups[key] = group
                        }
                    }
                }
            }
        }
        let unowned = !byCompetitor && !plan.filters.contains { [.competitorID, .competitorName].contains($0.dimension) }
        let kept = groups.filter { _, group in
            plan.having.allSatisfy { having in
                let metrics = metrics(group, byID, byCompetitor ? group.competitors : Set(inView.map(\.id)), unowned)
                guard let value = metrics(having.metric) else { return false }
                return switch having.comparison {
                case .greater: value > having.value
                case .greaterOrEqual: value >= having.value
                case .less: value < having.value
                case .lessOrEqual: value <= having.value
                case .equal: value == having.value
                case .unequal: value != having.value
                }
            }
        }
        var ordered = kept.keys.sorted { $0.lexicographicallyPrecedes($1) }
        if let order = plan.order {
            let numbers = ordered.map { key -> Double? in
                let group = kept[key] ?? Group()
                return metrics(group, byID, byCompetitor ? group.competitors : Set(inView.map(\.id)), unowned)(order.metric)
            }
            let rows = zip(ordered.indices, numbers).sorted { one, other in
                let (first, second) = (one.1, other.1)
                guard let first, let second, first != second else {
                    return (first == nil) == (second == nil) ? one.0 < other.0 : second == nil
                }
                // Without a comparison nothing has changed, and the larger number decides.
                return order.isAscending && !order.isByChange ? first < second : first > second
            }
            ordered = rows.map { ordered[$0.0] }
        }
        return ordered.dropFirst(plan.offset).prefix(plan.limit).map { key in
            let group = kept[key] ?? Group()
            let metrics = metrics(group, byID, byCompetitor ? group.competitors : Set(inView.map(\.id)), unowned)
            var values = key[...]
            return plan.fields.map { field in
                switch field {
                case .dimension: values.removeFirst()
                case .metric(let metric): Shown(metrics(metric))
                }
            }
        }
    }

    // MARK: - Metrics

    private func metrics(_ group: Group, _ byID: [Int: Observation], _ inView: Set<Int>, _ unowned: Bool) -> (Metric) -> Double? {
        let members = group.citations.keys.compactMap { byID[$0] }
        func rate(_ part: Int, _ whole: Int) -> Double? { whole == 0 ? nil : Double(part) / Double(whole) }
        func mean(_ values: [Double]) -> Double? { values.isEmpty ? nil : values.reduce(0, +) / Double(values.count) }
        func cited(_ observation: Observation) -> [Citation] {
            group.citations[observation.id, default: []].map { observation.citations[$0] }
        }
        func evaluations() -> [Appearance] { members.flatMap { one in inView.compactMap { one.competitors[$0] } } }
        func isOfCompetitor(_ citation: Citation) -> Bool {
            guard citation.type == .competitor else { return false }
            if let owner = citation.competitor, dimensions.competitors.contains(where: { $0.id == owner }) {
                return inView.contains(owner)
            }
            return unowned
        }
        let citing = members.count { !cited($0).isEmpty }
        return { metric in
            switch metric {
            case .responses: Double(members.count)
            case .brandPresence: rate(members.count { $0.brand.present }, members.count)
            case .brandPosition: mean(members.compactMap { $0.brand.position.map(score) })
            case .brandSentiment: mean(members.compactMap { $0.brand.sentiment.flatMap(score) })
            case .competitorPresence:
                rate(members.count { one in inView.contains { one.competitors[$0]?.present == true } }, members.count)
            case .competitorPosition: mean(evaluations().compactMap { $0.position.map(score) })
            case .competitorSentiment: mean(evaluations().compactMap { $0.sentiment.flatMap(score) })
            case .brandCitationRate: rate(members.count { cited($0).contains { $0.type == .brand } }, members.count)
            case .competitorCitationRate: rate(members.count { cited($0).contains(where: isOfCompetitor) }, members.count)
            case .brandCitationShare: rate(members.count { cited($0).contains { $0.type == .brand } }, citing)
            case .competitorCitationShare: rate(members.count { cited($0).contains(where: isOfCompetitor) }, citing)
            case .citations: Double(members.reduce(0) { $0 + cited($1).count })
            case .citingResponses: Double(citing)
            case .citedDomains: Double(Set(members.flatMap { cited($0).compactMap { PageAddress($0.url)?.host } }).count)
            }
        }
    }

    private func score(_ position: Position) -> Double {
        switch position {
        case .top: 100
        case .middle: 50
        case .bottom: 0
        }
    }

    private func score(_ sentiment: Sentiment) -> Double? {
        switch sentiment {
        case .positive: 100
        case .mixed: 50
        case .negative: 0
        case .none: nil
        }
    }

    // MARK: - Filters and values

    private func competitorsInView(_ plan: QueryPlan) -> [BrandDimensions.Competitor] {
        dimensions.competitors.filter { competitor in
            plan.filters.allSatisfy { filter in
                switch filter.dimension {
                case .competitorID: filter.values.contains(String(competitor.id)) != filter.negated
                case .competitorName: filter.values.contains(competitor.name) != filter.negated
                default: true
                }
            }
        }
    }

    private func keeps(_ observation: Observation, _ plan: QueryPlan, _ inView: [BrandDimensions.Competitor]) -> Bool {
        let isRefused = cited(observation).contains { citation in
            plan.filters.contains { filter in
                filter.negated && filter.isOnSources
                    && filter.values.contains(source(citation, observation, filter.dimension).name)
            }
        }
        guard plan.namesBrand.map({ observation.brand.present == $0 }) ?? true else { return false }
        guard !isRefused, cited(observation).contains(where: { isMatched($0, observation, plan) }) else { return false }
        return plan.filters.allSatisfy { filter in
            switch filter.dimension {
            case .sourceURL, .sourceType, .sourceDomain: true
            case .tag, .promptTopic:
                many(observation, filter.dimension).contains { filter.values.contains($0.name) } != filter.negated
            case .competitorID, .competitorName:
                dimensions.competitors.isEmpty ? filter.values.contains(nil) != filter.negated : !inView.isEmpty
            default: filter.values.contains(single(observation, filter.dimension).name) != filter.negated
            }
        }
    }

    /// Its citations; a single `nil` where it has none.
    private func cited(_ observation: Observation) -> [Int?] {
        observation.citations.isEmpty ? [nil] : Array(observation.citations.indices)
    }

    private func source(_ citation: Int?, _ observation: Observation, _ dimension: Dimension) -> Shown {
        guard let citation = citation.map({ observation.citations[$0] }) else { return .null }
        return switch dimension {
        case .sourceURL: .text(citation.url)
        case .sourceType: .text(citation.type.rawValue)
        default: Shown(PageAddress(citation.url)?.host)
        }
    }

    /// Whether the part of a domain's name and all filters on sources match a citation, but for those that are negated.
    private func isMatched(_ citation: Int?, _ observation: Observation, _ plan: QueryPlan) -> Bool {
        if let part = plan.domainPart, source(citation, observation, .sourceDomain).name?.contains(part) != true { return false }
        return plan.filters.allSatisfy { filter in
            !filter.isOnSources || filter.negated
                || filter.values.contains(source(citation, observation, filter.dimension).name)
        }
    }

    /// The values by which an observation is grouped.
    private func grouped(_ observation: Observation, _ dimension: Dimension, _ plan: QueryPlan) -> [Shown] {
        many(observation, dimension).filter { value in
            plan.filters.allSatisfy { $0.dimension != dimension || $0.negated || $0.values.contains(value.name) }
        }
    }

    private func many(_ observation: Observation, _ dimension: Dimension) -> [Shown] {
        let prompt = dimensions.prompts[observation.prompt]
        let texts = (dimension == .tag ? prompt?.tags : prompt?.topics) ?? []
        return texts.isEmpty ? [.null] : Set(texts).map(Shown.text)
    }

    private func single(_ observation: Observation, _ dimension: Dimension) -> Shown {
        let prompt = dimensions.prompts[observation.prompt]
        let persona = observation.persona ?? prompt?.persona
        return switch dimension {
        case .date, .dateWeek, .dateMonth, .dateQuarter, .dateYear: Shown(PlainCalendar.text(observation.day, dimension))
        case .promptID: Shown(observation.prompt)
        case .prompt: Shown(prompt?.text)
        case .personaID: Shown(persona)
        case .personaName: Shown(persona.flatMap { dimensions.personas[$0] })
        case .stage: Shown(prompt?.stage)
        case .branded: .boolean(prompt?.branded ?? false)
        case .platform: Shown(dimensions.platforms[observation.platform] ?? observation.platform)
        case .searchEnabled: .boolean(observation.searchEnabled)
        case .country: Shown(observation.country)
        case .positionBucket: Shown(observation.brand.position?.rawValue)
        case .sentimentBand: Shown(observation.brand.sentiment?.rawValue)
        default: .null
        }
    }
}

extension QueryPlan {
    func has(_ wanted: Dimension...) -> Bool { dimensions.contains { wanted.contains($0) } }
}

extension QueryPlan.Filter {
    fileprivate var isOnSources: Bool { [.sourceURL, .sourceType, .sourceDomain].contains(dimension) }
}
