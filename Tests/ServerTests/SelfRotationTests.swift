import APIKeys
import HTTPTypes
import Testing
import Web

@testable import Catalog
@testable import Server

/// `POST /v1/key/rotate`: a key that asks for its own successor, and what somebody who stole it could try.
@Suite struct SelfRotationTests {
    private static func rotate(_ token: Token, _ fixture: Fixture, overlap: Int = 3600) async throws -> Answer {
        try await fixture.send(.post, "/v1/key/rotate", token: token, body: #"{"overlap_seconds":\#(overlap)}"#)
    }

    private static func token(_ answer: Answer) throws -> Token { try #require(Token(answer.json?["token"]?.text ?? "")) }

    @Test func theSuccessorHasTheSameGrantAndTheSecondAskingIsRefusedAndTold() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let brand = try await fixture.brand("fabrikam", in: ours.organization)
            let old = try await ours.make(
                ["query"], brands: [brand], #","rotates_itself":true,"expires_at":"2027-03-01T00:00:00Z""#
            ).token
            let answer = try await Self.rotate(old, fixture)
            #expect(answer.status == 201, "\(answer.text)")
            #expect(answer.headers[.cacheControl] == "no-store")
            let new = try Self.token(answer)
            #expect(answer.json?["id"]?.text == new.id.description)
            #expect(answer.json?["expires_at"]?.text == "2027-03-01T00:00:00.000Z")
            let (before, after) = (
                try await fixture.send(.get, "/v1/key", token: old), try await fixture.send(.get, "/v1/key", token: new)
            )
            for name in ["name", "scopes", "brand_access", "brands", "expires_at", "addresses", "limit", "rotates_itself"] {
                #expect("\(before.json?[name] as Any)" == "\(after.json?[name] as Any)", "\(name)")
            }
            #expect(before.headers[.known("Deprecation")] != nil && before.headers[.known("Sunset")] != nil)
            #expect(after.headers[.known("Sunset")] == nil)

            let again = try await Self.rotate(old, fixture)
            #expect(again.status == 409)
            #expect(again.code == "key_already_rotated")
            #expect(!again.text.contains(new.id.description), "who may have stolen the key learns nothing of the other")
            #expect(try await ours.actions().first == "key.rotated_key_reused")
            fixture.clock.advance(by: .seconds(3600))
            #expect(try await Self.rotate(old, fixture).code == "key_rotated")
            #expect(try await fixture.send(.get, "/v1/", token: new).status == 200)
        }
    }

