import APIKeys
import HTTPTypes
import Testing
import Web

@testable import Catalog
@testable import Server

/// `PATCH /v1/brands/{brand_id}`, competitors and personas, as clients of the original API send them.
@Suite struct BrandChangeTests {
    static func withBrand(_ body: @escaping @Sendable (Fixture, Token) async throws -> Void) async throws {
        try await withServer { fixture in
            let organization = try await fixture.organization("Northwind")
            let token = try await fixture.key([.configure, .createBrand], .all, in: organization).token
            let made = try await fixture.send(
                .post, "/v1/brands", token: token,
                body: """
                    {"name":"Acme","website":"https://www.acme.example/","description":"Anvils","alternative_names":["ACME Corp"],
                    "competitors":[{"name":"Rival","websites":["https://rival.example"]},{"name":"Other"}],
                    "personas":[{"name":"Buyer","description":"Buys"}],"key_topics":["anvils"],"status":"lead"}
                    """)
            #expect(made.status == 200, "\(made.text)")
            try await body(fixture, token)
        }
    }

    static func patch(_ fixture: Fixture, _ token: Token, _ body: String, ifMatch: String? = nil) async throws -> Answer {
        var headers = HTTPFields()
        if let ifMatch { headers[.ifMatch] = ifMatch }
        return try await fixture.send(.patch, "/v1/brands/1", token: token, headers: headers, body: body)
    }

    @Test func onlyWhatIsGivenChanges() async throws {
        try await Self.withBrand { fixture, token in
            let before = try await fixture.send(.get, "/v1/brands/1", token: token)
            for nothing in ["{}", #"{"name":null,"competitors":null,"unknown":[1]}"#] {
                let answer = try await Self.patch(fixture, token, nothing)
                #expect(answer.status == 200 && answer.text == before.text, "\(answer.text)")
            }
            let answer = try await Self.patch(
                fixture, token, #"{"name":"Acme Inc","key_topics":[],"status":"customer","case_sensitive":true}"#)
            #expect(answer.json?["name"]?.text == "Acme Inc")
            #expect(answer.json?["key_topics"]?.items?.isEmpty == true)
            #expect(answer.json?["status"]?.text == "customer")
            #expect(answer.json?["description"]?.text == "Anvils")
            #expect(answer.json?["alternative_names"]?.items?.compactMap(\.text) == ["ACME Corp"])
            #expect(answer.json?["competitors"]?.items?.count == 2)
            #expect(
                try await fixture.send(.get, "/v1/brands", token: token).json?["items"]?.items?.first?["name"]?.text == "Acme Inc"
            )
        }
    }

