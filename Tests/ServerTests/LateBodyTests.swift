import APIKeys
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Testing
import Web

@testable import Catalog
@testable import Server

/// Requests that were let in and whose body comes when whoever sent it may not act any more. All three gates ask again.
@Suite struct LateBodyTests {
    // MARK: Data API

    enum KeyLoss: CaseIterable, Sendable { case revoked, narrowed, expired, brandArchived }

    @Test(arguments: KeyLoss.allCases)
    func aKeyDoesNothingByABodyThatComesWhenItMayNotAnyMore(_ loss: KeyLoss) async throws {
        try await withServer { fixture in
            let organization = try await fixture.organization("Northwind")
            let brand = try await fixture.brand("fabrikam", in: organization)
            let (key, token) = try await fixture.key(
                [.query, .configure], .specific([brand]), in: organization, expires: fixture.clock.now + .seconds(60))
            let insider = try Insider(fixture)
            let request = LateRequest(
                .post, "/v1/brands/\(brand)/competitors", [.authorization: "Bearer \(token.reveal())"], #"{"name":"Rival"}"#)
            let late = try await insider.send(request) {
                switch loss {
                case .revoked: _ = try await fixture.catalog.keys.revoke(key.id, in: organization, by: .commandLine)
                case .narrowed:
                    var edit = KeyEdit()
                    edit.scopes = .query
                    _ = try await fixture.catalog.keys.edit(key.id, edit, in: organization, by: .commandLine)
                case .expired: fixture.clock.advance(by: .seconds(60))
                case .brandArchived: _ = try await fixture.catalog.brands.archive(brand, in: organization.id, by: .commandLine)
                }
                // What was flushed by the change is none of this request's.
                _ = fixture.parts.usage.drain()
            }
            let counted = try #require(fixture.parts.usage.drain().keys[key.id])
            #expect(late.status == 401 || late.status == 403, "\(late)")
            #expect(late == (try await insider.send(request)), "not what the gate says to a new request")
            #expect(counted.lastUse == nil && Array(counted.cells.values) == [1])
            #expect(counted.refusals.map(\.operation) == [APIKeys.Operation.changeCompetitors.name])
            #expect(try await fixture.catalog.brands.find(brand, in: organization.id).competitors.isEmpty)
        }
    }

    @Test func aBodyThatComesLateIsOneRequestOfTheLimit() async throws {
        try await withServer { fixture in
            let organization = try await fixture.organization("Northwind")
            let brand = try await fixture.brand("fabrikam", in: organization)
            var draft = KeyDraft(name: "A key", scopes: [.configure], brands: .specific([brand]), expiresAt: nil)
            draft.limit = RateLimit(perMinute: 1, burst: 2)
            let made = try await fixture.catalog.keys.create(draft, in: organization, by: .commandLine)
            let token = try #require(made.token)
            let insider = try Insider(fixture)
            let request = LateRequest(
                .post, "/v1/brands/\(brand)/competitors", [.authorization: "Bearer \(token.reveal())"], #"{"name":"Rival"}"#)
            let late = try await insider.send(request)
            #expect(late.status == 200, "\(late)")
            #expect(late.headers[.known("RateLimit")]?.contains("r=1;") == true)
            let counted = try #require(fixture.parts.usage.drain().keys[made.key.id])
            #expect(Array(counted.cells.values) == [1] && counted.refusals.isEmpty)
        }
    }

    // MARK: Management API

    enum AdminLoss: CaseIterable, Sendable { case tokenRevoked, removed, demoted, tokenExpired }

    @Test(arguments: AdminLoss.allCases)
    func anAdminTokenDoesNothingByABodyThatComesWhenItMayNotAnyMore(_ loss: AdminLoss) async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let eve = try await ours.colleague("eve@northwind.example", expiresIn: 1)
            let insider = try Insider(fixture)
            let request = LateRequest(
                .post, "\(ours.path)/api-keys", [.authorization: "Bearer \(eve.token.reveal())"],
                #"{"name":"Farewell","scopes":["query"],"brand_access":"all"}"#)
            let members = fixture.catalog.members
            let late = try await insider.send(request) {
                switch loss {
                case .tokenRevoked:
                    _ = try await fixture.catalog.adminTokens.revoke(eve.token.id, in: ours.organization, by: .commandLine)
                case .removed: _ = try await members.remove(eve.user.id, from: ours.organization, by: .commandLine)
                case .demoted:
                    _ = try await members.change(eve.user.id, to: MemberTerms(.viewer), in: ours.organization, by: .commandLine)
                case .tokenExpired: fixture.clock.advance(by: .seconds(86_400))
                }
            }
            #expect(late.status == 401, "\(late)")
            #expect(try await ours.actions().count { $0 == "management.denied" } == 1)
            #expect(late == (try await insider.send(request)), "not what the gate says to a new request")
            #expect(try await fixture.catalog.keys.list(KeyQuery(), of: ours.organization).total == 0)
        }
    }

    // MARK: Dashboard

    enum PersonLoss: CaseIterable, Sendable { case removed, demoted, signedOut }

    @Test(arguments: PersonLoss.allCases)
    func aPersonAgreesToNothingByAFormThatComesWhenTheyMayNotAnyMore(_ loss: PersonLoss) async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let organization = ours.organization
            let cookie = try await fixture.cookie("bob@northwind.example", .admin, in: organization)
            let session = try #require(
                try await fixture.catalog.accounts.session(cookie: String(cookie.dropFirst("latchkey=".count))))
            _ = try await ours.send(.put, "policy", body: ManagementApprovalTests.fourEyes)
            let key = try await ours.make().id
            let approval = try #require(try await fixture.catalog.approvals.open(of: organization).first)
            let insider = try Insider(fixture)
            let request = LateRequest(
                .post, "/o/\(organization.slug)/approvals/\(approval.id)",
                [.cookie: cookie, .contentType: "application/x-www-form-urlencoded"],
                "form_token=\(fixture.catalog.accounts.formToken(for: session))&decision=approve")
            let members = fixture.catalog.members
            let late = try await insider.send(request) {
                switch loss {
                case .removed: _ = try await members.remove(session.user.id, from: organization, by: .commandLine)
                case .demoted:
                    _ = try await members.change(session.user.id, to: MemberTerms(.editor), in: organization, by: .commandLine)
                case .signedOut: try await fixture.catalog.accounts.signOut(session)
                }
            }
            let expected = [PersonLoss.removed: 404, .demoted: 403, .signedOut: 303]
            #expect(late.status == expected[loss], "\(late.status)")
            #expect(late == (try await insider.send(request)), "not what the door says to a new request")
            let state = try await fixture.catalog.keys.find(key, in: organization).state(at: fixture.clock.now)
            #expect(state == .pending)
        }
    }
}

