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
}
