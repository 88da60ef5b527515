import APIKeys
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Testing
import Web

@testable import Catalog
@testable import Server

/// Keys whose secret the caller made: the server sees its hash only.
@Suite struct ManagementSuppliedSecretTests {
    static func body(_ token: Token, id: String? = nil, hash: String? = nil) -> String {
        let id = id ?? token.id.description
        let hash = hash ?? TokenHash(of: token).hex
        return #"{"name":"CI","scopes":["query"],"brand_access":"all","id":"\#(id)","token_sha256":"\#(hash)"}"#
    }

    @Test func aDryRunOfARotationTellsOfAnIdThatIsTaken() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let theirs = try await fixture.managed("Contoso")
            let id = try await ours.make().id
            let taken = try await theirs.make().token
            func rotate(_ token: Token, _ query: String) async throws -> Answer {
                let body = #"{"id":"\#(token.id)","token_sha256":"\#(TokenHash(of: token).hex)"}"#
                return try await ours.send(.post, "api-keys/\(id)/rotate\(query)", body: body)
            }
            let rehearsed = try await rotate(taken, "?dry_run=true")
            #expect(rehearsed.status == 409)
            #expect(try await rotate(taken, "").detail == rehearsed.detail)
            #expect(try await rotate(.generate(), "?dry_run=true").status == 200)
        }
    }

    @Test func aTokenMadeElsewhereWorksAndIsNowhereOnThisServer() async throws {
        try await withDirectory { directory in
            let settings = try await Settings.read(flags: ["data": directory.path], environment: [:])
            let installation = try await DataDirectory(directory).open(settings, creating: true)
            let file = directory.appending(path: "log")
            _ = FileManager.default.createFile(atPath: file.path, contents: nil)
            let writer = LineWriter(try FileHandle(forWritingTo: file))
            let logger = Logger(label: "test") { LineLogHandler(label: $0, level: .trace, format: .text, writer: writer) }
            let clock = TestClock()
            let parts = try await buildComponents(
                installation, logger: logger, clock: clock.wall, hasher: PasswordHasher(cost: 4),
                accessLog: AccessLog(writer, format: .json, level: .trace))
            let routes = try buildRoutes(parts, publicURL: nil, secureCookies: false)
            let application = Application(router: routes.router, server: try server(settings, routes.direct), logger: logger)
            let token = Token.generate()
            let hash = TokenHash(of: token).hex
            try await application.test(.live) { client in
                let fixture = Fixture(
                    installation: installation, parts: parts, client: client, clock: clock, directory: directory)
                let ours = try await fixture.managed()
                let answer = try await ours.send(.post, "api-keys", body: Self.body(token))
                #expect(answer.status == 201, "\(answer.text)")
                guard case .null? = answer.json?["token"], case .bool(true)? = answer.json?["secret_supplied"] else {
                    Issue.record("\(answer.text)")
                    return
                }
                #expect(answer.json?["id"]?.text == token.id.description)
                #expect(!answer.text.contains(hash))
                #expect(try await fixture.send(.get, "/v1/brands", token: token).status == 200)
                // The same id with another secret is another token.
                let read = try await ours.send(.get, "api-keys/\(token.id)")
                #expect(!read.text.contains(hash))
                _ = try await ours.send(.get, "audit-events")
            }
            writer.flush()
            try installation.close()
            try await Task.sleep(for: .milliseconds(100))
            // Neither the token nor the hash that the caller sent: whoever reads the database cannot tell which token it was.
            var looked = 0
            for name in try FileManager.default.subpathsOfDirectory(atPath: directory.path) {
                let file = directory.appending(path: name)
                guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
                let data = try Data(contentsOf: file)
                looked += data.count
                for secret in [token.reveal(), String(token.reveal().dropFirst(16).prefix(32)), hash, hash.uppercased()] {
                    #expect(data.range(of: Data(secret.utf8)) == nil, "\(name)")
                }
                #expect(data.range(of: Data(hexBytes(hash))) == nil, "\(name)")
            }
            #expect(looked > 10_000)
            #expect(try Data(contentsOf: file).range(of: Data(token.id.description.utf8)) != nil, "the log was looked at")
        }
    }

    private func hexBytes(_ hex: String) -> [UInt8] {
        let digits = Array(hex)
        return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...($0 + 1)]), radix: 16) }
    }

    @Test func theHashMayBeWrittenInCapitalsAndOnlyTheRightTokenWorks() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let (token, other) = (Token.generate(), Token.generate())
            let hash = TokenHash(of: token).hex.uppercased()
            #expect(try await ours.send(.post, "api-keys", body: Self.body(token, hash: hash)).status == 201)
            #expect(try await fixture.send(.get, "/v1/brands", token: token).status == 200)
            // A hash that belongs to another token of another id: the key is there, and nothing opens it.
            #expect(
                try await ours.send(.post, "api-keys", body: Self.body(other, hash: TokenHash(of: .generate()).hex)).status == 201
            )
            #expect(try await fixture.send(.get, "/v1/brands", token: other).code == "key_unknown")
        }
    }

    @Test(arguments: [
        (#""token_sha256":"00""#, ["value_error body.token_sha256", "missing body.id"]),
        (#""id":"lk_000000000000""#, ["missing body.token_sha256"]),
        (#""id":"lk_000000000000","token_sha256":null"#, ["missing body.token_sha256"]),
        (#""id":"lk_00000000000","token_sha256":"\#(String(repeating: "a", count: 64))""#, ["value_error body.id"]),
        (#""id":"000000000000","token_sha256":"\#(String(repeating: "a", count: 64))""#, ["value_error body.id"]),
        (#""id":"lka_000000000000","token_sha256":"\#(String(repeating: "a", count: 64))""#, ["value_error body.id"]),
        (#""id":"lk_000000000000","token_sha256":"\#(String(repeating: "a", count: 63))""#, ["value_error body.token_sha256"]),
        (#""id":"lk_000000000000","token_sha256":"\#(String(repeating: "a", count: 65))""#, ["value_error body.token_sha256"]),
        (#""id":"lk_000000000000","token_sha256":"\#(String(repeating: "g", count: 64))""#, ["value_error body.token_sha256"]),
        (#""id":7,"token_sha256":[]"#, ["string_type body.id", "string_type body.token_sha256"]),
    ])
    func aWrongShapeIsNamedAndNothingIsMade(_ members: String, _ faults: [String]) async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let answer = try await ours.send(
                .post, "api-keys", body: #"{"name":"CI","scopes":["query"],"brand_access":"all",\#(members)}"#)
            #expect(answer.status == 422)
            #expect(answer.faults == faults)
            #expect(try await fixture.catalog.keys.list(KeyQuery(), of: ours.organization).total == 0)
        }
    }

    @Test func aWholeTokenInTheWrongPlaceIsRefusedAndNotRepeated() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let token = Token.generate()
            for body in [Self.body(token, id: token.reveal()), Self.body(token, hash: token.reveal())] {
                let answer = try await ours.send(.post, "api-keys", body: body)
                #expect(answer.status == 422)
                #expect(!answer.text.contains(token.reveal().dropFirst(16).prefix(32)), "\(answer.text)")
            }
            let path = try await ours.send(.get, "api-keys/\(token.reveal())")
            #expect(path.status == 404)
            #expect(!path.text.contains(token.reveal()))
        }
    }

    @Test func anIDThatIsTakenIsRefusedWhoeverHasIt() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let theirs = try await fixture.managed("Contoso")
            let token = Token.generate()
            #expect(try await ours.send(.post, "api-keys", body: Self.body(token)).status == 201)
            func stored() async throws -> [String] {
                try await fixture.stored().filter { $0.contains(token.id.description) }
            }
            let before = try await stored()
            for place in [ours, theirs] {
                let again = try await place.send(.post, "api-keys", body: Self.body(token))
                #expect(again.status == 409)
                #expect(again.code == "conflict")
                let id = try await place.make().id
                let rotated = try await place.send(
                    .post, "api-keys/\(id)/rotate", body: #"{"id":"\#(token.id)","token_sha256":"\#(TokenHash(of: token).hex)"}"#)
                #expect(rotated.status == 409)
                #expect(try await place.send(.get, "api-keys/\(id)").json?["state"]?.text == "active")
            }
            #expect(try await stored() == before)
            #expect(try await fixture.catalog.audit.verify().isIntact)
        }
    }

    @Test func aRotationCanTakeASuppliedSecretToo() async throws {
        try await withServer { fixture in
            let ours = try await fixture.managed()
            let (id, old) = try await ours.make()
            let token = Token.generate()
            let answer = try await ours.send(
                .post, "api-keys/\(id)/rotate",
                body: #"{"overlap_seconds":0,"id":"\#(token.id)","token_sha256":"\#(TokenHash(of: token).hex)"}"#)
            #expect(answer.status == 201, "\(answer.text)")
            guard case .null? = answer.json?["token"] else {
                Issue.record("\(answer.text)")
                return
            }
            #expect(try await fixture.send(.get, "/v1/brands", token: token).status == 200)
            #expect(try await fixture.send(.get, "/v1/brands", token: old).code == "key_rotated")
        }
    }
}
