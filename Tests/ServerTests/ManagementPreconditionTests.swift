import APIKeys
import HTTPTypes
import Testing
import Web

@testable import Catalog
@testable import Server

/// Two admins who change one key at once: `ETag` and `If-Match`.
@Suite struct ManagementPreconditionTests {
    @Test func everyAnswerThatShowsAKeyHasItsMarkWhichChangesWithTheKeyAndNotWithItsUse() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let made = try await ours.send(
                .post, "api-keys", body: #"{"name":"A key","scopes":["query"],"brand_access":"all"}"#)
            let token = try #require(Token(made.json?["token"]?.text ?? ""))
            func mark(_ id: KeyID) async throws -> String {
                try #require(try await ours.send(.get, "api-keys/\(id)").headers[.eTag])
            }
            let first = try await mark(token.id)
            #expect(made.headers[.eTag] == first)
            _ = try await fixture.send(.get, "/v1/brands", token: token)
            await fixture.parts.flusher.flush()
            #expect(try await mark(token.id) == first)
            #expect(try await ours.send(.patch, "api-keys/\(token.id)", body: "{}").headers[.eTag] == first)
            let dry = try await ours.send(.patch, "api-keys/\(token.id)?dry_run=true", body: #"{"name":"New"}"#)
            #expect(dry.headers[.eTag] == nil)

            var marks = [first]
            for (method, rest, body) in [
                (HTTPRequest.Method.patch, "", #"{"name":"New"}"#), (.post, "/rotate", nil), (.post, "/finish-rotation", nil),
            ] as [(HTTPRequest.Method, String, String?)] {
                let answer = try await ours.send(method, "api-keys/\(token.id)\(rest)", body: body)
                marks.append(try await mark(token.id))
                guard let successor = Token(answer.json?["token"]?.text ?? "") else {
                    #expect(answer.headers[.eTag] == marks.last)
                    continue
                }
                #expect(answer.headers[.location] == "\(ours.path)/api-keys/\(successor.id)")
                #expect(try await mark(successor.id) == answer.headers[.eTag])
            }
            #expect(Set(marks).count == marks.count)
            let other = try await ours.make().id
            let ended = try await ours.send(.delete, "api-keys/\(other)")
            #expect(try await mark(other) == ended.headers[.eTag])
        }
    }

    @Test(arguments: [
        ManagementRoute(.patch, "", body: #"{"name":"Mine"}"#), ManagementRoute(.post, "/rotate", status: 201),
        ManagementRoute(.delete, ""),
    ])
    func whatAnotherChangedMeanwhileIsLeftAsItIs(_ route: ManagementRoute) async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let path = "api-keys/\(try await ours.make().id)"
            let old = try #require(try await ours.send(.get, path).headers[.eTag])
            _ = try await ours.send(.patch, path, body: #"{"name":"Theirs"}"#)
            let new = try #require(try await ours.send(.get, path).headers[.eTag])
            let before = (try await fixture.stored(), try await ours.actions())
            for tag in [old, "W/\(new)", "\"nonsense\"", "nonsense"] {
                for query in ["", "?dry_run=true"] {
                    let answer = try await ours.send(route.method, path + route.pattern + query, ifMatch: tag, body: route.body)
                    #expect(answer.status == 412, "\(tag): \(answer.text)")
                    #expect(answer.code == "precondition_failed")
                }
            }
            #expect(try await fixture.stored() == before.0)
            #expect(try await ours.actions() == before.1)
            for tag in ["*", "\(old), \(new)"] {
                let dry = try await ours.send(
                    route.method, path + route.pattern + "?dry_run=true", ifMatch: tag, body: route.body)
                #expect(dry.status == 200, "\(tag): \(dry.text)")
            }
            let done = try await ours.send(route.method, path + route.pattern, ifMatch: new, body: route.body)
            #expect(done.status == route.status, "\(done.text)")
        }
    }
}
