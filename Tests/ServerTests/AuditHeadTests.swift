import APIKeys
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Synchronization
import Testing

@testable import Catalog
@testable import Server
@testable import Storage
@testable import Web

@Suite struct AuditHeadTests {
    /// An installation with three entries, and where its heads go.
    private struct Place {
        let installation: Installation
        let catalog: Catalog
        let organization: Organization
        let url: URL
        let registry = PrometheusRegistry()
        let log = Lines()

        var file: HeadFile { HeadFile(url) }

        func exporter(post: HeadPost? = nil, toFile: Bool = true) -> AuditHeadExporter {
            AuditHeadExporter(
                audit: catalog.audit, file: toFile ? file : nil, post: post, metrics: registry,
                logger: Logger(label: "test") { _ in Recorder(lines: log) })
        }

        func heads() throws -> HeadList { try file.heads(signedBy: catalog.audit.publicKey()) }

        func addBrand(_ name: String) async throws {
            let draft = BrandDraft(BrandContent(name: name, website: "https://\(name).example", description: ""))
            _ = try await catalog.brands.create(draft, in: organization.id, by: .commandLine)
        }

        /// Edits the database behind the program's back.
        func tamper(_ statements: SQL...) async throws {
            let file = url.deletingLastPathComponent().appending(path: "latchkey.sqlite")
            let database = try await SQLiteDatabase.open(at: file)
            try await database.write { session in
                for statement in statements { _ = try session.execute(statement) }
            }
            try database.close()
        }
    }

    private static func withPlace(_ body: (Place) async throws -> Void) async throws {
        try await withDirectory { directory in
            let settings = try await Settings.read(flags: ["data": directory.path], environment: [:])
            let installation = try await DataDirectory(directory).open(settings, creating: true)
            let catalog = installation.catalog
            let organization = try await catalog.organizations.create(name: "Northwind", by: .commandLine)
            let place = Place(
                installation: installation, catalog: catalog, organization: organization,
                url: directory.appending(path: "heads.ndjson"))
            for name in ["fabrikam", "contoso"] { try await place.addBrand(name) }
            try await body(place)
            try installation.close()
        }
    }

    @Test func eachRoundAppendsAHeadWhetherTheLogMovedOrNot() async throws {
        try await Self.withPlace { place in
            let exporter = place.exporter()
            var last = await exporter.export(after: nil)
            last = await exporter.export(after: last)
            try await place.addBrand("litware")
            last = await exporter.export(after: last)
            let list = try place.heads()
            #expect(list.heads.map(\.head.sequence) == [3, 3, 4])
            #expect(list.isSound && list.torn == 0)
            #expect(try await place.catalog.audit.verify(against: list) == AuditVerdict(entries: 4, heads: 3))
            let mode = try FileManager.default.attributesOfItem(atPath: place.url.path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            #expect(place.registry.text().contains("latchkey_audit_head_exports_total{outcome=\"delivered\"} 3"))
            #expect(place.registry.text().contains("latchkey_audit_head_sequence 4"))
        }
    }

    @Test func aLogThatWasCutBetweenTwoHeadsGetsNoneAndTheServerSaysSo() async throws {
        try await Self.withPlace { place in
            let exporter = place.exporter()
            let last = await exporter.export(after: nil)
            try await place.tamper(
                "DELETE FROM audit_events WHERE sequence = 3",
                "UPDATE audit_head SET sequence = 2, hash = (SELECT hash FROM audit_events WHERE sequence = 2)")
            #expect(await exporter.export(after: last) == last)
            #expect(place.log.all.contains { $0.hasPrefix("critical") && $0.contains("entry 3") })
            // It went on from there, with good seals; a restarted server knows the head from the file.
            try await place.addBrand("litware")
            #expect(await place.exporter().export(after: try place.heads().last) == last)
            #expect(try place.heads().count == 1)
            #expect(place.registry.text().contains("latchkey_audit_head_exports_total{outcome=\"broken\"} 2"))
        }
    }

    @Test func aLineCutShortStandsAlone() async throws {
        try await Self.withPlace { place in
            _ = await place.exporter().export(after: nil)
            let whole = try Data(contentsOf: place.url)
            try whole.dropLast(40).write(to: place.url)
            _ = await place.exporter().export(after: nil)
            let list = try place.heads()
            #expect((list.count, list.torn, list.isSound) == (1, 1, true))
        }
    }

    @Test func whatCannotBeDeliveredIsLoggedAndTheCheckDoesNotMoveOn() async throws {
        try await Self.withPlace { place in
            try FileManager.default.createDirectory(at: place.url, withIntermediateDirectories: false)
            #expect(await place.exporter().export(after: nil) == nil)
            #expect(place.log.all.contains { $0.hasPrefix("error") && $0.contains(place.url.path) })
            #expect(place.registry.text().contains("latchkey_audit_head_exports_total{outcome=\"failed\"} 1"))
        }
    }

    @Test func aHeadIsPostedAsTheSameJSON() async throws {
        try await Self.withPlace { place in
            let bodies = Lines()
            let router = Router()
            router.post("heads") { request, _ in
                bodies.add(String(buffer: try await request.body.collect(upTo: 10_000)))
                return request.uri.query == "good" ? HTTPResponse.Status.noContent : .internalServerError
            }
            let application = Application(router: router)
            try await application.test(.live) { client in
                let port = try #require(client.port)
                for query in ["good", "bad"] {
                    let url = try #require(URL(string: "http://127.0.0.1:\(port)/heads?\(query)"))
                    let post = HeadPost(url, group: .forThisProcess)
                    let head = await place.exporter(post: post, toFile: false).export(after: nil)
                    #expect((head != nil) == (query == "good"))
                }
            }
            #expect(bodies.all.count == 2)
            var list = HeadList()
            for body in bodies.all { list.take(line: Array(body.utf8), signedBy: try place.catalog.audit.publicKey()) }
            #expect(list.count == 2 && list.isSound)
            #expect(place.log.all.contains { $0.contains("answered 500") && !$0.contains("bad") })
        }
    }

    @Test(arguments: ["heads.example", "ftp://heads.example/", "https://user:pass@heads.example/", "https://"])
    func anAddressThatCannotBePostedToIsRefusedAndNotRepeated(_ text: String) async throws {
        await #expect {
            try await Settings.read(flags: ["data": "/nowhere"], environment: ["LATCHKEY_AUDIT_HEAD_URL": text])
        } throws: { error in
            "\(error)".contains("audit.head.url") && !"\(error)".contains("pass")
        }
    }
}

/// Lines that a test looks at.
private final class Lines: Sendable {
    private let lines = Mutex<[String]>([])

    func add(_ line: String) { lines.withLock { $0.append(line) } }
    var all: [String] { lines.withLock { $0 } }
}

private struct Recorder: LogHandler {
    let lines: Lines
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    init(lines: Lines) { self.lines = lines }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        lines.add("\(event.level) \(event.message) \(event.metadata ?? [:])")
    }
}
