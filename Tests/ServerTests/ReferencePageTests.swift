import DataAPI
import HTTPTypes
import Testing
import Web

/// `/docs` over the document of this server.
@Suite struct ReferencePageTests {
    @Test func everyOperationStandsOnThePageAndEveryLinkWithinItLeadsSomewhere() async throws {
        let document = try APIDocument.latchkey.get()
        try await withServer { fixture in
            let page = try await fixture.send(.get, "/docs")
            #expect(page.status == 200)
            #expect(page.headers[.contentType] == "text/html; charset=utf-8")
            let anchors = page.text.matches(of: /\ id="([^"]+)"/).map { String($0.output.1) }
            let links = page.text.matches(of: /href="#([^"]+)"/).map { String($0.output.1) }
            #expect(Set(anchors).count == anchors.count)
            #expect(Set(links).subtracting(anchors).isEmpty)
            for operation in document.operations {
                #expect(anchors.contains(operation.id))
                #expect(page.text.contains("<code>\(operation.path)</code>"), "\(operation.path)")
            }
        }
    }

    @Test func everyBodyAndEverySuccessHasAnExample() throws {
        let document = try APIDocument.latchkey.get()
        for operation in document.operations where !operation.path.hasSuffix("openapi.json") {
            let successes = operation.responses.filter { $0.status.hasPrefix("2") }.map(\.response)
            for holder in [operation.body].compactMap({ $0 }) + successes {
                let content = (holder["content"] ?? .null).members.first?.value
                #expect(content?["example"] != nil || content?["examples"] != nil, "\(operation.id)")
            }
        }
    }

    @Test func thePageNeedsNoSignInAndIsNotSentAgainToWhoHasIt() async throws {
        try await withServer { fixture in
            let page = try await fixture.send(.get, "/docs")
            #expect(page.headers[.contentSecurityPolicy] != nil)
            let tag = try #require(page.headers[.eTag])
            #expect(try await fixture.send(.get, "/docs", headers: [.ifNoneMatch: tag]).status == 304)
        }
    }
}
