import APIKeys
import HTTPTypes
import Testing
import Web

@testable import Catalog
@testable import Server

/// One organization's admin token and another organization's things.
@Suite struct ManagementIsolationTests {
    /// Everything of an answer but the date.
    static func whole(_ answer: Answer, hiding names: [String]) -> String {
        var headers = answer.headers
        headers[.date] = nil
        headers[.contentLength] = nil
        headers[.known("RateLimit")] = nil
        let text = headers.map { "\($0.name): \($0.value)" }.sorted().joined(separator: "\n")
        return names.reduce("\(answer.status)\n\(text)\n\(answer.text)") { $0.replacing($1, with: "N") }
    }

    @Test func foreignAndMissingThingsAreOneAnswerAndNothingOfThemChanges() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let theirs = try await fixture.managed("Contoso")
            let foreign = try await theirs.furnished()
            var policy = OrganizationPolicy()
            policy.fourEyes = true
            _ = try await fixture.catalog.policies.set(policy, of: theirs.organization, by: .commandLine)
            let waiting = try await theirs.make().id
            let approval = try #require(try await fixture.catalog.approvals.open(for: waiting, of: theirs.organization))
            var there = foreign
            there["approval_id"] = "\(approval.id)"
            // As long as what is there, so that lengths tell nothing either.
            let missing = [
                "key_id": KeyID.random().description, "brand_id": "9", "webhook_id": "9", "delivery_id": "9", "approval_id": "9",
            ]
            let before = try await fixture.stored()
            let audit = try await ours.actions()
            for route in ManagementRoute.all where route.pattern.contains("{") {
                let ids = [there, missing].flatMap(\.values)
                let one = try await ours.send(route.method, route.path(there), body: route.body)
                let other = try await ours.send(route.method, route.path(missing), body: route.body)
                #expect(one.status == 404, "\(route.method) \(route.pattern): \(one.text)")
                #expect(
                    Self.whole(one, hiding: ids.sorted { $0.count > $1.count }.map { "\($0)" })
                        == Self.whole(other, hiding: ids.sorted { $0.count > $1.count }.map { "\($0)" }),
                    "\(route.method) \(route.pattern)")
                for query in ["?dry_run=true"] where route.pattern.hasSuffix("{key_id}") && route.method != .get {
                    #expect(try await ours.send(route.method, route.path(there) + query, body: route.body).status == 404)
                }
            }
            #expect(try await fixture.stored() == before)
            #expect(try await ours.actions() == audit)
        }
    }

    @Test(arguments: [
        "lk_", "lk_1", "000000000000", "lka_000000000000", "lk_00000000000-", "lk_0000000000000", "%00", "..", "me",
    ])
    func whatIsNoKeyIDIs404(_ id: String) async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            for (method, body) in [(HTTPRequest.Method.get, nil), (.delete, nil), (.patch, "{}")]
                as [(HTTPRequest.Method, String?)]
            {
                let answer = try await ours.send(method, "api-keys/\(id)", body: body)
                #expect(answer.status == 404)
                #expect(answer.code == "not_found")
            }
        }
    }

    @Test func aForeignBrandCannotBeGranted() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let theirs = try await fixture.managed("Contoso")
            let brand = try await fixture.brand("foreign", in: theirs.organization)
            let id = try await ours.make().id
            let before = try await fixture.stored()
            var texts: Set<String> = []
            for number in [brand, 9] {
                let made = try await ours.send(
                    .post, "api-keys", body: #"{"name":"A","scopes":["query"],"brand_ids":[\#(number)]}"#)
                let changed = try await ours.send(.patch, "api-keys/\(id)", body: #"{"brand_ids":[\#(number)]}"#)
                #expect(made.status == 422)
                #expect(changed.status == 422)
                texts.formUnion([made.text, changed.text].map { $0.replacing("\(number)", with: "N") })
            }
            #expect(texts.count == 1, "\(texts)")
            #expect(try await fixture.stored() == before)
        }
    }

    /// Keys of every scope and brand access, working, limited to an address and allowed to rotate themselves, on every route.
    @Test func noKeyWidensItselfOrAnother() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let values = try await ours.furnished()
            let brand = try #require(Int(values["brand_id"] ?? ""))
            var tokens: [Token] = []
            for raw in UInt8(1)..<16 {
                for access in [BrandAccess.all, .specific([brand])] {
                    var draft = KeyDraft(name: "A key", scopes: Scopes(rawValue: raw), brands: access, expiresAt: nil)
                    draft.rotatesItself = true
                    let created = try await fixture.catalog.keys.create(draft, in: ours.organization, by: .commandLine)
                    tokens.append(try #require(created.token))
                }
            }
            let before = try await fixture.stored()
            for token in tokens {
                var own = values
                own["key_id"] = token.id.description
                for route in ManagementRoute.all {
                    for path in Set([route.path(own), route.path(values)]) {
                        let answer = try await ours.send(route.method, path, token: token, body: route.body)
                        #expect(answer.status == 401)
                        #expect(answer.code == "key_wrong_kind")
                    }
                }
            }
            #expect(try await fixture.stored() == before)
        }
    }
}
