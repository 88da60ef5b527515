import APIKeys
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Testing
import Web

@testable import Catalog
@testable import DataAPI
@testable import Server
@testable import Storage

/// Who gets into the management API: every route, every kind of credential.
@Suite struct ManagementGateTests {
    /// A credential and what it must be answered.
    struct Credential: Sendable {
        let name: String
        let authorization: String?
        let status: Int
        let code: String
        /// What stands in the audit log of the organization whose it is, if anything.
        var noted: String?
    }

    static func bearer(_ token: Token) -> String { "Bearer \(token.reveal())" }

    /// Everything that must not open the organization of `ours`.
    static func credentials(_ ours: ManagedOrganization, _ theirs: ManagedOrganization) async throws -> [Credential] {
        let (fixture, catalog) = (ours.fixture, ours.fixture.catalog)
        let key = try await fixture.key([.query, .configure, .createBrand, .ingest], .all, in: ours.organization)
        let ended = try await fixture.key(.query, .all, in: ours.organization)
        _ = try await catalog.keys.revoke(ended.key.id, in: ours.organization, by: .commandLine)
        let revoked = try await ours.colleague("rob@northwind.example")
        _ = try await catalog.adminTokens.revoke(revoked.token.id, in: ours.organization, by: .commandLine)
        let demoted = try await ours.colleague("dan@northwind.example")
        try await fixture.tamper("DELETE FROM memberships WHERE user_id = \(demoted.user.id)")
        _ = try await catalog.organizations.add(
            email: "dan@northwind.example", role: .viewer, to: ours.organization, by: .commandLine)
        let forged = try await ours.colleague("fay@northwind.example")
        try await fixture.tamper(
            "UPDATE admin_tokens SET expires_at = expires_at + 1 WHERE id = \(forged.token.id.description)")
        let moved = try await theirs.colleague("mel@contoso.example")
        try await fixture.tamper(
            "UPDATE admin_tokens SET organization_id = \(ours.organization.id) WHERE id = \(moved.token.id.description)")
        let expired = try await ours.colleague("eve@northwind.example", expiresIn: 1)
        fixture.clock.advance(by: .seconds(86_400))
        let whole = ours.token.reveal()
        return [
            Credential(name: "none", authorization: nil, status: 401, code: "key_missing"),
            Credential(name: "basic", authorization: "Basic YTpi", status: 401, code: "key_missing"),
            Credential(name: "no scheme", authorization: whole, status: 401, code: "key_missing"),
            Credential(name: "cut", authorization: "Bearer \(whole.dropLast())", status: 401, code: "key_malformed"),
            Credential(name: "two", authorization: "Bearer \(whole), Bearer \(whole)", status: 401, code: "key_malformed"),
            Credential(name: "unknown", authorization: bearer(.generate(.admin)), status: 401, code: "key_unknown"),
            Credential(
                name: "a key", authorization: bearer(key.token), status: 401, code: "key_wrong_kind", noted: "key_wrong_kind"),
            Credential(
                name: "a revoked key", authorization: bearer(ended.token), status: 401, code: "key_wrong_kind",
                noted: "key_wrong_kind"),
            Credential(name: "unknown key", authorization: bearer(.generate()), status: 401, code: "key_wrong_kind"),
            Credential(
                name: "revoked", authorization: bearer(revoked.token), status: 401, code: "key_revoked", noted: "key_revoked"),
            Credential(
                name: "demoted", authorization: bearer(demoted.token), status: 401, code: "key_revoked", noted: "key_revoked"),
            Credential(
                name: "expired", authorization: bearer(expired.token), status: 401, code: "key_expired", noted: "key_expired"),
            Credential(name: "forged", authorization: bearer(forged.token), status: 401, code: "key_sealed_wrong"),
            Credential(name: "moved", authorization: bearer(moved.token), status: 401, code: "key_sealed_wrong"),
            Credential(name: "foreign", authorization: bearer(theirs.token), status: 404, code: "not_found"),
        ]
    }

