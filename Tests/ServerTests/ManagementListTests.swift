import APIKeys
import HTTPTypes
import Testing
import Web

@testable import Catalog
@testable import Server

@Suite struct ManagementListTests {
    /// Five keys, a minute apart: active, expiring soon and used, rotating with its successor, revoked.
    static func withKeys(_ body: @escaping @Sendable (ManagedOrganization) async throws -> Void) async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            func make(_ name: String, _ days: Int?) async throws -> CreatedKey {
                fixture.clock.advance(by: .seconds(60))
                let expiry = days.map { fixture.clock.now + .seconds($0 * 86_400) }
                return try await fixture.catalog.keys.create(
                    KeyDraft(name: name, scopes: .query, brands: .all, expiresAt: expiry), in: ours.organization, by: .commandLine
                )
            }
            _ = try await make("delta", nil)
            let used = try await make("Alpha", 10)
            let rotated = try await make("charlie_1", 30)
            let ended = try await make("bravo 100%", 20)
            _ = try await fixture.send(.get, "/v1/brands", token: used.token)
            await fixture.parts.flusher.flush()
            fixture.clock.advance(by: .seconds(60))
            _ = try await fixture.catalog.keys.rotate(
                rotated.key.id, RotationRequest(overlap: .seconds(60)), in: ours.organization, by: .commandLine)
            _ = try await fixture.catalog.keys.revoke(ended.key.id, in: ours.organization, by: .commandLine)
            try await body(ours)
        }
    }

    @Test(
        arguments: [
            ("", ["charlie_1", "bravo 100%", "charlie_1", "Alpha", "delta"]),
            ("order=asc", ["delta", "Alpha", "charlie_1", "bravo 100%", "charlie_1"]),
            ("sort=name", ["Alpha", "bravo 100%", "charlie_1", "charlie_1", "delta"]),
            ("sort=name&order=desc", ["delta", "charlie_1", "charlie_1", "bravo 100%", "Alpha"]),
            ("sort=expires&limit=2", ["Alpha", "bravo 100%"]), ("sort=last_used&limit=1", ["Alpha"]),
            ("limit=2&offset=1", ["bravo 100%", "charlie_1"]), ("offset=5", []),
            ("state=revoked", ["bravo 100%"]), ("state=rotating", ["charlie_1"]),
            ("state=active", ["charlie_1", "Alpha", "delta"]),
            ("q=ALPH", ["Alpha"]), ("q=%25", ["bravo 100%"]), ("q=_", ["charlie_1", "charlie_1"]), ("q=nothing", []),
            ("q=&state=&sort=", ["charlie_1", "bravo 100%", "charlie_1", "Alpha", "delta"]),
        ] as [(String, [String])])
    func keysAreFoundSortedAndPaged(_ query: String, _ names: [String]) async throws {
        try await Self.withKeys { ours in
            let answer = try await ours.send(.get, "api-keys?\(query)")
            #expect(answer.status == 200)
            #expect(
                answer.json?.keys == ["total", "total_is_minimum", "offset", "limit", "items", "metadata"])
            #expect(answer.json?["items"]?.items?.compactMap { $0["name"]?.text } == names, "\(answer.text)")
            #expect(answer.json?["items"]?.items?.allSatisfy { Set($0.keys ?? []) == ManagementKeyTests.members } == true)
            if !query.contains("=") || query.hasPrefix("limit") || query.hasPrefix("offset") {
                #expect(answer.json?["total"]?.integer == 5)
            }
        }
    }

    @Test(arguments: [
        ("limit=0", ["greater_than_equal query.limit"]), ("limit=1001", ["less_than_equal query.limit"]),
        ("limit=x&offset=-1", ["int_parsing query.limit", "greater_than_equal query.offset"]),
        (
            "state=gone&sort=size&order=up",
            ["literal_error query.state", "literal_error query.sort", "literal_error query.order"]
        ),
        // No column tells whether a seal holds.
        ("state=tampered", ["literal_error query.state"]), ("q=%00", ["string_too_long query.q"]),
        ("q=\(String(repeating: "a", count: 201))", ["string_too_long query.q"]),
    ])
    func aWrongParameterIsNamed(_ query: String, _ faults: [String]) async throws {
        try await withServer { fixture in
            let answer = try await fixture.managed().send(.get, "api-keys?\(query)")
            #expect(answer.status == 422)
            #expect(answer.faults == faults)
        }
    }

    @Test func aListHasOnlyTheOrganizationsOwn() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let theirs = try await fixture.managed("Contoso")
            let (mine, foreign) = (try await ours.make().id, try await theirs.make().id)
            #expect(
                try await ours.send(.get, "api-keys").json?["items"]?.items?.compactMap { $0["id"]?.text } == [mine.description])
            #expect(try await ours.send(.get, "api-keys?q=\(foreign)").json?["total"]?.integer == 0)
        }
    }
}
