import APIKeys
import Foundation
import HTTPTypes
import Testing
import Web

@testable import Catalog
@testable import Server

/// `/v1/{brand_id}/responses`: answers sent in, and listed as clients of the original API read them.
@Suite struct ResponsesAPITests {
    /// A brand with a competitor, a persona and two prompts, and a key that may write and read its answers.
    static func withBrand(_ body: @escaping @Sendable (Fixture, Token) async throws -> Void) async throws {
        try await withServer { fixture in
            let organization = try await fixture.organization("Northwind")
            let token = try await fixture.key([.query, .configure, .ingest], .all, in: organization).token
            var draft = BrandDraft(BrandContent(name: "Acme", website: "https://acme.example", description: ""))
            var rival = CompetitorContent(name: "Globex")
            rival.websites = ["https://globex.example"]
            draft.competitors = [rival, CompetitorContent(name: "Initech")]
            draft.personas = [PersonaContent(name: "Buyer", description: "")]
            _ = try await fixture.catalog.brands.create(draft, in: organization.id, by: .commandLine)
            for body in [
                #"{"text":"Which anvil?","stage":"Advice","tags":["tools"],"key_topics":["anvils"]}"#,
                #"{"text":"Acme or Globex?","stage":"Comparison","persona_id":1}"#,
            ] {
                #expect(try await fixture.send(.post, "/v1/1/prompts", token: token, body: body).status == 200)
            }
            try await body(fixture, token)
        }
    }

    static func add(_ fixture: Fixture, _ token: Token, _ body: String, type: String = "application/json") async throws -> Answer
    {
        try await fixture.send(.post, "/v1/1/responses", token: token, headers: [.contentType: type], body: body)
    }

    static func list(_ fixture: Fixture, _ token: Token, _ query: String = "") async throws -> Answer {
        try await fixture.send(.get, "/v1/1/responses" + query, token: token)
    }

