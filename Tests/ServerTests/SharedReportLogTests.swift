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

@Suite struct SharedReportLogTests {
    @Test func theSecretPartOfASharedLinkIsInNoLogLineNorMetricNorFile() async throws {
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
            let link = try await application.test(.live) { client in
                let fixture = Fixture(
                    installation: installation, parts: parts, client: client, clock: clock, directory: directory)
                let organization = try await fixture.organization("Northwind")
                let id = try await fixture.brand("fabrikam", in: organization)
                let brand = try await fixture.catalog.brands.find(id, in: organization.id)
                let made = try await fixture.catalog.shares.create(
                    for: "Contoso board", view: ShareView.stored("", at: clock.now), of: brand, by: .commandLine)
                let page = try await fixture.send(.get, "/s/\(made.link)")
                #expect(page.status == 200 && page.text.contains("fabrikam"), "\(page.text)")
                #expect(page.headers[.known("Referrer-Policy")] == "no-referrer")
                for path in ["/charts/trend.csv", "/charts/none.csv", "/nothing", "/", "?trend=position", "/charts/a/b"] {
                    _ = try await fixture.send(.get, "/s/\(made.link)\(path)")
                }
                for method in [HTTPRequest.Method.head, .post, .delete] {
                    _ = try await fixture.send(method, "/s/\(made.link)")
                }
                _ = try await fixture.catalog.shares.revoke(made.share.id, of: brand, by: .commandLine)
                #expect(try await fixture.send(.get, "/s/\(made.link)").status == 404)
                let metrics = try await fixture.send(.get, "/metrics")
                #expect(metrics.text.contains("route=\"/s/") && !metrics.text.contains(made.link))
                return made.link
            }
            writer.flush()
            try installation.close()
            try await Task.sleep(for: .milliseconds(100))
            for name in try FileManager.default.subpathsOfDirectory(atPath: directory.path) {
                let path = directory.appending(path: name)
                guard try path.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
                #expect(try Data(contentsOf: path).range(of: Data(link.utf8)) == nil, "\(name)")
            }
            let log = String(decoding: try Data(contentsOf: file), as: UTF8.self)
            #expect(log.contains("\"route\":\"/s/"), "the log was looked at")
        }
    }
}
