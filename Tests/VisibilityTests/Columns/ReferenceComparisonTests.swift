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
