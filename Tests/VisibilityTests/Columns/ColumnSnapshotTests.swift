import Testing

@testable import Visibility

/// What a query may rely on while others write, and what it may not use.
@Suite struct ColumnSnapshotTests {
    private let year = Day(20_000)...Day(20_365)

    private func brand(rows: Int, days: Int = 300, prompts: Int = 50) -> (ColumnStore, BrandDimensions) {
        var dice = Dice(rows)
        var store = ColumnStore()
        store.apply(
            (0..<rows).map { id in
                Observation(
                    id: id, day: Day(20_000 + id * days / rows), prompt: Int.random(in: 1...prompts, using: &dice),
                    platform: "chatgpt",
                    brand: Appearance(present: Bool.random(using: &dice)),
                    citations: [Citation(url: "https://a\(Int.random(in: 0..<1000, using: &dice)).com/", type: .other)])
            })
        return (store, BrandDimensions())
    }

    @Test func aSnapshotStaysAsItWas() throws {
        var dice = Dice(1)
        var brand = RandomBrand(&dice)
        var store = brand.store(&dice)
        let plan = QueryPlan(
            fields: [.dimension(.promptID)] + Metric.allCases.map { .metric($0) }, period: Day(0)...Day(40_000))
        let snapshot = store.snapshot
        let before = try snapshot.execute(plan, dimensions: brand.dimensions).rows
        for _ in 0..<5 { store.apply(brand.change(&dice)) }
        #expect(try snapshot.execute(plan, dimensions: brand.dimensions).rows == before)
        #expect(try store.snapshot.execute(plan, dimensions: brand.dimensions).rows != before)
    }

    @Test func anObservationTwiceCountsOnceAndAsTheLastSays() throws {
        var store = ColumnStore()
        let old = Observation(id: 7, day: Day(20_000), prompt: 1, platform: "a", brand: Appearance(present: true))
        var new = old
        new.brand = .absent
        store.apply([old, new])
        let plan = QueryPlan(fields: [.metric(.responses), .metric(.brandPresence)], period: year)
        #expect(try store.snapshot.execute(plan, dimensions: BrandDimensions()).rows == [[.number(1), .number(0)]])
        store.apply([old])
        #expect(try store.snapshot.execute(plan, dimensions: BrandDimensions()).rows == [[.number(1), .number(1)]])
    }

    @Test func metricsAloneHaveARowOfNothing() throws {
        var plan = QueryPlan(fields: [.metric(.responses), .metric(.brandPresence)], period: year)
        let empty = ColumnStore().snapshot
        #expect(try empty.execute(plan, dimensions: BrandDimensions()).rows == [[.number(0), .null]])
        plan.offset = 1
        #expect(try empty.execute(plan, dimensions: BrandDimensions()).rows == [])
        plan.offset = 0
        plan.having = [.init(.responses, .greater, 0)]
        #expect(try empty.execute(plan, dimensions: BrandDimensions()).rows == [])
    }

