import APIKeys
import HTTPTypes
import Testing
import Web

@testable import Catalog
@testable import Server

/// `?dry_run=true`: what a change would do, and that it does nothing.
@Suite struct ManagementPreviewTests {
    /// A key for two brands with some calls behind it: 3 lists, 2 of the first brand, 1 of the second.
    static func withUsedKey(
        _ body: @escaping @Sendable (Fixture, ManagedOrganization, KeyID, [Int]) async throws -> Void
    ) async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let brands = [
                try await fixture.brand("fabrikam", in: ours.organization),
                try await fixture.brand("litware", in: ours.organization),
            ]
            let (id, token) = try await ours.make(["query", "configure"], brands: brands)
            for path in ["", "", "", "/\(brands[0])", "/\(brands[0])", "/\(brands[1])", "/4711"] {
                _ = try await fixture.send(.get, "/v1/brands\(path)", token: token, headers: [.userAgent: "looker/2"])
            }
            await fixture.parts.flusher.flush()
            try await body(fixture, ours, id, brands)
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let method: HTTPRequest.Method
        let rest: String
        var body: String?
        /// How many of the six accepted calls would have been refused, and why.
        let requests: Int
        let reasons: [String]
        let state: String

        var testDescription: String { "\(method) \(rest) \(body ?? "")" }
    }

    @Test(arguments: [
        Case(method: .patch, rest: "", body: #"{"name":"New"}"#, requests: 0, reasons: [], state: "active"),
        Case(
            method: .patch, rest: "", body: #"{"brand_ids":[1]}"#, requests: 1, reasons: ["brand_not_granted"], state: "active"),
        Case(
            method: .patch, rest: "", body: #"{"scopes":["ingest"]}"#, requests: 3, reasons: ["scope_missing"], state: "active"),
        Case(
            method: .patch, rest: "", body: #"{"addresses":["192.0.2.0/24"]}"#, requests: 6, reasons: ["address_not_allowed"],
            state: "active"),
        Case(method: .patch, rest: "", body: #"{"addresses":["127.0.0.1"]}"#, requests: 0, reasons: [], state: "active"),
        Case(method: .delete, rest: "", requests: 6, reasons: ["key_revoked"], state: "revoked"),
        Case(method: .post, rest: "/rotate", requests: 6, reasons: ["key_rotated"], state: "rotating"),
        Case(
            method: .post, rest: "/rotate", body: #"{"overlap_seconds":0}"#, requests: 6, reasons: ["key_rotated"],
            state: "rotated"),
    ])
    func aDryRunTellsWhatWouldBeRefusedAndChangesNothing(_ item: Case) async throws {
        try await Self.withUsedKey { fixture, ours, id, _ in
            let before = (try await fixture.stored(), try await ours.actions())
            for value in ["true", "1", "yes", "TRUE"] {
                let answer = try await ours.send(item.method, "api-keys/\(id)\(item.rest)?dry_run=\(value)", body: item.body)
                #expect(answer.status == 200, "\(answer.text)")
                guard case .bool(true)? = answer.json?["dry_run"] else {
                    Issue.record("it does not say that it was a dry run: \(answer.text)")
                    return
                }
                let key = try #require(answer.json?["key"])
                #expect(Set(key.keys ?? []) == ManagementKeyTests.members)
                #expect(key["state"]?.text == item.state)
                let impact = try #require(answer.json?["impact"])
                #expect(impact["days"]?.integer == 30)
                #expect(impact["requests"]?.integer == item.requests, "\(answer.text)")
                #expect(impact["considered"]?.integer == 6)
                #expect(impact["reasons"]?.items?.compactMap { $0["code"]?.text } == item.reasons)
                if item.requests > 0 {
                    let source = try #require(impact["sources"]?.items?.first)
                    #expect(source["address"]?.text == "127.0.0.1")
                    #expect(source["client"]?.text == "looker/2")
                    #expect(source["requests"]?.integer == item.requests)
                    #expect(impact["keys"]?.items?.first?["key_id"]?.text == id.description)
                }
            }
            #expect(try await fixture.stored() == before.0)
            #expect(try await ours.actions() == before.1)
            // And the same without it does.
            let done = try await ours.send(item.method, "api-keys/\(id)\(item.rest)?dry_run=false", body: item.body)
            #expect((200...201).contains(done.status))
            #expect(try await fixture.stored() != before.0)
        }
    }

    @Test func aKeyIsShownAsItWouldBe() async throws {
        try await Self.withUsedKey { fixture, ours, id, _ in
            let patch = try await ours.send(
                .patch, "api-keys/\(id)?dry_run=true",
                body: #"{"name":" Looker ","brand_ids":[2],"limit":{"requests_per_minute":5}}"#)
            #expect(patch.json?["key"]?["name"]?.text == "Looker")
            #expect(patch.json?["key"]?["brand_ids"]?.items?.compactMap(\.integer) == [2])
            #expect(patch.json?["key"]?["limit"]?["burst"]?.integer == 5)
            #expect(patch.json?["impact"]?["brands"]?.items?.compactMap { $0["brand_id"]?.integer } == [1])
            let rotate = try await ours.send(.post, "api-keys/\(id)/rotate?dry_run=true", body: #"{"quiet_seconds":60}"#)
            let rotation = try #require(rotate.json?["key"]?["rotation"])
            guard case .null? = rotation["successor_id"] else {
                Issue.record("a successor that does not exist is named")
                return
            }
            #expect(rotation["until"]?.text == (fixture.clock.now + .seconds(86_400)).iso8601)
            #expect(rotation["quiet_seconds"]?.integer == 60)
        }
    }

    @Test(arguments: [
        ("dry_run=", "bool_parsing query.dry_run"), ("dry_run", "bool_parsing query.dry_run"),
        ("dry_run=maybe", "bool_parsing query.dry_run"), ("dryrun=true", "extra_forbidden query.dryrun"),
        ("dry-run=true", "extra_forbidden query.dry-run"), ("dry_run=false&dry_run=2", "bool_parsing query.dry_run"),
        ("dry_run=true&dry_run=false", "value_error query.dry_run"), ("dry_run=false&dry_run=true", "value_error query.dry_run"),
        ("Dry_Run=true", "extra_forbidden query.Dry_Run"),
    ])
    func aDryRunThatIsMisspeltIsNotDoneInEarnest(_ query: String, _ fault: String) async throws {
        try await Self.withUsedKey { fixture, ours, id, _ in
            let before = (try await fixture.stored(), try await ours.actions())
            for (method, rest) in [(HTTPRequest.Method.patch, ""), (.delete, ""), (.post, "/rotate")] {
                let answer = try await ours.send(method, "api-keys/\(id)\(rest)?\(query)", body: #"{"name":"x"}"#)
                #expect(answer.status == 422)
                #expect(answer.faults == [fault])
            }
            #expect(try await fixture.stored() == before.0)
            #expect(try await ours.actions() == before.1)
        }
    }

    /// Whatever route is added: it says no, or it rehearses, and in neither case does anything happen.
    @Test(arguments: ManagementRoute.all.filter { $0.method != .get })
    func nothingIsDoneInEarnestWhereADryRunIsAskedFor(_ route: ManagementRoute) async throws {
        let offered = ["patch api-keys/{key_id}", "delete api-keys/{key_id}", "post api-keys/{key_id}/rotate", "put policy"]
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let path = route.path(try await ours.furnished())
            let before = (try await fixture.stored(), try await ours.actions())
            let answer = try await ours.send(route.method, "\(path)?dry_run=true", body: route.body)
            if offered.contains("\(route.method.rawValue.lowercased()) \(route.pattern)") {
                #expect(answer.status == 200)
            } else {
                #expect(answer.status == 422)
                #expect(answer.faults == ["value_error query.dry_run"])
                #expect(answer.text.contains("nothing was done"))
            }
            let misspelt = try await ours.send(route.method, "\(path)?dryrun=true", body: route.body)
            #expect(misspelt.faults == ["extra_forbidden query.dryrun"])
            #expect(try await fixture.stored() == before.0)
            #expect(try await ours.actions() == before.1)
        }
    }

    /// The same for what keys do, and for what anybody reports.
    @Test(arguments: [
        (HTTPRequest.Method.post, "key/rotate", "{}"), (.post, "brands", #"{"name":"New","website":"https://new.example"}"#),
        (.patch, "brands/{brand}", #"{"name":"New"}"#), (.post, "brands/{brand}/personas", #"{"name":"New"}"#),
        (.post, "{brand}/prompts", #"{"text":"Which?"}"#), (.post, "{brand}/responses", "{}"),
        (.post, "{brand}/collections", "{}"),
        (.post, "leaks", #"{"tokens":["{token}"]}"#),
    ])
    func nothingIsDoneInEarnestByAKeyEither(_ method: HTTPRequest.Method, _ path: String, _ body: String) async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let brand = try await fixture.brand("fabrikam", in: ours.organization)
            let token = try await ours.make(
                ["query", "configure", "create-brand", "ingest"], brands: [brand], #","rotates_itself":true"#
            ).token
            let before = (try await fixture.stored(), try await ours.actions())
            let answer = try await fixture.send(
                method, "/v1/\(path.replacing("{brand}", with: "\(brand)"))?dry_run=true", token: token,
                body: body.replacing("{token}", with: token.reveal()))
            #expect(answer.status == 422)
            #expect(answer.faults == ["value_error query.dry_run"])
            #expect(try await fixture.stored() == before.0)
            #expect(try await ours.actions() == before.1)
        }
    }

    @Test func aDryRunRefusesWhatTheChangeWouldRefuse() async throws {
        try await Self.withUsedKey { fixture, ours, id, _ in
            let patch = try await ours.send(.patch, "api-keys/\(id)?dry_run=true", body: #"{"brand_ids":[4711]}"#)
            #expect(patch.faults == ["value_error body.brand_ids"])
            let quiet = try await ours.send(
                .post, "api-keys/\(id)/rotate?dry_run=true", body: #"{"overlap_seconds":100,"quiet_seconds":101}"#)
            #expect(quiet.faults == ["value_error body.quiet_seconds"])
            _ = try await ours.send(.post, "api-keys/\(id)/rotate")
            #expect(try await ours.send(.post, "api-keys/\(id)/rotate?dry_run=true").status == 409)
            _ = try await ours.send(.delete, "api-keys/\(id)")
            #expect(try await ours.send(.patch, "api-keys/\(id)?dry_run=true", body: "{}").status == 409)
            let ended = try await ours.send(.delete, "api-keys/\(id)?dry_run=true")
            #expect(ended.status == 200)
            #expect(ended.json?["impact"]?["requests"]?.integer == 0)
        }
    }

    @Test func archivingABrandIsLookedAtToo() async throws {
        try await Self.withUsedKey { fixture, ours, id, brands in
            let answer = try await ours.send(.get, "brands/\(brands[0])/archive-impact")
            #expect(answer.json?["requests"]?.integer == 2, "\(answer.text)")
            #expect(answer.json?["reasons"]?.items?.first?["code"]?.text == "brand_archived")
            #expect(answer.json?["keys"]?.items?.first?["key_id"]?.text == id.description)
            #expect(try await ours.send(.get, "brands/4711/archive-impact").status == 404)
            #expect(try await ours.send(.get, "brands/x/archive-impact").faults == ["int_parsing path.brand_id"])
        }
    }
}
