import APIKeys
import Foundation
import GRDB
import Logging
import Synchronization
import Testing

@testable import Catalog
@testable import Storage

/// A clock that tests move.
final class TestClock: Sendable {
    private let moment = Mutex(Fixture.now)

    var now: Timestamp { moment.withLock { $0 } }

    func advance(by duration: Duration) { moment.withLock { $0 = $0 + duration } }
}

/// A database file of its own, and what a server would hold over it.
struct Fixture: Sendable {
    // swift-format-ignore: NeverForceUnwrap
    static let secret = ServerSecret(Array(0..<32))!
    static let now = Timestamp(milliseconds: 1_800_000_000_000)

    let url: URL
    let database: SQLiteDatabase
    let stores: Stores
    let mirror: AccessMirror
    let catalog: Catalog
    let clock: TestClock

    var verifier: Verifier { mirror.verifier }

    func makeOrganization(_ name: String = "Northwind") async throws -> Organization {
        try await catalog.organizations.create(name: name, by: .commandLine)
    }

    func makeBrand(_ name: String, in organization: Organization, by actor: Actor = .commandLine) async throws -> Brand {
        let content = BrandContent(name: name, website: "https://\(name).example", description: "")
        return try await catalog.brands.create(BrandDraft(content), in: organization.id, by: actor)
    }

    func makeKey(
        _ brands: BrandAccess, scopes: Scopes = .query, expires: Timestamp? = nil, in organization: Organization
    ) async throws -> (key: APIKey, token: Token) {
        let created = try await catalog.keys.create(
            KeyDraft(name: "A key", scopes: scopes, brands: brands, expiresAt: expires), in: organization, by: .commandLine)
        guard let token = created.token else { throw CatalogError.notFound("a token") }
        return (created.key, token)
    }

    func makeMember(_ email: String, _ role: Role = .admin, of organization: Organization) async throws -> User {
        try await catalog.organizations.add(email: email, role: role, to: organization, by: .commandLine).user
    }

    /// Counts as the gate would.
    func use(
        _ key: KeyID, hoursAgo: Int = 0, operation: APIKeys.Operation = .listBrands, brand: Int? = nil, times: Int = 1,
        address: String = "192.0.2.1", client: String = "looker/2", outcome: Outcome = .allowed
    ) async throws {
        let ledger = UsageLedger()
        for _ in 0..<times {
            ledger.record(
                key, at: clock.now + .seconds(-3600 * hoursAgo), from: IPAddress(address), client: client,
                operation: operation, brand: brand, outcome: outcome)
        }
        try await stores.usage.save(ledger.drain(), at: clock.now)
    }

    /// What the log says was done, in order.
    func actions() async throws -> [String] {
        try await database.read { session in
            try session.all("SELECT action FROM audit_events ORDER BY sequence") { try $0.text(0) }
        }
    }

    /// What the gate answers: `allowed` or the code.
    func ask(_ token: Token, brand: Int? = nil, at now: Timestamp = Fixture.now) -> String {
        let operation =
            brand == nil
            ? APIKeys.Operation("list", anyOf: [], target: .organization)
            : APIKeys.Operation("read", anyOf: .query, target: .brand)
        switch verifier.verify(token, for: operation, brand: brand, from: nil, at: Moment(wall: now)) {
        case .success: return "allowed"
        case .failure(let rejection): return rejection.refusal.code
        }
    }

    /// Edits the file behind the program's back, as someone with the database but without the secret would.
    func tamper(_ sql: String) throws {
        let queue = try DatabaseQueue(path: url.path)
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
    }
}

func withDatabase<T: Sendable>(
    at place: URL? = nil, _ body: @Sendable (Fixture) async throws -> T
) async throws -> T {
    let folder = FileManager.default.temporaryDirectory.appending(path: "latchkey-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await reopen(place ?? folder.appending(path: "test.sqlite"), body)
}

/// Opens a file as a starting server does.
func reopen<T: Sendable>(_ url: URL, _ body: @Sendable (Fixture) async throws -> T) async throws -> T {
    let database = try await SQLiteDatabase.open(at: url)
    if try await !Instance.isBound(database) { try await Instance.bind(Fixture.secret, to: database) }
    try await Instance.sealEarlierPolicies(in: database, under: Fixture.secret)
    let stores = Stores(database: database, secret: Fixture.secret)
    let mirror = AccessMirror(
        feed: stores.feed, verifier: Verifier(secret: Fixture.secret), brands: BrandDirectory(),
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    try await mirror.load()
    let clock = TestClock()
    let catalog = Catalog(
        stores: stores, secret: Fixture.secret, analyst: PlainAnalyst(), hasher: PasswordHasher(cost: 4),
        clock: WallClock { clock.now },
        refresh: { try await mirror.catchUp(and: $0) })
    let fixture = Fixture(url: url, database: database, stores: stores, mirror: mirror, catalog: catalog, clock: clock)
    do {
        let result = try await body(fixture)
        try database.close()
        return result
    } catch {
        try? database.close()
        throw error
    }
}

/// Reads nothing out of a text but whether the brand's name stands in it.
struct PlainAnalyst: PromptAnalyst {
    func language(of text: String) -> String? { nil }
    func stage(of text: String, language: String?, among kinds: [StageKind]) -> StageKind { kinds.last ?? .other }
    func mentions(of brand: BrandContent) -> @Sendable (String) -> Bool { { $0.contains(brand.name) } }
}