    @Test func aCancelledQueryStops() throws {
        let (store, dimensions) = brand(rows: 40_000)
        let plan = QueryPlan(fields: [.dimension(.promptID), .metric(.citations)], period: year)
        var asked = 0
        let error = #expect(throws: QueryError.self) {
            try store.snapshot.execute(plan, dimensions: dimensions) {
                asked += 1
                return asked == 2
            }
        }
        #expect(error?.reason == .cancelled)
        #expect(asked == 2)
    }

    @Test func aQueryBeyondItsBudgetIsRefused() throws {
        let (store, dimensions) = brand(rows: 20_000)
        let budget = QueryBudget(maximumBytes: 200_000)
        let wide: [QueryPlan.Field] = [.dimension(.sourceURL), .dimension(.promptID), .dimension(.date), .metric(.responses)]
        let error = #expect(throws: QueryError.self) {
            try store.snapshot.execute(QueryPlan(fields: wide, period: year), dimensions: dimensions, budget: budget)
        }
        #expect(error?.reason == .tooManyGroups)
        // Day by day it fits.
        let byDay: [QueryPlan.Field] = [.dimension(.date), .dimension(.sourceURL), .dimension(.promptID), .metric(.responses)]
        let result = try store.snapshot.execute(QueryPlan(fields: byDay, period: year), dimensions: dimensions, budget: budget)
        #expect(result.rowCount > 19_000)
    }

    @Test func citedDomainsAreInTheBudgetToo() {
        let (store, dimensions) = brand(rows: 20_000)
        let plan = QueryPlan(fields: [.dimension(.promptID), .metric(.citedDomains)], period: year)
        let error = #expect(throws: QueryError.self) {
            try store.snapshot.execute(plan, dimensions: dimensions, budget: QueryBudget(maximumBytes: 5_000))
        }
        #expect(error?.reason == .tooManyGroups)
    }

    /// All dimensions of a large brand take more than 64 bits, and must be answered still.
    @Test func keysMayBeLong() throws {
        var dice = Dice(9)
        let texts = (0..<300).map { "text \($0)" }
        var dimensions = BrandDimensions()
        dimensions.competitors = (0..<300).map { .init(id: $0, name: "competitor \($0 % 200)") }
        for id in 0..<300 {
            let some = (0..<2).map { _ in texts[Int.random(in: 0..<300, using: &dice)] }
            dimensions.prompts[id] = .init(text: texts[id], persona: id, stage: texts[299 - id], tags: some, topics: some)
        }
        let observations = (0..<2_000).map { id in
            Observation(
                id: id, day: Day(20_000 + id % 360), prompt: id % 300, persona: id % 7 == 0 ? id : nil,
                platform: texts[Int.random(in: 0..<300, using: &dice)],
                country: texts[Int.random(in: 0..<300, using: &dice)],
                brand: Appearance(
                    present: id % 2 == 0, position: Position.allCases.randomElement(using: &dice),
                    sentiment: Sentiment.allCases.randomElement(using: &dice)),
                citations: [Citation(url: "https://\(id).com/", type: .other)])
        }
        var store = ColumnStore()
        store.apply(observations)
        // Fields that determine little of those after them.
        let order: [Dimension] = [
            .sourceURL, .country, .platform, .promptTopic, .tag, .competitorName, .dateWeek, .date, .stage, .prompt, .personaID,
            .competitorID,
        ]
        var plan = QueryPlan(fields: order.map { .dimension($0) } + [.metric(.responses)], period: year)
        let reference = ReferenceExecutor(observations: observations, dimensions: dimensions)
        let scope = try QueryScope(plan, store.snapshot, dimensions)
        #expect(scope.final.space > GroupKey(UInt64.max))
        plan.filters = [.init(.promptID, ["7"])]
        let result = try store.snapshot.execute(plan, dimensions: dimensions).rows
        #expect(result.count > 1_000)
        #expect(result == reference.rows(of: plan))
    }

    @Test func manySmallWritesMakeFewSegments() {
        var store = ColumnStore()
        for id in 0..<2_000 { store.apply([Observation(id: id, day: Day(20_000 + id % 7), prompt: 1, platform: "a")]) }
        #expect(store.snapshot.segments.count <= 12)
        #expect(store.snapshot.rowCount == 2_000)
    }

    @Test func aRowTakesLittle() {
        var dice = Dice(2)
        var store = ColumnStore()
        store.apply(
            (0..<20_000).map { id in
                var observation = Observation(id: id, day: Day(20_000 + id / 100), prompt: id % 50, platform: "a")
                for competitor in 1...5 { observation.competitors[competitor] = Appearance(present: Bool.random(using: &dice)) }
                observation.citations = (0..<4).map { Citation(url: "https://a.com/\($0)", type: .other) }
                return observation
            })
        let bytesPerRow = Double(store.snapshot.bytes) / 20_000
        #expect(bytesPerRow < 45)
    }

    @Test func aFilterByWhatIsCitedKeepsTheAnswersThatCiteItAndOnlyItsGroups() throws {
        var store = ColumnStore()
        let cited = [["a.com/1", "a.com/2", "b.com/1"], ["b.com/1"], [], ["a.com/1", "a.com/1"]]
        store.apply(
            cited.enumerated().map { id, urls in
                var observation = Observation(id: id, day: Day(20_000), prompt: 1, platform: "a")
                observation.citations = urls.map { Citation(url: "https://\($0)", type: $0 == "a.com/2" ? .brand : .other) }
                return observation
            })
        func rows(_ fields: [QueryPlan.Field], _ filters: QueryPlan.Filter...) throws -> [[Shown]] {
            let plan = QueryPlan(fields: fields, period: Day(20_000)...Day(20_000), filters: filters)
            return try store.snapshot.execute(plan, dimensions: BrandDimensions()).rows
        }
        let counts: [QueryPlan.Field] = [.metric(.responses), .metric(.citations)]
        #expect(try rows(counts, .init(.sourceDomain, ["a.com"])) == [[.number(2), .number(5)]])
        #expect(try rows(counts, .init(.sourceDomain, ["a.com"]), .init(.sourceType, ["brand"])) == [[.number(1), .number(3)]])
        #expect(try rows(counts, .init(.sourceDomain, ["a.com"], negated: true)) == [[.number(2), .number(1)]])
        #expect(try rows(counts, .init(.sourceDomain, [nil])) == [[.number(1), .number(0)]])
        #expect(
            try rows([.dimension(.sourceURL)] + counts, .init(.sourceDomain, ["a.com"])) == [
                [.text("https://a.com/1"), .number(2), .number(3)], [.text("https://a.com/2"), .number(1), .number(1)],
            ])
        #expect(
            try rows([.dimension(.sourceDomain)] + counts, .init(.sourceURL, ["https://a.com/2"], negated: true)) == [
                [.text("a.com"), .number(1), .number(2)], [.text("b.com"), .number(1), .number(1)],
                [.null, .number(1), .number(0)],
            ])
    }
}
