import APIKeys
import Foundation
import HTTPTypes
import Testing
import Web

@testable import Catalog
@testable import Server

/// Two organizations, every scope set, both kinds of brand access, every role and every route: each answer is the one that the
/// pure decision gives.
@Suite struct IsolationTests {
    struct Call: Sendable {
        let operation: APIKeys.Operation
        let method: HTTPRequest.Method
        let path: String
        var brand: Int?
        var body: String?
    }

    /// What the gate must answer: `nil` for yes.
    static func expected(_ call: Call, _ grant: Grant, _ brands: [Int: BrandFacts], _ now: Timestamp) -> Refusal? {
        let target = call.brand.map { id in brands[id].map { BrandTarget.found($0) } ?? .absent(id: id) } ?? .none
        switch grant.decide(call.operation, on: target, from: IPAddress("127.0.0.1"), at: now) {
        case .allowed: return nil
        case .refused(let refusal): return refusal
        }
    }

    @Test func everyRouteAnswersEveryKeyWhatThePureDecisionSays() async throws {
        try await withServer { fixture in
            let ours = try await fixture.organization("Ours")
            let theirs = try await fixture.organization("Theirs")
            let granted = try await fixture.brand("granted", in: ours)
            let other = try await fixture.brand("other", in: ours)
            let archived = try await fixture.brand("archived", in: ours)
            let foreign = try await fixture.brand("foreign", in: theirs)
            let foreignArchived = try await fixture.brand("foreign-archived", in: theirs, archived: true)
            let missing = 4711
            let listed = BrandAccess.specific([granted, archived])

            var prompts: [Int: Int] = [:]
            for (brand, organization) in [(granted, ours), (other, ours), (archived, ours), (foreign, theirs)] {
                let draft = PromptDraft(text: "Which of them?")
                prompts[brand] = try await fixture.catalog.prompts.create(draft, of: brand, in: organization.id, by: .commandLine)
                    .prompt.id
            }

            var keys: [(key: APIKey, token: Token)] = []
            for raw in UInt8(1)..<16 {
                for access in [listed, .all] { keys.append(try await fixture.key(Scopes(rawValue: raw), access, in: ours)) }
            }
            _ = try await fixture.catalog.brands.archive(archived, in: ours.id, by: .commandLine)
            let expiring = try await fixture.key(.query, .all, in: ours, expires: fixture.clock.now + .seconds(60))
            let revoked = try await fixture.key([.query, .configure, .createBrand], .all, in: ours)
            _ = try await fixture.catalog.keys.revoke(revoked.key.id, in: ours, by: .commandLine)
            fixture.clock.advance(by: .seconds(60))
            keys += [expiring, revoked]

            var calls = [
                Call(operation: .describeService, method: .get, path: "/v1/"),
                Call(operation: .describeKey, method: .get, path: "/v1/key"),
                Call(operation: .checkKey, method: .get, path: "/v1/key/check?operation=query"),
                Call(operation: .rotateKey, method: .post, path: "/v1/key/rotate"),
                Call(operation: .listBrands, method: .get, path: "/v1/brands"),
                Call(
                    operation: .createBrand, method: .post, path: "/v1/brands",
                    body: #"{"name":"new","website":"https://new.example","description":""}"#),
            ]
            for brand in [granted, other, archived, foreign, foreignArchived, missing] {
                calls.append(Call(operation: .readBrand, method: .get, path: "/v1/brands/\(brand)", brand: brand))
                calls.append(Call(operation: .archiveBrand, method: .delete, path: "/v1/brands/\(brand)", brand: brand))
                calls += try await Self.configuration(of: brand, prompt: prompts[brand] ?? 4711)
            }
            #expect(Set(calls.map(\.operation)) == Set(APIKeys.Operation.all), "a new operation belongs in this test")

            var answered = (allowed: 0, refused: 0)
            for (key, token) in keys {
                for call in calls {
                    var facts: [Int: BrandFacts] = [:]
                    for organization in [ours, theirs] {
                        for brand in try await fixture.catalog.brands.list(of: organization.id) { facts[brand.id] = brand.facts }
                    }
                    let grant = try await fixture.catalog.keys.find(key.id, in: ours).grant
                    let answer = try await fixture.send(call.method, call.path, token: token, body: call.body)
                    if let refusal = Self.expected(call, grant, facts, fixture.clock.now) {
                        answered.refused += 1
                        #expect(
                            answer.status == refusal.status, "\(call.method) \(call.path) \(grant.scopes.names) \(grant.brands)")
                        #expect(answer.code == refusal.code)
                        #expect(answer.detail == refusal.sentence)
                        #expect(answer.headers[.wwwAuthenticate] == refusal.challenge(realm: "latchkey"))
                    } else if call.method == .delete, call.operation != .archiveBrand {
                        // The first key that may archives it; it is not there for the others.
                        answered.allowed += 1
                        #expect(answer.status == 200 || answer.code == "not_found", "\(answer.text)")
                    } else {
                        answered.allowed += 1
                        #expect(
                            answer.status == 200,
                            "\(call.method) \(call.path) \(grant.scopes.names) \(grant.brands): \(answer.text)")
                        if call.operation == .listBrands {
                            let reachable = facts.values.filter {
                                $0.organization == ours.id && !$0.isArchived && grant.brands.grants($0.id)
                            }
                            #expect(answer.ids == reachable.map(\.id).sorted())
                        }
                    }
                    #expect(answer.headers[.cacheControl] == "no-store")
                    if call.operation == .archiveBrand, answer.status == 200, let brand = call.brand {
                        _ = try await fixture.catalog.brands.restore(brand, in: ours.id, by: .commandLine)
                    }
                }
            }
            #expect(answered.allowed > 100 && answered.refused > 200, "\(answered)")
            // Nothing of the other organization was touched by any of it.
            let untouched = try await fixture.catalog.brands.list(of: theirs.id)
            #expect(untouched.map(\.id) == [foreign, foreignArchived])
            #expect(untouched.map(\.isArchived) == [false, true])
            #expect(untouched.allSatisfy { $0.competitors.isEmpty && $0.personas.isEmpty && $0.name.hasPrefix("foreign") })
            #expect(try await fixture.catalog.prompts.count(PromptQuery(), of: untouched[0]) == 1)
            #expect(try await fixture.catalog.observations.count(AnswerQuery(), of: foreign) == 0)
        }
    }

    /// Every route on the settings, competitors, personas, prompts and collections of a brand.
    private static func configuration(of brand: Int, prompt: Int) async throws -> [Call] {
        let (competitor, persona) = (#"{"name":"C"}"#, #"{"name":"P","description":""}"#)
        let collection = #"{"prompt_id":\#(prompt),"platforms":["claude"]}"#
        let answer = #"{"prompt_id":\#(prompt),"platform":"claude","response_text":"granted"}"#
        let (parts, own) = ("/v1/brands/\(brand)", "/v1/\(brand)")
        let calls: [(APIKeys.Operation, HTTPRequest.Method, String, String?)] = [
            (.updateBrand, .patch, parts, #"{"description":"changed"}"#),
            (.readCompetitors, .get, "\(parts)/competitors", nil),
            (.changeCompetitors, .post, "\(parts)/competitors", competitor),
            (.changeCompetitors, .delete, "\(parts)/competitors/1", nil),
            (.readPersonas, .get, "\(parts)/personas", nil), (.changePersonas, .post, "\(parts)/personas", persona),
            (.changePersonas, .delete, "\(parts)/personas/1", nil),
            (.readPrompts, .get, "\(own)/prompts", nil), (.readPrompts, .get, "\(own)/prompts/\(prompt)", nil),
            (.changePrompts, .post, "\(own)/prompts", #"{"text":"Which of them?"}"#),
            (.changePrompts, .post, "\(own)/prompts/bulk", #"{"prompts":[{"text":"Which of them?"}]}"#),
            (.changePrompts, .patch, "\(own)/prompts/\(prompt)", #"{"favorite":true}"#),
            (.readCollections, .get, "\(own)/collections", nil), (.requestCollection, .post, "\(own)/collections", collection),
            (.readResponses, .get, "\(own)/responses", nil), (.readResponses, .get, "\(own)/responses/evaluation", nil),
            (.writeResponses, .post, "\(own)/responses", answer),
            (.query, .get, "\(own)/query?fields=responses", nil),
            (.query, .post, "/v2/query/\(brand)", #"{"fields":["responses"]}"#),
        ]
        return calls.map { Call(operation: $0, method: $1, path: $2, brand: brand, body: $3) }
    }

    /// An id of another brand's under a brand that the key may touch is not there, as one that nobody has.
    @Test func whatBelongsToAnotherBrandIsNotThere() async throws {
        try await withServer { fixture in
            let ours = try await fixture.organization("Ours")
            let theirs = try await fixture.organization("Theirs")
            let granted = try await fixture.brand("granted", in: ours)
            let token = try await fixture.key([.query, .configure], .specific([granted]), in: ours).token
            let (brands, by) = (fixture.catalog.brands, Actor.commandLine)
            for (brand, organization) in [
                (try await fixture.brand("other", in: ours), ours), (try await fixture.brand("foreign", in: theirs), theirs),
            ] {
                let competitor = try await brands.add(CompetitorContent(name: "C"), to: brand, in: organization.id, by: by)
                let persona = try await brands.add(
                    PersonaContent(name: "P", description: ""), to: brand, in: organization.id, by: by)
                let prompt = try await fixture.catalog.prompts.create(
                    PromptDraft(text: "Which?"), of: brand, in: organization.id, by: by
                ).prompt
                let calls: [(HTTPRequest.Method, String, Int, String?)] = [
                    (.get, "brands/\(granted)/competitors", competitor.id, nil),
                    (.put, "brands/\(granted)/competitors", competitor.id, #"{"name":"stolen"}"#),
                    (.delete, "brands/\(granted)/competitors", competitor.id, nil),
                    (.get, "brands/\(granted)/personas", persona.id, nil),
                    (.put, "brands/\(granted)/personas", persona.id, #"{"name":"stolen","description":""}"#),
                    (.delete, "brands/\(granted)/personas", persona.id, nil),
                    (.get, "\(granted)/prompts", prompt.id, nil),
                    (.patch, "\(granted)/prompts", prompt.id, #"{"favorite":true}"#),
                    (.delete, "\(granted)/prompts", prompt.id, nil),
                ]
                for (method, path, id, body) in calls {
                    let foreign = try await fixture.send(method, "/v1/\(path)/\(id)", token: token, body: body)
                    let absent = try await fixture.send(method, "/v1/\(path)/4711", token: token, body: body)
                    #expect(foreign.status == 404 && foreign.code == "not_found", "\(method) \(path): \(foreign.text)")
                    #expect(foreign.detail == absent.detail?.replacing("4711", with: "\(id)"))
                }
                let patch = #"{"competitors":[{"id":\#(competitor.id),"name":"stolen"}]}"#
                let stolen = try await fixture.send(.patch, "/v1/brands/\(granted)", token: token, body: patch)
                #expect(stolen.faults == ["value_error body.competitors.0.id"])
                for body in [
                    #"{"text":"a","persona_id":\#(persona.id)}"#, #"{"text":"a","persona_id":4711}"#,
                ] {
                    let answer = try await fixture.send(.post, "/v1/\(granted)/prompts", token: token, body: body)
                    #expect(answer.faults == ["value_error body.persona_id"])
                }
                let collected = try await fixture.send(
                    .post, "/v1/\(granted)/collections", token: token,
                    body: #"{"prompt_id":\#(prompt.id),"platforms":["claude"]}"#)
                #expect(collected.status == 404)
            }
        }
    }

    @Test func forAKeyWithListedBrandsForeignMissingAndUngrantedBrandsAreOneAnswer() async throws {
        try await withServer { fixture in
            let ours = try await fixture.organization("Ours")
            let theirs = try await fixture.organization("Theirs")
            let granted = try await fixture.brand("granted", in: ours)
            let brands = [
                try await fixture.brand("ungranted", in: ours),
                try await fixture.brand("ungranted-archived", in: ours, archived: true),
                try await fixture.brand("foreign", in: theirs), 4711,
            ]
            let token = try await fixture.key([.query, .createBrand], .specific([granted]), in: ours).token
            for method in [HTTPRequest.Method.get, .delete] {
                var answers: Set<String> = []
                for brand in brands {
                    let answer = try await fixture.send(
                        method, "/v1/brands/\(brand)", token: token, headers: [.known("X-Request-Id"): "same"])
                    var headers = answer.headers
                    headers[.date] = nil
                    headers[.contentLength] = nil
                    let rest = headers.map { "\($0.name): \($0.value)" }.sorted().joined(separator: "\n")
                    answers.insert("\(answer.status)\n\(rest)\n\(answer.text.replacing("brand \(brand)", with: "brand N"))")
                }
                #expect(answers.count == 1, "\(answers)")
            }
        }
    }

    @Test func aKeyOpensNoPageAndASessionOpensNoData() async throws {
        try await withServer { fixture in
            let ours = try await fixture.organization("Ours")
            let token = try await fixture.key([.query, .configure, .createBrand, .ingest], .all, in: ours).token
            let page = try await fixture.send(.get, "/o/\(ours.slug)/keys", token: token)
            #expect(page.status == 303)
            let cookie = try await fixture.cookie("ann@ours.example", .admin, in: ours)
            let data = try await fixture.send(.get, "/v1/brands", headers: [.cookie: cookie])
            #expect(data.status == 401)
            #expect(data.code == "key_missing")
        }
    }

    @Test(arguments: Role.allCases)
    func noRoleReachesAnythingOfAnotherOrganization(_ role: Role) async throws {
        try await withServer { fixture in
            let ours = try await fixture.organization("Ours")
            let theirs = try await fixture.organization("Theirs")
            let brand = try await fixture.brand("foreign", in: theirs)
            let prompt = try await fixture.catalog.prompts.create(
                PromptDraft(text: "Which?"), of: brand, in: theirs.id, by: .commandLine
            ).prompt
            let persona = try await fixture.catalog.brands.add(
                PersonaContent(name: "P", description: ""), to: brand, in: theirs.id, by: .commandLine)
            let (key, token) = try await fixture.key(.query, .all, in: theirs)
            let cookie = try await fixture.cookie("ann@ours.example", role, in: ours)
            let session = try #require(try await fixture.catalog.accounts.session(cookie: String(cookie.dropFirst(9))))
            let form =
                "form_token=\(fixture.catalog.accounts.formToken(for: session))&name=A+key&confirm=A+key&scopes=query&brand_access=all&expiry=30"
            let paths: [(HTTPRequest.Method, String)] = [
                (.get, "keys"), (.get, "keys/new"), (.post, "keys"), (.get, "keys/\(key.id)"), (.get, "keys/\(key.id)/revoke"),
                (.post, "keys/\(key.id)/revoke"), (.get, "brands"), (.post, "brands"), (.get, "brands/\(brand)/archive"),
                (.post, "brands/\(brand)/archive"), (.post, "brands/\(brand)/restore"), (.get, "members"), (.get, "audit"),
                (.get, ""), (.get, "keys/\(key.id)/activity"), (.get, "keys/\(key.id)/explain"), (.get, "keys/\(key.id)/edit"),
                (.post, "keys/\(key.id)/edit"), (.post, "keys/\(key.id)/edit/confirm"), (.get, "keys/\(key.id)/narrow"),
                (.post, "keys/\(key.id)/narrow"), (.get, "keys/\(key.id)/rotate"), (.post, "keys/\(key.id)/rotate"),
                (.get, "keys/\(key.id)/rotation"), (.post, "keys/\(key.id)/rotation/finish"),
                (.get, "keys/\(key.id)/receipt.json"),
                (.get, "keys/\(key.id)/created"), (.get, "policy"), (.post, "policy"), (.get, "approvals"),
                (.get, "admin-tokens"),
                (.post, "admin-tokens"), (.get, "webhooks"), (.post, "webhooks"),
            ]
            let settings = ["names", "about", "websites", "topics", "competitors", "personas", "stages"].map { "settings/\($0)" }
            let brandPages: [(HTTPRequest.Method, String)] =
                ([
                    "", "/settings", "/prompts", "/prompts/new", "/prompts/import", "/prompts/export.csv",
                    "/prompts/\(prompt.id)",
                    "/responses", "/responses/1", "/explorer", "/explorer.csv",
                ]
                + settings.map { "/\($0)" } + ["/settings/personas/\(persona.id)", "/settings/personas/\(persona.id)/archive"])
                .map { (.get, "brands/\(brand)\($0)") }
                + ([
                    "/prompts", "/prompts/new", "/prompts/import", "/prompts/\(prompt.id)", "/prompts/\(prompt.id)/archive",
                    "/prompts/\(prompt.id)/restore", "/prompts/\(prompt.id)/favorite", "/stage-set/funnel",
                ]
                + settings.map { "/\($0)" } + ["/settings/personas/\(persona.id)", "/settings/personas/\(persona.id)/archive"])
                .map { (.post, "brands/\(brand)\($0)") }
            let headers: HTTPFields = [
                .cookie: cookie, .contentType: "application/x-www-form-urlencoded", .known("Sec-Fetch-Site"): "same-origin",
            ]
            for (method, path) in paths + brandPages {
                let foreign = try await fixture.send(
                    method, "/o/\(theirs.slug)/\(path)", headers: headers, body: method == .post ? form : nil)
                let absent = try await fixture.send(
                    method, "/o/nowhere/\(path)", headers: headers, body: method == .post ? form : nil)
                #expect(foreign.status == 404, "\(method) \(path)")
                #expect(absent.status == 404, "\(method) \(path)")
                // The other's key under our own address: as if it were not there.
                let smuggled = try await fixture.send(
                    method, "/o/\(ours.slug)/\(path)", headers: headers, body: method == .post ? form : nil)
                if path.contains("\(key.id)") || path.contains("brands/\(brand)") {
                    // Pages of a brand look for the brand before they look at the role.
                    let isAbsent = role == .admin || brandPages.contains { $0 == (method, path) }
                    #expect(smuggled.status == (isAbsent ? 404 : 403), "\(method) \(path) \(role)")
                }
            }
            #expect(try await fixture.send(.get, "/v1/brands/\(brand)", token: token).status == 200)
            #expect(try await fixture.catalog.keys.list(KeyQuery(), of: theirs).total == 1)
            let untouched = try await fixture.catalog.brands.find(brand, in: theirs.id)
            #expect(untouched.personas == [persona])
            #expect(try await fixture.catalog.prompts.list(PromptQuery(), of: untouched) == [prompt])
        }
    }
}
