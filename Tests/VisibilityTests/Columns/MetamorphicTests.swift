import Testing

@testable import Visibility

/// What must hold between answers, whatever the data.
@Suite struct MetamorphicTests {
    private static let all = Day(0)...Day(40_000)

    @Test(arguments: [
        Dimension.date, .dateWeek, .promptID, .personaName, .stage, .branded, .platform, .country, .tag, .promptTopic,
        .competitorID,
        .competitorName, .positionBucket,
    ])
    func aFilterByAValueIsTheRowOfItsGroup(_ dimension: Dimension) throws {
        for seed in 100..<115 {
            var dice = Dice(seed)
            var brand = RandomBrand(&dice)
            let snapshot = brand.store(&dice).snapshot
            let metrics = Metric.allCases.map(QueryPlan.Field.metric)
            let grouped = try snapshot.execute(
                QueryPlan(fields: [.dimension(dimension)] + metrics, period: Self.all), dimensions: brand.dimensions)
            for row in grouped.rows {
                let isCompetitor = [.competitorID, .competitorName].contains(dimension)
                if isCompetitor, row[0] == .null { continue }
                let filtered = try snapshot.execute(
                    QueryPlan(fields: metrics, period: Self.all, filters: [.init(dimension, [row[0].name])]),
                    dimensions: brand.dimensions)
                #expect(filtered.rows == [Array(row.dropFirst())], "seed \(seed), \(row[0])")
            }
        }
    }

    @Test(
        "A part of a domain's name finds what a filter finds that lists all domains with it",
        arguments: ["", ".", "rival", "b.c", "none"])
    func aPartOfADomain(_ part: String) throws {
        for seed in 500..<520 {
            var dice = Dice(seed)
            var brand = RandomBrand(&dice)
            let snapshot = brand.store(&dice).snapshot
            let domains = Set(RandomBrand.urls.compactMap { PageAddress($0)?.host }).filter { part.isEmpty || $0.contains(part) }
            for fields: [QueryPlan.Field] in [[.dimension(.sourceDomain), .dimension(.sourceType)], [.dimension(.platform)]] {
                var plan = QueryPlan(
                    fields: fields + [.metric(.citingResponses), .metric(.citations), .metric(.responses)], period: Self.all,
                    filters: [.init(.sourceDomain, domains.map { $0 })])
                let listed = try snapshot.execute(plan, dimensions: brand.dimensions)
                (plan.filters, plan.domainPart) = ([], part)
                #expect(try snapshot.execute(plan, dimensions: brand.dimensions).rows == listed.rows, "seed \(seed)")
            }
        }
    }

    @Test("Answers that name the brand and those that do not are all answers, and present in the one is the brand only")
    func namingTheBrand() throws {
        for seed in 520..<540 {
            var dice = Dice(seed)
            var brand = RandomBrand(&dice)
            let snapshot = brand.store(&dice).snapshot
            func rows(_ namesBrand: Bool) throws -> [Shown] {
                var plan = QueryPlan(fields: [.metric(.responses), .metric(.brandPresence)], period: Self.all)
                plan.namesBrand = namesBrand
                return try snapshot.execute(plan, dimensions: brand.dimensions).rows[0]
            }
            let named = brand.observations.count(where: \.brand.present)
            let unnamed = brand.observations.count - named
            #expect(try rows(true) == [.number(Double(named)), named > 0 ? .number(1) : .null])
            #expect(try rows(false) == [.number(Double(unnamed)), unnamed > 0 ? .number(0) : .null])
        }
    }

    @Test func periodsThatAreSplitAddUp() throws {
        for seed in 200..<240 {
            var dice = Dice(seed)
            var brand = RandomBrand(&dice)
            let snapshot = brand.store(&dice).snapshot
            let days = brand.observations.map(\.day.number)
            guard let first = days.min(), let last = days.max() else { continue }
            let cut = Int.random(in: first...last, using: &dice)
            func counts(_ period: ClosedRange<Day>) throws -> [Shown] {
                try snapshot.execute(
                    QueryPlan(fields: [.metric(.responses), .metric(.citations), .metric(.citingResponses)], period: period),
                    dimensions: brand.dimensions
                ).rows[0]
            }
            let whole = try counts(Day(first)...Day(last))
            let parts = zip(try counts(Day(first)...Day(cut)), try counts(Day(cut + 1)...Day(last + 1)))
            let sums = parts.map { one, other -> Shown in
                guard case .number(let one) = one, case .number(let other) = other else { return .null }
                return .number(one + other)
            }
            #expect(sums == whole, "seed \(seed)")
        }
    }

    /// The pages of a result are the result.
    @Test func pagesFollowEachOther() throws {
        for seed in 300..<320 {
            var dice = Dice(seed)
            var brand = RandomBrand(&dice)
            let snapshot = brand.store(&dice).snapshot
            var plan = QueryPlan.random(for: brand, &dice)
            (plan.limit, plan.offset) = (50_000, 0)
            let whole = try snapshot.execute(plan, dimensions: brand.dimensions).rows
            plan.limit = Int.random(in: 1...5, using: &dice)
            var paged: [[Shown]] = []
            while paged.count < whole.count {
                plan.offset = paged.count
                let page = try snapshot.execute(plan, dimensions: brand.dimensions, budget: QueryBudget(), tuning: .random(&dice))
                    .rows
                guard !page.isEmpty else { break }
                paged += page
            }
            #expect(paged == whole, "seed \(seed)")
        }
    }

    /// A response with several tags is in several groups, and is still one response.
    @Test func manyValuesNeverChangeTheWhole() throws {
        for seed in 400..<430 {
            var dice = Dice(seed)
            var brand = RandomBrand(&dice)
            let snapshot = brand.store(&dice).snapshot
            for dimension in [Dimension.tag, .promptTopic, .sourceURL, .competitorID] {
                let by = try snapshot.execute(
                    QueryPlan(fields: [.dimension(.date), .dimension(dimension), .metric(.responses)], period: Self.all),
                    dimensions: brand.dimensions
                ).rows
                let alone = try snapshot.execute(
                    QueryPlan(fields: [.dimension(.date), .metric(.responses)], period: Self.all), dimensions: brand.dimensions
                ).rows
                #expect(Set(by.map { $0[0] }) == Set(alone.map { $0[0] }))
                for row in alone {
                    let most = by.filter { $0[0] == row[0] }.map { $0[2] }
                    #expect(
                        most.allSatisfy {
                            if case .number(let part) = $0, case .number(let all) = row[1] { part <= all } else { false }
                        })
                }
            }
        }
    }
}
