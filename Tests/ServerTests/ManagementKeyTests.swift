import APIKeys
import HTTPTypes
import Testing
import Web

@testable import Catalog
@testable import Server
@testable import Storage

/// Making, listing, changing and ending keys by program.
@Suite struct ManagementKeyTests {
    static let members: Set<String> = [
        "id", "name", "state", "scopes", "brand_access", "brand_ids", "expires_at", "addresses", "limit", "rotates_itself",
        "secret_supplied", "created_at", "created_by", "last_used_at", "last_used_address", "last_used_client", "replaces",
        "rotation",
    ]

    static func withOrganization(
        _ body: @escaping @Sendable (Fixture, ManagedOrganization) async throws -> Void
    ) async throws {
        try await withServer { fixture in try await body(fixture, try await fixture.managed()) }
    }

    // MARK: Making

    @Test func aKeyIsMadeAsAskedAndWorks() async throws {
        try await Self.withOrganization { fixture, ours in
            let brand = try await fixture.brand("fabrikam", in: ours.organization)
            let body = """
                {"name":"  Looker ","scopes":["query","configure"],"brand_ids":[\(brand)],"expires_at":"2027-03-01T01:00:00+01:00",
                "addresses":["127.0.0.0/8","2001:db8::/32"],"limit":{"requests_per_minute":60,"burst":10},"rotates_itself":true}
                """
            let answer = try await ours.send(.post, "api-keys", body: body)
            #expect(answer.status == 201, "\(answer.text)")
            let json = try #require(answer.json)
            #expect(Set(json.keys ?? []) == Self.members.union(["token", "awaits_approval"]))
            #expect(json["name"]?.text == "Looker")
            #expect(json["state"]?.text == "active")
            #expect(json["scopes"]?.items?.compactMap(\.text) == ["query", "configure"])
            #expect(json["brand_access"]?.text == "specific")
            #expect(json["brand_ids"]?.items?.compactMap(\.integer) == [brand])
            #expect(json["expires_at"]?.text == "2027-03-01T00:00:00.000Z")
            #expect(json["addresses"]?.items?.compactMap(\.text) == ["127.0.0.0/8", "2001:db8::/32"])
            #expect(json["limit"]?["requests_per_minute"]?.integer == 60)
            #expect(json["limit"]?["burst"]?.integer == 10)
            #expect(json["created_by"]?.text == "ann@northwind.example (\(ours.token.id))")
            let token = try #require(Token(json["token"]?.text ?? ""))
            #expect(json["id"]?.text == token.id.description)
            #expect(answer.headers[.location] == "\(ours.path)/api-keys/\(token.id)")
            #expect(try await fixture.send(.get, "/v1/brands/\(brand)", token: token).status == 200)
            let read = try await ours.send(.get, "api-keys/\(token.id)")
            #expect(Set(read.json?.keys ?? []) == Self.members.union(["receipt", "hints"]))
            #expect(!read.text.contains(token.reveal()))
            #expect(try await ours.actions().first == "key.created")
        }
    }

