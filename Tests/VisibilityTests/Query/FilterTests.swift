import Testing

@testable import Visibility

@Suite struct FilterTests {
    @Test(
        "Filters are read",
        arguments: [
            ("tag:a", QueryPlan.Filter(.tag, ["a"])),
            ("tag:a|b", .init(.tag, ["a", "b"])),
            ("tag:!a|b", .init(.tag, ["a", "b"], negated: true)),
            ("tag:competitor:acme|vertical:retail", .init(.tag, ["competitor:acme", "vertical:retail"])),
            ("tag:", .init(.tag, [nil])),
            ("tag:!", .init(.tag, [nil], negated: true)),
            ("tag:a|", .init(.tag, ["a", nil])),
            ("tag:|a", .init(.tag, ["a", nil])),
            ("tag:|", .init(.tag, [nil])),
            (#"tag:a\|b"#, .init(.tag, ["a|b"])),
            (#"tag:a\\|b"#, .init(.tag, [#"a\"#, "b"])),
            (#"tag:\!a"#, .init(.tag, ["!a"])),
            ("tag:!!a", .init(.tag, ["!a"], negated: true)),
            (#"tag:!\!a"#, .init(.tag, ["!a"], negated: true)),
            ("tag:a|!b", .init(.tag, ["a", "!b"])),
            (#"tag:C:\dir"#, .init(.tag, [#"C:\dir"#])),
            (#"tag:a\"#, .init(.tag, [#"a\"#])),
            (#"tag:\a\\"#, .init(.tag, [#"\a\"#])),
            ("tag: a ", .init(.tag, [" a "])),
            (" tag :a", .init(.tag, ["a"])),
            ("tag:a|a", .init(.tag, ["a"])),
            ("tag:\u{301}|\u{301}", .init(.tag, ["\u{301}"])),
            ("tag:👩‍👩‍👧|\0", .init(.tag, ["👩‍👩‍👧", "\0"])),
            ("ai_platform:Google AI Mode", .init(.platform, ["Google AI Mode"])),
            ("prompt_id:12|-3", .init(.promptID, ["12", "-3"])),
            ("persona_id:|7", .init(.personaID, [nil, "7"])),
            ("branded:true|false", .init(.branded, ["true", "false"])),
            ("position_bucket:top|", .init(.positionBucket, ["top", nil])),
            ("sentiment_band:none", .init(.sentimentBand, ["none"])),
            ("date:20260101|20240229", .init(.date, ["20260101", "20240229"])),
            ("date_week:202653", .init(.dateWeek, ["202653"])),
            ("date_month:202612", .init(.dateMonth, ["202612"])),
            ("date_quarter:2026Q4", .init(.dateQuarter, ["2026Q4"])),
            ("date_year:2026", .init(.dateYear, ["2026"])),
        ])
    func areRead(_ text: String, _ expected: QueryPlan.Filter) throws {
        #expect(try parse(("filters", text)).filters == [expected])
    }

    @Test func blankFiltersAreLeftOut() throws {
        #expect(try parse(("filters", ""), ("filters", " "), ("having", "")).filters == [])
    }

    @Test func allHoldInTheirOrder() throws {
        let plan = try parse(("filters", "tag:a"), ("filters", "stage:x"), ("filters", "tag:!b"))
        #expect(plan.filters == [.init(.tag, ["a"]), .init(.stage, ["x"]), .init(.tag, ["b"], negated: true)])
    }

    @Test(
        "What is no filter is told, with what to do instead",
        arguments: [
            ("tag", "The filter 'tag' is not of the form field:value, such as ai_platform:ChatGPT."),
            (":a", "Unknown filter '': the nearest valid one is 'tag'."),
            ("tgas:a", "Unknown filter 'tgas': the nearest valid one is 'tag'."),
            ("aiPlatform:a", "Unknown filter 'aiPlatform': the nearest valid one is 'ai_platform'."),
            ("persona-name:a", "Unknown filter 'persona-name': the nearest valid one is 'persona_name'."),
            ("prompt:a", "'prompt' is not filterable: use prompt_id."),
            (
                "source_url:a",
                "'source_url' is not filterable: ask for it in fields and choose among the rows, or filter by prompt_id, tag or prompt_topic."
            ),
            ("responses:5", "'responses' is a metric, which is no filter: use having."),
            ("prompt_id:12|x", "The filter on 'prompt_id': 'x' is not an integer."),
            ("prompt_id:007", "The filter on 'prompt_id': '007' is not an integer."),
            ("prompt_id:+7", "The filter on 'prompt_id': '+7' is not an integer."),
            ("prompt_id: 7", "The filter on 'prompt_id': ' 7' is not an integer."),
            ("persona_id:99999999999999999999", "The filter on 'persona_id': '99999999999999999999' is not an integer."),
            ("competitor_id:1.0", "The filter on 'competitor_id': '1.0' is not an integer."),
            ("branded:True", "The filter on 'branded': 'True' is not true or false."),
            ("ai_platform_search_enabled:1", "The filter on 'ai_platform_search_enabled': '1' is not true or false."),
            ("date:2026-01-01", "The filter on 'date': '2026-01-01' is not a date of the form YYYYMMDD, such as 20260131."),
            ("date_week:202553", "The filter on 'date_week': '202553' is not an ISO week of the form YYYYWW, such as 202605."),
            ("date_month:2026-01", "The filter on 'date_month': '2026-01' is not a month of the form YYYYMM, such as 202601."),
            (
                "date_quarter:2026Q5",
                "The filter on 'date_quarter': '2026Q5' is not a quarter of the form YYYYQ#, such as 2026Q1."
            ),
            ("date_year:26", "The filter on 'date_year': '26' is not a year of the form YYYY, such as 2026."),
            (
                "position_bucket:Top",
                "The filter on 'position_bucket': 'Top' is not one of top, middle, bottom: the nearest is 'top'."
            ),
            (
                "sentiment_band:postive",
                "The filter on 'sentiment_band': 'postive' is not one of positive, mixed, negative, none: the nearest is 'positive'."
            ),
        ])
    func faults(_ text: String, _ expected: String) {
        #expect(detail { () throws(QueryFault) in try parse(("filters", text)) } == expected)
    }

    @Test func whatIsCitedCanBeFilteredByWhereThatIsAllowed() throws {
        let items = [
            (name: "filters", value: "source_domain:!news.example"), (name: "filters", value: "source_type:brand|other"),
        ]
        #expect(
            try QueryRequest.parse(items, today: today, bySource: true).filters == [
                .init(.sourceDomain, ["news.example"], negated: true), .init(.sourceType, ["brand", "other"]),
            ])
        #expect(
            detail { () throws(QueryFault) in
                try QueryRequest.parse([(name: "filters", value: "source_domian:x")], today: today, bySource: true)
            } == "Unknown filter 'source_domian': the nearest valid one is 'source_domain'.")
    }

    @Test func filtersAreBounded() throws {
        #expect(
            try QueryRequest.parse(Array(repeating: (name: "filters", value: "tag:a"), count: 50), today: today).filters.count
                == 50)
        let many = Array(repeating: (name: "filters", value: "tag:a"), count: 51)
        #expect(
            detail { () throws(QueryFault) in try QueryRequest.parse(many, today: today) }
                == "filters is given 51 times: at most 50 are allowed.")
        let thousand = (1...1000).map(String.init).joined(separator: "|")
        #expect(try parse(("filters", "tag:" + thousand)).filters.first?.values.count == 1000)
        #expect(
            detail { () throws(QueryFault) in try parse(("filters", "tag:\(thousand)|x")) }
                == "The filter on 'tag' has more than 1000 values.")
        let long = String(repeating: "x", count: 10_000)
        #expect(try parse(("filters", "tag:" + long)).filters == [.init(.tag, [long])])
        #expect(
            detail { () throws(QueryFault) in try parse(("filters", "tag:\(long)x")) }
                == "The filter on 'tag': '\(long.prefix(100))…' is longer than 10000 bytes.")
    }

    @Test func exactlyTheDimensionsOfTheContractAreFilterable() {
        #expect(Set(Dimension.allCases).subtracting(Dimension.filterable) == [.prompt, .sourceURL, .sourceType, .sourceDomain])
    }
}
