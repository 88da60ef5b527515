import Testing

@testable import Visibility

@Suite struct ComparisonTests {
    @Test(
        "The earlier period",
        arguments: [
            (Comparison.Mode.priorPeriod, "2026-01-01", "2026-01-31", "2025-12-01", "2025-12-31"),
            (.priorPeriod, "2026-03-01", "2026-03-01", "2026-02-28", "2026-02-28"),
            (.priorPeriod, "2024-03-01", "2024-03-30", "2024-01-31", "2024-02-29"),
            (.priorPeriod, "0001-01-11", "0001-01-20", "0001-01-01", "0001-01-10"),
            (.priorPeriod, "0001-01-10", "0001-01-19", "", ""),
            (.priorPeriod, "0001-01-01", "9999-12-31", "", ""),
            (.priorYear, "2026-01-01", "2026-01-31", "2025-01-01", "2025-01-31"),
            (.priorYear, "2024-02-29", "2024-02-29", "2023-02-28", "2023-02-28"),
            (.priorYear, "2024-02-28", "2024-03-01", "2023-02-28", "2023-03-01"),
            (.priorYear, "2025-02-01", "2025-02-28", "2024-02-01", "2024-02-28"),
            (.priorYear, "2023-01-01", "2026-12-31", "2022-01-01", "2025-12-31"),
            (.priorYear, "0001-12-31", "0002-01-01", "", ""),
            (.priorYear, "0002-01-01", "9999-12-31", "0001-01-01", "9998-12-31"),
        ])
    func periods(_ mode: Comparison.Mode, _ start: String, _ end: String, _ priorStart: String, _ priorEnd: String) throws {
        let period = mode.period(before: try #require(Day(iso8601: start))...(try #require(Day(iso8601: end))))
        #expect(period?.lowerBound == Day(iso8601: priorStart))
        #expect(period?.upperBound == Day(iso8601: priorEnd))
    }

    @Test func bothSidesAreCompleteAndHaveWhatIsCompared() throws {
        let plan = QueryPlan(
            fields: [.metric(.responses), .dimension(.tag)], period: Day(100)...Day(109), filters: [.init(.stage, ["x"])],
            having: [.init(.citations, .greater, 1), .init(.responses, .greater, 1), .init(.citations, .less, 9)], limit: 5,
            offset: 6)
        let comparison = try Comparison(of: plan, with: .priorPeriod)
        var expected = QueryPlan(
            fields: [.metric(.responses), .dimension(.tag), .metric(.citations)], period: Day(100)...Day(109),
            filters: [.init(.stage, ["x"])], limit: 1_000_001)
        #expect(comparison.current == expected)
        expected.period = Day(90)...Day(99)
        #expect(comparison.prior == expected)
        #expect(comparison.plan == plan)
    }

    @Test func anEarlierPeriodMayBeSaidInsteadOfTheModes() throws {
        let plan = QueryPlan(fields: [.metric(.responses)], period: Day(1000)...Day(1006))
        let comparison = try Comparison(of: plan, with: .priorYear, earlier: Day(636)...Day(642))
        #expect(comparison.current.period == plan.period && comparison.prior.period == Day(636)...Day(642))
    }

    @Test func datesAreAlignedByTheirDistanceFromTheStart() throws {
        let comparison = try compare(
            [.dimension(.date), .metric(.responses), .metric(.brandPresence)], "2026-03-01", "2026-03-03")
        let result = try comparison.align(
            table([.date: ["20260301", "20260303"]], [2, 3], [0.5, .nan]),
            table([.date: ["20260226", "20260227"]], [4, 5], [1, 0]))
        #expect(result.rowCount == 3)
        #expect(shown(result.current) == ["20260301 2 0.5", "20260302 null null", "20260303 3 null"])
        #expect(shown(result.prior) == ["20260226 4 1.0", "20260227 5 0.0", "20260228 null null"])
    }

    @Test func aListOfValuesThatBothSidesShareNeedNotBeInOrder() throws {
        let comparison = try compare([.dimension(.tag), .metric(.responses)], "2026-03-01", "2026-03-03")
        let values: [QueryResult.Value] = [.text("b"), .text("a"), .text("b")]
        func side(_ codes: [Int32], _ counts: [Int]) -> QueryResult {
            QueryResult(
                columns: [.dimension(.tag, codes: codes, values: values), .count(.responses, counts)], rowCount: codes.count)
        }
        let result = try comparison.align(side([0, 1], [1, 2]), side([1, 2], [3, 4]))
        #expect(shown(result.current) == ["a 2", "b 1"])
        #expect(shown(result.prior) == ["a 3", "b 4"])
    }

    @Test func weeksAreAlignedFromTheOneInWhichThePeriodStarts() throws {
        // Ten days from a Monday, and before them ten days from a Friday.
        let comparison = try compare(
            [.dimension(.dateWeek), .metric(.responses), .metric(.brandPresence)], "2027-01-04", "2027-01-13")
        #expect(comparison.prior.period.lowerBound.iso8601 == "2026-12-25")
        let result = try comparison.align(
            table([.dateWeek: ["202701", "202702"]], [7, 3], [1, 1]), table([.dateWeek: ["202652", "202653"]], [3, 7], [0, 0]))
        #expect(shown(result.current) == ["202701 7 1.0", "202702 3 1.0"])
        #expect(shown(result.prior) == ["202652 3 0.0", "202653 7 0.0"])
    }

    @Test(
        "Months, quarters and years are aligned alike",
        arguments: [
            (
                Dimension.dateMonth, ["202601", "202603"], ["202502"], ["202601", "202602", "202603"],
                ["202501", "202502", "202503"]
            ),
            (.dateQuarter, ["2026Q1"], ["2025Q1", "2025Q2"], ["2026Q1", "2026Q2"], ["2025Q1", "2025Q2"]),
            (.dateYear, ["2026"], ["2025"], ["2026"], ["2025"]),
        ])
    func longSpans(_ dimension: Dimension, _ current: [String], _ prior: [String], _ left: [String], _ right: [String]) throws {
        let comparison = try compare(
            [.dimension(dimension), .metric(.responses), .metric(.brandPresence)], "2026-01-10", "2026-05-01", .priorYear)
        let result = try comparison.align(
            table([dimension: current], current.map { _ in 1 }, current.map { _ in 1 }),
            table([dimension: prior], prior.map { _ in 1 }, prior.map { _ in 1 }))
        #expect(shown(result.current).map { $0.prefix { $0 != " " } } == left.map { $0[...] })
        #expect(shown(result.prior).map { $0.prefix { $0 != " " } } == right.map { $0[...] })
    }

    @Test func metricsAloneAreOneRow() throws {
        let comparison = try compare([.metric(.responses), .metric(.brandPresence)], "2026-01-01", "2026-01-02")
        let result = try comparison.align(table([:], [5], [0.5]), table([:], [0], [.nan]))
        #expect(shown(result.current) == ["5 0.5"])
        #expect(shown(result.prior) == ["0 null"])
        var plan = comparison.plan
        plan.offset = 1
        #expect(try Comparison(of: plan, with: .priorYear).align(table([:], [5], [1]), table([:], [0], [1])).rowCount == 0)
    }

    @Test func nullIsLastAndTextsAreComparedByTheirBytes() throws {
        let comparison = try compare(
            [.dimension(.tag), .metric(.responses), .metric(.brandPresence)], "2026-01-01", "2026-01-02")
        let result = try comparison.align(
            table([.tag: ["B", "e\u{301}", nil]], [1, 2, 3], [1, 1, 1]),
            table([.tag: ["a", "\u{E9}", nil]], [4, 5, 6], [0, 0, 0]))
        #expect(
            shown(result.current).map { Array($0.unicodeScalars) }
                == ["B 1 1.0", "a null null", "e\u{301} 2 1.0", "\u{E9} null null", "null 3 1.0"].map { Array($0.unicodeScalars) }
        )
        #expect(result.prior.isMissing == [true, false, true, false, false])
    }

