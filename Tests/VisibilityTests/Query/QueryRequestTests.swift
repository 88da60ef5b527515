import Testing

@testable import Visibility

@Suite struct QueryRequestTests {
    @Test(
        "Names are read in their order, each once, with blanks around them",
        arguments: [
            ("date,ai_platform,responses", [QueryPlan.Field.dimension(.date), .dimension(.platform), .metric(.responses)]),
            (" date ,\tresponses\n", [.dimension(.date), .metric(.responses)]),
            ("responses,date,responses,date", [.metric(.responses), .dimension(.date)]),
            (",responses,,", [.metric(.responses)]),
        ])
    func fields(_ text: String, _ expected: [QueryPlan.Field]) throws {
        #expect(try parse(("fields", text)).fields == expected)
    }

    @Test("Without names, all dimensions are asked for", arguments: ["", " ", ",", " , ,"])
    func noFields(_ text: String) throws {
        let all = Dimension.allCases.map { QueryPlan.Field.dimension($0) }
        #expect(try parse(("fields", text)).fields == all)
        #expect(try parse().fields == all)
    }

    @Test func everyNameOfTheContractIsAField() throws {
        for name in QueryPlan.Field.names { #expect(try parse(("fields", name)).fields.map(\.name) == [name]) }
        #expect(QueryPlan.Field.names.count == 37)
    }

    @Test func theLastOfARepeatedParameterCounts() throws {
        let plan = try parse(
            ("fields", "tag"), ("fields", "stage"), ("start_date", "nonsense"), ("start_date", "2026-01-01"),
            ("end_date", "2026-01-31"))
        #expect(plan.fields == [.dimension(.stage)])
        #expect(plan.period.lowerBound.iso8601 == "2026-01-01")
        #expect(plan.period.upperBound.iso8601 == "2026-01-31")
    }

    @Test func otherParametersAreIgnored() throws {
        let plan = try parse(
            ("group_by", "date"), ("platform", "chatgpt"), ("stage", "x"), ("", ""), ("Fields", "x"), ("limit", "x"),
            ("fields", "tag"))
        #expect(plan == (try parse(("fields", "tag"))))
    }

    @Test("Blank dates are left out", arguments: ["", " ", "\t"])
    func blankDates(_ blank: String) throws {
        for plan in [try parse(("start_date", blank), ("end_date", blank)), try parse()] {
            #expect(plan.period.lowerBound.iso8601 == "2026-10-27")
            #expect(plan.period.upperBound.iso8601 == "2026-11-26")
        }
    }

    @Test(
        "Malformed dates are quoted", arguments: ["2024-02-30", "2026-1-1", "yesterday", " 2026-01-01", "2026-01-01T00:00:00Z"])
    func malformedDates(_ text: String) {
        for name in ["start_date", "end_date"] {
            #expect(
                detail { () throws(QueryFault) in try parse((name, text)) }
                    == "\(name) '\(text)' is not a date of the form YYYY-MM-DD.")
        }
    }

    @Test func theStartIsNotAfterTheEnd() throws {
        let text = detail { () throws(QueryFault) in try parse(("start_date", "2026-02-01"), ("end_date", "2026-01-31")) }
        #expect(text == "invalid date range: start_date 2026-02-01 is after end_date 2026-01-31.")
        #expect(detail { () throws(QueryFault) in try parse(("end_date", "2026-01-31")) }.hasPrefix("invalid date range"))
        let day = Day(20_485)
        #expect(try parse(("start_date", "2026-02-01"), ("end_date", "2026-02-01")).period == day...day)
    }

    @Test func limitAndOffsetAreTheCallers() throws {
        let plan = try QueryRequest.parse([], today: today, limit: 7, offset: 90)
        #expect((plan.limit, plan.offset) == (7, 90))
        #expect(try parse().limit == 50_000)
    }

    @Test(
        "Unknown fields name the nearest",
        arguments: [
            ("ai_platfrom", "ai_platform"), ("aiPlatform", "ai_platform"), ("ai-platform", "ai_platform"), ("tags", "tag"),
            ("Date", "date"), ("topic", "prompt_topic"), ("platform", "ai_platform"), ("presence", "brand_presence_percentage"),
            ("brand_sentiment", "brand_sentiment_score"), ("personaID", "persona_id"), ("url", "source_url"),
            ("week", "date_week"),
            ("sentiment_score", "brand_sentiment_score"), ("response", "responses"), ("countries", "country"), ("💥", "tag"),
            ("sourceURL", "source_url"), ("citationCount", "citation_count"), ("prompt_text", "prompt"),
        ])
    func unknownFields(_ name: String, _ nearest: String) {
        #expect(
            detail { () throws(QueryFault) in try parse(("fields", "date,\(name)")) }
                == "Unknown field '\(name)': the nearest valid one is '\(nearest)'.")
    }

    @Test func allFaultsAreToldAtOnce() {
        let text = detail { () throws(QueryFault) in
            try parse(
                ("fields", "dat"), ("start_date", "x"), ("end_date", "y"), ("filters", "tagg:a"), ("filters", "tag"),
                ("filters", "branded:yes"),
                ("having", "responses:above:x"), ("having", "responses"))
        }
        for part in [
            "field 'dat'", "start_date 'x'", "end_date 'y'", "filter 'tagg'", "filter 'tag' is not of the form",
            "'yes' is not true or false",
            "operator 'above'", "'x' is not a finite", "having 'responses' is not of the form",
        ] { #expect(text.contains(part), "\(part) in \(text)") }
    }

    @Test func manyFaultsAreCounted() {
        let names = (0..<1000).map { "x\($0)" }.joined(separator: ",")
        let text = detail { () throws(QueryFault) in try parse(("fields", names)) }
        #expect(text.hasSuffix("'x9': the nearest valid one is 'tag'. There are 990 more faults of this kind."))
    }

    @Test func fieldsAreBounded() throws {
        let names = String(repeating: "tag,", count: 2500)
        #expect(try parse(("fields", names)).fields == [.dimension(.tag)])
        #expect(detail { () throws(QueryFault) in try parse(("fields", names + ",")) } == "fields is longer than 10000 bytes.")
    }
}
