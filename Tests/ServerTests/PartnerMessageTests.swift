import APIKeys
import DataAPI
import Foundation
import HTTPTypes
import Logging
import Testing
import Web

@testable import Catalog
@testable import Server

/// GitHub's message of found tokens. What is signed here was signed by OpenSSL, so that the two sides do not share a mistake.
@Suite struct PartnerMessageTests {
    private static let identifier = "key-of-the-tests"
    private static let publicKey = """
        -----BEGIN PUBLIC KEY-----
        MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEZlgMXDTAw1lKYs4DADb30B/zX4ju
        z3gsAoKi1AabSAnDaAVHld2kjPwSSjq9Vjorbhorz+W3mi+b7car0K9mbA==
        -----END PUBLIC KEY-----

        """
    private static let first = "lk_K9e4XM3V2Q45_Qp7DcwZOy2rH87JoBadNX33CgQJaSInh38ADLm"
    private static let second = "lk_FZWsjHy7Pk9U_2flZsJhaZSqwTf3hezoHNf1SA73l8FOs2qtYpr"

    /// Two tokens among items that make no sense.
    private static let mixed = """
        [ {"token":"\(first)","type":"latchkey_api_key","url":"https://github.com/octocat/x/blob/4f2c/.env","source":"commit"},
         7, null, {}, {"token":7}, {"token":"lk_nothing","type":"x"}, [["\(second)"]],
         {"token":"\(second)","url":7,"source":["x"],"type":null} ]

        """
    private static let mixedSignature =
        "MEQCID92LSak7FgRwrN+3MKRAPoSOC/uSyQt0e5IuyMTrDS6AiBY087GClAAtTxr+s2DfeKN1g/XfsliYOp27d4TDLq/3A=="
    private static let object = #"{"token":"\#(first)"}"#
    private static let objectSignature =
        "MEYCIQDreEpyCnm3GBoOLnsUA7ZqXh1ULh4Bhg+wcR9aOh6aGAIhAP2hWO6cM3+UKy6QD9bJS+Y2QVJdP+uvScYpu14StfWf"
    private static let broken = #"[{"token":"\#(first)"},"#
    private static let brokenSignature =
        "MEQCIG0Pd3i357lzAddV4nnkhbql/yfNK8f3H2A8cTc2BovsAiAgTdD3PpEjTlvnwxWwV/CxaBWj8UsI7LmP1lIBqs2HDA=="

    private static let oddIdentifier = "key-of-odd-messages"
    private static let oddPublicKey = """
        -----BEGIN PUBLIC KEY-----
        MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEW3w+rngzc+uWJu13qOf/fqfNGjYJ
        A77rR7q6/YHE1F7xqRnZTrhHoW6j6/bGrv29tFmusxr7z06KoDFcU+pgpg==
        -----END PUBLIC KEY-----

        """
    /// Two tokens in one text, among JSON that no program holds.
    private static let odd =
        "[1e999,\(String(repeating: "[", count: 70))\"a \\\"]\"\(String(repeating: "]", count: 70)),"
        + #"{"token":7,"type":-1e999},{"token":"A=\#(first) B=\#(second)","url":{"a":1e999}}]"#
    private static let oddSignature =
        "MEUCICqT+jrr1rGYPQYVWiiU7sYDUPj/jT+KUwPwyHGD3vEQAiEA9jWMxOnYQ6guh3NHrfcZy2qH6Z2w1qYxz6bpQUs9E00="

    /// The example in GitHub's documentation of the secret scanning partner program.
    private static let gitHubIdentifier = "f9525bf080f75b3506ca1ead061add62b8633a346606dc5fe544e29231c6ee0d"
    private static let gitHubPublicKey =
        "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEsz9ugWDj5jK5ELBK42ynytbo38gP\n"
        + "HzZFI03Exwz8Lh/tCfL3YxwMdLjB+bMznsanlhK0RwcGP3IDb34kQDIo3Q==\n-----END PUBLIC KEY-----"
    private static let gitHubBody = #"[{"token":"some_token","type":"some_type","url":"some_url","source":"some_source"}]"#
    private static let gitHubSignature =
        "MEUCIFLZzeK++IhS+y276SRk2Pe5LfDrfvTXu6iwKKcFGCrvAiEAhHN2kDOhy2I6eGkOFmxNkOJ+L2y8oQ9A2T9GGJo6WJY="