    @Test func theCurrentSideDecidesWhetherAThresholdIsMet() throws {
        let plan = QueryPlan(
            fields: [.dimension(.tag)], period: Day(20_000)...Day(20_001),
            having: [.init(.responses, .greaterOrEqual, 10), .init(.brandPresence, .unequal, 1)])
        let comparison = try Comparison(of: plan, with: .priorPeriod)
        let result = try comparison.align(
            table([.tag: ["a", "b", "c", "d"]], [10, 9, 10, 11], [0, 0, .nan, 1]),
            table([.tag: ["a", "b", "e", "f"]], [1, 99, 10, 9], [.nan, 0, 0, 0]))
        #expect(shown(result.current) == ["a", "e"])
        #expect(shown(result.prior) == ["a", "e"])
        #expect(result.current.isMissing == [false, true])
        #expect(result.prior.isMissing == [false, false])
    }

    @Test func pagesAreOfTheUnion() throws {
        var plan = try compare([.dimension(.tag), .metric(.responses), .metric(.brandPresence)], "2026-01-01", "2026-01-02").plan
        var pages: [String] = []
        for offset in 0..<5 {
            (plan.offset, plan.limit) = (offset * 2, 2)
            let result = try Comparison(of: plan, with: .priorYear).align(
                table([.tag: ["a", "c", "e"]], [1, 2, 3], [1, 1, 1]), table([.tag: ["b", "c", "d"]], [4, 5, 6], [0, 0, 0]))
            #expect(result.current.result.rowCount == result.rowCount)
            pages.append(shown(result.current).map { String($0.first ?? " ") }.joined())
        }
        #expect(pages == ["ab", "cd", "e", "", ""])
        (plan.offset, plan.limit) = (1, .max)
        #expect(
            try Comparison(of: plan, with: .priorYear).align(
                table([.tag: ["a", "b"]], [1, 1], [1, 1]), table([.tag: []], [], [])
            ).rowCount == 1)
    }

    @Test func tooManyGroupsAreRefused() throws {
        let comparison = try compare([.dimension(.tag)], "2026-01-01", "2026-01-02")
        let result = QueryResult(columns: [], rowCount: 1_000_001)
        #expect(
            detail { () throws(QueryFault) in try comparison.align(result, QueryResult(columns: [], rowCount: 0)) }
                == "This comparison has more than 1000000 groups: ask for fewer dimensions, a shorter period or more filters.")
    }
}