/// A request whose body comes in two parts.
private struct LateRequest: Sendable {
    let method: HTTPRequest.Method
    let path: String
    let headers: HTTPFields
    let body: String

    init(_ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields, _ body: String) {
        self.method = method
        self.path = path
        self.headers = headers
        self.body = body
    }
}

private struct LateAnswer: Equatable, Sendable {
    let status: Int
    let headers: HTTPFields
    let text: String
}

/// The whole program without its socket, so that a test knows when a request was let in.
private struct Insider: Sendable {
    private let responder: RouterResponder<AppContext>

    init(_ fixture: Fixture) throws {
        responder = try buildRoutes(fixture.parts, publicURL: nil, secureCookies: false).router.buildResponder()
    }

    /// - Parameter meanwhile: happens when the first half of the body was read, so after the gate let the request in.
    func send(
        _ late: LateRequest, meanwhile: @escaping @Sendable () async throws -> Void = {}
    ) async throws -> LateAnswer {
        var head = HTTPRequest(
            method: late.method, scheme: "http", authority: "localhost", path: late.path, headerFields: late.headers)
        head.headerFields[.known("X-Request-Id")] = "same"
        let half = late.body.count / 2
        let body = LateBody(first: String(late.body.prefix(half)), last: String(late.body.dropFirst(half)), meanwhile: meanwhile)
        let context = AppContext(
            source: ApplicationRequestContextSource(
                channel: NIOAsyncTestingChannel(), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
        let response = try await responder.respond(
            to: Request(head: head, body: RequestBody(asyncSequence: body)), context: context)
        let written = WrittenBody()
        try await response.body.write(written)
        return LateAnswer(status: response.status.code, headers: response.headers, text: String(buffer: written.bytes))
    }
}

private struct LateBody: AsyncSequence, Sendable {
    let first: String
    let last: String
    let meanwhile: @Sendable () async throws -> Void

    struct AsyncIterator: AsyncIteratorProtocol {
        let body: LateBody
        var step = 0

        mutating func next() async throws -> ByteBuffer? {
            step += 1
            switch step {
            case 1: return ByteBuffer(string: body.first)
            case 2:
                try await body.meanwhile()
                return ByteBuffer(string: body.last)
            default: return nil
            }
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(body: self) }
}

private final class WrittenBody: ResponseBodyWriter {
    private(set) var bytes = ByteBuffer()

    func write(_ buffer: ByteBuffer) async throws { bytes.writeImmutableBuffer(buffer) }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
