import APIKeys
import Foundation
import HTTPTypes
import HummingbirdTesting
import Logging
import Testing
import Web

@testable import Catalog
@testable import Server

/// What every request meets, whatever it asks for.
@Suite struct SurfaceTests {
    @Test func whatIsNotThereIs404AndAWrongMethodIs405BothInJSON() async throws {
        try await withServer { fixture in
            let nothing = try await fixture.send(.get, "/v1/nothing")
            #expect(nothing.status == 404)
            #expect(nothing.code == "not_found")
            let wrong = try await fixture.send(.patch, "/v1/brands")
            #expect(wrong.status == 405)
            #expect(wrong.code == "method_not_allowed")
            #expect(wrong.headers[.allow] == "GET, POST")
            #expect(try await fixture.send(.put, "/v1/brands/1").headers[.allow] == "DELETE, GET, PATCH")
            // Not those of the prompt that the last part could name.
            #expect(try await fixture.send(.get, "/v1/1/prompts/bulk").headers[.allow] == "POST")
        }
    }

    @Test func aPersonSeesAPageWhereAProgramSeesJSON() async throws {
        try await withServer { fixture in
            let page = try await fixture.send(.get, "/nothing", headers: [.accept: "text/html,*/*"])
            #expect(page.status == 404)
            #expect(page.headers[.contentType]?.hasPrefix("text/html") == true)
            #expect(try await fixture.send(.get, "/nothing").json != nil)
            #expect(try await fixture.send(.get, "/v1/nothing", headers: [.accept: "text/html"]).json != nil)
        }
    }

    @Test func theRequestIDIsInTheHeaderAndTheBody() async throws {
        try await withServer { fixture in
            let name = HTTPField.Name.known("X-Request-Id")
            let given = try await fixture.send(.get, "/v1/brands", headers: [name: "abc-1.2_3"])
            #expect(given.headers[name] == "abc-1.2_3")
            #expect(given.json?["request_id"]?.text == "abc-1.2_3")
            let uuid = "6f1c2a52-6c0e-4a9b-9f1e-2d1b7c0a9e11"
            #expect(try await fixture.send(.get, "/v1/brands", headers: [name: uuid]).headers[name] == uuid)
            let forged = String(repeating: "a", count: 64)
            let token = Token.generate().reveal()
            for bad in [forged + "0", "a b", "a\"b", token, String(token.dropFirst(16)), String(token.dropFirst(16).prefix(32))] {
                let answer = try await fixture.send(.get, "/v1/brands", headers: [name: bad])
                #expect(answer.headers[name] != bad)
                #expect(answer.headers[name]?.isEmpty == false)
            }
        }
    }

    @Test func supervisorsAreAnswered() async throws {
        try await withServer { fixture in
            for path in ["/health/live", "/health/ready"] {
                let answer = try await fixture.send(.get, path)
                #expect(answer.status == 200)
                #expect(answer.json?["status"]?.text != nil)
                #expect(try await fixture.send(.head, path).status == 200)
            }
        }
    }

    @Test func metricsCountRequestsByPatternAndRefusalsByCode() async throws {
        try await withServer { fixture in
            let organization = try await fixture.organization("Northwind")
            let id = try await fixture.brand("fabrikam", in: organization)
            let token = try await fixture.key(.query, .specific([id]), in: organization).token
            for brand in [id, 98, 99] { _ = try await fixture.send(.get, "/v1/brands/\(brand)", token: token) }
            _ = try await fixture.send(.get, "/v1/brands")
            let text = try await fixture.send(.get, "/metrics").text
            for line in [
                #"latchkey_http_requests_total{route="/v1/brands/{brand_id}",method="GET",status="200"} 1"#,
                #"latchkey_http_requests_total{route="/v1/brands/{brand_id}",method="GET",status="403"} 2"#,
                #"latchkey_refusals_total{code="brand_not_granted"} 2"#, #"latchkey_refusals_total{code="key_missing"} 1"#,
                "latchkey_keys_active 1", "latchkey_key_verification_seconds_count 4", "# TYPE latchkey_keys_active gauge",
            ] { #expect(text.contains(line), "\(line)\n\(text)") }
            #expect(!text.contains(token.id.description))
        }
    }

    @Test func usesAreRecordedForAcceptedRequestsOnly() async throws {
        try await withServer { fixture in
            let organization = try await fixture.organization("Northwind")
            let (key, token) = try await fixture.key(.query, .all, in: organization)
            _ = try await fixture.send(.post, "/v1/brands", token: token, body: "{}")
            #expect(fixture.parts.usage.drain().keys[key.id]?.lastUse == nil)
            _ = try await fixture.send(.get, "/v1/brands", token: token)
            let use = try #require(fixture.parts.usage.drain().keys[key.id]?.lastUse)
            #expect(use.at == fixture.clock.now)
            #expect(use.address == IPAddress("127.0.0.1"))
        }
    }

    @Test func aKeyExpiresToTheMillisecond() async throws {
        try await withServer { fixture in
            let organization = try await fixture.organization("Northwind")
            let token = try await fixture.key(.query, .all, in: organization, expires: fixture.clock.now + .milliseconds(2)).token
            fixture.clock.advance(by: .milliseconds(1))
            #expect(try await fixture.send(.get, "/v1/brands", token: token).status == 200)
            fixture.clock.advance(by: .milliseconds(1))
            #expect(try await fixture.send(.get, "/v1/brands", token: token).code == "key_expired")
        }
    }
}

@Suite struct InstallationTests {
    static func open(_ directory: URL, environment: [String: String] = [:], creating: Bool = true) async throws -> Installation {
        let settings = try await Settings.read(flags: ["data": directory.path], environment: environment)
        return try await DataDirectory(directory).open(settings, creating: creating)
    }

