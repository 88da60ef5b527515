import APIKeys
import HTTPTypes
import Testing
import Web

@testable import Catalog
@testable import DataAPI
@testable import Server

/// The wire contract of `/v1/brands`, as clients of the original API read it.
@Suite struct BrandsAPITests {
    static func withKey(
        _ body: @escaping @Sendable (Fixture, Organization, Token) async throws -> Void
    ) async throws {
        try await withServer { fixture in
            let organization = try await fixture.organization("Northwind")
            let token = try await fixture.key([.query, .createBrand], .all, in: organization).token
            try await body(fixture, organization, token)
        }
    }

    @Test func aListHasTheEnvelopeOfTheContract() async throws {
        try await Self.withKey { fixture, organization, token in
            for index in 1...5 { _ = try await fixture.brand("brand-\(index)", in: organization) }
            let page = try await fixture.send(.get, "/v1/brands", token: token)
            #expect(page.json?.keys.map(Set.init) == ["total", "offset", "limit", "items", "metadata"])
            #expect(page.json?["total"]?.integer == 5)
            #expect(page.json?["limit"]?.integer == 100)
            #expect(page.json?["items"]?.items?.first?.keys.map(Set.init) == ["id", "name", "website"])
            #expect(page.headers[.contentType] == "application/json")
        }
    }

    @Test(
        arguments: [
            ("", [1, 2, 3, 4, 5], 100, 0), ("?limit=2", [1, 2], 2, 0), ("?limit=2&offset=4", [5], 2, 4),
            ("?offset=9", [], 100, 9),
            ("?limit=1&limit=3", [1, 2, 3], 3, 0), ("?limit=1000000", [1, 2, 3, 4, 5], 1_000_000, 0),
            ("?group_by=x&platform=a&platform=b", [1, 2, 3, 4, 5], 100, 0), ("?limit=%32", [1, 2], 2, 0),
            ("?&&=&limit=2", [1, 2], 2, 0),
            ("?limit=99999999999999999999", [1, 2, 3, 4, 5], Int.max, 0),
        ] as [(String, [Int], Int, Int)])
    func pagesAreCutAsAsked(_ query: String, _ ids: [Int], _ limit: Int, _ offset: Int) async throws {
        try await Self.withKey { fixture, organization, token in
            for index in 1...5 { _ = try await fixture.brand("brand-\(index)", in: organization) }
            let page = try await fixture.send(
                .get, "/v1/brands\(query)", token: token, headers: [.contentType: "application/json"])
            #expect(page.status == 200)
            #expect(page.ids == ids)
            #expect(page.json?["total"]?.integer == 5)
            #expect(page.json?["limit"]?.integer == limit)
            #expect(page.json?["offset"]?.integer == offset)
        }
    }

    /// More pages than are kept, so that some take one another's place, of keys with several reaches.
    @Test func nobodyGetsAnotherPageThanTheOneAskedFor() async throws {
        try await Self.withKey { fixture, organization, token in
            var ids: [Int] = []
            for index in 1...4 { ids.append(try await fixture.brand("brand-\(index)", in: organization)) }
            var reaches = [(token, ids)]
            for reach in [[ids[0]], [ids[0], ids[3]], [ids[0], ids[1], ids[3]], [ids[1], ids[2]]] {
                reaches.append((try await fixture.key(.query, .specific(reach), in: organization).token, reach))
            }
            for _ in 1...2 {
                for limit in 1...30 {
                    for offset in 0...2 {
                        for (token, reach) in reaches {
                            let page = try await fixture.send(.get, "/v1/brands?limit=\(limit)&offset=\(offset)", token: token)
                            #expect(page.ids == Array(reach.dropFirst(offset).prefix(limit)))
                            #expect(page.json?["limit"]?.integer == limit)
                        }
                    }
                }
            }
        }
    }

    @Test(arguments: [1, 8, 64])
    func pagesOfKeysForOneBrandEachDoNotCrowdOneAnother(_ brandsEach: Int) {
        let places = (1...64).map { number in
            BrandPages.place(
                of: BrandPages.Request(organization: number, access: .specific([number * brandsEach + 3]), limit: 100, offset: 0))
        }
        // Thrown at random they would take 57 of 256.
        #expect(Set(places).count >= 48)
    }