    private static let full = #"""
        {"prompt_id":1,"platform":"chatgpt","created_at":"2027-01-10T09:30:00+01:00","country":"de","search_enabled":true,
        "response_text":"**Acme** makes the best anvils.\n\nGlobex is \"fine\".",
        "citations":[{"url":"https://www.acme.example/anvils?a=1","title":"Anvils","snippet":null},{"url":"https://news.example/x"}],
        "query_fanout":{"queries":["best anvil"],"engine_metadata":{"a":1}},
        "shopping_results":[{"url":"https://shop.example/1","title":"Anvil","rating":4.5,"reviews":12,"extra":true}],"unknown":1}
        """#

    @Test func anAnswerComesBackAsTheContractListsIt() async throws {
        try await Self.withBrand { fixture, token in
            let added = try await Self.add(fixture, token, Self.full)
            #expect(added.text == #"{"accepted":1,"ids":[1]}"#, "\(added.text)")
            let page = try await Self.list(fixture, token)
            #expect(page.json?.keys == ["total", "offset", "limit", "items", "metadata"])
            #expect(page.json?["total"]?.integer == 1)
            let item = try #require(page.json?["items"]?.items?.first)
            #expect(item["created_at"]?.text == "2027-01-10T08:30:00.000Z")
            #expect(item["prompt"]?.text == "Which anvil?")
            #expect(item["stage"]?.text == "Advice")
            #expect(item["country"]?.text == "DE")
            #expect(item["tags"]?.items?.compactMap(\.text) == ["tools"])
            #expect(item["key_topics"]?.items?.compactMap(\.text) == ["anvils"])
            #expect(item["platform"]?.text == "chatgpt")
            #expect(item["brand_present"]?.isTrue == true)
            #expect(item["brand_position"]?.text == "top")
            #expect(item["competitors_present"]?.items?.compactMap(\.text) == ["Globex"])
            #expect(item["response_text"]?.text == "**Acme** makes the best anvils.\n\nGlobex is \"fine\".")
            let citations = item["citations"]?.items ?? []
            #expect(citations.map { $0["domain"]?.text } == ["acme.example", "news.example"])
            #expect(citations.map { $0["source_type"]?.text } == ["brand", "other"])
            #expect(citations.map { $0["title"]?.text } == ["Anvils", nil])
            let competitors = item["competitors"]?.items ?? []
            #expect(competitors.map { $0["name"]?.text } == ["Globex", "Initech"])
            #expect(competitors.map { $0["present"]?.isTrue } == [true, false])
            #expect(item["query_fanout"]?["queries"]?.items?.compactMap(\.text) == ["best anvil"])
            #expect(item["shopping_results"]?.items?.first?["reviews"]?.integer == 12)
            #expect(item["persona_id"]?.integer == nil)
        }
    }

    @Test func aGivenEvaluationIsKeptAsItIs() async throws {
        try await Self.withBrand { fixture, token in
            let body = #"""
                {"prompt":" Acme or Globex? ","platform":"claude","response_text":"Acme is awful.","evaluation":{"brand_present":true,
                "brand_position":"bottom","brand_sentiment":"positive","competitors":[{"id":2,"present":true,"sentiment":"mixed"}]}}
                """#
            #expect(try await Self.add(fixture, token, body).status == 200)
            let item = try #require(try await Self.list(fixture, token).json?["items"]?.items?.first)
            #expect(item["brand_position"]?.text == "bottom")
            #expect(item["brand_sentiment"]?.text == "positive")
            #expect(item["competitors_present"]?.items?.compactMap(\.text) == ["Initech"])
            #expect(item["persona_id"]?.integer == 1)
            #expect(item["persona_name"]?.text == "Buyer")
            #expect(item["prompt_id"]?.integer == 2)
        }
    }

    @Test func aRepeatByClientIDIsHarmless() async throws {
        try await Self.withBrand { fixture, token in
            let one = #"{"prompt_id":1,"platform":"grok","response_text":"a","client_id":"x"}"#
            let two = #"{"prompt_id":1,"platform":"grok","response_text":"b","client_id":"y"}"#
            let first = try await Self.add(fixture, token, one)
            #expect(first.text == #"{"accepted":1,"ids":[1]}"#)
            #expect(try await Self.add(fixture, token, "[\(two),\(one),\(two)]").text == #"{"accepted":3,"ids":[2,1,2]}"#)
            #expect(try await Self.list(fixture, token).json?["total"]?.integer == 2)
        }
    }

    @Test func allOfARequestIsTakenOrNothing() async throws {
        try await Self.withBrand { fixture, token in
            let good = #"{"prompt_id":1,"platform":"grok","response_text":"a"}"#
            let body = """
                [\(good),{"platform":"bing","response_text":1},{"prompt_id":99,"platform":"grok","response_text":"a"}]
                """
            let shape = try await Self.add(fixture, token, body)
            #expect(shape.status == 422)
            #expect(
                shape.faults == ["missing body.1.prompt_id", "literal_error body.1.platform", "string_type body.1.response_text"])
            let unknown = try await Self.add(
                fixture, token, #"[\#(good),{"prompt_id":99,"platform":"grok","response_text":"a","persona_id":9}]"#)
            #expect(unknown.faults == ["value_error body.1.prompt_id", "value_error body.1.persona_id"])
            let unwritten = try await Self.add(
                fixture, token, #"[\#(good),{"prompt":"Nobody asks this","platform":"grok","response_text":"a"}]"#)
            #expect(unwritten.faults == ["value_error body.1.prompt"])
            let lines = try await Self.add(fixture, token, "\(good)\n\n{\n\(good)\n", type: "application/x-ndjson")
            #expect(lines.status == 422)
            #expect(lines.faults == ["json_invalid body.1.1"])
            #expect(try await Self.list(fixture, token).json?["total"]?.integer == 0)
        }
    }

    @Test(arguments: [
        (
            #"{"prompt_id":1,"platform":"grok","response_text":"a","created_at":"2027-02-30T00:00:00Z"}"#,
            "datetime_parsing body.created_at"
        ),
        (#"{"prompt_id":1,"platform":"grok","response_text":"a","country":"DEU"}"#, "country_code body.country"),
        (#"{"prompt_id":1,"platform":"grok","response_text":"a","citations":[{}]}"#, "missing body.citations.0.url"),
        (
            #"{"prompt_id":1,"platform":"grok","response_text":"a","citations":[{"url":"a\nb"}]}"#,
            "cited_url body.citations.0.url"
        ),
        (#"{"prompt_id":1,"platform":"grok","response_text":"a","evaluation":{}}"#, "missing body.evaluation.brand_present"),
        (
            #"{"prompt_id":1,"platform":"grok","response_text":"a","evaluation":{"brand_present":true,"competitors":[{"id":7,"present":true}]}}"#,
            "value_error body.evaluation.competitors.0.id"
        ),
        (#"{"prompt_id":1,"platform":"grok","response_text":"a","query_fanout":[]}"#, "model_attributes_type body.query_fanout"),
        (#"{"prompt_id":1,"platform":"grok","response_text":"a","client_id":""}"#, "string_too_short body.client_id"),
        ("", "missing body"),
        ("7", "model_attributes_type body"),
        ("[1", "json_invalid body.2"),
    ])
    func aFaultIsToldAtItsPlace(_ body: String, _ fault: String) async throws {
        try await Self.withBrand { fixture, token in
            let answer = try await Self.add(fixture, token, body)
            #expect(answer.status == 422)
            #expect(answer.faults == [fault], "\(answer.text)")
        }
    }

    /// Three days of answers, two a day at the same moment.
    private static func fill(_ fixture: Fixture, _ token: Token) async throws {
        let answers = (0..<6).map { index in
            let platform = index.isMultiple(of: 2) ? "chatgpt" : "claude"
            let prompt = index < 3 ? 1 : 2
            return
                #"{"prompt_id":\#(prompt),"platform":"\#(platform)","response_text":"\#(index)","created_at":"2027-01-0\#(index / 2 + 1)T00:00:00Z"}"#
        }
        let answer = try await add(fixture, token, answers.joined(separator: "\n"), type: "application/x-ndjson; charset=utf-8")
        #expect(answer.json?["accepted"]?.integer == 6)
    }

    @Test(arguments: [
        ("", [6, 5, 4, 3, 2, 1]), ("?limit=2&offset=1", [5, 4]), ("?offset=9", []), ("?platform=claude", [6, 4, 2]),
        ("?prompt_id=2", [6, 5, 4]), ("?persona_id=1", [6, 5, 4]), ("?persona_id=9", []), ("?stage=Advice", [3, 2, 1]),
        ("?stage=advice", []), ("?start_date=2027-01-02", [6, 5, 4, 3]), ("?end_date=2027-01-02", [2, 1]),
        ("?start_date=2027-01-02&end_date=2027-01-03", [4, 3]), ("?has_shopping_data=true", []),
        ("?has_shopping_data=", [6, 5, 4, 3, 2, 1]),
        ("?has_shopping_data=false&limit=1&limit=2&nonsense=1", [6, 5]),
    ])
    func listsAreFilteredAndNewestFirst(_ query: String, _ ids: [Int]) async throws {
        try await Self.withBrand { fixture, token in
            try await Self.fill(fixture, token)
            let page = try await Self.list(fixture, token, query)
            #expect(page.status == 200)
            #expect(page.ids == ids, "\(page.text)")
        }
    }

    @Test func aCursorStaysStableWhileAnswersComeIn() async throws {
        try await Self.withBrand { fixture, token in
            try await Self.fill(fixture, token)
            var seen: [Int] = []
            var cursor = ""
            for _ in 0..<4 {
                let page = try await Self.list(fixture, token, "?limit=2&cursor=\(cursor)")
                seen += page.ids
                guard let next = page.json?["metadata"]?["next_cursor"]?.text else { break }
                cursor = next
                // One that is newer than all, one in between.
                for moment in ["2027-01-09T00:00:00Z", "2027-01-01T12:00:00Z"] {
                    let late = #"{"prompt_id":1,"platform":"grok","response_text":"late","created_at":"\#(moment)"}"#
                    #expect(try await Self.add(fixture, token, late).status == 200)
                }
            }
            #expect(seen == [6, 5, 4, 3, 2, 1])
            #expect(try await Self.list(fixture, token, "?cursor=1.2").faults == ["cursor query.cursor"])
        }
    }

    @Test func linesAndTablesHoldTheSame() async throws {
        try await Self.withBrand { fixture, token in
            #expect(try await Self.add(fixture, token, Self.full).status == 200)
            let lines = try await Self.list(fixture, token, "?format=ndjson")
            #expect(lines.headers[.contentType] == "application/x-ndjson")
            let item = try await Self.list(fixture, token).json?["items"]?.items?.first
            #expect(lines.text.hasSuffix("}\n"))
            #expect("\(try JSONValue.parse(Array(lines.text.utf8)))" == "\(item ?? .null)")
            let table = try await Self.list(fixture, token, "?format=csv")
            let records = try CSVReader(Array(table.text.utf8), separator: UInt8(ascii: ",")).map { try $0.get().fields }
            #expect(records.count == 2)
            let row = Dictionary(uniqueKeysWithValues: zip(records[0], records[1]))
            #expect(row["response_text"] == "**Acme** makes the best anvils.\n\nGlobex is \"fine\".")
            #expect(row["tags"] == #"["tools"]"#)
            #expect(try await Self.list(fixture, token, "?format=xml").faults == ["literal_error query.format"])
        }
    }

    @Test(arguments: ["2024-02-30", "today", "2027-1-1", "2027-01-01T00:00:00Z"])
    func aDateThatIsNoneIsNamed(_ date: String) async throws {
        try await Self.withBrand { fixture, token in
            let answer = try await Self.list(fixture, token, "?start_date=\(date)")
            #expect(answer.status == 400)
            #expect(answer.detail?.contains(date) == true)
            #expect(try await Self.list(fixture, token, "?start_date=%20&end_date=").status == 200)
        }
    }

    @Test func readingAndWritingAreScopesOfTheirOwn() async throws {
        try await Self.withBrand { fixture, token in
            let organization = try #require(try await fixture.catalog.organizations.all().first)
            let reader = try await fixture.key([.query], .all, in: organization).token
            let writer = try await fixture.key([.ingest], .all, in: organization).token
            let body = #"{"prompt_id":1,"platform":"grok","response_text":"a"}"#
            #expect(try await Self.add(fixture, reader, body).code == "scope_missing")
            #expect(try await Self.add(fixture, writer, body).status == 200)
            #expect(try await Self.list(fixture, writer).code == "scope_missing")
            #expect(try await Self.list(fixture, reader).status == 200)
        }
    }

    @Test func aListLongerThanABatchIsSentWhole() async throws {
        try await Self.withBrand { fixture, token in
            let lines = (0..<1203).map { #"{"prompt_id":1,"platform":"grok","response_text":"\#($0)"}"# }
            #expect(try await Self.add(fixture, token, lines.joined(separator: "\n"), type: "application/x-ndjson").status == 200)
            let page = try await Self.list(fixture, token, "?limit=100000")
            #expect(page.ids == Array((1...1203).reversed()))
            #expect(try await Self.list(fixture, token).ids.count == 100)
        }
    }
}
