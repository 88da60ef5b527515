import APIKeys
import HTTPTypes
import Testing
import Web

@testable import Catalog
@testable import Server

/// What is wrong with a request, in FastAPI's exact words: clients of the original API read all of it.
@Suite struct FaultShapeTests {
    static func withBrand(_ body: @escaping @Sendable (Fixture, Token) async throws -> Void) async throws {
        try await withServer { fixture in
            let organization = try await fixture.organization("Northwind")
            let token = try await fixture.key([.query, .configure, .createBrand], .all, in: organization).token
            _ = try await fixture.brand("acme", in: organization)
            try await body(fixture, token)
        }
    }

    /// Sends the request, and compares the list that stands in `detail`.
    static func expect(
        _ detail: String, of method: HTTPRequest.Method, _ path: String, _ body: String? = nil,
        at location: SourceLocation = #_sourceLocation
    ) async throws {
        try await withBrand { fixture, token in
            let answer = try await fixture.send(method, path, token: token, body: body)
            #expect(answer.status == 422, sourceLocation: location)
            #expect(answer.text.hasPrefix("{\"detail\":[\(detail)],"), "\(answer.text)", sourceLocation: location)
        }
    }

    @Test(arguments: [
        (
            "[]",
            #"{"type":"too_short","loc":["body","platforms"],"msg":"List should have at least 1 item after validation, not 0","input":[],"ctx":{"field_type":"List","min_length":1,"actual_length":0}}"#
        ),
        (
            "null",
            #"{"type":"list_type","loc":["body","platforms"],"msg":"Input should be a valid list","input":null}"#
        ),
    ])
    func aListThatIsNoneIsSaidToBe(_ platforms: String, _ fault: String) async throws {
        try await Self.expect(fault, of: .post, "/v1/1/collections", #"{"prompt_id":1,"platforms":\#(platforms)}"#)
    }

    @Test func anUnfinishedBodyIsNamedByItsCharacters() async throws {
        try await Self.expect(
            #"{"type":"json_invalid","loc":["body",9],"msg":"JSON decode error","input":{},"ctx":{"error":"Expecting value"}}"#,
            of: .post, "/v1/brands", #"{"naéme":}"#)
    }

    @Test func aByteOrderMarkBeforeABodyIsSkipped() async throws {
        try await Self.withBrand { fixture, token in
            let made = try await fixture.send(
                .post, "/v1/1/prompts", token: token, body: "\u{FEFF}" + #"{"text":"Which anvil?"}"#)
            #expect(made.json?["text"]?.text == "Which anvil?", "\(made.text)")
            let broken = try await fixture.send(.post, "/v1/1/prompts", token: token, body: "\u{FEFF}{")
            #expect(broken.faults == ["json_invalid body.1"])
        }
    }

    @Test func anIntegerMayBeWrittenAsTheOriginalReadsIt() async throws {
        try await Self.withBrand { fixture, token in
            let page = try await fixture.send(.get, "/v1/brands?limit=17.0&offset=%200_0+", token: token)
            #expect(page.json?["limit"]?.integer == 17, "\(page.text)")
            #expect(try await fixture.send(.get, "/v1/1/prompts?limit=%2B5.00", token: token).json?["limit"]?.integer == 5)
            for id in ["1.0", "%31", "%201%20", "+1", "0_1"] {
                let brand = try await fixture.send(.get, "/v1/brands/\(id)", token: token)
                #expect(brand.json?["id"]?.integer == 1, "\(id): \(brand.text)")
            }
            let made = try await fixture.send(.post, "/v1/1/prompts", token: token, body: #"{"text":"a","persona_id":null}"#)
            #expect(made.status == 200)
            for id in ["1.0", "\" 1 \"", "\"1.00\"", "\"+1\"", "true"] {
                let collected = try await fixture.send(
                    .post, "/v1/1/collections", token: token, body: "{\"prompt_id\":\(id),\"platforms\":[\"grok\"]}")
                #expect(collected.json?["prompt_id"]?.integer == 1, "\(id): \(collected.text)")
            }
            #expect(try await fixture.send(.get, "/v1/1/prompts/%31", token: token).json?["id"]?.integer == 1)
        }
    }

    @Test(arguments: [
        ("/v1/brands/%61%20b", "path\",\"brand_id", "a b"), ("/v1/brands/1/competitors/1%2E5", "path\",\"competitor_id", "1.5"),
        ("/v1/1/prompts/%C3%A9", "path\",\"prompt_id", "é"), ("/v1/1/prompts/%FF", "path\",\"prompt_id", "%FF"),
        ("/v1/brands?limit=1e3", "query\",\"limit", "1e3"),
    ])
    func whatIsNoIntegerIsRepeatedAsItIsMeant(_ path: String, _ place: String, _ input: String) async throws {
        try await Self.expect(
            """
            {"type":"int_parsing","loc":["\(place)"],"msg":"Input should be a valid integer, unable to parse string as an integer",\
            "input":"\(input)"}
            """, of: .get, path)
    }

    @Test func aWebsiteIsReadAsTheOriginalReadsIt() async throws {
        try await Self.withBrand { fixture, token in
            let made = try await fixture.send(
                .post, "/v1/brands/1/competitors", token: token,
                body:
                    #"{"name":"Rival","websites":[" https://rival.example/a b\n","https:rival.example","http:/rival.example/c"]}"#
            )
            #expect(
                made.json?["websites"]?.items?.compactMap(\.text) == [
                    "https://rival.example/a b", "https://rival.example", "http://rival.example/c",
                ], "\(made.text)")
            let changed = try await fixture.send(
                .patch, "/v1/brands/1", token: token,
                body: #"{"website":" https:acme.example ","alternative_websites":["\nhttps:/shop.acme.example"]}"#)
            #expect(changed.json?["website"]?.text == "https://acme.example", "\(changed.text)")
            #expect(changed.json?["alternative_websites"]?.items?.compactMap(\.text) == ["https://shop.acme.example"])
        }
    }

    @Test(arguments: [
        ("", "input is empty"), ("  ", "relative URL without a base"), ("rival.example", "relative URL without a base"),
        ("//rival.example", "relative URL without a base"), ("https:", "empty host"), ("http:/", "empty host"),
        ("https:?x", "empty host"),
        ("https://:80/", "empty host"), ("https://a b", "invalid international domain name"),
    ])
    func whatIsNoWebsiteIsSaidToBeNone(_ text: String, _ reason: String) async throws {
        try await Self.expect(
            """
            {"type":"url_parsing","loc":["body","websites",0],"msg":"Input should be a valid URL, \(reason)","input":"\(text)",\
            "ctx":{"error":"\(reason)"}}
            """, of: .post, "/v1/brands/1/competitors", #"{"name":"Rival","websites":["\#(text)"]}"#)
    }

    static func x(_ count: Int) -> String { String(repeating: "x", count: count) }

    @Test(
        arguments: [
            (.post, "/v1/brands", ["website", "description"]), (.patch, "/v1/brands/1", []),
            (.post, "/v1/brands/1/competitors", []),
            (.put, "/v1/brands/1/personas/1", ["description"]),
        ] as [(HTTPRequest.Method, String, [String])])
    func aNameThatIsTooLongIsNamedWithWhatElseIsWrong(
        _ method: HTTPRequest.Method, _ path: String, _ missing: [String]
    ) async throws {
        let name = Self.x(201)
        let faults = missing.map {
            #"{"type":"missing","loc":["body","\#($0)"],"msg":"Field required","input":{"name":"\#(name)"}}"#
        }
        let long = #"""
            {"type":"string_too_long","loc":["body","name"],"msg":"String should have at most 200 characters",\#
            "input":"\#(name)","ctx":{"max_length":200}}
            """#
        try await Self.expect(([long] + faults).joined(separator: ","), of: method, path, #"{"name":"\#(name)"}"#)
    }

    @Test(arguments: [
        (#""description":"\#(x(10_001))""#, ["string_too_long body.description"]),
        (#""website":"\#(x(2084))","status":"gone""#, ["string_too_long body.website", "literal_error body.status"]),
        (
            #""alternative_names":["","\#(x(201))"],"excluded_names":["\#(x(201))"],"key_topics":["\#(x(200))","\#(x(201))"]"#,
            [
                "string_too_long body.alternative_names.1", "string_too_long body.excluded_names.0",
                "string_too_long body.key_topics.1",
            ]
        ),
        (#""alternative_websites":["\#(x(2083))","\#(x(2084))"]"#, ["string_too_long body.alternative_websites.1"]),
        (
            #""competitors":[{"name":"\#(x(201))","websites":["https://\#(x(2084))"]},{"name":"a","alternative_names":["\#(x(201))"]}]"#,
            [
                "string_too_long body.competitors.0.name", "url_too_long body.competitors.0.websites.0",
                "string_too_long body.competitors.1.alternative_names.0",
            ]
        ),
        (
            #""personas":[{"name":"\#(x(201))","description":"\#(x(10_001))"}]"#,
            ["string_too_long body.personas.0.name", "string_too_long body.personas.0.description"]
        ),
        // What only the catalog knows comes after, and one at a time.
        (#""key_topics":["a\u0007"],"name":"\#(x(201))""#, ["string_too_long body.name"]),
    ])
    func everyTextOfABrandHasItsBound(_ members: String, _ faults: [String]) async throws {
        try await Self.withBrand { fixture, token in
            let answer = try await fixture.send(.patch, "/v1/brands/1", token: token, body: "{\(members)}")
            #expect(answer.status == 422)
            #expect(answer.faults == faults)
        }
    }

    @Test func everyTextOfAPromptHasItsBound() async throws {
        try await Self.withBrand { fixture, token in
            let labels = Array(repeating: "\"a\"", count: 101).joined(separator: ",")
            let body = """
                {"text":"","tags":[\(labels)],"key_topics":["\(Self.x(201))"],"language":"english","platforms":["bing"]}
                """
            let faults = [
                "string_too_short text", "too_long tags", "string_too_long key_topics.0", "value_error language",
                "literal_error platforms.0",
            ]
            func placed(_ place: String) -> [String] { faults.map { $0.replacing(" ", with: " \(place).") } }
            let made = try await fixture.send(.post, "/v1/1/prompts", token: token, body: body)
            #expect(made.faults == placed("body"), "\(made.text)")
            #expect(made.text.contains(#""ctx":{"field_type":"List","max_length":100,"actual_length":101}"#))
            let many = try await fixture.send(
                .post, "/v1/1/prompts/bulk", token: token, body: "{\"prompts\":[{\"text\":\"a\"},\(body)]}")
            #expect(many.faults == placed("body.prompts.1"))
            let long = try await fixture.send(
                .post, "/v1/1/prompts", token: token, body: "{\"text\":\"\(Self.x(10_001))\"}")
            #expect(long.faults == ["string_too_long body.text"])
        }
    }

    @Test func whatLacksAFieldIsRepeatedWhole() async throws {
        let nested = #"{"a":{"b":{"c":{"d":[1,2,3,4,5,6,7]}}}}"#
        let members = (1...14).map { #""m\#($0)":"\#(Self.x(300))""# }.joined(separator: ",")
        let body = #"{"name":"n","k":\#(nested),\#(members)}"#
        let faults = ["website", "description"].map {
            #"{"type":"missing","loc":["body","\#($0)"],"msg":"Field required","input":\#(body)}"#
        }
        try await Self.expect(faults.joined(separator: ","), of: .post, "/v1/brands", body)
    }

    @Test func aKeyInABodyIsNotRepeated() async throws {
        try await Self.withBrand { fixture, token in
            let secret = String(token.reveal().dropFirst(16))
            for body in [
                #"{"text":1,"a":{"b":{"c":{"d":{"e":["x","\#(token.reveal())"]}}}}}"#, #"{"\#(token.reveal())":1}"#,
                #"{"text":["Bearer \#(token.reveal())"]}"#,
            ] {
                let answer = try await fixture.send(.post, "/v1/1/prompts", token: token, body: body)
                #expect(answer.status == 422)
                #expect(!answer.text.contains(secret), "\(answer.text)")
            }
        }
    }

    @Test func whatIsLargeIsRepeatedInPart() async throws {
        try await Self.withBrand { fixture, token in
            let body = #"{"text":null,"a":"\#(Self.x(9000))","b":["\#(Self.x(9000))"]}"#
            let answer = try await fixture.send(.post, "/v1/1/prompts/bulk", token: token, body: body)
            #expect(answer.faults == ["missing body.prompts"])
            #expect(answer.text.utf8.count < 1000)
        }
    }
}