    @Test func aKeyLives90DaysUnlessTheBodyOrThePolicySaysOtherwise() async throws {
        try await Self.withOrganization { fixture, ours in
            func expiry(_ more: String) async throws -> JSONValue? {
                let body = #"{"name":"A","scopes":["query"],"brand_access":"all"\#(more)}"#
                return try await ours.send(.post, "api-keys", body: body).json?["expires_at"]
            }
            let now = fixture.clock.now
            #expect(try await expiry("")?.text == (now + .seconds(90 * 86_400)).iso8601)
            guard case .null? = try await expiry(#","expires_at":null"#) else {
                Issue.record("null is never")
                return
            }
            var policy = OrganizationPolicy()
            policy.longestLifeDays = 7
            _ = try await fixture.catalog.policies.set(policy, of: ours.organization, by: .commandLine)
            #expect(try await expiry("")?.text == (now + .seconds(7 * 86_400)).iso8601)
            let never = try await ours.send(
                .post, "api-keys", body: #"{"name":"A","scopes":["query"],"brand_access":"all","expires_at":null}"#)
            #expect(never.faults == ["value_error body.expires_at"])
        }
    }

    @Test(
        arguments: [
            ("", ["missing body"]),
            ("{}", ["missing body.name", "missing body.scopes", "missing body.brand_ids"]),
            (
                #"{"name":7,"scopes":["query","fly",1],"brand_access":"some","brand_ids":[1,"two",0],"expires_at":"soon","addresses":["10.0.0.0/8","10.0.0.1/8","x"],"limit":{"burst":0},"rotates_itself":"maybe"}"#,
                [
                    "string_type body.name", "literal_error body.scopes.1", "literal_error body.scopes.2",
                    "int_parsing body.brand_ids.1",
                    "greater_than_equal body.brand_ids.2", "literal_error body.brand_access", "datetime_parsing body.expires_at",
                    "ip_any_network body.addresses.1", "ip_any_network body.addresses.2",
                    "missing body.limit.requests_per_minute",
                    "greater_than_equal body.limit.burst", "bool_parsing body.rotates_itself",
                ]
            ),
            (#"{"name":" ","scopes":["query"],"brand_access":"all"}"#, ["value_error body.name"]),
            (#"{"name":"a","scopes":[],"brand_access":"all"}"#, ["value_error body.scopes"]),
            (#"{"name":"a","scopes":["query"],"brand_access":"all","brand_ids":[1]}"#, ["value_error body.brand_ids"]),
            (#"{"name":"a","scopes":["query"],"brand_ids":[]}"#, ["value_error body.brand_ids"]),
            (#"{"name":"a","scopes":["query"],"brand_ids":[4711]}"#, ["value_error body.brand_ids"]),
            (
                #"{"name":"a","scopes":["query"],"brand_access":"all","limit":{"requests_per_minute":1000001}}"#,
                [
                    "less_than_equal body.limit.requests_per_minute"
                ]
            ),
            (#"{"name":"a","scopes":["query"],"brand_access":"all","limit":5}"#, ["model_attributes_type body.limit"]),
            (
                #"{"name":"a","scopes":["query"],"brand_access":"all","expires_at":"2020-01-01T00:00:00Z"}"#,
                [
                    "value_error body.expires_at"
                ]
            ),
            (#"{"name":"a","scopes":"query","brand_access":"all"}"#, ["list_type body.scopes"]),
            (#"["name"]"#, ["model_attributes_type body"]),
        ] as [(String, [String])])
    func everyFaultIsToldAtOnceAndNothingIsMade(_ body: String, _ faults: [String]) async throws {
        try await Self.withOrganization { fixture, ours in
            let answer = try await ours.send(.post, "api-keys", body: body)
            #expect(answer.status == 422)
            #expect(answer.faults == faults)
            #expect(answer.code == "validation_failed")
            #expect(answer.headers[.cacheControl] == "no-store")
            #expect(try await fixture.catalog.keys.list(KeyQuery(), of: ours.organization).total == 0)
        }
    }

    @Test func aBodyNamesNeitherOwnerNorOrganization() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let theirs = try await fixture.managed("Contoso")
            let smuggled =
                #","organization_id":\#(theirs.organization.id),"organization":"contoso","owner":"root@contoso.example","created_by":"root","id_of_owner":9,"state":"revoked","digest":"00","seal":"00","traits":0"#
            let id = try await ours.make().id
            let before = try await fixture.stored()
            let refused = [
                try await ours.send(
                    .post, "api-keys", body: #"{"name":"A key","scopes":["query"],"brand_access":"all"\#(smuggled)}"#),
                try await ours.send(.patch, "api-keys/\(id)", body: "{\(smuggled.dropFirst())}"),
            ]
            for answer in refused {
                #expect(answer.status == 422)
                #expect(answer.faults.count == 9)
                #expect(answer.faults.allSatisfy { $0.hasPrefix("extra_forbidden body.") })
            }
            #expect(try await fixture.stored() == before)
            let entry = try #require(try await fixture.catalog.audit.list(AuditQuery(), of: ours.organization).first)
            #expect(entry.actor == "ann@northwind.example (\(ours.token.id))")
        }
    }

    // MARK: Changing

    @Test func whatAPatchLeavesOutStaysAndNullMeansNone() async throws {
        try await Self.withOrganization { fixture, ours in
            let brand = try await fixture.brand("fabrikam", in: ours.organization)
            let (id, token) = try await ours.make(
                ["query"], brands: [brand],
                #","addresses":["127.0.0.1"],"limit":{"requests_per_minute":60},"rotates_itself":true,"expires_at":"2028-01-01T00:00:00Z""#
            )
            let first = try await ours.send(.get, "api-keys/\(id)").json
            func patch(_ body: String) async throws -> JSONValue {
                let answer = try await ours.send(.patch, "api-keys/\(id)", body: body)
                #expect(answer.status == 200, "\(answer.text)")
                #expect(Set(answer.json?.keys ?? []) == Self.members.union(["awaits_approval", "others_unchanged"]))
                return try #require(answer.json)
            }
            let before = try await ours.actions()
            for (name, value) in [
                ("name", "A key"), ("expires_at", "2028-01-01T00:00:00.000Z"), ("brand_access", "specific"), ("state", "active"),
            ] { #expect(try await patch("{}")[name]?.text == value) }
            #expect(try await ours.actions() == before)
            var json = try await patch(#"{"name":"Looker"}"#)
            #expect(json["name"]?.text == "Looker")
            #expect(json["limit"]?["requests_per_minute"]?.integer == 60)
            #expect(json["addresses"]?.items?.compactMap(\.text) == ["127.0.0.1"])
            #expect(json["expires_at"]?.text == first?["expires_at"]?.text)
            json = try await patch(#"{"expires_at":null,"limit":null,"addresses":[],"rotates_itself":false}"#)
            for name in ["expires_at", "limit"] {
                guard case .null? = json[name] else {
                    Issue.record("\(name) is \(String(describing: json[name]))")
                    return
                }
            }
            #expect(json["addresses"]?.items?.isEmpty == true)
            #expect(json["name"]?.text == "Looker")
            json = try await patch(#"{"scopes":["configure"]}"#)
            #expect(json["scopes"]?.items?.compactMap(\.text) == ["configure"])
            #expect(json["brand_ids"]?.items?.compactMap(\.integer) == [brand])
            json = try await patch(#"{"brand_access":"all"}"#)
            #expect(json["brand_access"]?.text == "all")
            #expect(json["brand_ids"]?.items?.isEmpty == true)
            json = try await patch(#"{"brand_ids":[\#(brand)]}"#)
            #expect(json["brand_access"]?.text == "specific")
            json = try await patch(#"{"addresses":["192.0.2.1"]}"#)
            #expect(try await fixture.send(.get, "/v1/brands", token: token).code == "address_not_allowed")
        }
    }

    @Test(
        arguments: [
            (
                #"{"name":null,"scopes":null,"addresses":null,"rotates_itself":null}"#,
                [
                    "string_type body.name", "list_type body.scopes", "list_type body.addresses", "bool_type body.rotates_itself",
                ]
            ),
            (#"{"brand_access":"specific"}"#, ["missing body.brand_ids"]),
            (#"{"scopes":[]}"#, ["value_error body.scopes"]),
            (#"{"expires_at":"2027-02-30T00:00:00Z"}"#, ["datetime_parsing body.expires_at"]),
            (#"{"name":""}"#, ["value_error body.name"]),
            ("", ["missing body"]),
        ] as [(String, [String])])
    func aFaultyPatchChangesNothing(_ body: String, _ faults: [String]) async throws {
        try await Self.withOrganization { fixture, ours in
            let id = try await ours.make().id
            let before = (try await fixture.stored(), try await ours.actions())
            for query in ["", "?dry_run=true"] {
                let answer = try await ours.send(.patch, "api-keys/\(id)\(query)", body: body)
                #expect(answer.status == 422, "\(answer.text)")
                #expect(answer.faults == faults)
            }
            #expect(try await fixture.stored() == before.0)
            #expect(try await ours.actions() == before.1)
        }
    }

    // MARK: Ending

    @Test func aDeleteGivesAReceiptAndGivesItAgain() async throws {
        try await Self.withOrganization { fixture, ours in
            let (id, token) = try await ours.make()
            for _ in 1...3 {
                _ = try await fixture.send(.get, "/v1/brands", token: token, headers: [.userAgent: "looker/2"])
            }
            let used = fixture.clock.now
            fixture.clock.advance(by: .seconds(60))
            let answer = try await ours.send(.delete, "api-keys/\(id)")
            #expect(answer.status == 200)
            #expect(answer.json?["state"]?.text == "revoked")
            let receipt = try #require(answer.json?["receipt"])
            #expect(receipt["key_id"]?.text == id.description)
            #expect(receipt["cause"]?.text == "revoked")
            #expect(receipt["effective_at"]?.text == fixture.clock.now.iso8601)
            #expect(receipt["last_accepted_at"]?.text == used.iso8601)
            #expect(receipt["last_address"]?.text == "127.0.0.1")
            #expect(receipt["last_client"]?.text == "looker/2")
            #expect(receipt["refusals_since"]?.integer == 0)
            for _ in 1...2 { #expect(try await fixture.send(.get, "/v1/brands", token: token).code == "key_revoked") }
            fixture.clock.advance(by: .seconds(60))
            let again = try await ours.send(.delete, "api-keys/\(id)")
            #expect(again.status == 200)
            #expect(again.json?["receipt"]?["effective_at"]?.text == receipt["effective_at"]?.text)
            #expect(again.json?["receipt"]?["refusals_since"]?.integer == 2)
            let read = try await ours.send(.get, "api-keys/\(id)")
            #expect(read.json?["receipt"]?["refusals_since"]?.integer == 2)
            #expect(try await ours.actions().count { $0 == "key.revoked" } == 1)
            #expect(try await ours.send(.patch, "api-keys/\(id)", body: #"{"name":"x"}"#).status == 409)
        }
    }

    @Test func aKeyWhoseRecordWasChangedIsShownAsSuchAndNothingIsBuiltOnIt() async throws {
        try await Self.withOrganization { fixture, ours in
            let id = try await ours.make().id
            try await fixture.tamper("UPDATE api_keys SET expires_at = NULL WHERE id = \(id.description)")
            let answer = try await ours.send(.get, "api-keys/\(id)")
            #expect(answer.json?["state"]?.text == "tampered", "\(answer.text)")
            let name = #"{"name":"x"}"#
            for (method, rest, body) in [
                (HTTPRequest.Method.patch, "", name), (.patch, "?dry_run=1", name), (.post, "/rotate", "{}"),
            ] {
                let refused = try await ours.send(method, "api-keys/\(id)\(rest)", body: body)
                #expect(refused.status == 409, "\(refused.text)")
                #expect(refused.code == "sealed_wrong")
            }
            let check = try await ours.send(.get, "api-keys/\(id)/check?operation=query")
            #expect(check.json?["code"]?.text == "key_sealed_wrong")
            #expect(try await ours.send(.delete, "api-keys/\(id)").status == 200)
        }
    }
}