    static func denials(_ place: ManagedOrganization) async throws -> [AuditEvent] {
        var query = AuditQuery()
        query.action = .managementDenied
        query.limit = 1000
        return try await place.fixture.catalog.audit.list(query, of: place.organization)
    }

    @Test func noRouteOpensToAnyCredentialButTheOrganizationsOwn() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let theirs = try await fixture.managed("Contoso")
            let values = try await ours.furnished()
            let credentials = try await Self.credentials(ours, theirs)
            let before = try await fixture.stored()
            for credential in credentials {
                // As many as are written down of one in a minute.
                fixture.clock.advance(by: .seconds(61))
                let known = try await Self.denials(ours).count
                for route in ManagementRoute.all {
                    var headers: HTTPFields = [:]
                    headers[.authorization] = credential.authorization
                    let path = "\(ours.path)/\(route.path(values))"
                    let answer = try await fixture.send(route.method, path, headers: headers, body: route.body)
                    let what = "\(credential.name): \(route.method) \(route.pattern)"
                    #expect(answer.status == credential.status, "\(what): \(answer.text)")
                    #expect(answer.code == credential.code, "\(what)")
                    #expect(answer.headers[.cacheControl] == "no-store", "\(what)")
                    #expect((answer.headers[.wwwAuthenticate] != nil) == (credential.status == 401), "\(what)")
                }
                let noted = try await Self.denials(ours).prefix(while: { $0.at == fixture.clock.now })
                #expect(try await Self.denials(ours).count - known == (credential.noted == nil ? 0 : ManagementRoute.all.count))
                #expect(noted.allSatisfy { $0.detail["reason"] == credential.noted }, "\(credential.name)")
            }
            #expect(try await fixture.stored() == before)
            // The foreign admin's attempts are told to the organization that is theirs, never to ours.
            let foreign = try await Self.denials(theirs)
            #expect(foreign.count == ManagementRoute.all.count)
            #expect(foreign.allSatisfy { $0.actorKind == "admin_token" && $0.detail["address"] == "127.0.0.1" })
            #expect(foreign.contains { $0.detail["attempt"] == "DELETE /v1/organizations/{organization_id}/api-keys/{key_id}" })
        }
    }

    @Test func everyRouteAnswersTheOrganizationsOwnAdminToken() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let values = try await ours.furnished()
            for route in ManagementRoute.all {
                let answer = try await ours.send(route.method, route.path(values), body: route.body)
                #expect(answer.status == route.status, "\(route.method) \(route.pattern): \(answer.text)")
                #expect(answer.headers[.cacheControl] == "no-store")
                #expect(answer.headers[.contentType] == "application/json")
                #expect(answer.headers[.known("RateLimit-Policy")] == "\"minute\";q=6000;w=60")
            }
            #expect(try await fixture.catalog.audit.verify().isIntact)
        }
    }

    @Test func noRouteIsMissingFromTheseTests() async throws {
        try await withServer { fixture in
            let router = try buildRoutes(fixture.parts, publicURL: nil, secureCookies: false).router
            let prefix = "/v1/organizations/{organization_id}"
            let there = router.routes.filter { $0.path.description.hasPrefix(prefix) }.map { route in
                "\(route.method) \(route.path.description.dropFirst(prefix.count + 1))"
            }
            let tested = ManagementRoute.all.map { "\($0.method) \($0.pattern.prefix { $0 != "?" })" }
            #expect(there.sorted() == tested.sorted())
        }
    }

    @Test(arguments: ["2", "3", "0", "01", "+1", "-1", "1.0", "x", "99999999999999999999999", "%20", "1%00", "northwind"])
    func everyOtherOrganizationIsTheSame404(_ id: String) async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            _ = try await fixture.managed("Contoso")
            #expect(ours.organization.id == 1)
            func answer(_ id: String) async throws -> Answer {
                try await fixture.send(
                    .get, "/v1/organizations/\(id)/api-keys", token: ours.token, headers: [.known("X-Request-Id"): "same"])
            }
            let reference = try await answer("4711")
            let other = try await answer(id)
            #expect(other.status == 404)
            #expect(other.text == reference.text)
            #expect(Set(other.headers.map { $0.name }) == Set(reference.headers.map { $0.name }))
            let denials = try await Self.denials(ours)
            #expect(denials.count == 2)
            #expect(Set(denials.map(\.detail)).count == 1)
        }
    }

    @Test func anAdminTokenOpensNoDataAndAKeyIsNamedInNoAnswer() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let data = try await fixture.send(.get, "/v1/brands", token: ours.token)
            #expect(data.status == 401)
            #expect(data.code == "key_wrong_kind")
            for path in ["/v1/", "/v1/key", "/v1/key/check?operation=query"] {
                #expect(try await fixture.send(.get, path, token: ours.token).code == "key_wrong_kind", "\(path)")
            }
        }
    }

    @Test func aTokenSaysWhoseItIsAndHEADWorks() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let answer = try await ours.send(.get)
            #expect(answer.json?["id"]?.integer == ours.organization.id)
            #expect(answer.json?["slug"]?.text == "northwind")
            #expect(answer.json?["admin_token"]?["id"]?.text == ours.token.id.description)
            #expect(answer.json?["admin_token"]?["owner"]?.text == "ann@northwind.example")
            #expect(!answer.text.contains(ours.token.reveal()))
            let head = try await ours.send(.head, "api-keys")
            #expect(head.status == 200)
            #expect(head.text.isEmpty)
            #expect(try await fixture.send(.head, "\(ours.path)/api-keys").status == 401)
        }
    }

    @Test(arguments: [
        ("", "GET"), ("/api-keys", "GET, POST"), ("/api-keys/lk_000000000000", "DELETE, GET, PATCH"),
        ("/api-keys/lk_000000000000/rotate", "POST"), ("/policy", "GET, PUT"),
    ])
    func aWrongMethodIsTold(_ rest: String, _ allowed: String) async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let answer = try await fixture.send(.options, ours.path + rest, token: ours.token)
            #expect(answer.status == 405)
            #expect(answer.headers[.allow] == allowed)
        }
    }

    @Test func aTokenThatAsksTooOftenWaitsAndIsLetInAgain() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let other = try await ours.colleague("bob@northwind.example")
            let parts = fixture.parts
            let clock = fixture.clock
            let router = Router(context: AppContext.self)
            router.middlewares.add(
                RequestMiddleware(recorder: parts.recorder, logger: parts.logger) { error, _, context in
                    DataAPI.render(error, requestID: context.requestID, allowed: [])
                })
            ManagementAPI(
                catalog: parts.catalog, verifier: parts.verifier, metrics: parts.metrics, limit: RateLimit(perMinute: 2),
                uptime: { clock.now.milliseconds * 1_000_000 }
            ).addRoutes(to: router.group("v1"))
            let application = Application(router: router, logger: parts.logger)
            try await application.test(.router) { client in
                func status(_ token: Token) async throws -> (Int, String?) {
                    try await client.execute(
                        uri: ours.path, method: .get, headers: [.authorization: Self.bearer(token)]
                    ) { ($0.status.code, $0.headers[.retryAfter]) }
                }
                let first = [try await status(ours.token), try await status(ours.token), try await status(ours.token)]
                #expect(first.map(\.0) == [200, 200, 429])
                #expect(first.last?.1 == "30")
                // Each token has its own.
                let another = try await status(other.token)
                #expect(another.0 == 200)
                clock.advance(by: .seconds(30))
                let later = [try await status(ours.token), try await status(ours.token)]
                #expect(later.map(\.0) == [200, 429])
            }
        }
    }
}
