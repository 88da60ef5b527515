import APIKeys
import Foundation
import HTTPTypes
import Testing
import Web

@testable import Catalog
@testable import Server
@testable import Storage

/// An organization whose admin holds an admin token.
struct ManagedOrganization: Sendable {
    let fixture: Fixture
    let organization: Organization
    let admin: User
    let token: Token

    var path: String { "/v1/organizations/\(organization.id)" }

    func send(
        _ method: HTTPRequest.Method, _ rest: String = "", token other: Token? = nil, ifMatch tag: String? = nil,
        body: String? = nil
    ) async throws -> Answer {
        var headers: HTTPFields = [.known("X-Request-Id"): "same"]
        headers[.ifMatch] = tag
        return try await fixture.send(
            method, rest.isEmpty ? path : "\(path)/\(rest)", token: other ?? token, headers: headers, body: body)
    }

    /// Makes a key by the API.
    func make(
        _ scopes: [String] = ["query"], brands: [Int]? = nil, _ more: String = ""
    ) async throws -> (id: KeyID, token: Token) {
        let access = brands.map { "\"brand_ids\":\($0)" } ?? "\"brand_access\":\"all\""
        let answer = try await send(.post, "api-keys", body: #"{"name":"A key","scopes":\#(scopes),\#(access)\#(more)}"#)
        #expect(answer.status == 201, "\(answer.text)")
        let token = try #require(Token(answer.json?["token"]?.text ?? ""))
        return (token.id, token)
    }

    /// Another admin of the same organization.
    func colleague(_ email: String, expiresIn days: Int = 30) async throws -> (user: User, token: Token) {
        let user = try await fixture.catalog.organizations.add(
            email: email, role: .admin, to: organization, by: .commandLine
        ).user
        let token = try await fixture.catalog.adminTokens.create(
            name: "CI", days: days, for: user, in: organization, by: .user(user)
        ).secret
        return (user, token)
    }

    /// What the audit log says was done, the newest first.
    func actions() async throws -> [String] {
        var query = AuditQuery()
        query.limit = 1000
        return try await fixture.catalog.audit.list(query, of: organization).map(\.action)
    }
}

extension Fixture {
    func managed(_ name: String = "Northwind") async throws -> ManagedOrganization {
        let organization = try await organization(name)
        let email = "ann@\(organization.slug).example"
        let admin = try await catalog.organizations.add(email: email, role: .admin, to: organization, by: .commandLine).user
        let token = try await catalog.adminTokens.create(
            name: "Terraform", for: admin, in: organization, by: .user(admin)
        ).secret
        return ManagedOrganization(fixture: self, organization: organization, admin: admin, token: token)
    }

    /// Edits the file behind the program's back, as someone with the database but without the secret would.
    func tamper(_ statement: SQL) async throws {
        let database = try await SQLiteDatabase.open(at: directory.appending(path: "latchkey.sqlite"))
        _ = try await database.write { try $0.execute(statement) }
        try database.close()
    }

    /// Everything that is stored beside the audit log and who used what when.
    func stored() async throws -> [String] {
        let database = try await SQLiteDatabase.open(at: directory.appending(path: "latchkey.sqlite"))
        let rows = try await database.read { session in
            try ["api_keys", "organization_policies", "approvals", "webhooks", "webhook_deliveries", "brands"].flatMap { table in
                let columns = try session.all("SELECT name FROM pragma_table_info(\(table))") { try $0.text(0) }
                let row = columns.map { "quote(\($0))" }.joined(separator: " || ' ' || ")
                return try session.all(SQL(trusted: "SELECT '\(table) ' || \(row) FROM \(table) ORDER BY 1")) { try $0.text(0) }
            }
        }
        try database.close()
        return rows
    }
}

/// One route of the management API, as a request to it.
struct ManagementRoute: Sendable, CustomTestStringConvertible {
    let method: HTTPRequest.Method
    /// Below the organization.
    let pattern: String
    var body: String?
    /// What it answers to whom it is open, when everything in its path is there.
    var status = 200

    var testDescription: String { "\(method) \(pattern)" }

    init(_ method: HTTPRequest.Method, _ pattern: String, status: Int = 200, body: String? = nil) {
        self.method = method
        self.pattern = pattern
        self.status = status
        self.body = body
    }

    /// The path with what is given in the places of the captures.
    func path(_ values: [String: String]) -> String {
        values.reduce(pattern) { $0.replacing("{\($1.key)}", with: $1.value) }
    }

    /// All of them. Those that end what others need come last.
    static let all: [ManagementRoute] = [
        .init(.get, ""),
        .init(.get, "api-keys"),
        .init(.post, "api-keys", status: 201, body: #"{"name":"New","scopes":["query"],"brand_access":"all"}"#),
        .init(.get, "api-keys/{key_id}"),
        .init(.patch, "api-keys/{key_id}", body: #"{"name":"Renamed","scopes":["query","configure","create-brand","ingest"]}"#),
        .init(.get, "api-keys/{key_id}/usage"),
        .init(.get, "api-keys/{key_id}/check?operation=query"),
        .init(.post, "api-keys/{key_id}/approve", status: 409),
        .init(.post, "api-keys/{key_id}/reject", status: 409),
        .init(.post, "api-keys/{key_id}/rotate", status: 201),
        .init(.get, "api-keys/{key_id}/rotation"),
        .init(.post, "api-keys/{key_id}/finish-rotation"),
        .init(.delete, "api-keys/{key_id}"),
        .init(.get, "approvals"),
        .init(.post, "approvals/{approval_id}/approve", status: 404),
        .init(.post, "approvals/{approval_id}/reject", status: 404),
        .init(.get, "audit-events"),
        .init(.get, "brands/{brand_id}/archive-impact"),
        .init(.get, "leaks"),
        .init(.get, "policy"),
        .init(.put, "policy", body: #"{"longest_life_days":null,"unused_days":5,"on_leak":"flag","four_eyes":false}"#),
        .init(.get, "webhooks"),
        .init(.post, "webhooks", status: 201, body: #"{"url":"https://hooks.example.com/in"}"#),
        .init(.get, "webhooks/{webhook_id}"),
        .init(.get, "webhooks/{webhook_id}/deliveries"),
        .init(.post, "webhooks/{webhook_id}/test", status: 202),
        .init(.post, "webhooks/{webhook_id}/deliveries/{delivery_id}/redeliver", status: 202),
        .init(.delete, "webhooks/{webhook_id}"),
    ]
}

extension ManagedOrganization {
    /// One of each thing that routes name, and the values for their captures.
    func furnished() async throws -> [String: String] {
        let catalog = fixture.catalog
        let brand = try await fixture.brand("fabrikam", in: organization)
        let key = try await fixture.key(.query, .specific([brand]), in: organization).key
        let webhook = try await catalog.webhooks.create(
            url: "https://hooks.example.com/first", in: organization, by: .commandLine
        ).webhook
        let delivery = try await catalog.webhooks.sendTest(to: webhook.id, in: organization, by: .commandLine)
        return [
            "key_id": key.id.description, "brand_id": "\(brand)", "webhook_id": "\(webhook.id)", "delivery_id": "\(delivery.id)",
            "approval_id": "1",
        ]
    }
}