    private static func settings() throws -> LeakSettings {
        func entry(_ identifier: String, _ key: String) -> [String: Any] {
            ["key_identifier": identifier, "key": key, "is_current": identifier == Self.identifier]
        }
        let entries = [
            entry(identifier, publicKey), entry(gitHubIdentifier, gitHubPublicKey), entry(oddIdentifier, oddPublicKey),
        ]
        let list = ["public_keys": entries]
        let keys = try PartnerKeys(json: try JSONSerialization.data(withJSONObject: list))
        var settings = LeakSettings()
        settings.partnerKeys = { keys }
        return settings
    }

    private static func headers(_ identifier: String?, _ signature: String?) -> HTTPFields {
        var headers = HTTPFields()
        headers[.known("Github-Public-Key-Identifier")] = identifier
        headers[.known("Github-Public-Key-Signature")] = signature
        return headers
    }

    /// The two keys whose tokens are in the messages.
    private static func makeKeys(_ ours: ManagedOrganization) async throws -> [Token] {
        let tokens = try [first, second].map { try #require(Token($0)) }
        for token in tokens {
            var draft = KeyDraft(name: "A key", scopes: .query, brands: .all, expiresAt: nil)
            draft.supplied = SuppliedSecret(id: token.id, hash: TokenHash(of: token))
            _ = try await ours.fixture.catalog.keys.create(draft, in: ours.organization, by: .commandLine)
        }
        return tokens
    }

    @Test(arguments: ["/v1/leaks/github", "/v1/leaks"])
    func aSignedMessageEndsTheKeysInItAndABadItemStopsNone(_ path: String) async throws {
        try await withServer(leaks: try Self.settings()) { fixture in
            let ours = try await fixture.managed()
            let tokens = try await Self.makeKeys(ours)
            let answer = try await fixture.send(
                .post, path, headers: Self.headers(Self.identifier, Self.mixedSignature), body: Self.mixed)
            #expect(answer.status == 200, "\(answer.text)")
            #expect(answer.text == #"{"received":8}"#)
            _ = try await fixture.catalog.leaks.workOff()
            for token in tokens { #expect(try await fixture.send(.get, "/v1/", token: token).code == "key_revoked") }
            let told = try await ours.send(.get, "leaks").json?["items"]?.items ?? []
            #expect(told.map { $0["reported_by"]?.text } == ["github", "github"])
            #expect(Set(told.map { $0["url"]?.text }) == [nil, "https://github.com/octocat/x/blob/4f2c/.env"])
        }
    }

    @Test func whateverJSONStandsBesideThemAllTokensOfAllTextsCount() async throws {
        try await withServer(leaks: try Self.settings()) { fixture in
            let tokens = try await Self.makeKeys(try await fixture.managed())
            let answer = try await fixture.send(
                .post, "/v1/leaks/github", headers: Self.headers(Self.oddIdentifier, Self.oddSignature), body: Self.odd)
            #expect(answer.status == 200, "\(answer.text)")
            #expect(answer.text == #"{"received":4}"#)
            _ = try await fixture.catalog.leaks.workOff()
            for token in tokens { #expect(try await fixture.send(.get, "/v1/", token: token).code == "key_revoked") }
        }
    }

    @Test func theExampleInTheDocumentationOfGitHubIsTaken() async throws {
        try await withServer(leaks: try Self.settings()) { fixture in
            let answer = try await fixture.send(
                .post, "/v1/leaks/github", headers: Self.headers(Self.gitHubIdentifier, Self.gitHubSignature),
                body: Self.gitHubBody)
            #expect(answer.status == 200, "\(answer.text)")
            #expect(answer.text == #"{"received":1}"#)
        }
    }

    @Test func whatIsNotSignedAsItStandsIsRefusedAndNothingOfItIsRead() async throws {
        try await withServer(leaks: try Self.settings()) { fixture in
            let ours = try await fixture.managed()
            let tokens = try await Self.makeKeys(ours)
            let (good, signature) = (Self.identifier, Self.mixedSignature)
            let der = try #require(Data(base64Encoded: signature))
            let raw = Data(der[4..<36]) + Data(der[38..<70])
            let attempts: [(String?, String?, String, String)] = [
                (good, signature, Self.mixed + " ", "signature_wrong"),
                (good, signature, String(Self.mixed.dropLast()), "signature_wrong"),
                (good, signature, Self.mixed.replacing("\"commit\"", with: "\"Commit\""), "signature_wrong"),
                (good, signature, Self.object, "signature_wrong"),
                (good, signature, "", "signature_wrong"),
                (good, Self.objectSignature, Self.mixed, "signature_wrong"),
                (Self.gitHubIdentifier, signature, Self.mixed, "signature_wrong"),
                ("somebody", signature, Self.mixed, "signature_key_unknown"),
                (good.uppercased(), signature, Self.mixed, "signature_key_unknown"),
                ("", signature, Self.mixed, "signature_key_unknown"),
                (good, "", Self.mixed, "signature_wrong"),
                (good, "no base64!", Self.mixed, "signature_wrong"),
                (good, der.dropLast().base64EncodedString(), Self.mixed, "signature_wrong"),
                (good, (der + [0]).base64EncodedString(), Self.mixed, "signature_wrong"),
                (good, raw.base64EncodedString(), Self.mixed, "signature_wrong"),
                // r = s = 0, which a careless verifier takes for everything.
                (good, Data([0x30, 6, 2, 1, 0, 2, 1, 0]).base64EncodedString(), Self.mixed, "signature_wrong"),
                (good, nil, Self.mixed, "signature_missing"),
            ]
            for (identifier, signature, body, code) in attempts {
                for path in ["/v1/leaks/github", "/v1/leaks"] {
                    let answer = try await fixture.send(.post, path, headers: Self.headers(identifier, signature), body: body)
                    #expect(answer.status == 403, "\(code): \(answer.text)")
                    #expect(answer.code == code, "\(signature ?? "none")")
                }
            }
            let unsigned = try await fixture.send(.post, "/v1/leaks/github", body: Self.mixed)
            #expect(unsigned.code == "signature_missing")
            let progress = try await fixture.catalog.leaks.workOff()
            #expect(progress.new.isEmpty)
            #expect(try await fixture.parts.stores.leaks.queued(after: 0, limit: 10).reports.isEmpty)
            for token in tokens { #expect(try await fixture.send(.get, "/v1/", token: token).status == 200) }
        }
    }

    @Test func aSignedMessageThatIsNoListIs422() async throws {
        try await withServer(leaks: try Self.settings()) { fixture in
            for (body, signature, fault) in [
                (Self.object, Self.objectSignature, "list_type body"),
                (Self.broken, Self.brokenSignature, "json_invalid body.\(Self.broken.utf8.count)"),
            ] {
                let answer = try await fixture.send(
                    .post, "/v1/leaks/github", headers: Self.headers(Self.identifier, signature), body: body)
                #expect(answer.status == 422)
                #expect(answer.faults == [fault])
            }
        }
    }

    @Test func withoutPublicKeysNoMessageIsTakenForSigned() async throws {
        try await withServer { fixture in
            for path in ["/v1/leaks/github", "/v1/leaks"] {
                let answer = try await fixture.send(
                    .post, path, headers: Self.headers(Self.identifier, Self.mixedSignature), body: Self.mixed)
                #expect(answer.status == 403)
                #expect(answer.code == "signatures_not_configured")
            }
        }
    }

    /// The file is brought up to date while the server runs.
    @Test func theFileOfPublicKeysIsReadAgainWhenItChanges() async throws {
        try await withDirectory { directory in
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
            let url = directory.appending(path: "keys.json")
            func write(_ identifiers: [String]) throws {
                let list = identifiers.map { ["key_identifier": $0, "key": Self.publicKey] }
                try JSONSerialization.data(withJSONObject: ["public_keys": list]).write(to: url)
            }
            func verdict(_ file: PartnerKeyFile) -> PartnerKeys.Verdict? {
                file.current?.verify(Array(Self.mixed.utf8), key: Self.identifier, signature: Self.mixedSignature)
            }
            let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            #expect(throws: OperatorError.self) { try PartnerKeyFile(url, logger: logger) }
            try write(["another"])
            let file = try PartnerKeyFile(url, logger: logger)
            #expect(verdict(file) == .unknownKey)
            try write(["another", Self.identifier])
            #expect(verdict(file) == .genuine)
            try Data("half wri".utf8).write(to: url)
            #expect(verdict(file) == .genuine, "the last good list counts")
            try FileManager.default.removeItem(at: url)
            #expect(verdict(file) == nil, "no list, no trust")
        }
    }

    @Test(arguments: [
        "", "[]", "{}", #"{"public_keys":[]}"#, #"{"public_keys":[{"key_identifier":"a"}]}"#,
        #"{"public_keys":[{"key_identifier":"a","key":"none"}]}"#,
    ])
    func aListThatMakesNoSenseIsRefusedWhole(_ text: String) {
        #expect(throws: PartnerKeys.Unreadable.self) { try PartnerKeys(json: Data(text.utf8)) }
    }
}
