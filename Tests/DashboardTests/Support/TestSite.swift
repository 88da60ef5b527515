import APIKeys
import Catalog
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Storage
import Testing
import Visibility
import Web

@testable import Dashboard

/// 23 November 2026, 20:20 UTC.
let testNow = Timestamp(milliseconds: 1_795_465_200_000)

/// A dashboard over a database of its own: Northwind with one person of each role, and Contoso, which only Ann knows as well.
struct TestSite: Sendable {
    let database: TestDatabase
    let catalog: Catalog
    let dashboard: Dashboard
    let northwind: Organization
    let contoso: Organization
    let fabrikam: Brand
    let tailspin: Brand

    static let password = "correct horse battery"

    /// - Parameter clock: stands still unless a test brings one that moves.
    init(
        settings: DashboardSettings = DashboardSettings(), clock: WallClock = WallClock { testNow },
        identityProvider: (any IdentityProvider)? = nil
    ) async throws {
        let secret = try #require(ServerSecret([UInt8](repeating: 7, count: 32)))
        database = try await TestDatabase()
        try await Instance.bind(secret, to: database)
        let stores = Stores(database: database, secret: secret)
        catalog = Catalog(
            stores: stores, secret: secret, analyst: PlainAnalyst(),
            hasher: PasswordHasher(cost: 1),
            clock: clock)
        dashboard = try Dashboard(
            catalog: catalog, executor: TestExecutor(observations: stores.observations), settings: settings,
            document: APIDocument(.object([])), identityProvider: identityProvider)
        northwind = try await catalog.organizations.create(name: "Northwind Agency", by: .commandLine)
        contoso = try await catalog.organizations.create(name: "Contoso", by: .commandLine)
        for role in Role.allCases {
            _ = try await catalog.organizations.add(
                email: "\(role.rawValue)@northwind.example", role: role, to: northwind, by: .commandLine)
        }
        _ = try await catalog.organizations.add(
            email: "stranger@contoso.example", role: .admin, to: contoso, by: .commandLine)
        for membership in try await catalog.organizations.members(of: northwind)
            + catalog.organizations.members(of: contoso)
        {
            try await catalog.accounts.setPassword(Self.password, of: membership.user, by: .commandLine)
        }
        fabrikam = try await catalog.brands.create(
            BrandDraft(BrandContent(name: "Fabrikam", website: "fabrikam.example", description: "")),
            in: northwind.id, by: .commandLine)
        tailspin = try await catalog.brands.create(
            BrandDraft(BrandContent(name: "Tailspin Toys", website: "", description: "")), in: northwind.id,
            by: .commandLine)
    }

    /// Of Fabrikam, a new one.
    func persona(_ name: String, description: String = "") async throws -> Persona {
        try await catalog.brands.add(
            PersonaContent(name: name, description: description), to: fabrikam.id, in: northwind.id, by: .commandLine)
    }

    /// The cookie header of a signed-in browser, and the token for its forms.
    func signIn(_ email: String) async throws -> Browser {
        let answer = try await catalog.accounts.signIn(email: email, password: Self.password, from: nil)
        guard case .signedIn(let cookie) = answer else { throw SignInFailed() }
        let session = try #require(try await catalog.accounts.session(cookie: cookie.value))
        return Browser(cookie: "latchkey=\(cookie.value)", formToken: catalog.accounts.formToken(for: session))
    }

    func run(_ body: @Sendable (any TestClientProtocol) async throws -> Void) async throws {
        let router = Router(context: AppContext.self, options: .autoGenerateHeadEndpoints)
        dashboard.addRoutes(to: router)
        try await Application(router: router).test(.router, body)
    }

    struct SignInFailed: Error {}
}

struct Browser: Sendable {
    let cookie: String
    let formToken: String

    static let nobody = Browser(cookie: "", formToken: "")
}

extension TestClientProtocol {
    func get(_ address: String, _ browser: Browser = .nobody, method: HTTPRequest.Method = .get) async throws -> TestResponse {
        try await execute(uri: address, method: method, headers: [.cookie: browser.cookie])
    }

    func post(
        _ address: String, _ browser: Browser, _ fields: String = "", headers: HTTPFields = [:], token: String? = nil
    ) async throws -> TestResponse {
        var all = headers
        all[.cookie] = browser.cookie
        all[.contentType] = "application/x-www-form-urlencoded"
        let body = "form_token=\(token ?? browser.formToken)&\(fields)"
        return try await execute(uri: address, method: .post, headers: all, body: ByteBuffer(string: body))
    }
}

extension TestResponse {
    var text: String { String(buffer: body) }
    var location: String { headers[.location] ?? "" }
}

/// Reads nothing out of a text but whether the brand's name stands in it.
struct PlainAnalyst: PromptAnalyst {
    func language(of text: String) -> String? { nil }
    func stage(of text: String, language: String?, among kinds: [StageKind]) -> StageKind { kinds.last ?? .other }
    func mentions(of brand: BrandContent) -> @Sendable (String) -> Bool { { $0.contains(brand.name) } }
}

/// Answers queries from columns that are made anew for each.
struct TestExecutor: QueryExecutor {
    let observations: any ObservationStore

    func execute<Answer: Sendable>(
        _ plans: [QueryPlan], of brand: Int, while isWanted: @escaping @Sendable () -> Bool,
        _ finish: @escaping @Sendable ([QueryResult]) throws -> Answer
    ) async throws -> Answer {
        var store = ColumnStore()
        let changes = try await observations.changes(after: 0, limit: 100_000, of: brand)
        store.apply(changes.observations, mark: changes.mark)
        let dimensions = try await observations.dimensions(of: brand)
        let snapshot = store.snapshot
        // The channel of a request that comes without a network is never active, so nobody seems to wait.
        return try finish(plans.map { try snapshot.execute($0, dimensions: dimensions) })
    }

    func execute<Answer: Sendable>(
        _ plans: [QueryPlan], ofEach brands: [Int], while isWanted: @escaping @Sendable () -> Bool,
        _ finish: @escaping @Sendable (Int, [QueryResult]) throws -> Answer
    ) async throws -> [Answer] {
        var answers: [Answer] = []
        for brand in brands { answers.append(try await execute(plans, of: brand, while: isWanted) { try finish(brand, $0) }) }
        return answers
    }
}
