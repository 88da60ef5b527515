import Testing

@testable import Visibility

@Suite("The order of rows")
struct OrderTests {
    private func compared(
        _ order: QueryPlan.Order, _ current: [(String?, Int, Double)], _ prior: [(String?, Int, Double)], offset: Int = 0,
        limit: Int = 50
    ) throws -> ComparisonResult {
        var plan = QueryPlan(
            fields: [.dimension(.tag), .metric(.responses), .metric(.brandPresence)], period: Day(20_000)...Day(20_001))
        (plan.order, plan.offset, plan.limit) = (order, offset, limit)
        func side(_ rows: [(String?, Int, Double)]) -> QueryResult {
            table([.tag: rows.map(\.0)], rows.map(\.1), rows.map(\.2))
        }
        return try Comparison(of: plan, with: .priorPeriod).align(side(current), side(prior))
    }

    private func names(_ result: ComparisonResult) -> [String] {
        shown(result.current).map { String($0.prefix { $0 != " " }) }
    }

    private let current: [(String?, Int, Double)] = [("a", 5, 0.5), ("b", 9, .nan), ("d", 5, 1), (nil, 1, 0)]
    private let prior: [(String?, Int, Double)] = [("a", 1, 0.25), ("b", 20, 0.5), ("c", 3, 1), ("d", 2, 0.5)]

    @Test(
        "Rows of both periods are in the order of the later one, equal ones in that of the earlier, then of their groups",
        arguments: [
            // c had 3 and has none.
            (QueryPlan.Order(by: .responses), ["b", "d", "a", "null", "c"]),
            (QueryPlan.Order(by: .responses, isAscending: true), ["c", "null", "d", "a", "b"]),
            (QueryPlan.Order(by: .responses, isByChange: true), ["a", "d", "null", "c", "b"]),
            (QueryPlan.Order(by: .responses, isByChange: true, isAscending: true), ["b", "c", "null", "d", "a"]),
            // What is not known is last either way: b now, the rest of the last three before.
            (QueryPlan.Order(by: .brandPresence), ["d", "a", "null", "c", "b"]),
            (QueryPlan.Order(by: .brandPresence, isAscending: true), ["null", "a", "d", "c", "b"]),
            (QueryPlan.Order(by: .brandPresence, isByChange: true), ["d", "a", "null", "c", "b"]),
        ])
    func comparison(order: QueryPlan.Order, names: [String]) throws {
        #expect(try self.names(compared(order, current, prior)) == names)
        for offset in 0..<6 {
            let part = try compared(order, current, prior, offset: offset, limit: 2)
            #expect(self.names(part) == Array(names.dropFirst(offset).prefix(2)))
            #expect(part.groupCount == 5)
            #expect(part.current.isMissing.count == part.rowCount)
        }
    }

    @Test("The sides of a comparison are carried out whole, with what the order is by")
    func sides() throws {
        var plan = QueryPlan(fields: [.dimension(.tag)], period: Day(20_000)...Day(20_001), limit: 3)
        plan.order = QueryPlan.Order(by: .citations)
        let comparison = try Comparison(of: plan, with: .priorYear)
        for side in [comparison.current, comparison.prior] {
            #expect(side.order == nil)
            #expect(side.limit == Comparison.mostGroups + 1)
            #expect(side.fields == [.dimension(.tag), .metric(.citations)])
        }
    }

    @Test(
        "The first of many rows are those that sorting all of them would put there", arguments: [0, 1, 2, 7, 100, 1000, Int.max])
    func first(most: Int) {
        var dice = Dice(most % 97)
        let numbers = (0..<1000).map { _ in dice.pick([0, 1, 2, 3, Double.nan]) }
        let ranks = numbers.enumerated().map { RowRank(QueryPlan.Order(by: .responses), now: $1, place: $0) }
        var first = FirstRows(most: most)
        var kept: [Int] = []
        for (place, rank) in ranks.enumerated() {
            guard let number = first.number(for: rank) else { continue }
            if number < kept.count { kept[number] = place } else { kept.append(place) }
        }
        let expected = ranks.indices.sorted { ranks[$0] < ranks[$1] }.prefix(most)
        #expect(first.sorted.map { kept[$0] } == Array(expected))
    }

    @Test("What most answers cite is found among more pages than one query shows otherwise")
    func many() throws {
        let count = 50_100
        let popular = "https://fabrikam.example/zz"
        var store = ColumnStore()
        let perAnswer = 100
        store.apply(
            (0..<count / perAnswer).map { answer in
                let urls = (0..<perAnswer).map { "https://fabrikam.example/a\(100_000 + answer * perAnswer + $0)" } + [popular]
                return Observation(
                    id: answer, day: Day(20_000), prompt: 1, platform: "claude", searchEnabled: true,
                    brand: Appearance(present: false), competitors: [:],
                    citations: urls.map { Citation(url: $0, type: .brand) })
            })
        var plan = QueryPlan(
            fields: [.dimension(.sourceURL), .metric(.citingResponses)], period: Day(20_000)...Day(20_000),
            filters: [.init(.sourceType, ["brand"])], limit: 2)
        let unsorted = try store.snapshot.execute(plan, dimensions: BrandDimensions())
        #expect(unsorted.rows.map { $0[1] } == [.number(1), .number(1)])
        #expect(unsorted.groupCount == nil)
        plan.order = QueryPlan.Order(by: .citingResponses)
        let sorted = try store.snapshot.execute(plan, dimensions: BrandDimensions())
        #expect(sorted.rows.first == [.text(popular), .number(Double(count / perAnswer))])
        #expect(sorted.rowCount == 2)
        #expect(sorted.groupCount == count + 1)
    }
}