/// A comparison of a plan with these fields.
func compare(
    _ fields: [QueryPlan.Field], _ start: String, _ end: String, _ mode: Comparison.Mode = .priorPeriod
) throws -> Comparison {
    let period = try #require(Day(iso8601: start))...(try #require(Day(iso8601: end)))
    return try Comparison(of: QueryPlan(fields: fields, period: period), with: mode)
}

/// A result of dimensions of texts, `responses` and `brand_presence_percentage`.
func table(_ dimensions: KeyValuePairs<Dimension, [String?]>, _ responses: [Int], _ presence: [Double]) -> QueryResult {
    let columns = dimensions.map { dimension, texts in
        let values = Array(Set(texts.compactMap { $0.map { Array($0.utf8) } }))
        let codes = texts.map { text in text.flatMap { values.firstIndex(of: Array($0.utf8)) }.map(Int32.init) ?? -1 }
        return QueryResult.Column.dimension(
            dimension, codes: codes, values: values.map { .text(String(decoding: $0, as: UTF8.self)) })
    }
    return QueryResult(
        columns: columns + [.count(.responses, responses), .number(.brandPresence, presence)], rowCount: responses.count)
}

/// A line for each row.
func shown(_ side: ComparisonResult.Side) -> [String] {
    (0..<side.result.rowCount).map { row in
        side.result.columns.map { column in
            switch column {
            case .dimension(_, let codes, let values):
                guard codes[row] >= 0 else { return "null" }
                return switch values[Int(codes[row])] {
                case .text(let text): text
                case .integer(let number): "\(number)"
                case .boolean(let isTrue): "\(isTrue)"
                }
            case .count(_, let numbers): return side.isMissing[row] ? "null" : "\(numbers[row])"
            case .number(_, let numbers): return numbers[row].isNaN ? "null" : "\(numbers[row])"
            }
        }.joined(separator: " ")
    }
}
