import Testing

@testable import Visibility

/// Alignment beside a second one that looks each group up.
@Suite struct ComparisonReferenceTests {
    struct Group: Hashable {
        var weeks: Int
        var prompt: Int?
        var isBranded: Bool
    }

    @Test("Rows are those of the union, each with what its side says", arguments: UInt64(0)..<12)
    func union(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed)
        for _ in 0..<20 {
            let start = Day.random(in: 10_000..<20_000, &generator)
            let plan = QueryPlan(
                fields: [.dimension(.promptID), .metric(.responses), .dimension(.dateWeek), .dimension(.branded)],
                period: start...start.advanced(by: Int.random(in: 0..<60, using: &generator)),
                having: [.init(.responses, .greater, 2)],
                limit: Int.random(in: 1..<20, using: &generator), offset: Int.random(in: 0..<4, using: &generator))
            let mode: Comparison.Mode = Bool.random(using: &generator) ? .priorYear : .priorPeriod
            let comparison = try Comparison(of: plan, with: mode)
            let (current, prior) = (groups(&generator), groups(&generator))
            let expected = Set(current.keys).union(prior.keys)
                .filter { (current[$0] ?? prior[$0] ?? 0) > 2 }.sorted(by: Self.precedes).dropFirst(plan.offset).prefix(
                    plan.limit)
            let result = try comparison.align(
                table(current, comparison.current.period.lowerBound, &generator),
                table(prior, comparison.prior.period.lowerBound, &generator))
            try #require(shown(result.current) == expected.map { line($0, current, comparison.current.period.lowerBound) })
            try #require(shown(result.prior) == expected.map { line($0, prior, comparison.prior.period.lowerBound) })
            try #require(result.current.isMissing == expected.map { current[$0] == nil })
            try #require(result.prior.isMissing == expected.map { prior[$0] == nil })
        }
    }

    private func groups(_ generator: inout SeededGenerator) -> [Group: Int] {
        var groups: [Group: Int] = [:]
        for _ in 0..<Int.random(in: 0..<30, using: &generator) {
            let prompt = Int.random(in: 0..<12, using: &generator)
            let group = Group(
                weeks: Int.random(in: 0..<5, using: &generator), prompt: prompt == 0 ? nil : prompt,
                isBranded: Bool.random(using: &generator))
            groups[group] = Int.random(in: 1..<6, using: &generator)
        }
        return groups
    }

    private static func precedes(_ one: Group, _ other: Group) -> Bool {
        (one.prompt ?? .max, one.weeks, one.isBranded ? 1 : 0) < (other.prompt ?? .max, other.weeks, other.isBranded ? 1 : 0)
    }

    private func week(_ weeks: Int, _ start: Day) -> String { DateUnit.week.text(of: start.advanced(by: weeks * 7)) }

    private func line(_ group: Group, _ side: [Group: Int], _ start: Day) -> String {
        let prompt = group.prompt.map(String.init) ?? "null"
        return "\(prompt) \(side[group].map(String.init) ?? "null") \(week(group.weeks, start)) \(group.isBranded)"
    }

    /// As an executor would answer, with its values in any order.
    private func table(_ groups: [Group: Int], _ start: Day, _ generator: inout SeededGenerator) -> QueryResult {
        let sorted = groups.keys.sorted(by: Self.precedes)
        let prompts = Array(1..<12).shuffled(using: &generator)
        let weeks = Array(0..<5).shuffled(using: &generator)
        return QueryResult(
            columns: [
                .dimension(
                    .promptID, codes: sorted.map { group in group.prompt.flatMap(prompts.firstIndex).map(Int32.init) ?? -1 },
                    values: prompts.map { .integer($0) }),
                .count(.responses, sorted.map { groups[$0] ?? 0 }),
                .dimension(
                    .dateWeek, codes: sorted.map { Int32(weeks.firstIndex(of: $0.weeks) ?? -1) },
                    values: weeks.map { .text(week($0, start)) }),
                .dimension(.branded, codes: sorted.map { $0.isBranded ? 0 : 1 }, values: [.boolean(true), .boolean(false)]),
            ], rowCount: sorted.count)
    }
}
