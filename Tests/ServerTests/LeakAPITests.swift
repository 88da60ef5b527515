import APIKeys
import DataAPI
import HTTPTypes
import Synchronization
import Testing
import Web

@testable import Catalog
@testable import Server

/// `POST /v1/leaks`, by anyone.
@Suite struct LeakAPITests {
    /// Everything of an answer that its sender did not choose, but the date.
    private static func whole(_ answer: Answer) -> String {
        var headers = answer.headers
        headers[.date] = nil
        return ([String(answer.status)] + headers.map { "\($0.name): \($0.value)" }.sorted() + [answer.text]).joined(
            separator: "\n")
    }

    private static func body(_ tokens: [Token]) -> String { #"{"tokens":\#(tokens.map { $0.reveal() })}"# }

    @Test func theAnswerIsTheSameWhateverTheTokensAre() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            var tokens: [Token] = [.generate(), .generate(.admin), ours.token]
            for _ in 0..<3 { tokens.append(try await ours.make().token) }
            _ = try await fixture.catalog.keys.revoke(tokens[4].id, in: ours.organization, by: .commandLine)
            let forged = try #require(Token(impersonating: tokens[5].id))
            tokens.append(forged)
            var policy = OrganizationPolicy()
            var answers: Set<String> = []
            for response in [OrganizationPolicy.LeakResponse.flag, .revoke] {
                policy.onLeak = response
                _ = try await fixture.catalog.policies.set(policy, of: ours.organization, by: .commandLine)
                for token in tokens {
                    let headers: HTTPFields = [.known("X-Request-Id"): "same"]
                    let answer = try await fixture.send(.post, "/v1/leaks", headers: headers, body: Self.body([token]))
                    answers.insert(Self.whole(answer))
                    // Once more, when the first is worked off and its key revoked.
                    _ = try await fixture.catalog.leaks.workOff()
                    answers.insert(
                        Self.whole(try await fixture.send(.post, "/v1/leaks", headers: headers, body: Self.body([token]))))
                }
            }
            #expect(answers.count == 1, "\(answers)")
            #expect(answers.first?.hasPrefix("202\n") == true)
            #expect(answers.first?.hasSuffix(#"{"received":1}"#) == true)
            _ = try await fixture.catalog.leaks.workOff()
            for token in tokens[3...5] {
                #expect(try await fixture.send(.get, "/v1/", token: token).code == "key_revoked")
            }
            #expect(try await ours.send(.get).code == "key_revoked")
        }
    }

    /// What a report costs before it is answered: one row for every token, of a size that says nothing.
    @Test func beforeTheAnswerTheSameIsDoneForEveryToken() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let real = try await ours.make().token
            for token in [real, .generate(), try #require(Token(impersonating: real.id))] {
                _ = try await fixture.send(.post, "/v1/leaks", body: Self.body([token]))
                #expect(try await fixture.send(.get, "/v1/", token: real).status == 200, "nothing is done yet")
            }
            let batch = try await fixture.parts.stores.leaks.queued(after: 0, limit: 10)
            #expect(batch.reports.count == 3)
            #expect(batch.damaged.isEmpty)
        }
    }

    @Test func aBadItemDoesNotStopTheOthersAndTextAroundATokenDoesNotHideIt() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            var tokens: [Token] = []
            for _ in 0..<4 { tokens.append(try await ours.make().token) }
            let body = """
                {"source":"pastebin","url":"https://paste.example/1","more":{},"tokens":[
                 null, 7, "", "lk_nothing", {}, {"token":null}, {"token":["\(tokens[0].reveal())"]}, [["\(tokens[0].reveal())"]],
                 "\(tokens[1].reveal())", {"token":"Authorization: Bearer \(tokens[2].reveal())\\n","url":"https://paste.example/2"},
                 {"token":"\(tokens[3].reveal())","source":7,"url":null}, "\(tokens[1].reveal())"]}
                """
            let answer = try await fixture.send(.post, "/v1/leaks", body: body)
            #expect(answer.status == 202, "\(answer.text)")
            #expect(answer.json?["received"]?.integer == 12)
            _ = try await fixture.catalog.leaks.workOff()
            for (token, code) in zip(tokens, [nil, "key_revoked", "key_revoked", "key_revoked"]) {
                #expect(try await fixture.send(.get, "/v1/", token: token).code == code)
            }
            let told = try await ours.send(.get, "leaks")
            let places = (told.json?["items"]?.items ?? []).reduce(into: [:]) { $0[$1["key_id"]?.text] = $1["url"]?.text }
            #expect(
                places == [
                    tokens[1].id.description: "https://paste.example/1", tokens[2].id.description: "https://paste.example/2",
                    tokens[3].id.description: "https://paste.example/1",
                ])
            for token in tokens { #expect(!told.text.contains(token.reveal())) }
            #expect(try await ours.actions().count { $0 == "key.leaked" } == 3)
        }
    }

    @Test func allTokensOfATextCountWhateverJSONStandsBesideIt() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            var tokens: [Token] = []
            for _ in 0..<3 { tokens.append(try await ours.make().token) }
            let deep = String(repeating: "[", count: 70) + String(repeating: "]", count: 70)
            let body = """
                {"source":-1e999,"url":\(deep),"tokens":[1e999,\(deep),
                 "LOOKER=\(tokens[0].reveal()) ETL=\(tokens[1].reveal())",{"token":"\(tokens[2].reveal())","url":1e999}]}
                """
            let answer = try await fixture.send(.post, "/v1/leaks", body: body)
            #expect(answer.status == 202, "\(answer.text)")
            #expect(answer.json?["received"]?.integer == 4)
            _ = try await fixture.catalog.leaks.workOff()
            for token in tokens { #expect(try await fixture.send(.get, "/v1/", token: token).code == "key_revoked") }
        }
    }

    @Test(arguments: [
        ("", "json_invalid body.0"), ("[]", "model_attributes_type body"), ("7", "model_attributes_type body"),
        ("{}", "missing body.tokens"), (#"{"tokens":"lk_"}"#, "list_type body.tokens"),
        (#"{"tokens":null}"#, "list_type body.tokens"),
        (#"{"tokens":{"a":1}}"#, "list_type body.tokens"), (#"{"tokens":["#, "json_invalid body.11"),
    ])
    func whatIsNoListOfTokensIs422(_ body: String, _ fault: String) async throws {
        try await withServer { fixture in
            let answer = try await fixture.send(.post, "/v1/leaks", body: body)
            #expect(answer.status == 422)
            #expect(answer.faults == [fault])
        }
    }

    @Test func aListHasItsBounds() async throws {
        try await withServer { fixture in
            let item = "\"\(Token.generate().reveal())\""
            for (count, status) in [(0, 202), (1000, 202), (1001, 422)] {
                let list = Array(repeating: item, count: count).joined(separator: ",")
                let answer = try await fixture.send(.post, "/v1/leaks", body: #"{"tokens":[\#(list)]}"#)
                #expect(answer.status == status)
                if status == 202 { #expect(answer.json?["received"]?.integer == count) }
            }
            for (count, status) in [(1000, 202), (1001, 422)] {
                let text = Array(repeating: item.dropFirst().dropLast(), count: count).joined(separator: " ")
                #expect(try await fixture.send(.post, "/v1/leaks", body: #"{"tokens":["\#(text)"]}"#).status == status)
            }
            let large = String(repeating: "x", count: 1_100_000)
            #expect(try await fixture.send(.post, "/v1/leaks", body: #"{"tokens":["\#(large)"]}"#).status == 413)
        }
    }

    @Test func aKeyIsNotNeededAndChangesNothing() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            for token in [nil, .generate(), ours.token, try await ours.make().token] {
                #expect(try await fixture.send(.post, "/v1/leaks", token: token, body: #"{"tokens":[]}"#).status == 202)
            }
            #expect(try await fixture.send(.get, "/v1/leaks").status == 405)
        }
    }

    @Test func oneAddressMayReportSoOftenAndIsToldWhenToComeAgain() async throws {
        let uptime = Uptime()
        var settings = LeakSettings()
        settings.perMinute = 3
        settings.uptime = { uptime.now }
        try await withServer(leaks: settings) { fixture in
            for _ in 0..<3 { #expect(try await fixture.send(.post, "/v1/leaks", body: #"{"tokens":[]}"#).status == 202) }
            let refused = try await fixture.send(.post, "/v1/leaks", body: #"{"tokens":[]}"#)
            #expect(refused.status == 429)
            #expect(refused.code == "rate_limited")
            #expect(refused.headers[.retryAfter] == "20")
            // Whoever forges the header of a proxy is the same address still.
            let headers: HTTPFields = [.known("X-Forwarded-For"): "198.51.100.9"]
            #expect(try await fixture.send(.post, "/v1/leaks", headers: headers, body: #"{"tokens":[]}"#).status == 429)
            uptime.advance(seconds: 20)
            #expect(try await fixture.send(.post, "/v1/leaks", body: #"{"tokens":[]}"#).status == 202)
            #expect(try await fixture.send(.post, "/v1/leaks", body: #"{"tokens":[]}"#).status == 429)
        }
    }

    @Test func aFullQueueTakesNothingAndSaysSo() async throws {
        try await withServer { fixture in
            let junk = (0..<LeakService.queueCapacity).map { _ in LeakReport(.generate(), at: LeakPlace(.anyone)) }
            #expect(try await fixture.catalog.leaks.receive(junk))
            let answer = try await fixture.send(.post, "/v1/leaks", body: Self.body([.generate()]))
            #expect(answer.status == 503)
            #expect(answer.code == "queue_full")
            #expect(answer.headers[.retryAfter] == "5")
        }
    }
}

/// The nanoseconds of a machine that tests wind on.
private final class Uptime: Sendable {
    private let nanoseconds = Mutex<Int64>(1_000_000_000)

    var now: Int64 { nanoseconds.withLock { $0 } }
    func advance(seconds: Int64) { nanoseconds.withLock { $0 += seconds * 1_000_000_000 } }
}

extension Token {
    /// Another secret behind the id of somebody's key, with a checksum that is right.
    init?(impersonating id: KeyID) {
        let body = "\(id)_\(String(repeating: "x", count: 32))"
        let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
        var crc = ~UInt32(0)
        for byte in body.utf8 {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1 }
        }
        var rest = ~crc
        var digits = ""
        for _ in 0..<6 {
            digits = String(alphabet[Int(rest % 62)]) + digits
            rest /= 62
        }
        self.init(body + digits)
    }
}