    @Test(arguments: [
        ("limit=0", ["greater_than_equal query.limit"]), ("limit=x", ["int_parsing query.limit"]),
        ("limit=", ["int_parsing query.limit"]),
        ("limit=1.5", ["int_parsing query.limit"]), ("offset=-1", ["greater_than_equal query.offset"]),
        ("limit=-5&offset=a", ["greater_than_equal query.limit", "int_parsing query.offset"]),
    ])
    func aWrongParameterIsNamed(_ query: String, _ faults: [String]) async throws {
        try await Self.withKey { fixture, _, token in
            let answer = try await fixture.send(.get, "/v1/brands?\(query)", token: token)
            #expect(answer.status == 422)
            #expect(answer.faults == faults)
            #expect(answer.code == "validation_failed")
        }
    }

    @Test func aBrandComesBackWholeAsItWasSent() async throws {
        try await Self.withKey { fixture, _, token in
            let body = """
                {"name":"Caliber \\"x\\" 日本","website":"https://caliber.example/a","description":"Two\\nlines",
                "alternative_names":["Cal"],"excluded_names":["Caliber Auto Wash"],"alternative_websites":["https://cal.example"],
                "competitors":[{"name":"Rival","websites":["https://rival.example"],"case_sensitive":true,"alternative_names":["R"]}],
                "personas":[{"name":"Buyer","description":"Buys"}],"key_topics":["washing"],"status":"lead",
                "case_sensitive":true,"unknown_key":{"a":[1]}}
                """
            let made = try await fixture.send(.post, "/v1/brands", token: token, body: body)
            #expect(made.status == 200)
            #expect(made.text.hasPrefix("{\"id\":1,"))
            let read = try await fixture.send(.get, "/v1/brands/1", token: token)
            #expect(read.text == made.text)
            #expect(read.json?["name"]?.text == "Caliber \"x\" 日本")
            #expect(read.json?["description"]?.text == "Two\nlines")
            #expect(read.json?["status"]?.text == "lead")
            #expect(read.json?["excluded_names"]?.items?.compactMap(\.text) == ["Caliber Auto Wash"])
            let rival = try #require(read.json?["competitors"]?.items?.first)
            #expect(rival["id"]?.integer == 1)
            #expect(rival["websites"]?.items?.compactMap(\.text) == ["https://rival.example"])
            #expect(read.json?["personas"]?.items?.first?["description"]?.text == "Buys")
            #expect(read.json?.keys?.contains("error") == false)
        }
    }

