import APIKeys
import DataAPI
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Synchronization
import Web

@testable import Catalog
@testable import Server

/// A clock that tests move.
final class TestClock: Sendable {
    private let moment = Mutex(Timestamp(milliseconds: 1_800_000_000_000))

    var now: Timestamp { moment.withLock { $0 } }
    var wall: WallClock { WallClock { [self] in now } }

    func advance(by duration: Duration) { moment.withLock { $0 = $0 + duration } }
}

/// The whole program over a data directory of its own, answering over a real socket.
struct Fixture: Sendable {
    let installation: Installation
    let parts: Components
    let client: any TestClientProtocol
    let clock: TestClock
    let directory: URL

    var catalog: Catalog { parts.catalog }

    func organization(_ name: String) async throws -> Organization {
        try await catalog.organizations.create(name: name, by: .commandLine)
    }

    func brand(_ name: String, in organization: Organization, archived: Bool = false) async throws -> Int {
        let content = BrandContent(name: name, website: "https://\(name).example", description: "About \(name)")
        let id = try await catalog.brands.create(BrandDraft(content), in: organization.id, by: .commandLine).id
        if archived { _ = try await catalog.brands.archive(id, in: organization.id, by: .commandLine) }
        return id
    }

    func key(
        _ scopes: Scopes, _ brands: BrandAccess, in organization: Organization, expires: Timestamp? = nil
    ) async throws -> (key: APIKey, token: Token) {
        let created = try await catalog.keys.create(
            KeyDraft(name: "A key", scopes: scopes, brands: brands, expiresAt: expires), in: organization, by: .commandLine)
        guard let token = created.token else { throw CatalogError.notFound("a token") }
        return (created.key, token)
    }

    /// The session cookie of a member.
    func cookie(_ email: String, _ role: Role, in organization: Organization) async throws -> String {
        let member = try await catalog.organizations.add(email: email, role: role, to: organization, by: .commandLine)
        try await catalog.accounts.setPassword("correct horse", of: member.user, by: .commandLine)
        guard case .signedIn(let cookie) = try await catalog.accounts.signIn(email: email, password: "correct horse", from: nil)
        else { throw CatalogError.notFound("a session") }
        return "latchkey=\(cookie.value)"
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, token: Token? = nil, headers: HTTPFields = [:], body: String? = nil
    ) async throws -> Answer {
        var headers = headers
        if let token { headers[.authorization] = "Bearer \(token.reveal())" }
        return try await client.execute(
            uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) }
        ) { response in
            Answer(
                status: response.status.code, headers: response.headers, text: String(buffer: response.body),
                json: try? JSONValue.parse(Array(response.body.readableBytesView)))
        }
    }
}

struct Answer: Sendable {
    let status: Int
    let headers: HTTPFields
    let text: String
    let json: JSONValue?

    var code: String? { json?["code"]?.text }
    var detail: String? { json?["detail"]?.text }
    /// `type` and `loc` of each fault of a 422.
    var faults: [String] {
        (json?["detail"]?.items ?? []).map { fault in
            "\(fault["type"]?.text ?? "?") \((fault["loc"]?.items ?? []).map { $0.text ?? "\($0.integer ?? -1)" }.joined(separator: "."))"
        }
    }
    var ids: [Int] { (json?["items"]?.items ?? []).compactMap { $0["id"]?.integer } }
}

extension JSONValue {
    var items: [JSONValue]? { if case .array(let items) = self { items } else { nil } }
    var keys: [String]? { if case .object(let members) = self { members.map(\.0) } else { nil } }
}

func withDirectory<T>(_ body: (URL) async throws -> T) async throws -> T {
    let url = FileManager.default.temporaryDirectory.appending(path: "latchkey-test-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: url) }
    return try await body(url)
}

func withServer(
    leaks: LeakSettings = LeakSettings(), _ body: @escaping @Sendable (Fixture) async throws -> Void
) async throws {
    try await withDirectory { directory in
        let clock = TestClock()
        let settings = try await Settings.read(flags: ["data": directory.path], environment: [:])
        let installation = try await DataDirectory(directory).open(settings, creating: true)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let parts = try await buildComponents(
            installation, logger: logger, clock: clock.wall, hasher: PasswordHasher(cost: 4))
        let routes = try buildRoutes(parts, publicURL: nil, secureCookies: false, leaks: leaks)
        let application = Application(
            router: routes.router, server: try server(settings, routes.direct), logger: logger)
        try await application.test(.live) { client in
            try await body(Fixture(installation: installation, parts: parts, client: client, clock: clock, directory: directory))
        }
        try installation.close()
    }
}
