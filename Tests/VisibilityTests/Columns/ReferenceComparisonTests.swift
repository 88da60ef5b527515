import Testing

@testable import Visibility

/// The engine beside an executor that is too simple to be wrong.
@Suite struct ReferenceComparisonTests {
    @Test(arguments: 0..<60)
    func theEngineAnswersAsTheReferenceDoes(_ seed: Int) throws {
        var dice = Dice(seed)
        var brand = RandomBrand(&dice)
        let snapshot = brand.store(&dice).snapshot
        #expect(snapshot.rowCount == brand.observations.count)
        let reference = ReferenceExecutor(observations: brand.observations, dimensions: brand.dimensions)
        for _ in 0..<40 {
            let plan = QueryPlan.random(for: brand, &dice)
            let result = try snapshot.execute(
                plan, dimensions: brand.dimensions, budget: QueryBudget(), tuning: ScanTuning.random(&dice))
            let expected = reference.rows(of: plan)
            #expect(result.rows == expected, "seed \(seed): \(plan)")
            guard result.rows == expected else { return }
        }
    }

    /// What pages about sources ask, which is counted in ways of its own.
    @Test("Groups by source are those of the reference, whatever is counted of them", arguments: 0..<40)
    func sources(_ seed: Int) throws {
        var dice = Dice(seed)
        var brand = RandomBrand(&dice)
        let snapshot = brand.store(&dice).snapshot
        let reference = ReferenceExecutor(observations: brand.observations, dimensions: brand.dimensions)
        let known = KnownDimensions()
        let groups: [[Dimension]] = [
            [.sourceType], [.sourceDomain, .sourceType], [.sourceURL], [.dateMonth, .sourceType], [.platform, .sourceDomain],
            [.sourceType, .competitorName], [.tag, .sourceURL],
        ]
        let counted: [[Metric]] = [
            [.citingResponses, .citations, .responses], [.citations, .citingResponses, .citedDomains],
            [.brandPresence, .citations], [.citedDomains], [.brandPresence, .brandSentiment], [],
        ]
        let kept: [[QueryPlan.Filter]] = [
            [], [QueryPlan.Filter(.sourceType, ["brand", "competitor", "other"])],
            [QueryPlan.Filter(.sourceType, ["brand", "other"])],
            [QueryPlan.Filter(.sourceType, ["competitor", nil]), QueryPlan.Filter(.platform, ["ChatGPT"])],
            [QueryPlan.Filter(.sourceType, ["competitor"], negated: true), QueryPlan.Filter(.sentimentBand, ["positive", nil])],
        ]
        for dimensions in groups {
            for metrics in counted {
                for filters in kept {
                    let plan = QueryPlan(
                        fields: dimensions.map { .dimension($0) } + metrics.map { .metric($0) }, period: Day.first...Day.last,
                        filters: filters)
                    let result = try snapshot.execute(
                        plan, dimensions: brand.dimensions, known: known, budget: QueryBudget(), tuning: ScanTuning.random(&dice))
                    #expect(result.rows == reference.rows(of: plan), "seed \(seed): \(plan)")
                }
            }
        }
    }

    @Test("A few groups by source and many are those of the reference, in several segments", arguments: 6...10)
    func fewSources(_ count: Int) throws {
        let observations = (0..<90).map { id in
            Observation(
                id: id, day: Day(20_000 + id / 9), prompt: 1, platform: "chatgpt", brand: Appearance(present: id % 3 == 0),
                // Each of them alone and with others, once and twice, and now and then none.
                citations: (0..<id % 5).map { Citation(url: "https://a\((id + $0 * $0) % count).example/", type: .other) })
        }
        var store = ColumnStore()
        for start in stride(from: 0, to: 90, by: 30) { store.apply(Array(observations[start..<start + 30])) }
        let plan = QueryPlan(
            fields: [
                .dimension(.sourceDomain), .metric(.responses), .metric(.brandPresence), .metric(.citations),
                .metric(.citingResponses), .metric(.citedDomains),
            ], period: Day(20_001)...Day(20_008))
        let expected = ReferenceExecutor(observations: observations, dimensions: BrandDimensions()).rows(of: plan)
        #expect(expected.count == count + 1)
        for shortens in [true, false] {
            let result = try store.snapshot.execute(
                plan, dimensions: BrandDimensions(), budget: QueryBudget(), tuning: ScanTuning(shortensSources: shortens))
            #expect(result.rows == expected)
        }
    }

    @Test("Rows in an order of their own are those of the reference, and their number is known", arguments: 0..<30)
    func orders(_ seed: Int) throws {
        var dice = Dice(seed)
        var brand = RandomBrand(&dice)
        let snapshot = brand.store(&dice).snapshot
        let reference = ReferenceExecutor(observations: brand.observations, dimensions: brand.dimensions)
        for _ in 0..<30 {
            var plan = QueryPlan.random(for: brand, &dice)
            plan.order = QueryPlan.Order(
                by: Metric.allCases.randomElement(using: &dice) ?? .responses,
                isByChange: Int.random(in: 0..<4, using: &dice) == 0,
                isAscending: Bool.random(using: &dice))
            let result = try snapshot.execute(
                plan, dimensions: brand.dimensions, budget: QueryBudget(), tuning: ScanTuning.random(&dice))
            let expected = reference.rows(of: plan)
            #expect(result.rows == expected, "seed \(seed): \(plan)")
            (plan.offset, plan.limit) = (0, .max)
            #expect(result.groupCount == reference.rows(of: plan).count, "seed \(seed): \(plan)")
            guard result.rows == expected else { return }
        }
    }
}

extension ScanTuning {
    /// So that a few rows are counted in every way.
    static func random(_ dice: inout Dice) -> ScanTuning {
        ScanTuning(
            batch: [1, 3, 16, 8192].randomElement(using: &dice) ?? 1,
            denseKeys: [0, 4096, 1 << 16].randomElement(using: &dice) ?? 0,
            histogramRows: [0, 1, 64].randomElement(using: &dice) ?? 0,
            shortensSources: Bool.random(using: &dice),
            fewOwners: [0, 3, 8].randomElement(using: &dice) ?? 8)
    }
}
