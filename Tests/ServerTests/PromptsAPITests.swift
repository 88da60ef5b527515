import APIKeys
import Foundation
import HTTPTypes
import Testing
import Web

@testable import Catalog
@testable import Server

/// `/v1/{brand_id}/prompts` and `/v1/{brand_id}/collections`, as clients of the original API use them.
@Suite struct PromptsAPITests {
    static func withBrand(_ body: @escaping @Sendable (Fixture, Token) async throws -> Void) async throws {
        try await withServer { fixture in
            let organization = try await fixture.organization("Northwind")
            let token = try await fixture.key([.query, .configure], .all, in: organization).token
            var content = BrandContent(name: "Acme", website: "https://acme.example", description: "")
            content.alternativeNames = ["ACME Corp"]
            var draft = BrandDraft(content)
            draft.personas = [PersonaContent(name: "Buyer", description: "")]
            _ = try await fixture.catalog.brands.create(draft, in: organization.id, by: .commandLine)
            try await body(fixture, token)
        }
    }

    static func add(_ fixture: Fixture, _ token: Token, _ body: String) async throws -> Answer {
        try await fixture.send(.post, "/v1/1/prompts", token: token, body: body)
    }

    @Test func aPromptComesBackAsTheContractListsIt() async throws {
        try await Self.withBrand { fixture, token in
            let made = try await Self.add(
                fixture, token,
                #"{"text":" Which anvil is best? ","persona_id":1,"stage":"Advice","tags":["b","a","b",""],"key_topics":["anvils"],"language":"en","platforms":["claude","chatgpt"],"extra":1}"#
            )
            #expect(made.status == 200, "\(made.text)")
            #expect(
                made.json?.keys == [
                    "id", "text", "stage", "persona_id", "platforms", "tags", "topics", "branded", "favorite", "status",
                    "created_at",
                ])
            #expect(made.json?["text"]?.text == "Which anvil is best?")
            #expect(made.json?["stage"]?.text == "Advice")
            #expect(made.json?["persona_id"]?.integer == 1)
            #expect(made.json?["platforms"]?.items?.compactMap(\.text) == ["chatgpt", "claude"])
            #expect(made.json?["tags"]?.items?.compactMap(\.text) == ["b", "a"])
            #expect(made.json?["topics"]?.items?.compactMap(\.text) == ["anvils"])
            #expect(made.json?["status"]?.text == "active")
            #expect(made.json?["created_at"]?.text?.hasSuffix("Z") == true)
            #expect(try await fixture.send(.get, "/v1/1/prompts/1", token: token).text == made.text)
        }
    }

    @Test func withoutPlatformsAPromptIsPutToAll() async throws {
        try await Self.withBrand { fixture, token in
            for body in [#"{"text":"a"}"#, #"{"text":"b","platforms":[]}"#] {
                let platforms = try await Self.add(fixture, token, body).json?["platforms"]?.items?.compactMap(\.text)
                #expect(platforms == Platform.allCases.map(\.rawValue))
            }
        }
    }

    @Test(arguments: [
        ("Is Acme any good?", true), ("Is acme's anvil good?", true), ("What about ACME corp?", true), ("Acmeology?", false),
        ("Which anvil?", false),
    ])
    func aPromptIsBrandedWhenItNamesTheBrand(_ text: String, _ isBranded: Bool) async throws {
        try await Self.withBrand { fixture, token in
            let made = try await Self.add(fixture, token, #"{"text":"\#(text)"}"#)
            #expect(made.text.contains("\"branded\":\(isBranded),"), "\(made.text)")
        }
    }

    @Test func aChangeOfTheBrandsNamesIsAChangeOfWhatIsBranded() async throws {
        try await Self.withBrand { fixture, token in
            for text in ["Is Acme good?", "Is Zenith good?"] { _ = try await Self.add(fixture, token, #"{"text":"\#(text)"}"#) }
            func branded() async throws -> [Bool] {
                let items = try await fixture.send(.get, "/v1/1/prompts", token: token).json?["items"]?.items ?? []
                return items.map { if case .bool(true)? = $0["branded"] { true } else { false } }
            }
            #expect(try await branded() == [true, false])
            _ = try await fixture.send(.patch, "/v1/brands/1", token: token, body: #"{"name":"Zenith","alternative_names":[]}"#)
            #expect(try await branded() == [false, true])
            _ = try await fixture.send(.patch, "/v1/brands/1", token: token, body: #"{"excluded_names":["Zenith good"]}"#)
            #expect(try await branded() == [false, false])
        }
    }

    @Test(arguments: [
        ("What is an anvil?", "Awareness"), ("Best anvil for a small smithy", "Advice"), ("Acme vs Rival", "Comparison"),
        ("Is Acme worth the money?", "Evaluation"),
    ])
    func withoutAStageTheRulesDecide(_ text: String, _ stage: String) async throws {
        try await Self.withBrand { fixture, token in
            let made = try await Self.add(fixture, token, #"{"text":"\#(text)"}"#)
            #expect(made.json?["stage"]?.text == stage)
        }
    }

    @Test(arguments: ["advice", "Nowhere", "", "Advice "])
    func anUnknownStageIs400AndSaysWhichThereAre(_ stage: String) async throws {
        try await Self.withBrand { fixture, token in
            let answer = try await Self.add(fixture, token, #"{"text":"a","stage":"\#(stage)"}"#)
            #expect(answer.status == 400)
            #expect(answer.code == "stage_unknown")
            #expect(answer.detail?.contains("Advice, Awareness, Evaluation, Comparison, Other") == true)
        }
    }

    @Test(arguments: [
        ("", ["missing body"]), ("{}", ["missing body.text"]), (#"{"text":1}"#, ["string_type body.text"]),
        (#"{"text":"  "}"#, ["value_error body.text"]),
        (
            #"{"text":"a","persona_id":"x","stage":1,"tags":"t","key_topics":[1],"language":5,"platforms":["bing","claude"]}"#,
            [
                "int_parsing body.persona_id", "string_type body.stage", "list_type body.tags", "string_type body.key_topics.0",
                "string_type body.language", "literal_error body.platforms.0",
            ]
        ),
        (#"{"text":"a","tags":null}"#, ["list_type body.tags"]),
        (#"{"text":"a","language":"english"}"#, ["value_error body.language"]),
        (#"{"text":"a","persona_id":7}"#, ["value_error body.persona_id"]),
        (#"{"text":"a\u0007"}"#, ["value_error body.text"]),
        (#"{"text":"a","tags":["x","\u202E"]}"#, ["value_error body.tags.1"]),
    ])
    func everyFaultOfAPromptIsNamed(_ body: String, _ faults: [String]) async throws {
        try await Self.withBrand { fixture, token in
            let answer = try await Self.add(fixture, token, body)
            #expect(answer.status == 422)
            #expect(answer.faults == faults)
            #expect(try await fixture.send(.get, "/v1/1/prompts", token: token).json?["total"]?.integer == 0)
        }
    }

    @Test func theSamePromptAgainIsTheOneThatIsThere() async throws {
        try await Self.withBrand { fixture, token in
            let first = try await Self.add(fixture, token, #"{"text":"Which anvil?","tags":["a"],"stage":"Other"}"#)
            let again = try await Self.add(fixture, token, #"{"text":"Which anvil?","tags":["b"]}"#)
            #expect(again.text == first.text)
            // For another persona it is another prompt.
            #expect(try await Self.add(fixture, token, #"{"text":"Which anvil?","persona_id":1}"#).json?["id"]?.integer == 2)

            #expect(try await fixture.send(.delete, "/v1/1/prompts/1", token: token).json != nil)
            let archived = try await fixture.send(.get, "/v1/1/prompts/1", token: token)
            #expect(archived.json?["status"]?.text == "archived")
            let restored = try await Self.add(fixture, token, #"{"text":"Which anvil?","tags":["c"]}"#)
            #expect(restored.json?["id"]?.integer == 1)
            #expect(restored.json?["status"]?.text == "active")
            #expect(restored.json?["tags"]?.items?.compactMap(\.text) == ["c"])
            #expect(restored.json?["stage"]?.text == "Other")
        }
    }

    @Test func aListIsNarrowedByStatusAndStage() async throws {
        try await Self.withBrand { fixture, token in
            for (text, stage) in [("a", "Advice"), ("b", "Other"), ("c", "Advice"), ("d", "Advice")] {
                _ = try await Self.add(fixture, token, #"{"text":"\#(text)","stage":"\#(stage)"}"#)
            }
            _ = try await fixture.send(.delete, "/v1/1/prompts/3", token: token)
            let cases: [(String, [Int], Int)] = [
                ("", [1, 2, 4], 3), ("?status=active", [1, 2, 4], 3), ("?status=archived", [3], 1),
                ("?status=all", [1, 2, 3, 4], 4),
                ("?stage=Advice", [1, 4], 2), ("?stage=advice", [], 0), ("?stage=Nowhere", [], 0),
                ("?stage=Advice&stage=Other", [2], 1),
                ("?status=all&limit=1&offset=2", [3], 4), ("?limit=1", [1], 3), ("?offset=9", [], 3), ("?persona_id=1", [], 0),
                ("?fields=id&group_by=x", [1, 2, 4], 3),
            ]
            for (query, ids, total) in cases {
                let page = try await fixture.send(.get, "/v1/1/prompts\(query)", token: token)
                #expect(page.ids == ids, "\(query)")
                #expect(page.json?["total"]?.integer == total, "\(query)")
                #expect(page.json?.keys == ["total", "offset", "limit", "items", "metadata"])
            }
            let wrong = try await fixture.send(.get, "/v1/1/prompts?status=paused", token: token)
            #expect(
                wrong.faults == [
                    "literal_error query.status.literal['active','archived']", "literal_error query.status.literal['all']",
                ])
        }
    }

    @Test func aLargePageIsSentWhole() async throws {
        try await Self.withBrand { fixture, token in
            let drafts = (0..<4500).map { #"{"text":"prompt \#($0)","stage":"Other"}"# }.joined(separator: ",")
            let made = try await fixture.send(.post, "/v1/1/prompts/bulk", token: token, body: "{\"prompts\":[\(drafts)]}")
            #expect(made.json?["created"]?.integer == 4500)
            for (query, ids) in [
                ("limit=1000000", Array(1...4500)), ("limit=4000&offset=7", Array(8...4007)), ("limit=2001", Array(1...2001)),
                ("limit=99999999999999999999&offset=4499", [4500]), ("limit=10000&offset=9999999999999999999", []),
            ] {
                let page = try await fixture.send(.get, "/v1/1/prompts?\(query)", token: token)
                #expect(page.status == 200)
                #expect(page.ids == ids, "\(query)")
                #expect(page.json?["total"]?.integer == 4500)
                #expect(page.json?.keys == ["total", "offset", "limit", "items", "metadata"])
                #expect(page.headers[.contentType] == "application/json")
            }
        }
    }

    @Test func manyAreMadeAtOnceOrNone() async throws {
        try await Self.withBrand { fixture, token in
            _ = try await Self.add(fixture, token, #"{"text":"there"}"#)
            _ = try await Self.add(fixture, token, #"{"text":"gone"}"#)
            _ = try await fixture.send(.delete, "/v1/1/prompts/2", token: token)
            func bulk(_ prompts: String, _ query: String = "") async throws -> Answer {
                try await fixture.send(.post, "/v1/1/prompts/bulk\(query)", token: token, body: "{\"prompts\":\(prompts)}")
            }
            let mixed = #"[{"text":"there"},{"text":"gone"},{"text":"new"},{"text":"new"}]"#
            let rehearsed = try await bulk(mixed, "?dry_run=true")
            #expect(rehearsed.text.hasPrefix(#"{"dry_run":true,"created":1,"restored":1,"existing":2,"#), "\(rehearsed.text)")
            #expect(try await fixture.send(.get, "/v1/1/prompts?status=all", token: token).json?["total"]?.integer == 2)
            let made = try await bulk(mixed)
            #expect(made.text.hasPrefix(#"{"dry_run":false,"created":1,"restored":1,"existing":2,"#), "\(made.text)")
            #expect(made.ids == [1, 2, 3, 3])
            let wrong = try await bulk(#"[{"text":"fine"},{"text":" "},{"text":"x","stage":"No"},{"text":"y","persona_id":9}]"#)
            #expect(
                wrong.faults == [
                    "value_error body.prompts.1.text", "value_error body.prompts.2.stage",
                    "value_error body.prompts.3.persona_id",
                ])
            let shapes = try await bulk(#"[{"text":"fine"},{},7,{"text":""}]"#)
            #expect(
                shapes.faults == [
                    "missing body.prompts.1.text", "model_attributes_type body.prompts.2", "string_too_short body.prompts.3.text",
                ])
            #expect(try await bulk("[]").faults == ["too_short body.prompts"])
            #expect(try await fixture.send(.get, "/v1/1/prompts?status=all", token: token).json?["total"]?.integer == 3)
        }
    }

    @Test func whatMayChangeOfAPromptChanges() async throws {
        try await Self.withBrand { fixture, token in
            _ = try await Self.add(fixture, token, #"{"text":"a","tags":["x"],"persona_id":1}"#)
            _ = try await Self.add(fixture, token, #"{"text":"a"}"#)
            func patch(_ body: String) async throws -> Answer {
                try await fixture.send(.patch, "/v1/1/prompts/1", token: token, body: body)
            }
            let changed = try await patch(#"{"tags":["y"],"favorite":true,"stage":"Comparison","platforms":["grok"],"text":"b"}"#)
            #expect(changed.json?["text"]?.text == "a")
            #expect(changed.json?["tags"]?.items?.compactMap(\.text) == ["y"])
            #expect(changed.json?["stage"]?.text == "Comparison")
            #expect(changed.json?["platforms"]?.items?.compactMap(\.text) == ["grok"])
            #expect(changed.json?["persona_id"]?.integer == 1)
            #expect(try await patch(#"{"status":"archived"}"#).json?["status"]?.text == "archived")
            #expect(try await patch(#"{"status":"active"}"#).json?["status"]?.text == "active")
            let twin = try await patch(#"{"persona_id":null}"#)
            #expect(twin.status == 409 && twin.detail?.contains("prompt 2") == true, "\(twin.text)")
            #expect(try await patch(#"{"stage":"No"}"#).code == "stage_unknown")
            #expect(try await patch(#"{"favorite":"maybe"}"#).faults == ["bool_parsing body.favorite"])
        }
    }

    @Test func aCollectionQueuesOneJobAPlatformOnce() async throws {
        try await Self.withBrand { fixture, token in
            _ = try await Self.add(fixture, token, #"{"text":"a","platforms":["chatgpt","claude"]}"#)
            func collect(_ body: String) async throws -> Answer {
                try await fixture.send(.post, "/v1/1/collections", token: token, body: body)
            }
            let first = try await collect(#"{"prompt_id":1,"platforms":["claude","chatgpt","claude"]}"#)
            #expect(first.status == 200, "\(first.text)")
            #expect(first.json?["prompt_id"]?.integer == 1)
            let events = try #require(first.json?["events"]?.items)
            #expect(events.compactMap { $0["platform"]?.text } == ["chatgpt", "claude"])
            #expect(Set(events.compactMap { $0["inngest_event_id"]?.text }).count == 2)
            #expect(first.text.contains(#""collector_configured":false"#))
            #expect(
                try await collect(#"{"prompt_id":"1","platforms":["claude"]}"#).json?["events"]?.items?.first?[
                    "inngest_event_id"]?.text
                    == events[1]["inngest_event_id"]?.text)
            let jobs = try await fixture.send(.get, "/v1/1/collections", token: token)
            #expect(jobs.json?["total"]?.integer == 2)
            #expect(jobs.json?["items"]?.items?.compactMap { $0["platform"]?.text } == ["claude", "chatgpt"])
            #expect(jobs.json?["items"]?.items?.allSatisfy { $0["state"]?.text == "queued" } == true)
            #expect(try await fixture.send(.get, "/v1/1/collections?state=done", token: token).json?["total"]?.integer == 0)

            #expect(try await collect(#"{"prompt_id":1,"platforms":["grok"]}"#).faults == ["value_error body.platforms"])
            #expect(try await collect(#"{"prompt_id":9,"platforms":["grok"]}"#).status == 404)
            #expect(try await collect(#"{"platforms":[]}"#).faults == ["missing body.prompt_id", "too_short body.platforms"])
            _ = try await fixture.send(.delete, "/v1/1/prompts/1", token: token)
            #expect(try await collect(#"{"prompt_id":1,"platforms":["claude"]}"#).status == 409)
        }
    }
}
