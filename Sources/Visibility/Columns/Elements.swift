/// What dimensions say of each day, question, setting, fact and source of a snapshot.
struct Elements {
    private let snapshot: ColumnSnapshot
    private let dimensions: BrandDimensions
    private let days: [Int32]
    private let known: KnownDimensions

    init(_ snapshot: ColumnSnapshot, _ dimensions: BrandDimensions, days: [Int32], known: KnownDimensions) {
        self.snapshot = snapshot
        self.dimensions = dimensions
        self.known = known
        self.days = days
    }

    var questions: [Codebook.Question] { snapshot.questions }

    func prompt(_ question: Codebook.Question) -> BrandDimensions.Prompt? { dimensions.prompts[question.prompt] }

    /// The sources have one more: citing none.
    func count(of family: Family) -> Int {
        switch family {
        case .day: days.count
        case .question: snapshot.questions.count
        case .setting: snapshot.settings.count
        case .fact: Fact.count
        case .source: snapshot.catalog.sources.count + 1
        case .tag, .topic, .competitor: 0
        }
    }

    private func dates(_ unit: DateUnit) -> Coding { Coding(texts: days.map { unit.text(of: Day(Int($0))) }) }

    /// Of a dimension that each element has one value of.
    func coding(of dimension: Dimension) -> Coding {
        // The days are those of the query.
        if Family(dimension) == .day { return freshCoding(of: dimension) }
        return known.coding(of: dimension) { freshCoding(of: dimension) }
    }

    /// Of dimensions of one family, field by field.
    /// - Parameter kept: the elements that matter, where no others need keys of their own.
    func trie(of dimensions: [Dimension], keeping kept: [Bool]? = nil) -> KeyTrie {
        let make = {
            var trie = KeyTrie(elements: dimensions.first.map { count(of: Family($0)) } ?? 0)
            for dimension in dimensions {
                let coding = coding(of: dimension)
                trie.append(kept.map(coding.leaving) ?? coding)
            }
            return trie
        }
        return kept != nil || dimensions.first.map { Family($0) } == .day ? make() : known.trie(of: dimensions, make)
    }

    private func freshCoding(of dimension: Dimension) -> Coding {
        switch dimension {
        case .date: dates(.day)
        case .dateWeek: dates(.week)
        case .dateMonth: dates(.month)
        case .dateQuarter: dates(.quarter)
        case .dateYear: dates(.year)
        case .promptID: Coding(integers: questions.map(\.prompt))
        case .prompt: Coding(texts: questions.map { prompt($0)?.text })
        case .personaID: Coding(integers: questions.map(persona))
        case .personaName: Coding(texts: questions.map { persona($0).flatMap { dimensions.personas[$0] } })
        case .stage: Coding(texts: questions.map { prompt($0)?.stage })
        case .branded: Coding(booleans: questions.map { prompt($0)?.branded ?? false })
        case .platform:
            Coding(texts: snapshot.settings.map { dimensions.platforms[$0.platform.text] ?? $0.platform.text })
        case .searchEnabled: Coding(booleans: snapshot.settings.map(\.searchEnabled))
        case .country: Coding(texts: snapshot.settings.map { $0.country?.text })
        case .positionBucket: Coding(texts: (0..<Fact.count).map { Fact.position($0)?.rawValue })
        case .sentimentBand: Coding(texts: (0..<Fact.count).map { Fact.sentiment($0)?.rawValue })
        case .sourceURL, .sourceType, .sourceDomain: sourceCoding(of: dimension)
        case .tag, .promptTopic, .competitorID, .competitorName: Coding(values: [], codes: [])
        }
    }

    private func persona(_ question: Codebook.Question) -> Int? { question.persona ?? prompt(question)?.persona }

    private func sourceCoding(of dimension: Dimension) -> Coding {
        let catalog = snapshot.catalog
        switch dimension {
        case .sourceType:
            let types = SourceType.allCases.sorted { $0.rawValue < $1.rawValue }
            let codes = catalog.sources.map { source in UInt32(types.firstIndex(of: source.type) ?? 0) }
            return Coding(values: types.map { .text($0.rawValue) }, codes: codes + [UInt32(types.count)])
        case .sourceDomain:
            let order = catalog.order
            let codes = catalog.sources.map { order.domainRanks[Int($0.url)] }
            return Coding(values: order.domains, codes: codes + [UInt32(order.domains.count)])
        default:
            let order = catalog.order
            let codes = catalog.sources.map { order.urlRanks[Int($0.url)] }
            return Coding(values: order.urls, codes: codes + [UInt32(order.urls.count)])
        }
    }
}