    @Test func aListOfCompetitorsReplacesTheOneThereIs() async throws {
        try await Self.withBrand { fixture, token in
            let answer = try await Self.patch(
                fixture, token,
                #"{"competitors":[{"id":2,"name":"Other Ltd"},{"name":"New","case_sensitive":true}],"personas":[{"name":"Chef","description":""}]}"#
            )
            let competitors = try #require(answer.json?["competitors"]?.items)
            #expect(competitors.compactMap { $0["id"]?.integer } == [2, 3])
            #expect(competitors.compactMap { $0["name"]?.text } == ["Other Ltd", "New"])
            #expect(answer.json?["personas"]?.items?.compactMap { $0["id"]?.integer } == [2])
            // Archived, and gone for good: its id names nothing any more.
            #expect(try await fixture.send(.get, "/v1/brands/1/competitors/1", token: token).status == 404)
            let again = try await Self.patch(fixture, token, #"{"competitors":[{"id":1,"name":"Rival"}]}"#)
            #expect(again.faults == ["value_error body.competitors.0.id"])
            let twice = try await Self.patch(fixture, token, #"{"competitors":[{"id":2,"name":"a"},{"id":2,"name":"b"}]}"#)
            #expect(twice.faults == ["value_error body.competitors.1.id"])
            #expect(try await fixture.send(.get, "/v1/brands/1/competitors", token: token).ids == [2, 3])
        }
    }

    @Test(arguments: [
        (#"{"name":1}"#, ["string_type body.name"]), (#"{"status":"gone"}"#, ["literal_error body.status"]),
        (#"{"name":""}"#, ["string_too_short body.name"]), (#"{"name":" "}"#, ["value_error body.name"]),
        (
            #"{"competitors":[{"id":"x","name":""},{}],"personas":[{"name":"n"}],"case_sensitive":[]}"#,
            [
                "int_parsing body.competitors.0.id", "string_too_short body.competitors.0.name",
                "missing body.competitors.1.name", "missing body.personas.0.description", "bool_type body.case_sensitive",
            ]
        ),
        (
            #"{"competitors":[{"name":"a","websites":["ftp://a.example",1,""]}]}"#,
            [
                "url_scheme body.competitors.0.websites.0", "url_type body.competitors.0.websites.1",
                "url_parsing body.competitors.0.websites.2",
            ]
        ),
        (#"{"competitors":[{"id":1.5,"name":"a"}]}"#, ["int_from_float body.competitors.0.id"]),
        (#"{"competitors":[{"id":99,"name":"a"}]}"#, ["value_error body.competitors.0.id"]),
        (#"{"key_topics":["ok","bad\u0007"]}"#, ["value_error body.key_topics.1"]),
    ])
    func aWrongChangeIsRefusedWhole(_ body: String, _ faults: [String]) async throws {
        try await Self.withBrand { fixture, token in
            let before = try await fixture.send(.get, "/v1/brands/1", token: token).text
            let answer = try await Self.patch(fixture, token, body)
            #expect(answer.status == 422)
            #expect(answer.faults == faults)
            #expect(try await fixture.send(.get, "/v1/brands/1", token: token).text == before)
        }
    }

    @Test func aChangeOfWhatSomebodyElseChangedMeanwhileIsRefused() async throws {
        try await Self.withBrand { fixture, token in
            let first = try #require(try await fixture.send(.get, "/v1/brands/1", token: token).headers[.eTag])
            let changed = try await Self.patch(fixture, token, #"{"description":"one"}"#, ifMatch: first)
            let second = try #require(changed.headers[.eTag])
            #expect(changed.status == 200 && second != first)
            for stale in [first, "\"0\"", "W/\(second)", "nonsense", ""] {
                let answer = try await Self.patch(fixture, token, #"{"description":"two"}"#, ifMatch: stale)
                #expect(answer.status == 412, "\(stale)")
                #expect(answer.code == "precondition_failed")
            }
            for fresh in ["*", "\"x\", \(second)"] {
                #expect(try await Self.patch(fixture, token, "{}", ifMatch: fresh).status == 200, "\(fresh)")
            }
            // A change of a part is one of the brand.
            _ = try await fixture.send(.post, "/v1/brands/1/competitors", token: token, body: #"{"name":"Third"}"#)
            #expect(try await Self.patch(fixture, token, "{}", ifMatch: second).status == 412)
            #expect(try await fixture.send(.get, "/v1/brands/1", token: token).json?["description"]?.text == "one")
        }
    }

    @Test func ofManyChangesAtTheSameTimeEachIsMadeOnWhatTheOthersLeft() async throws {
        try await Self.withBrand { fixture, token in
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for index in 0..<20 {
                    group.addTask {
                        try await fixture.send(
                            .post, "/v1/brands/1/competitors", token: token, body: #"{"name":"C\#(index)"}"#
                        ).status
                    }
                    group.addTask { try await Self.patch(fixture, token, #"{"description":"\#(index)"}"#).status }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.allSatisfy { $0 == 200 })
            #expect(try await fixture.send(.get, "/v1/brands/1/competitors", token: token).ids.count == 22)

            // With a tag, of those who read the same only one gets through.
            let tag = try #require(try await fixture.send(.get, "/v1/brands/1", token: token).headers[.eTag])
            let outcomes = try await withThrowingTaskGroup(of: Int.self) { group in
                for index in 0..<20 {
                    group.addTask {
                        try await Self.patch(fixture, token, #"{"description":"tagged \#(index)"}"#, ifMatch: tag).status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == 200 } == 1)
            #expect(outcomes.count { $0 == 412 } == 19)
        }
    }

    @Test(
        arguments: [
            (.post, "competitors", #"{"name":"Third","websites":["http://ACME.example"]}"#, "Acme"),
            // Where the brand's main website is one of the two, only the domains are compared.
            (.post, "competitors", #"{"name":"Third","websites":["https://acme.example/shop"]}"#, "Acme"),
            (.post, "competitors", #"{"name":"Third","websites":["https://WWW.rival.example/?a=1#b"]}"#, "Rival"),
            (.put, "competitors/2", #"{"name":"Other","websites":["https://rival.example/"]}"#, "Rival"),
            (.patch, "", #"{"website":"rival.example/about"}"#, "Rival"),
            (.patch, "", #"{"alternative_websites":["https://rival.example"]}"#, "Rival"),
        ] as [(HTTPRequest.Method, String, String, String)])
    func aWebsiteHasOneOwner(_ method: HTTPRequest.Method, _ path: String, _ body: String, _ owner: String) async throws {
        try await Self.withBrand { fixture, token in
            let place = "/v1/brands/1" + (path.isEmpty ? "" : "/\(path)")
            let answer = try await fixture.send(method, place, token: token, body: body)
            #expect(answer.status == 409, "\(answer.text)")
            #expect(answer.code == "domain_taken")
            #expect(answer.detail?.contains("of \(owner) already") == true, "\(answer.text)")
        }
    }

    @Test func differentPathsOfOneDomainMayHaveDifferentOwners() async throws {
        try await Self.withBrand { fixture, token in
            for body in [
                #"{"name":"A","websites":["https://mall.example/a","https://mall.example/a/"]}"#,
                #"{"name":"B","websites":["https://mall.example/b"]}"#,
            ] {
                #expect(try await fixture.send(.post, "/v1/brands/1/competitors", token: token, body: body).status == 200)
            }
            #expect(try await Self.patch(fixture, token, #"{"alternative_websites":["https://mall.example/c"]}"#).status == 200)
            // Handed over in one change.
            let moved = try await Self.patch(
                fixture, token, #"{"alternative_websites":["https://rival.example"],"competitors":[{"id":1,"name":"Rival"}]}"#)
            #expect(moved.status == 200, "\(moved.text)")
        }
    }

    @Test func competitorsHaveTheFullSetOfVerbs() async throws {
        try await Self.withBrand { fixture, token in
            let list = try await fixture.send(.get, "/v1/brands/1/competitors?limit=1&offset=1", token: token)
            #expect(list.ids == [2] && list.json?["total"]?.integer == 2)
            #expect(list.json?.keys == ["total", "offset", "limit", "items", "metadata"])
            let made = try await fixture.send(
                .post, "/v1/brands/1/competitors", token: token,
                body:
                    #"{"name":"Third","excluded_names":["Third Rail"],"websites":["https://third.example/x"],"case_sensitive":"yes"}"#
            )
            #expect(made.json?.keys == ["id", "name", "alternative_names", "excluded_names", "websites", "case_sensitive"])
            #expect(made.json?["websites"]?.items?.first?.text == "https://third.example/x")
            // A whole replacement: what is left out becomes empty.
            let replaced = try await fixture.send(
                .put, "/v1/brands/1/competitors/3", token: token, body: #"{"name":"3rd"}"#)
            #expect(replaced.json?["excluded_names"]?.items?.isEmpty == true)
            #expect(try await fixture.send(.get, "/v1/brands/1/competitors/3", token: token).text == replaced.text)
            let bare = try await fixture.send(.put, "/v1/brands/1/competitors/x", token: token, body: "{}")
            #expect(bare.faults == ["int_parsing path.competitor_id", "missing body.name"])
            let long = try await fixture.send(
                .post, "/v1/brands/1/competitors", token: token, body: #"{"name":"\#(String(repeating: "x", count: 201))"}"#)
            #expect(long.faults == ["string_too_long body.name"])
            let gone = try await fixture.send(.delete, "/v1/brands/1/competitors/3", token: token)
            #expect(gone.status == 200 && gone.json != nil)
            for method in [HTTPRequest.Method.get, .delete] {
                #expect(try await fixture.send(method, "/v1/brands/1/competitors/3", token: token).code == "not_found")
            }
        }
    }

    @Test func personasHaveTheFullSetOfVerbs() async throws {
        try await Self.withBrand { fixture, token in
            let made = try await fixture.send(
                .post, "/v1/brands/1/personas", token: token, body: #"{"name":"Chef","description":"Cooks"}"#)
            #expect(made.text == #"{"id":2,"name":"Chef","description":"Cooks"}"#)
            #expect(try await fixture.send(.get, "/v1/brands/1/personas", token: token).ids == [1, 2])
            let replaced = try await fixture.send(
                .put, "/v1/brands/1/personas/2", token: token, body: #"{"name":"Cook","description":""}"#)
            #expect(replaced.text == #"{"id":2,"name":"Cook","description":""}"#)
            #expect(
                try await fixture.send(.put, "/v1/brands/1/personas/2", token: token, body: #"{"name":"Cook"}"#).faults == [
                    "missing body.description"
                ])
            #expect(try await fixture.send(.delete, "/v1/brands/1/personas/2", token: token).status == 200)
            #expect(try await fixture.send(.get, "/v1/brands/1/personas/2", token: token).status == 404)
        }
    }

    @Test func theAuditLogTellsWhatWasBeforeAndAfter() async throws {
        try await Self.withBrand { fixture, token in
            _ = try await Self.patch(
                fixture, token, #"{"name":"Acme Inc","competitors":[{"id":1,"name":"Rival"},{"name":"New"}]}"#)
            let organization = try await fixture.catalog.organizations.find(slug: "northwind")
            let event = try #require(try await fixture.catalog.audit.list(AuditQuery(), of: organization).first)
            #expect(event.action == "brand.changed")
            let changes = Dictionary(uniqueKeysWithValues: event.changes.map { ($0.field, "\($0.before) > \($0.after)") })
            #expect(changes == ["name": "Acme > Acme Inc", "competitors": "Rival, Other > Rival, New"])
        }
    }

    @Test func aBrandThatSomebodyElseChangedMeanwhileIsNotArchived() async throws {
        try await Self.withBrand { fixture, token in
            func archive(_ query: String, ifMatch tag: String) async throws -> Answer {
                try await fixture.send(.delete, "/v1/brands/1\(query)", token: token, headers: [.ifMatch: tag])
            }
            let first = try #require(try await fixture.send(.get, "/v1/brands/1", token: token).headers[.eTag])
            let second = try #require(try await Self.patch(fixture, token, #"{"description":"one"}"#).headers[.eTag])
            for query in ["", "?dry_run=true"] {
                for stale in [first, "nonsense"] {
                    let answer = try await archive(query, ifMatch: stale)
                    #expect(answer.status == 412, "\(answer.text)")
                    #expect(answer.code == "precondition_failed")
                }
            }
            #expect(try await archive("?dry_run=true", ifMatch: second).status == 200)
            #expect(try await fixture.send(.get, "/v1/brands/1", token: token).headers[.eTag] == second)
            #expect(try await archive("", ifMatch: second).text == "{}")
            #expect(try await fixture.send(.get, "/v1/brands/1", token: token).code == "brand_archived")
        }
    }
}
