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

    /// What an overview asks; it is counted in a way of its own.
    @Test("Domains, counted by responses and citations only, are those of the reference", arguments: 0..<30)
    func domains(_ seed: Int) throws {
        var dice = Dice(seed)
        var brand = RandomBrand(&dice)
        let snapshot = brand.store(&dice).snapshot
        let reference = ReferenceExecutor(observations: brand.observations, dimensions: brand.dimensions)
        let known = KnownDimensions()
        let groups: [[Dimension]] = [
            [.sourceDomain, .sourceType], [.sourceURL], [.dateMonth, .sourceType], [.platform, .sourceDomain],
        ]
        let kept: [[String?]] = [["brand", "competitor", "other"], ["brand", "other"], ["competitor", nil]]
        for dimensions in groups {
            for filters in [[]] + kept.map({ [QueryPlan.Filter(.sourceType, $0)] }) {
                let plan = QueryPlan(
                    fields: dimensions.map { .dimension($0) } + [
                        .metric(.citingResponses), .metric(.citations), .metric(.responses),
                    ],
                    period: Day.first...Day.last, filters: filters)
                for _ in 0..<2 {
                    let result = try snapshot.execute(
                        plan, dimensions: brand.dimensions, known: known, budget: QueryBudget(), tuning: ScanTuning.random(&dice))
                    #expect(result.rows == reference.rows(of: plan), "seed \(seed): \(plan)")
                }
            }
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
            histogramRows: [0, 1, 64].randomElement(using: &dice) ?? 0)
    }
}
