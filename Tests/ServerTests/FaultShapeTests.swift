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
}