    @Test func onlyAKeyThatMayRotatesItselfAndNeverIntoMore() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let forbidden = try await ours.make().token
            #expect(try await Self.rotate(forbidden, fixture).code == "self_rotation_not_allowed")
            #expect(try await Self.rotate(ours.token, fixture).code == "key_wrong_kind")
            #expect(try await Self.rotate(.generate(), fixture).code == "key_unknown")
            let brand = try await fixture.brand("fabrikam", in: ours.organization)
            let (id, allowed) = try await ours.make(["query"], brands: [brand], #","rotates_itself":true"#)
            // Nothing of a body but the overlap counts.
            let greedy = try await fixture.send(
                .post, "/v1/key/rotate", token: allowed,
                body:
                    #"{"scopes":["configure"],"brand_access":"all","expires_at":null,"organization_id":9,"id":"lk_000000000000","name":"x"}"#
            )
            #expect(greedy.status == 201, "\(greedy.text)")
            let successor = try await ours.send(.get, "api-keys/\(try Self.token(greedy).id)").json
            let old = try await ours.send(.get, "api-keys/\(id)").json
            for name in ["name", "scopes", "brand_access", "brand_ids", "expires_at"] {
                #expect("\(successor?[name] as Any)" == "\(old?[name] as Any)", "\(name)")
            }
            for body in [#"{"overlap_seconds":-1}"#, #"{"overlap_seconds":604801}"#, #"{"overlap_seconds":"1h"}"#, "[]", "{"] {
                let answer = try await fixture.send(.post, "/v1/key/rotate", token: try Self.token(greedy), body: body)
                #expect(answer.status == 422, "\(body)")
            }
        }
    }

    /// The explanations, the counts and the previews ask the one decision, so they say what the request was told.
    @Test func whatAKeyMayNotDoToItselfIsExplainedAndCounted() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let (forbiddenID, forbidden) = try await ours.make()
            let (allowedID, allowed) = try await ours.make(["query"], brands: nil, #","rotates_itself":true"#)
            func explained(_ id: KeyID, _ token: Token) async throws -> [String?] {
                let own = try await fixture.send(.get, "/v1/key/check?operation=key.rotate", token: token)
                let admins = try await ours.send(.get, "api-keys/\(id)/check?operation=key.rotate")
                #expect(own.json?["reason"]?.text == admins.json?["reason"]?.text)
                return [own.json?["code"]?.text, admins.json?["code"]?.text]
            }
            #expect(try await explained(forbiddenID, forbidden) == ["self_rotation_not_allowed", "self_rotation_not_allowed"])
            #expect(try await explained(allowedID, allowed) == [nil, nil])

            #expect(try await Self.rotate(forbidden, fixture).status == 403)
            #expect(try await Self.rotate(allowed, fixture).status == 201)
            #expect(try await Self.rotate(allowed, fixture).status == 409)
            #expect(try await explained(allowedID, allowed) == ["key_already_rotated", "key_already_rotated"])
            // The second asking of a key that may is told in another way: two hold it.
            let told = try await ours.actions().filter { $0 != "key.created" }
            #expect(told.prefix(3) == ["key.rotated_key_reused", "key.rotated", "management.denied"])
            for (id, code, accepted) in [(forbiddenID, "self_rotation_not_allowed", 1), (allowedID, "key_already_rotated", 3)] {
                let usage = try await ours.send(.get, "api-keys/\(id)/usage").json
                // Each question of explained(_:_:) is a request too.
                #expect(usage?["accepted"]?.integer == accepted)
                #expect(usage?["refused"]?.integer == 1)
                #expect(usage?["refusals"]?.items?.compactMap { $0["code"]?.text } == [code])
                #expect(usage?["refusals"]?.items?.first?["operation"]?.text == "key.rotate")
            }
        }
    }

    @Test func asManyKeysOfALineWorkAtOnceAsMayAndNoMore() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            var tokens = [try await ours.make(["query"], brands: nil, #","rotates_itself":true"#).token]
            func rotate(overlap: Int = 3600) async throws -> Answer {
                let answer = try await Self.rotate(tokens[tokens.count - 1], fixture, overlap: overlap)
                if answer.status == 201 { tokens.append(try Self.token(answer)) }
                return answer
            }
            for _ in 1..<RotationRequest.mostWorking { #expect(try await rotate().status == 201) }
            let refused = try await rotate()
            #expect(refused.status == 409)
            #expect(refused.code == "conflict")
            #expect(refused.detail?.contains("10 keys of this line of successors work at once already") == true)
            // Nothing was made, and the key goes on to work.
            #expect(try await fixture.catalog.keys.list(KeyQuery(), of: ours.organization).total == RotationRequest.mostWorking)
            for token in tokens { #expect(try await fixture.send(.get, "/v1/", token: token).status == 200) }
            // Without an overlap one goes as one comes.
            #expect(try await rotate(overlap: 0).status == 201)
            #expect(try await rotate().status == 409)
            // An admin may.
            let young = try await ours.make(["query"], brands: nil, #","rotates_itself":true"#).token
            #expect(try await Self.rotate(young, fixture).status == 201, "another line has room of its own")
            #expect(try await ours.send(.post, "api-keys/\(tokens[tokens.count - 1].id)/rotate").status == 201)
            fixture.clock.advance(by: .seconds(3600))
            #expect(try await Self.rotate(young, fixture).code == "key_rotated")
        }
    }

    @Test func anOldKeyThatExpiresWithinItsOverlapSaysSo() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let end = fixture.clock.now + .seconds(600)
            let (id, old) = try await ours.make(
                ["query"], brands: nil, #","rotates_itself":true,"expires_at":"\#(end.iso8601)""#)
            let answer = try await Self.rotate(old, fixture)
            #expect(answer.json?["old_key_works_until"]?.text == end.iso8601)
            let own = try await fixture.send(.get, "/v1/key", token: old)
            #expect(own.json?["rotation"]?["until"]?.text == end.iso8601)
            #expect(try await ours.send(.get, "api-keys/\(id)").json?["rotation"]?["until"]?.text == end.iso8601)
            let events = try await ours.send(.get, "audit-events?limit=5").json?["items"]?.items
            #expect(
                events?.first { $0["action"]?.text == "key.rotated" }?["detail"]?["works_until"]?.text == end.iso8601)
            // Then it is found where its state says.
            fixture.clock.advance(by: .seconds(600))
            let expired = try await ours.send(.get, "api-keys?state=expired").json?["items"]?.items
            #expect(expired?.contains { $0["id"]?.text == id.description && $0["state"]?.text == "expired" } == true)
            fixture.clock.advance(by: .seconds(3000))
            let read = try await ours.send(.get, "api-keys/\(id)").json
            #expect(read?["state"]?.text == "rotated")
            #expect(read?["receipt"]?["effective_at"]?.text == end.iso8601)
        }
    }

    @Test func takingTheRightAwayEndsTheLine() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let (id, old) = try await ours.make(["query"], brands: nil, #","rotates_itself":true"#)
            let new = try Self.token(try await Self.rotate(old, fixture))
            let impact = try await ours.send(.patch, "api-keys/\(id)?dry_run=true", body: #"{"rotates_itself":false}"#)
            // The old key has its successor; nothing more is lost to it.
            #expect(impact.json?["impact"]?["requests"]?.integer == 0)
            _ = try await ours.send(.patch, "api-keys/\(new.id)", body: #"{"rotates_itself":false}"#)
            #expect(try await Self.rotate(new, fixture).code == "self_rotation_not_allowed")
        }
    }

    /// Each successor would otherwise bring a whole burst of its own.
    @Test(arguments: [0, 3600])
    func aKeyGetsAroundItsRateLimitByNoLineOfSuccessors(_ overlap: Int) async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let limit = #","rotates_itself":true,"limit":{"requests_per_minute":1,"burst":5}"#
            var tokens = [try await ours.make(["query"], brands: nil, limit).token]
            var accepted = 0
            for _ in 0..<20 {
                let answer = try await Self.rotate(tokens[tokens.count - 1], fixture, overlap: overlap)
                guard answer.status == 201 else {
                    #expect(answer.code == "rate_limited")
                    break
                }
                accepted += 1
                tokens.append(try Self.token(answer))
            }
            for token in tokens where try await fixture.send(.get, "/v1/", token: token).status == 200 { accepted += 1 }
            #expect(accepted == 5)
        }
    }

    @Test func ofManyWhoAskAtOnceOneGetsASuccessor() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let old = try await ours.make(["query"], brands: nil, #","rotates_itself":true"#).token
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<20 { group.addTask { try await Self.rotate(old, fixture).status } }
                return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            }
            #expect(statuses == [201: 1, 409: 19])
            #expect(try await ours.actions().count { $0 == "key.rotated" } == 1)
            #expect(try await fixture.catalog.keys.list(KeyQuery(), of: ours.organization).total == 2)
        }
    }

    /// Whoever ends a key does not do so in vain: either it has no successor, or the entry names it.
    @Test func aRevocationAndARotationAtOnceLeaveNothingThatNobodyIsToldOf() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            var outcomes: Set<Int> = []
            for _ in 0..<30 {
                let (id, old) = try await ours.make(["query"], brands: nil, #","rotates_itself":true"#)
                async let rotation = Self.rotate(old, fixture)
                async let revocation = ours.send(.delete, "api-keys/\(id)")
                let (rotated, revoked) = (try await rotation, try await revocation)
                #expect(revoked.status == 200)
                outcomes.insert(rotated.status)
                #expect(try await fixture.send(.get, "/v1/", token: old).code == "key_revoked")
                let entry = try #require(
                    try await ours.send(.get, "audit-events?limit=5").json?["items"]?.items?.first {
                        $0["action"]?.text == "key.revoked"
                    })
                if rotated.status == 201 {
                    #expect(entry["detail"]?["successor"]?.text == rotated.json?["id"]?.text)
                } else {
                    #expect(rotated.code == "key_revoked" || rotated.status == 409, "\(rotated.text)")
                    #expect(rotated.json?["token"] == nil)
                    #expect(entry["detail"]?["successor"] == nil)
                }
            }
            #expect(!outcomes.contains { $0 >= 500 }, "\(outcomes)")
        }
    }
}
