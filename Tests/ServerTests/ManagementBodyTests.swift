import APIKeys
import HTTPTypes
import Testing
import Web

@testable import Catalog
@testable import Server

/// Bodies say what the management API knows, or nothing is done.
@Suite struct ManagementBodyTests {
    /// Whatever route is added, those that take no body included.
    @Test(arguments: ManagementRoute.all.filter { $0.method != .get })
    func aMemberThatIsNotKnownIsNamedAndNothingIsDone(_ route: ManagementRoute) async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let path = route.path(try await ours.furnished())
            let before = (try await fixture.stored(), try await ours.actions())
            let known = route.body.map { "\($0.dropLast())," } ?? "{"
            let answer = try await ours.send(route.method, path, body: known + #""dry_run":true,"adresses":[]}"#)
            #expect(answer.status == 422, "\(answer.text)")
            #expect(answer.faults == ["extra_forbidden body.dry_run", "extra_forbidden body.adresses"])
            #expect(answer.text.contains("Extra inputs are not permitted"))
            #expect(try await fixture.stored() == before.0)
            #expect(try await ours.actions() == before.1)
        }
    }

    @Test func itIsNamedBesideAllOtherFaultsAlsoWithinAnObject() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let body = #"""
                {"expires":"2027-01-01T00:00:00Z","name":7,"scopes":["query"],"brand_access":"all",
                 "limit":{"requests_per_minute":60,"brust":1},"rate_limit":null,"expires":null}
                """#
            let answer = try await ours.send(.post, "api-keys", body: body)
            #expect(
                answer.faults == [
                    "string_type body.name", "extra_forbidden body.limit.brust", "extra_forbidden body.expires",
                    "extra_forbidden body.rate_limit",
                ])
        }
    }

    @Test func ofATokenThatIsAMemberTheSecretIsNotRepeated() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let (id, token) = try await ours.make()
            let answer = try await ours.send(.delete, "api-keys/\(id)", body: "{\"\(token.reveal())\":\"\(token.reveal())\"}")
            #expect(answer.status == 422)
            #expect(!answer.text.contains(token.reveal()))
            #expect(try await fixture.send(.get, "/v1/", token: token).status == 200)
        }
    }

    @Test(arguments: ["", "{}", " { } "])
    func aBodyThatSaysNothingIsNone(_ body: String) async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let id = try await ours.make().id
            #expect(try await ours.send(.post, "api-keys/\(id)/rotate", body: body).status == 201)
            #expect(try await ours.send(.post, "api-keys/\(id)/finish-rotation", body: body).status == 200)
            #expect(try await ours.send(.delete, "api-keys/\(id)", body: body).status == 200)
        }
    }

    /// Its contract is that of another service, which ignores them.
    @Test func theDataAPIIgnoresWhatItDoesNotKnow() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let token = try await ours.make(["create-brand"], brands: nil, #","rotates_itself":true"#).token
            let body = #"{"name":"New","website":"https://new.example","description":"","more":1}"#
            #expect(try await fixture.send(.post, "/v1/brands", token: token, body: body).status == 200)
            #expect(try await fixture.send(.post, "/v1/key/rotate", token: token, body: #"{"more":1}"#).status == 201)
        }
    }
}
