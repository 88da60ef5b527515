import APIKeys
import Catalog
import DataAPI
import HTTPTypes
import Hummingbird
import Testing
import Web

@testable import Server

/// The OpenAPI document says what the router and the gate do.
@Suite struct DocumentTests {
    static func document() throws -> APIDocument { try APIDocument.latchkey.get() }

    @Test func everyRouteIsDocumentedAndNoneIsInvented() async throws {
        let documented = Set(try Self.document().operations.map { "\($0.method) \($0.path)" })
        try await withServer { fixture in
            let router = try buildRoutes(fixture.parts, publicURL: nil, secureCookies: false).router
            let programs = ["/v1", "/v2", "/health", "/metrics", "/openapi.json"]
            let registered = router.routes.filter { route in
                route.method != .head && programs.contains { route.path.description.hasPrefix($0) }
            }.map { "\($0.method) \($0.path == "/v1" ? "/v1/" : $0.path.description)" }
            #expect(registered.count == Set(registered).count)
            #expect(Set(registered).subtracting(documented).sorted() == [], "not in the document")
            #expect(documented.subtracting(registered).sorted() == [], "not in the router")
        }
    }

    @Test func everyReferenceLeadsSomewhere() throws {
        let document = try Self.document()
        let references = Self.references(in: document.json)
        #expect(references.count > 100)
        for reference in references { #expect(document.target(of: reference) != nil, "\(reference)") }
    }

    @Test func boundsOfTextsAreThoseOfTheCatalog() throws {
        let document = try Self.document()
        let (item, website) = (TextRule.itemLength, TextRule.website.length)
        let texts: [(String, String, ClosedRange<Int>)] = [
            ("Brand", "name", TextRule.brandName.length), ("Brand", "website", website),
            ("Brand", "description", TextRule.description.length), ("Competitor", "name", TextRule.competitorName.length),
            ("Persona", "name", TextRule.personaName.length), ("Persona", "description", TextRule.personaDescription.length),
            ("Brand", "alternative_names", item), ("Brand", "excluded_names", item), ("Brand", "key_topics", item),
            ("Brand", "alternative_websites", website), ("Competitor", "alternative_names", item),
            ("Competitor", "excluded_names", item), ("Competitor", "websites", 1...website.upperBound), ("Prompt", "tags", item),
            ("Prompt", "key_topics", item),
        ]
        for (thing, field, length) in texts {
            for schema in ["\(thing)Input", "\(thing)Patch"] {
                let known = document.json["components"]?["schemas"]?[schema]?["properties"]?[field]
                let text = document.resolved(known?["items"] ?? known ?? .null)
                #expect(text["maxLength"]?.integer == length.upperBound, "\(schema).\(field)")
                #expect(text["minLength"]?.integer ?? 0 == length.lowerBound, "\(schema).\(field)")
                guard known?["items"] != nil else { continue }
                #expect(
                    known?["maxItems"]?.integer == (thing == "Prompt" ? PromptDraft.mostLabels : 10_000), "\(schema).\(field)")
            }
        }
        let text = document.json["components"]?["schemas"]?["PromptInput"]?["properties"]?["text"]
        #expect(text?["maxLength"]?.integer == TextRule.promptText.length.upperBound)
        #expect(text?["minLength"]?.integer == TextRule.promptText.length.lowerBound)
    }

    @Test func everyParameterOfAPathIsDescribed() throws {
        for operation in try Self.document().operations {
            let named = operation.path.matches(of: /\{(\w+)\}/).map { String($0.output.1) }
            let described = operation.parameters.filter { $0["in"]?.text == "path" }.compactMap { $0["name"]?.text }
            #expect(described == named, "\(operation.method) \(operation.path)")
        }
    }