    @Test(arguments: [
        ("", ["missing body"]), ("{", ["json_invalid body.1"]), ("[]", ["model_attributes_type body"]),
        ("5", ["model_attributes_type body"]),
        ("{}", ["missing body.name", "missing body.website", "missing body.description"]),
        (#"{"name":"","website":"w","description":"d"}"#, ["string_too_short body.name"]),
        (
            #"{"name":1,"website":null,"description":[]}"#,
            ["string_type body.name", "string_type body.website", "string_type body.description"]
        ),
        (
            #"{"name":"n","website":"w","description":"d","status":"gone","case_sensitive":"maybe","key_topics":"x","alternative_names":[1]}"#,
            [
                "string_type body.alternative_names.0", "list_type body.key_topics", "literal_error body.status",
                "bool_parsing body.case_sensitive",
            ]
        ),
        (
            #"{"name":"n","website":"w","description":"d","competitors":[{"name":""},{"websites":["rival.example"]},7],"personas":[{}]}"#,
            [
                "string_too_short body.competitors.0.name", "missing body.competitors.1.name",
                "url_parsing body.competitors.1.websites.0",
                "model_attributes_type body.competitors.2", "missing body.personas.0.name", "missing body.personas.0.description",
            ]
        ),
        (#"{"name":"a\u0007b","website":"w","description":"d"}"#, ["value_error body.name"]),
    ])
    func everyFaultOfABodyIsReportedAtOnceAndNothingIsMade(_ body: String, _ faults: [String]) async throws {
        try await Self.withKey { fixture, organization, token in
            let answer = try await fixture.send(.post, "/v1/brands", token: token, body: body)
            #expect(answer.status == 422)
            #expect(answer.faults == faults)
            #expect(try await fixture.catalog.brands.list(of: organization.id).isEmpty)
        }
    }

    @Test(arguments: [
        "competitors\":[{\"name\":\"\\u0000\"}]", "competitors\":[{\"name\":\"a\",\"alternative_names\":[\"b\\u0007\"]}]",
        "personas\":[{\"name\":\"\\u0007\",\"description\":\"\"}]", "key_topics\":[\"\\u0007\"]",
        "excluded_names\":[\"\\u202E\"]",
    ])
    func textWithinListsIsCheckedToo(_ member: String) async throws {
        try await Self.withKey { fixture, organization, token in
            let body = "{\"name\":\"n\",\"website\":\"w\",\"description\":\"d\",\"\(member)}"
            let answer = try await fixture.send(.post, "/v1/brands", token: token, body: body)
            #expect(answer.status == 422, "\(answer.text)")
            #expect(try await fixture.catalog.brands.list(of: organization.id).isEmpty)
        }
    }

    @Test(arguments: [
        String(repeating: "[", count: 500_000),
        "{\"a\":" + String(repeating: "[", count: 65) + String(repeating: "]", count: 65) + "}",
        "{\"alternative_names\":[" + String(repeating: "1,", count: 400_000) + "1]}",
        "{\"competitors\":[" + String(repeating: "{},", count: 300_000) + "{}]}",
        "{\"competitors\":[" + String(repeating: "{},", count: 5_000) + "{}]}",
    ])
    func aBodyMadeToHurtIsRefusedWithASmallAnswer(_ body: String) async throws {
        try await Self.withKey { fixture, _, token in
            let answer = try await fixture.send(.post, "/v1/brands", token: token, body: body)
            #expect(answer.status == 422)
            #expect(answer.text.utf8.count < 60_000, "\(answer.text.utf8.count)")
        }
    }

    @Test func aBodyBeyondTheLimitIsRefused() async throws {
        try await Self.withKey { fixture, organization, token in
            let body = #"{"name":"n","website":"w","description":""# + String(repeating: "x", count: 1_100_000) + #""}"#
            let answer = try await fixture.send(.post, "/v1/brands", token: token, body: body)
            #expect(answer.status == 413)
            #expect(answer.code == "body_too_large")
            #expect(try await fixture.catalog.brands.list(of: organization.id).isEmpty)
        }
    }

    @Test func archivingAnswersJSONAndTakesTheBrandOffTheList() async throws {
        try await Self.withKey { fixture, organization, token in
            let id = try await fixture.brand("fabrikam", in: organization)
            let answer = try await fixture.send(.delete, "/v1/brands/\(id)", token: token)
            #expect(answer.status == 200)
            #expect(answer.json != nil)
            #expect(try await fixture.send(.get, "/v1/brands", token: token).ids == [])
            #expect(try await fixture.send(.get, "/v1/brands/\(id)", token: token).code == "brand_archived")
            let events = try await fixture.catalog.audit.list(AuditQuery(), of: organization)
            #expect(events.first?.action == "brand.archived")
            #expect(events.first?.actorKind == "key")
        }
    }

    @Test(arguments: ["abc", "1.5", "1e3", "%20", "0x1"])
    func aPathThatIsNoIntegerIsSaidToBeNone(_ id: String) async throws {
        try await Self.withKey { fixture, _, token in
            let answer = try await fixture.send(.get, "/v1/brands/\(id)", token: token)
            #expect(answer.faults == ["int_parsing path.brand_id"])
            // Whoever may not ask learns nothing else.
            #expect(try await fixture.send(.get, "/v1/brands/\(id)").code == "key_missing")
        }
    }

    @Test func aListIsNeverOlderThanTheLastChange() async throws {
        try await Self.withKey { fixture, organization, token in
            for index in 1...20 {
                let id = try await fixture.brand("brand-\(index)", in: organization)
                #expect(try await fixture.send(.get, "/v1/brands", token: token).ids.last == id)
            }
        }
    }
}
