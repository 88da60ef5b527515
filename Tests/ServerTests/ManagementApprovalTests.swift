import APIKeys
import HTTPTypes
import Testing
import Web

@testable import Catalog
@testable import Server
@testable import Storage

/// Four eyes and the policy.
@Suite struct ManagementApprovalTests {
    static let fourEyes = #"{"longest_life_days":null,"unused_days":null,"on_leak":"revoke","four_eyes":true}"#

    /// Two admins of an organization where broad keys need both.
    static func withTwoAdmins(
        _ body: @escaping @Sendable (Fixture, ManagedOrganization, Token) async throws -> Void
    ) async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let bob = try await ours.colleague("bob@northwind.example")
            let answer = try await ours.send(.put, "policy", body: fourEyes)
            #expect(answer.status == 200)
            try await body(fixture, ours, bob.token)
        }
    }

    @Test func aBroadKeyWorksOnlyWhenAnotherAdminAgreed() async throws {
        try await Self.withTwoAdmins { fixture, ours, bob in
            let (id, token) = try await ours.make()
            #expect(try await ours.send(.get, "api-keys/\(id)").json?["state"]?.text == "pending")
            #expect(try await fixture.send(.get, "/v1/brands", token: token).code == "key_awaits_approval")
            let waiting = try await ours.send(.get, "approvals")
            let approval = try #require(waiting.json?["items"]?.items?.first)
            #expect(
                approval.keys == [
                    "id", "kind", "key_id", "requested_by", "requested_at", "tampered", "outdated", "changes", "grant",
                ])
            #expect(approval["kind"]?.text == "key")
            #expect(approval["key_id"]?.text == id.description)
            let number = try #require(approval["id"]?.integer)
            // The same person in any guise.
            let second = try await fixture.catalog.adminTokens.create(
                name: "Another", for: ours.admin, in: ours.organization, by: .user(ours.admin)
            ).secret
            for token in [ours.token, second] {
                for path in ["api-keys/\(id)/approve", "approvals/\(number)/approve"] {
                    #expect(try await ours.send(.post, path, token: token).status == 409)
                }
            }
            #expect(try await ours.actions().count { $0 == "management.denied" } == 4)
            #expect(try await fixture.send(.get, "/v1/brands", token: token).code == "key_awaits_approval")
            let agreed = try await ours.send(.post, "api-keys/\(id)/approve", token: bob)
            #expect(agreed.status == 200)
            #expect(agreed.json?["state"]?.text == "active")
            #expect(try await fixture.send(.get, "/v1/brands", token: token).status == 200)
            #expect(try await ours.send(.get, "approvals").json?["items"]?.items?.isEmpty == true)
            for path in ["api-keys/\(id)/approve", "api-keys/\(id)/reject"] {
                #expect(try await ours.send(.post, path, token: bob).status == 409)
            }
            #expect(try await ours.send(.post, "approvals/\(number)/approve", token: bob).status == 404)
        }
    }

    @Test func awaitingApprovalIsSaidWhereAKeyIsMade() async throws {
        try await Self.withTwoAdmins { fixture, ours, bob in
            let broad = try await ours.send(
                .post, "api-keys", body: #"{"name":"A","scopes":["query"],"brand_access":"all"}"#)
            guard case .bool(true)? = broad.json?["awaits_approval"] else {
                Issue.record("\(broad.text)")
                return
            }
            let id = try #require(broad.json?["id"]?.text)
            let rejected = try await ours.send(.post, "api-keys/\(id)/reject", token: bob)
            #expect(rejected.json?["state"]?.text == "revoked")
            let brand = try await fixture.brand("fabrikam", in: ours.organization)
            let narrow = try await ours.send(
                .post, "api-keys", body: #"{"name":"A","scopes":["query"],"brand_ids":[\#(brand)]}"#)
            guard case .bool(false)? = narrow.json?["awaits_approval"] else {
                Issue.record("\(narrow.text)")
                return
            }
        }
    }

    @Test func aWideningWaitsAndANarrowingDoesNot() async throws {
        try await Self.withTwoAdmins { fixture, ours, bob in
            let brand = try await fixture.brand("fabrikam", in: ours.organization)
            let (id, token) = try await ours.make(["query"], brands: [brand])
            let dry = try await ours.send(.patch, "api-keys/\(id)?dry_run=true", body: #"{"brand_access":"all"}"#)
            guard case .bool(true)? = dry.json?["awaits_approval"] else {
                Issue.record("\(dry.text)")
                return
            }
            let wide = try await ours.send(.patch, "api-keys/\(id)", body: #"{"brand_access":"all","name":"Wide"}"#)
            #expect(wide.status == 202)
            #expect(wide.json?["brand_access"]?.text == "specific")
            #expect(try await fixture.send(.get, "/v1/brands/4711", token: token).code == "brand_not_granted")
            #expect(try await ours.send(.patch, "api-keys/\(id)", body: #"{"brand_access":"all"}"#).status == 409)
            let waiting = try await ours.send(.get, "approvals", token: bob)
            let changes = try #require(waiting.json?["items"]?.items?.first?["changes"])
            #expect(waiting.json?["items"]?.items?.first?["kind"]?.text == "key_change")
            #expect(changes.keys == ["brands", "name"])
            #expect(changes["brands"]?["after"]?.text == "all")
            #expect(changes["name"]?["before"]?.text == "A key")
            let agreed = try await ours.send(.post, "api-keys/\(id)/approve", token: bob)
            #expect(agreed.json?["brand_access"]?.text == "all")
            #expect(agreed.json?["name"]?.text == "Wide")
            #expect(try await fixture.send(.get, "/v1/brands/4711", token: token).code == "brand_not_found")
            let narrow = try await ours.send(.patch, "api-keys/\(id)", body: #"{"brand_ids":[\#(brand)]}"#)
            #expect(narrow.status == 200)
            // Nor by the back door of a later expiry for a successor.
            let (broad, _) = try await ours.make()
            _ = try await ours.send(.post, "api-keys/\(broad)/approve", token: bob)
            let longer = try await ours.send(.post, "api-keys/\(broad)/rotate", body: #"{"expires_at":null}"#)
            #expect(longer.status == 409)
        }
    }

    /// Whoever agrees answers for all that the key can do then, not only for what is new.
    @Test func theWholeOfWhatAKeyWouldBeAllowedIsShown() async throws {
        try await Self.withTwoAdmins { fixture, ours, bob in
            let brand = try await fixture.brand("fabrikam", in: ours.organization)
            let more = #","addresses":["203.0.113.0/24"],"limit":{"requests_per_minute":60,"burst":10},"expires_at":null"#
            let id = try await ours.make(["query"], brands: [brand], more).id
            _ = try await ours.send(.patch, "api-keys/\(id)", body: #"{"brand_access":"all","rotates_itself":true}"#)
            let waiting = try #require(try await ours.send(.get, "approvals", token: bob).json?["items"]?.items?.first)
            #expect(waiting["changes"]?.keys == ["brands", "rotates_itself"])
            let grant = try #require(waiting["grant"])
            #expect(
                grant.keys == ["scopes", "brand_access", "brand_ids", "expires_at", "addresses", "limit", "rotates_itself"])
            #expect(grant["scopes"]?.items?.compactMap(\.text) == ["query"])
            #expect(grant["brand_access"]?.text == "all")
            #expect(grant["addresses"]?.items?.compactMap(\.text) == ["203.0.113.0/24"])
            #expect(grant["limit"]?["burst"]?.integer == 10)
            guard case .bool(true)? = grant["rotates_itself"] else {
                Issue.record("\(waiting)")
                return
            }
        }
    }

    /// Each part alone is harmless while the key has listed brands; beside a change that waits it is not.
    @Test(arguments: [
        #"{"scopes":["query","configure","ingest"]}"#, #"{"addresses":[]}"#, #"{"limit":null}"#, #"{"expires_at":null}"#,
        #"{"rotates_itself":true}"#, #"{"brand_access":"all"}"#,
    ])
    func nothingIsAddedToWhatASecondAdminWasShown(_ addition: String) async throws {
        try await Self.withTwoAdmins { fixture, ours, bob in
            let brand = try await fixture.brand("fabrikam", in: ours.organization)
            let more = #","addresses":["203.0.113.0/24"],"limit":{"requests_per_minute":60}"#
            let id = try await ours.make(["query"], brands: [brand], more).id
            #expect(try await ours.send(.patch, "api-keys/\(id)", body: #"{"brand_access":"all"}"#).status == 202)
            let before = try await ours.send(.get, "api-keys/\(id)").text
            for token in [ours.token, bob] {
                for query in ["", "?dry_run=true"] {
                    let added = try await ours.send(.patch, "api-keys/\(id)\(query)", token: token, body: addition)
                    #expect(added.status == 409)
                    #expect(added.code == "conflict")
                }
            }
            #expect(try await ours.send(.get, "api-keys/\(id)").text == before)
            let agreed = try await ours.send(.post, "api-keys/\(id)/approve", token: bob)
            #expect(agreed.json?["brand_access"]?.text == "all")
            #expect(agreed.json?["scopes"]?.items?.compactMap(\.text) == ["query"])
            #expect(agreed.json?["addresses"]?.items?.count == 1)
        }
    }

    @Test func aKeyThatWasChangedSinceIsLookedAtAgain() async throws {
        try await Self.withTwoAdmins { fixture, ours, bob in
            let brand = try await fixture.brand("fabrikam", in: ours.organization)
            let id = try await ours.make(["query", "configure"], brands: [brand]).id
            let widening = #"{"brand_access":"all","scopes":["query","configure"]}"#
            #expect(try await ours.send(.patch, "api-keys/\(id)", body: widening).status == 202)
            // A narrowing waits for nobody, and is not undone by an agreement from before.
            #expect(try await ours.send(.patch, "api-keys/\(id)", body: #"{"scopes":["query"]}"#).status == 200)
            let waiting = try #require(try await ours.send(.get, "approvals").json?["items"]?.items?.first)
            guard case .bool(true)? = waiting["outdated"] else {
                Issue.record("\(waiting)")
                return
            }
            let late = try await ours.send(.post, "api-keys/\(id)/approve", token: bob)
            #expect(late.status == 409)
            #expect(late.text.contains("was changed since"))
            let key = try await ours.send(.get, "api-keys/\(id)").json
            #expect(key?["brand_access"]?.text == "specific")
            #expect(key?["scopes"]?.items?.compactMap(\.text) == ["query"])
            #expect(try await ours.send(.post, "api-keys/\(id)/reject", token: bob).status == 200)
            #expect(try await ours.send(.patch, "api-keys/\(id)", body: widening).status == 202)
            #expect(try await ours.send(.post, "api-keys/\(id)/approve", token: bob).status == 200)
        }
    }

    @Test func aProposalThatWasChangedInTheDatabaseCannotBeAgreedTo() async throws {
        try await Self.withTwoAdmins { fixture, ours, bob in
            let brand = try await fixture.brand("fabrikam", in: ours.organization)
            let id = try await ours.make(["query"], brands: [brand]).id
            _ = try await ours.send(.patch, "api-keys/\(id)", body: #"{"brand_access":"all"}"#)
            let other = try await ours.make(["query"], brands: [brand]).id
            try await fixture.tamper("UPDATE approvals SET requester = 'user:4711'")
            // Nor does it keep anybody from seeing the others, whatever it now names.
            _ = try await ours.send(.patch, "api-keys/\(other)", body: #"{"brand_access":"all"}"#)
            #expect(try await ours.send(.get, "approvals").json?["items"]?.items?.count == 2)
            let waiting = try await ours.send(.get, "approvals")
            guard case .bool(true)? = waiting.json?["items"]?.items?.first?["tampered"] else {
                Issue.record("\(waiting.text)")
                return
            }
            for token in [ours.token, bob] {
                let answer = try await ours.send(.post, "api-keys/\(id)/approve", token: token)
                #expect(answer.status == 409)
                #expect(answer.code == "sealed_wrong")
            }
            #expect(try await ours.send(.get, "api-keys/\(id)").json?["brand_access"]?.text == "specific")
        }
    }

    @Test func aProposalThatCameTrueInAnotherWayIsDecidedAllTheSame() async throws {
        try await Self.withTwoAdmins { fixture, ours, bob in
            let brand = try await fixture.brand("fabrikam", in: ours.organization)
            let id = try await ours.make(["query"], brands: [brand]).id
            let widening = #"{"brand_access":"all"}"#
            #expect(try await ours.send(.patch, "api-keys/\(id)", body: widening).status == 202)
            _ = try await ours.send(.put, "policy", body: Self.fourEyes.replacing("true", with: "false"))
            let off = try #require(try await ours.send(.get, "approvals").json?["items"]?.items?.last?["id"]?.integer)
            #expect(try await ours.send(.post, "approvals/\(off)/approve", token: bob).status == 200)
            #expect(try await ours.send(.patch, "api-keys/\(id)", body: widening).status == 200)
            #expect(try await ours.send(.post, "api-keys/\(id)/approve", token: bob).status == 200)
            #expect(try await ours.send(.get, "approvals").json?["items"]?.items?.isEmpty == true)
        }
    }

    // MARK: The policy

    @Test func thePolicyIsSetAsAWhole() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let first = try await ours.send(.get, "policy")
            #expect(first.text == #"{"longest_life_days":null,"unused_days":null,"on_leak":"revoke","four_eyes":false}"#)
            let body = #"{"longest_life_days":90,"unused_days":30,"on_leak":"flag","four_eyes":true}"#
            let set = try await ours.send(.put, "policy", body: body)
            #expect(set.status == 200)
            #expect(set.text == body.dropLast() + #","awaits_approval":false}"#)
            #expect(try await ours.send(.get, "policy").text == body)
            #expect(try await ours.actions().first == "policy.changed")
            let event = try await ours.send(.get, "audit-events?limit=1").json?["items"]?.items?.first
            #expect(event?["changes"]?["four_eyes"]?["after"]?.text == "on")
        }
    }

    @Test func aDryRunSaysHowManyUnusedKeysWouldEnd() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let theirs = try await fixture.managed("Contoso")
            for _ in 0..<3 { _ = try await ours.make() }
            _ = try await theirs.make()
            fixture.clock.advance(by: .seconds(20 * 86_400))
            let used = try await ours.make().token
            #expect(try await fixture.send(.get, "/v1/", token: used).status == 200)
            let before = try await ours.send(.get, "policy").text
            for (days, count) in [("10", 3), ("20", 3), ("21", 0), ("null", 0)] {
                let body = #"{"longest_life_days":null,"unused_days":\#(days),"on_leak":"revoke","four_eyes":false}"#
                let answer = try await ours.send(.put, "policy?dry_run=true", body: body)
                #expect(answer.text == #"{"dry_run":true,"policy":\#(body),"awaits_approval":false,"keys_revoked":\#(count)}"#)
            }
            #expect(try await ours.send(.get, "policy").text == before)
            #expect(try await ours.send(.put, "policy?dryrun=true", body: before).status == 422)
            _ = try await ours.send(
                .put, "policy", body: #"{"longest_life_days":null,"unused_days":10,"on_leak":"revoke","four_eyes":false}"#)
            try await fixture.catalog.housekeeping.revokeUnused(at: fixture.clock.now)
            #expect(try await ours.actions().count { $0 == "key.revoked" } == 3)
        }
    }

    @Test(arguments: [
        ("{}", ["missing body.longest_life_days", "missing body.unused_days", "missing body.on_leak", "missing body.four_eyes"]),
        (
            #"{"longest_life_days":0,"unused_days":3651,"on_leak":"ignore","four_eyes":null}"#,
            [
                "greater_than_equal body.longest_life_days", "less_than_equal body.unused_days", "literal_error body.on_leak",
                "bool_type body.four_eyes",
            ]
        ),
    ])
    func aPolicyWithHolesIsRefused(_ body: String, _ faults: [String]) async throws {
        try await Self.withTwoAdmins { fixture, ours, _ in
            let answer = try await ours.send(.put, "policy", body: body)
            #expect(answer.status == 422)
            #expect(answer.faults == faults)
            #expect(try await ours.send(.get, "policy").text == Self.fourEyes)
        }
    }

    @Test func switchingFourEyesOffNeedsFourEyes() async throws {
        try await Self.withTwoAdmins { fixture, ours, bob in
            let off = #"{"longest_life_days":null,"unused_days":null,"on_leak":"revoke","four_eyes":false}"#
            let asked = try await ours.send(.put, "policy", body: off)
            #expect(asked.status == 202)
            guard case .bool(true)? = asked.json?["four_eyes"], case .bool(true)? = asked.json?["awaits_approval"] else {
                Issue.record("\(asked.text)")
                return
            }
            let waiting = try await ours.send(.get, "approvals").json?["items"]?.items?.first
            #expect(waiting?["kind"]?.text == "policy_change")
            #expect(waiting?["changes"]?["four_eyes"]?["after"]?.text == "off")
            let number = try #require(waiting?["id"]?.integer)
            #expect(try await ours.send(.post, "approvals/\(number)/approve").status == 409)
            let agreed = try await ours.send(.post, "approvals/\(number)/approve", token: bob)
            #expect(agreed.status == 200)
            #expect(agreed.json?["decision"]?.text == "approved")
            #expect(try await ours.send(.get, "policy").text == off)
        }
    }
}