    /// The message that the operator reads; fails when nothing was wrong.
    static func complaint(_ directory: URL, environment: [String: String] = [:], creating: Bool = true) async throws -> String {
        do {
            try await open(directory, environment: environment, creating: creating).close()
        } catch let error as OperatorError {
            return error.message
        }
        Issue.record("nothing was wrong")
        return ""
    }

    @Test func aSecretIsMadeForItsOwnerAloneAndKept() async throws {
        try await withDirectory { directory in
            try await Self.open(directory).close()
            let secret = directory.appending(path: "latchkey.secret")
            let first = try String(contentsOf: secret, encoding: .utf8)
            let mode = try FileManager.default.attributesOfItem(atPath: secret.path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            try await Self.open(directory).close()
            #expect(try String(contentsOf: secret, encoding: .utf8) == first)
        }
    }

    @Test func withoutItsSecretADatabaseIsNotOpenedAndNoNewSecretIsMade() async throws {
        try await withDirectory { directory in
            try await Self.open(directory).close()
            let secret = directory.appending(path: "latchkey.secret")
            let kept = directory.appending(path: "kept")
            try FileManager.default.moveItem(at: secret, to: kept)
            #expect(try await Self.complaint(directory).contains("is missing"))
            #expect(!FileManager.default.fileExists(atPath: secret.path))
            try FileManager.default.moveItem(at: kept, to: secret)
            try await Self.open(directory).close()
        }
    }

    @Test func aWrongADamagedAndAPublicSecretAreNamed() async throws {
        try await withDirectory { directory in
            try await Self.open(directory).close()
            let secret = directory.appending(path: "latchkey.secret")
            let wrong = Data(repeating: 7, count: 32).base64EncodedString()
            #expect(try await Self.complaint(directory, environment: ["LATCHKEY_SECRET": wrong]).contains("not the one"))
            for damaged in ["", "not base64!", "c2hvcnQ="] {
                try Data(damaged.utf8).write(to: secret)
                try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret.path)
                #expect(try await Self.complaint(directory).contains("base64 of at least 32 bytes"))
            }
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: secret.path)
            #expect(try await Self.complaint(directory).contains("chmod 600"))
        }
    }

    @Test func aSecretFromTheEnvironmentNeedsNoFile() async throws {
        try await withDirectory { directory in
            let secret = Data((0..<32).map { UInt8($0) }).base64EncodedString()
            try await Self.open(directory, environment: ["LATCHKEY_SECRET": secret]).close()
            #expect(!FileManager.default.fileExists(atPath: directory.appending(path: "latchkey.secret").path))
            try await Self.open(directory, environment: ["LATCHKEY_SECRET": secret]).close()
        }
    }

    @Test func aCommandMakesNoDirectoryByMistake() async throws {
        try await withDirectory { directory in
            let complaint = try await Self.complaint(directory, creating: false)
            #expect(complaint.contains("no Latchkey data"))
            #expect(!FileManager.default.fileExists(atPath: directory.path))
        }
    }