    @Test func theScopesOfAnOperationAreThoseOfTheDecision() throws {
        let operations = try Self.document().operations
        #expect(Set(operations.map(\.id)).count == operations.count)
        #expect(
            Set(operations.compactMap(\.decisionName)) == Set(APIKeys.Operation.all.map(\.name)),
            "an operation of the decision is not in the document, or the other way round")
        for operation in operations {
            guard case .key(let scopes) = operation.access else {
                #expect(operation.decisionName == nil)
                continue
            }
            let known = try #require(APIKeys.Operation.all.first { $0.name == operation.decisionName }, "\(operation.id)")
            #expect(scopes == known.anyOf.names, "\(operation.id)")
            #expect((known.target == .brand) == operation.path.contains("{brand_id}"), "\(operation.id)")
        }
    }

    @Test func everyOperationSaysInWordsWhoMayCallIt() throws {
        for operation in try Self.document().operations {
            let said = operation.description
            switch operation.access {
            case .everyone: #expect(said.contains("Needs no key"), "\(operation.id)")
            case .adminToken: #expect(said.contains("Needs an admin token."), "\(operation.id)")
            case .key(let scopes):
                let words = scopes.isEmpty ? "any valid key" : scopes.map { "`\($0)`" }.joined(separator: " or ")
                #expect(said.contains("Needs \(words)"), "\(operation.id)")
            }
        }
    }

    @Test func theGateAsksForTheScopesThatTheDocumentNames() async throws {
        let operations = try Self.document().operations
        try await withServer { fixture in
            let organization = try await fixture.organization("Northwind")
            for scope in Scope.allCases {
                let (key, token) = try await fixture.key([scope], .all, in: organization)
                for operation in operations {
                    guard case .key(let scopes) = operation.access else { continue }
                    let answer = try await fixture.send(operation, token: token)
                    let isOpen = scopes.isEmpty || scopes.contains(scope.rawValue)
                    #expect((answer.code == "scope_missing") == !isOpen, "\(operation.id) with \(scope): \(answer.text)")
                    let used = fixture.parts.usage.drain().keys[key.id]?.cells.keys.map(\.operation) ?? []
                    #expect(used == [operation.decisionName], "\(operation.id)")
                }
            }
        }
    }

    @Test func whatIsOpenToEveryoneAsksForNoKeyAndTheRestDoes() async throws {
        let operations = try Self.document().operations
        try await withServer { fixture in
            let organization = try await fixture.organization("Northwind")
            let token = try await fixture.key(Scopes(Scope.allCases), .all, in: organization).token
            for operation in operations {
                let answer = try await fixture.send(operation)
                #expect((answer.status == 401) == (operation.access != .everyone), "\(operation.id): \(answer.text)")
                if operation.access == .adminToken {
                    let refused = try await fixture.send(operation, token: token)
                    #expect(refused.code == "key_wrong_kind", "\(operation.id)")
                }
            }
        }
    }

    @Test func theDocumentIsServedToEveryoneAndNotAgainToWhoHasIt() async throws {
        try await withServer { fixture in
            let whole = try await fixture.send(.get, "/openapi.json")
            #expect(whole.status == 200)
            #expect(whole.headers[.contentType] == "application/json")
            #expect(whole.json?["openapi"]?.text == "3.1.0")
            #expect(try await fixture.send(.get, "/v1/openapi.json").text == whole.text)
            let tag = try #require(whole.headers[.eTag])
            for held in [tag, "W/\(tag)", "\"other\", \(tag)", "*"] {
                let again = try await fixture.send(.get, "/openapi.json", headers: [.ifNoneMatch: held])
                #expect(again.status == 304)
                #expect(again.text.isEmpty)
                #expect(again.headers[.eTag] == tag)
            }
            #expect(try await fixture.send(.get, "/openapi.json", headers: [.ifNoneMatch: "\"other\""]).status == 200)
        }
    }

    private static func references(in value: JSONValue) -> Set<String> {
        let own = value["$ref"]?.text.map { Set([$0]) } ?? []
        return (value.elements + value.members.map(\.value)).reduce(own) { $0.union(references(in: $1)) }
    }
}

extension Fixture {
    /// Sends what reaches the operation, and there finds nothing.
    fileprivate func send(_ operation: APIOperation, token: Token? = nil) async throws -> Answer {
        let path = operation.path.replacing("{key_id}", with: KeyID.random().description)
            .replacing(/\{\w+\}/, with: "4711")
        let method = try #require(HTTPRequest.Method(operation.method))
        return try await send(method, path, token: token, body: method == .get || method == .delete ? nil : "{}")
    }
}
