import APIKeys
import Foundation
import HTTPTypes
import Testing
import Web

@testable import Catalog
@testable import Server

/// `GET /v1/{brand_id}/query` and `POST /v2/query/{brand_id}`, from answers that were sent in over HTTP.
@Suite struct QueryAPITests {
    /// Four answers: Acme is in three of them, Globex in two; on 4 and 5 January 2027, a Monday and a Tuesday.
    private static func withAnswers(_ body: @escaping @Sendable (Fixture, Token) async throws -> Void) async throws {
        try await ResponsesAPITests.withBrand { fixture, token in
            let answers = [
                (1, "chatgpt", "2027-01-04", "Acme", #"[{"url":"https://acme.example/a"},{"url":"https://news.example"}]"#),
                (1, "claude", "2027-01-04", "Globex", "[]"), (2, "chatgpt", "2027-01-05", "Acme, Globex", "[]"),
                (2, "claude", "2027-01-05", "Acme", #"[{"url":"https://news.example"}]"#),
            ].map { prompt, platform, date, text, citations in
                #"{"prompt_id":\#(prompt),"platform":"\#(platform)","created_at":"\#(date)T12:00:00Z","response_text":"\#(text)","citations":\#(citations)}"#
            }
            #expect(try await ResponsesAPITests.add(fixture, token, "[\(answers.joined(separator: ","))]").status == 200)
            try await body(fixture, token)
        }
    }

    private static let days = "start_date=2027-01-01&end_date=2027-01-31"

    @Test(arguments: [
        ("fields=responses", #"[{"responses":4}]"#),
        (
            "fields=date,responses,brand_presence_percentage",
            #"[{"date":"20270104","responses":2,"brand_presence_percentage":0.5},{"date":"20270105","responses":2,"brand_presence_percentage":1.0}]"#
        ),
        ("fields=date_week", #"[{"date_week":"202701"}]"#),
        (
            "fields=ai_platform,brand_presence_percentage&filters=ai_platform:ChatGPT",
            #"[{"ai_platform":"ChatGPT","brand_presence_percentage":1.0}]"#
        ),
        ("fields=tag,responses", #"[{"tag":"tools","responses":2},{"tag":null,"responses":2}]"#),
        (
            "fields=competitor_name,competitor_presence_percentage,responses",
            #"[{"competitor_name":"Globex","competitor_presence_percentage":0.5,"responses":4},{"competitor_name":"Initech","competitor_presence_percentage":0.0,"responses":4}]"#
        ),
        (
            "fields=source_domain,citation_count&having=citation_count:gt:0",
            #"[{"source_domain":"acme.example","citation_count":1},{"source_domain":"news.example","citation_count":2}]"#
        ),
        (
            "fields=brand_citation_rate,brand_citation_share_of_voice",
            #"[{"brand_citation_rate":0.25,"brand_citation_share_of_voice":0.5}]"#
        ),
        (
            "fields=date,responses&limit=1&offset=1&group_by=x&platform=claude&stage=Advice",
            #"[{"date":"20270105","responses":2}]"#
        ),
        ("fields=date,responses&offset=2", "[]"),
        ("fields=responses&filters=tag:nothing", #"[{"responses":0}]"#),
        (
            "fields=persona_name,stage,branded",
            #"[{"persona_name":"Buyer","stage":"Comparison","branded":true},{"persona_name":null,"stage":"Advice","branded":false}]"#
        ),
    ])
    func rowsAreThoseOfTheContract(_ query: String, _ rows: String) async throws {
        try await Self.withAnswers { fixture, token in
            let answer = try await fixture.send(.get, "/v1/1/query?\(Self.days)&\(query)", token: token)
            #expect(answer.text == rows)
            #expect(answer.headers[.contentType] == "application/json")
        }
    }

    @Test func theDefaultPeriodIsThirtyDaysAndToday() async throws {
        try await Self.withAnswers { fixture, token in
            // The clock stands at 2027-01-15.
            let today = try await fixture.send(.get, "/v1/1/query?fields=responses", token: token)
            #expect(today.text == #"[{"responses":4}]"#)
            fixture.clock.advance(by: .seconds(86_400 * 20))
            #expect(
                try await fixture.send(.get, "/v1/1/query?fields=date,responses", token: token).text
                    == #"[{"date":"20270105","responses":2}]"#)
        }
    }

    @Test(arguments: [
        ("fields=brand_presense_percentage", 400, "brand_presence_percentage"),
        ("fields=date&start_date=2024-02-30", 400, "2024-02-30"),
        ("fields=date&start_date=2027-01-02&end_date=2027-01-01", 400, "invalid date range"),
        ("filters=prompt:x", 400, "prompt_id"),
        ("filters=colour:red", 400, "colour"), ("having=responses:above:3", 400, "above"),
    ])
    func whatMakesNoSenseIsNamed(_ query: String, _ status: Int, _ word: String) async throws {
        try await Self.withAnswers { fixture, token in
            let answer = try await fixture.send(.get, "/v1/1/query?\(query)", token: token)
            #expect(answer.status == status)
            #expect(answer.detail?.contains(word) == true, "\(answer.text)")
        }
    }

    @Test func boundsAreFastAPIs() async throws {
        try await Self.withAnswers { fixture, token in
            let answer = try await fixture.send(.get, "/v1/1/query?limit=90001&offset=-1", token: token)
            #expect(answer.faults == ["less_than_equal query.limit", "greater_than_equal query.offset"])
            let body = try await fixture.send(
                .post, "/v2/query/1", token: token, body: #"{"fields":[],"limit":0,"filters":[{}]}"#)
            #expect(body.status == 422)
            #expect(
                Set(body.faults) == [
                    "greater_than_equal body.limit", "missing body.filters.0.field", "missing body.filters.0.values",
                ])
            let empty = try await fixture.send(.post, "/v2/query/1", token: token, body: #"{"fields":[]}"#)
            #expect(empty.faults == ["too_short body.fields"])
        }
    }

    @Test func columnsStandBesideThoseOfAnEarlierPeriod() async throws {
        try await Self.withAnswers { fixture, token in
            let body = #"""
                {"fields":["date","ai_platform","responses"],"start_date":"2027-01-05","end_date":"2027-01-05",
                "filters":[{"field":"ai_platform","value":"Claude"}],"comparison":{"type":"prior_period"}}
                """#
            let answer = try await fixture.send(.post, "/v2/query/1", token: token, body: body)
            #expect(
                answer.text
                    == #"{"columns":[{"name":"date","kind":"dimension","type":"string"},{"name":"ai_platform","kind":"dimension","type":"string"},{"name":"responses","kind":"metric","type":"integer"}],"data":[["20270105"],["Claude"],[1]],"row_count":1,"start_date":"2027-01-05","end_date":"2027-01-05","comparison":{"mode":"prior_period","start_date":"2027-01-04","end_date":"2027-01-04","data":[["20270104"],["Claude"],[1]]}}"#
            )
        }
    }

    @Test func theNextQuerySeesWhatCameInAndWhatWasChanged() async throws {
        try await Self.withAnswers { fixture, token in
            func rows() async throws -> String {
                try await fixture.send(.get, "/v1/1/query?\(Self.days)&fields=tag,responses", token: token).text
            }
            let before = try await rows()
            #expect(before == #"[{"tag":"tools","responses":2},{"tag":null,"responses":2}]"#)
            let one = #"{"prompt_id":2,"platform":"grok","response_text":"a","created_at":"2027-01-06T00:00:00Z"}"#
            #expect(try await ResponsesAPITests.add(fixture, token, one).status == 200)
            #expect(try await rows() == #"[{"tag":"tools","responses":2},{"tag":null,"responses":3}]"#)
            #expect(try await fixture.send(.patch, "/v1/1/prompts/2", token: token, body: #"{"tags":["new"]}"#).status == 200)
            #expect(try await rows() == #"[{"tag":"new","responses":3},{"tag":"tools","responses":2}]"#)
        }
    }

    @Test func anotherBrandsAnswersAreNotAmongThem() async throws {
        try await Self.withAnswers { fixture, token in
            let organization = try #require(try await fixture.catalog.organizations.all().first)
            let other = try await fixture.brand("other", in: organization)
            #expect(
                try await fixture.send(.get, "/v1/\(other)/query?\(Self.days)&fields=responses", token: token).text
                    == #"[{"responses":0}]"#)
            let narrow = try await fixture.key([.query], .specific([other]), in: organization).token
            #expect(try await fixture.send(.get, "/v1/1/query", token: narrow).code == "brand_not_granted")
            #expect(try await fixture.send(.post, "/v2/query/1", token: narrow, body: "{}").code == "brand_not_granted")
        }
    }
}