    @Test func theDemoIsMadeOnceAndItsKeyWorks() async throws {
        try await withServer { fixture in
            let now = fixture.clock.now
            let credentials = try #require(try await Demo.seed(fixture.installation, responses: 200, now: now))
            #expect(try await Demo.seed(fixture.installation, responses: 200, now: now) == nil)
            try await fixture.parts.mirror.catchUp()
            let organization = try await fixture.catalog.organizations.find(slug: credentials.slug)
            let brands = try await fixture.catalog.brands.list(of: organization.id)
            #expect(brands.count >= 6)
            #expect(brands.count { $0.isArchived } == 1)
            #expect(try await fixture.send(.get, "/v1/brands", token: credentials.token).ids.count == 3)
            let members = try await fixture.catalog.organizations.members(of: organization)
            #expect(Set(members.map(\.role)) == [.admin, .viewer])
            guard
                case .signedIn = try await fixture.catalog.accounts.signIn(
                    email: credentials.email, password: credentials.password, from: nil)
            else {
                Issue.record("the admin cannot sign in")
                return
            }
        }
    }

    /// Every page that tells of a key's life has something to tell.
    @Test func theDemoKeyHasAPastThatItsGrantAllows() async throws {
        try await withServer { fixture in
            let credentials = try #require(try await Demo.seed(fixture.installation, responses: 200, now: fixture.clock.now))
            let (catalog, insight) = (fixture.catalog, fixture.catalog.insight)
            let organization = try await catalog.organizations.find(slug: credentials.slug)
            let key = try await catalog.keys.find(credentials.token.id, in: organization)
            let week = try await insight.report(of: key.id, in: organization, days: 7)
            #expect(week.accepted > 500)
            #expect(week.refused == 3)
            #expect(week.refusals.map(\.code) == ["brand_not_granted", "scope_missing", "brand_not_granted"])
            #expect(week.sources.count == 3)
            #expect(try #require(week.lastUse).at < fixture.clock.now)
            #expect(try await insight.leastPrivilege(of: key)?.unusedBrands.count == 1)
            let all = try await insight.report(of: key.id, in: organization, days: 90)
            #expect(all.brands.compactMap(\.brand).allSatisfy(key.grant.brands.grants))
            var withoutBrands = KeyEdit()
            withoutBrands.brands = .specific([])
            #expect(try await insight.impact(of: withoutBrands, on: key, in: organization).requests > 1000)
            #expect(try await catalog.audit.verify().isIntact)
        }
    }
}

@Suite struct SettingsTests {
    @Test func flagsComeBeforeTheEnvironmentAndThatBeforeTheFile() async throws {
        try await withDirectory { directory in
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
            let file = directory.appending(path: "latchkey.yaml")
            try Data("port: 1111\nhost: file.example\nlog:\n  level: error\n  format: json\n".utf8).write(to: file)
            let settings = try await Settings.read(
                flags: ["data": directory.path, "port": "3333"],
                environment: ["LATCHKEY_PORT": "2222", "LATCHKEY_LOG_LEVEL": "debug"])
            #expect(settings.port == 3333)
            #expect(settings.logLevel == .debug)
            #expect(settings.logFormat == .json)
            #expect(settings.host == "file.example")
            let sources = Dictionary(uniqueKeysWithValues: settings.shown.map { ($0.setting.key, $0.source) })
            #expect(sources["port"] == "flag")
            #expect(sources["log.level"] == "environment")
            #expect(sources["host"] == file.path)
            #expect(sources["limit.connections"] == "default")
        }
    }

    @Test func aSecretIsMaskedWhereSettingsAreShown() async throws {
        let settings = try await Settings.read(environment: ["LATCHKEY_SECRET": "c2VjcmV0"])
        #expect(settings.shown.first { $0.setting.key == "secret" }?.value == "********")
        #expect(!settings.shown.contains { $0.value?.contains("c2VjcmV0") ?? false })
    }

    @Test(arguments: [
        ["LATCHKEY_PORT": "x"], ["LATCHKEY_PORT": "65536"], ["LATCHKEY_LOG_LEVEL": "loud"], ["LATCHKEY_LOG_FORMAT": "xml"],
        ["LATCHKEY_PUBLIC_URL": "data.example.com"], ["LATCHKEY_PUBLIC_URL": "https://x.example/path"],
        ["LATCHKEY_TLS_CERTIFICATE": "cert.pem"], ["LATCHKEY_LIMIT_CONNECTIONS": "0"],
        ["LATCHKEY_CONFIG": "/nonexistent/latchkey.yaml"],
    ])
    func aValueThatMakesNoSenseIsNamed(_ environment: [String: String]) async throws {
        await #expect(throws: OperatorError.self) { try await Settings.read(environment: environment) }
    }

    @Test(arguments: [("0", 1), ("0-3", 4), ("0-2,5", 4), ("7", 1)])
    func allowedProcessorsAreCounted(_ list: String, _ count: Int) { #expect(Processors.count(list) == count) }

    @Test(arguments: ["", "x", "3-1", "1-2-3", "1,"])
    func anUnreadableListCountsAsNothing(_ list: String) { #expect(Processors.count(list) == nil) }
}
