import Testing

@testable import Visibility

@Suite struct QueryItemsTests {
    @Test func aPlanIsPrintedAsParameters() throws {
        let plan = QueryPlan(
            fields: [.dimension(.dateWeek), .metric(.brandPresence)], period: today.advanced(by: -6)...today,
            filters: [
                .init(.tag, ["!x", #"a|b\"#, "b!", nil]), .init(.platform, ["ChatGPT"], negated: true),
                .init(.country, [nil], negated: true),
            ],
            having: [.init(.responses, .greaterOrEqual, 10), .init(.brandPresence, .less, 0.05)], limit: 100, offset: 200)
        let expected = [
            "fields=date_week,brand_presence_percentage", "start_date=2026-11-20", "end_date=2026-11-26",
            #"filters=tag:\!x|a\|b\\|b!|"#, "filters=ai_platform:!ChatGPT", "filters=country:!", "having=responses:gte:10",
            "having=brand_presence_percentage:lt:0.05", "limit=100", "offset=200",
        ]
        #expect(plan.queryItems.map { "\($0.name)=\($0.value)" } == expected)
        #expect(try QueryRequest.parse(plan.queryItems, today: .first, limit: 100, offset: 200) == plan)
    }

    @Test("What is printed is read again", arguments: UInt64(0)..<8)
    func roundTrip(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed)
        for _ in 0..<200 {
            let plan = QueryPlan.random(&generator)
            let items = plan.queryItems
            func number(_ name: String) -> Int? { items.last { $0.name == name }.flatMap { Int($0.value) } }
            let again = try QueryRequest.parse(
                items, today: .last, limit: number("limit") ?? 50_000, offset: number("offset") ?? 0)
            try #require(again == plan)
        }
    }
}

extension QueryPlan {
    static func random(_ generator: inout SeededGenerator) -> QueryPlan {
        let fields = Field.names.compactMap(Field.init(name:)).shuffled(using: &generator)
        let start = Day.random(in: 0..<30_000, &generator)
        return QueryPlan(
            fields: Array(fields.prefix(Int.random(in: 1...fields.count, using: &generator))),
            period: start...start.advanced(by: Int.random(in: 0..<400, using: &generator)),
            filters: (0..<Int.random(in: 0..<4, using: &generator)).map { _ in .random(&generator) },
            having: (0..<Int.random(in: 0..<4, using: &generator)).map { _ in
                Having(
                    Metric.allCases.randomElement(using: &generator) ?? .responses,
                    Having.Comparison.allCases.randomElement(using: &generator) ?? .equal,
                    Bool.random(using: &generator)
                        ? Double(Int.random(in: -1000...1000, using: &generator))
                        : Double.random(in: -1e9...1e9, using: &generator) * 1e-7)
            },
            limit: Int.random(in: 1...90_000, using: &generator), offset: Int.random(in: 0...1_000_000, using: &generator))
    }
}

extension QueryPlan.Filter {
    static func random(_ generator: inout SeededGenerator) -> QueryPlan.Filter {
        let dimension = Dimension.filterable.randomElement(using: &generator) ?? .tag
        let day = Day.random(in: 0..<30_000, &generator)
        let values = (0..<Int.random(in: 1...5, using: &generator)).map { _ -> String? in
            if Int.random(in: 0..<8, using: &generator) == 0 { return nil }
            return switch dimension.valueForm {
            case .integer: String(Int.random(in: -9...1_000_000, using: &generator))
            case .boolean: Bool.random(using: &generator) ? "true" : "false"
            case .date(let unit): unit.text(of: day.advanced(by: Int.random(in: 0..<400, using: &generator)))
            case .word(let words): words.randomElement(using: &generator)
            case .text, nil:
                (0...Int.random(in: 0..<6, using: &generator))
                    .compactMap { _ in
                        ["!", "|", #"\"#, ":", " ", "a", "é", "😀", "\0", "\u{301}", ","].randomElement(using: &generator)
                    }
                    .joined()
            }
        }
        return QueryPlan.Filter(dimension, Set(values), negated: Bool.random(using: &generator))
    }
}

extension Day {
    static func random(in range: Range<Int>, _ generator: inout SeededGenerator) -> Day {
        Day(Int.random(in: range, using: &generator))
    }
}
