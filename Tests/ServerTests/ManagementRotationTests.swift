import APIKeys
import HTTPTypes
import Testing
import Web

@testable import Catalog
@testable import Server

@Suite struct ManagementRotationTests {
    @Test func bothKeysWorkThroughTheOverlapAndTheOldOneNotAMomentLonger() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let (id, token) = try await ours.make()
            // Without a body: a day.
            let answer = try await ours.send(.post, "api-keys/\(id)/rotate")
            #expect(answer.status == 201, "\(answer.text)")
            #expect(Set(answer.json?.keys ?? []) == ["token", "key", "rotated"])
            let successor = try #require(Token(answer.json?["token"]?.text ?? ""))
            #expect(answer.json?["key"]?["id"]?.text == successor.id.description)
            #expect(answer.json?["key"]?["replaces"]?.text == id.description)
            #expect(answer.json?["key"]?["state"]?.text == "active")
            let rotated = try #require(answer.json?["rotated"])
            #expect(rotated["state"]?.text == "rotating")
            #expect(rotated["rotation"]?["successor_id"]?.text == successor.id.description)
            #expect(rotated["rotation"]?["since"]?.text == fixture.clock.now.iso8601)
            #expect(rotated["rotation"]?["until"]?.text == (fixture.clock.now + .seconds(86_400)).iso8601)
            for token in [token, successor] { #expect(try await fixture.send(.get, "/v1/brands", token: token).status == 200) }
            #expect(try await ours.send(.post, "api-keys/\(id)/rotate").status == 409)
            fixture.clock.advance(by: .seconds(86_400))
            #expect(try await fixture.send(.get, "/v1/brands", token: token).code == "key_rotated")
            #expect(try await fixture.send(.get, "/v1/brands", token: successor).status == 200)
            let read = try await ours.send(.get, "api-keys/\(id)")
            #expect(read.json?["state"]?.text == "rotated")
            #expect(read.json?["receipt"]?["cause"]?.text == "rotated")
            #expect(read.json?["receipt"]?["refusals_since"]?.integer == 1)
        }
    }

    @Test func anOverlapCanBeNoneAndCanBeEndedEarly() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let (id, token) = try await ours.make()
            let now = try await ours.send(.post, "api-keys/\(id)/rotate", body: #"{"overlap_seconds":0}"#)
            #expect(now.json?["rotated"]?["state"]?.text == "rotated")
            #expect(try await fixture.send(.get, "/v1/brands", token: token).code == "key_rotated")
            let second = try #require(Token(now.json?["token"]?.text ?? ""))
            _ = try await ours.send(
                .post, "api-keys/\(second.id)/rotate", body: #"{"overlap_seconds":604800,"quiet_seconds":3600}"#)
            #expect(try await fixture.send(.get, "/v1/brands", token: second).status == 200)
            let finished = try await ours.send(.post, "api-keys/\(second.id)/finish-rotation")
            #expect(finished.status == 200)
            #expect(finished.json?["state"]?.text == "rotated")
            guard case .bool(true)? = finished.json?["rotation"]?["finished"] else {
                Issue.record("\(finished.text)")
                return
            }
            #expect(finished.json?["rotation"]?["quiet_seconds"]?.integer == 3600)
            #expect(try await fixture.send(.get, "/v1/brands", token: second).code == "key_rotated")
            #expect(try await ours.send(.post, "api-keys/\(second.id)/finish-rotation").status == 409)
            #expect(try await ours.actions().prefix(2) == ["key.rotation_finished", "key.created"])
        }
    }

    /// Whoever ends a key, or takes something from it, must know that another goes on as it is.
    @Test func theOtherKeyOfARotationIsNamedByWhatIsDoneToOne() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let (old, _) = try await ours.make()
            func others(_ method: HTTPRequest.Method, _ rest: String, body: String? = nil) async throws -> [String] {
                let json = try await ours.send(method, "api-keys/\(rest)", body: body).json
                let found = json?["others_unchanged"] ?? json?["receipt"]?["others_working"]
                return try #require(found?.items).compactMap(\.text)
            }
            #expect(try await others(.patch, "\(old)", body: #"{"name":"x"}"#) == [])
            let rotated = try await ours.send(.post, "api-keys/\(old)/rotate")
            let new = try #require(rotated.json?["key"]?["id"]?.text)
            let narrow = #"{"rotates_itself":false,"addresses":["127.0.0.1"]}"#
            for dryRun in ["?dry_run=true", ""] {
                #expect(try await others(.patch, "\(old)\(dryRun)", body: narrow) == [new])
                #expect(try await others(.patch, "\(new)\(dryRun)", body: narrow) == ["\(old)"])
            }
            #expect(try await others(.post, "\(new)/rotate?dry_run=true") == ["\(old)"])
            for rest in ["\(old)?dry_run=true", "\(old)", "\(old)"] { #expect(try await others(.delete, rest) == [new]) }
            #expect(try await others(.get, "\(old)") == [new])
            // What ended goes on no more.
            #expect(try await others(.delete, new) == [])
            #expect(try await others(.get, "\(old)") == [])
        }
    }

    @Test func whoHasChangedOverIsToldOfTheOldKey() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let (id, old) = try await ours.make()
            let answer = try await ours.send(
                .post, "api-keys/\(id)/rotate", body: #"{"overlap_seconds":86400,"quiet_seconds":7200}"#)
            let new = try #require(Token(answer.json?["token"]?.text ?? ""))
            for (token, client) in [(old, "looker/2"), (old, "looker/2"), (old, "export/1"), (new, "export/1")] {
                _ = try await fixture.send(.get, "/v1/brands", token: token, headers: [.userAgent: client])
            }
            fixture.clock.advance(by: .seconds(600))
            let early = try #require(try await ours.send(.get, "api-keys/\(id)/rotation").json)
            #expect(early.keys == ["key_id", "state", "rotation", "silent_seconds", "quiet", "old", "new", "stragglers"])
            #expect(early["key_id"]?.text == id.description)
            #expect(early["state"]?.text == "rotating")
            #expect(early["rotation"]?["successor_id"]?.text == new.id.description)
            #expect(early["rotation"]?["until"]?.text == (fixture.clock.now + .seconds(85_800)).iso8601)
            #expect(early["rotation"]?["quiet_seconds"]?.integer == 7200)
            #expect(early["silent_seconds"]?.integer == 600)
            #expect(early["quiet"]?.isTrue == false)
            func clients(_ name: String) -> [String] { (early[name]?.items ?? []).compactMap { $0["client"]?.text } }
            #expect(clients("old") == ["looker/2", "export/1"])
            #expect(early["old"]?.items?.first?["accepted"]?.integer == 2)
            #expect(early["old"]?.items?.first?["address"]?.text == "127.0.0.1")
            #expect(clients("new") == ["export/1"])
            #expect(clients("stragglers") == ["looker/2"])
            fixture.clock.advance(by: .seconds(3000))
            #expect(try await ours.send(.get, "api-keys/\(id)/rotation").json?["quiet"]?.isTrue == true)
            _ = try await ours.send(.post, "api-keys/\(id)/finish-rotation")
            let late = try await ours.send(.get, "api-keys/\(id)/rotation").json
            #expect(late?["state"]?.text == "rotated")
            #expect(late?["rotation"]?["finished"]?.isTrue == true)
            let successor = try await ours.send(.get, "api-keys/\(new.id)/rotation")
            #expect(successor.status == 404)
            #expect(successor.detail?.contains(id.description) == true)
        }
    }

    @Test(arguments: [
        (#"{"overlap_seconds":604801}"#, "less_than_equal body.overlap_seconds"),
        (#"{"overlap_seconds":-1}"#, "greater_than_equal body.overlap_seconds"),
        (#"{"overlap_seconds":"1d"}"#, "int_parsing body.overlap_seconds"),
        (#"{"quiet_seconds":59}"#, "greater_than_equal body.quiet_seconds"),
        (#"{"overlap_seconds":0,"quiet_seconds":60}"#, "value_error body.quiet_seconds"),
        (#"{"expires_at":"yesterday"}"#, "datetime_parsing body.expires_at"),
        (#"{"expires_at":"2020-01-01T00:00:00Z"}"#, "value_error body.expires_at"),
        (#"{"id":"lk_000000000000"}"#, "missing body.token_sha256"),
        ("[]", "model_attributes_type body"), ("{", "json_invalid body.1"),
    ])
    func aFaultyRotationChangesNothing(_ body: String, _ fault: String) async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let id = try await ours.make().id
            let before = try await fixture.stored()
            let answer = try await ours.send(.post, "api-keys/\(id)/rotate", body: body)
            #expect(answer.status == 422)
            #expect(answer.faults == [fault])
            #expect(try await fixture.stored() == before)
        }
    }

    @Test func aSuccessorKeepsTheGrantAndMayGetAnotherExpiry() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let id = try await ours.make(["query"], brands: nil, #","addresses":["127.0.0.1"],"rotates_itself":true"#).id
            let answer = try await ours.send(
                .post, "api-keys/\(id)/rotate", body: #"{"expires_at":"2029-01-01T00:00:00Z"}"#)
            let key = try #require(answer.json?["key"])
            #expect(key["expires_at"]?.text == "2029-01-01T00:00:00.000Z")
            #expect(key["scopes"]?.items?.compactMap(\.text) == ["query"])
            #expect(key["addresses"]?.items?.compactMap(\.text) == ["127.0.0.1"])
        }
    }
}
