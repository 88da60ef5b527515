import APIKeys
import Foundation
import HTTPTypes
import HummingbirdTesting
import Logging
import NIOCore
import Testing

@testable import Catalog
@testable import Server

/// Answers as files that people fetch.
@Suite struct ExporterTests {
    private static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// A brand with answers, each a second after the one before.
    static func withAnswers(
        _ texts: [String], _ body: @escaping @Sendable (Fixture, Brand) async throws -> Void
    ) async throws {
        try await withServer { fixture in
            let organization = try await fixture.organization("Northwind")
            let id = try await fixture.brand("acme", in: organization)
            let prompt = try await fixture.catalog.prompts.create(
                PromptDraft(text: "=cmd|' /C calc'!A0"), of: id, in: organization.id, by: .commandLine
            ).prompt
            let drafts = texts.enumerated().map { index, text in
                var draft = AnswerDraft(prompt: .id(prompt.id), platform: .claude, text: text)
                draft.createdAt = fixture.clock.now + .seconds(index)
                return draft
            }
            _ = try await fixture.catalog.observations.add(drafts, to: id, in: organization.id).get()
            try await body(fixture, try await fixture.catalog.brands.find(id, in: organization.id))
        }
    }

    static func request(_ fixture: Fixture, _ brand: Brand, _ request: ExportRequest) async throws -> Job {
        try await fixture.catalog.jobs.requestExport(request, of: brand, by: .commandLine)
    }

    static func find(_ job: Job, _ fixture: Fixture) async throws -> Job {
        try await fixture.catalog.jobs.find(job.id, in: job.organization)
    }

    static func exporter(_ fixture: Fixture, files: ExportFiles? = nil, reserve: Int = 0) -> Exporter {
        Exporter(
            catalog: fixture.catalog, files: files ?? fixture.installation.exports, logger: logger, reserve: reserve)
    }

    static func text(_ job: Job, _ fixture: Fixture) throws -> String {
        let file = try CompressedFile(path: fixture.installation.exports.path(of: job.id, attempt: job.attempt))
        var bytes: [UInt8] = []
        while true {
            let more = try file.read()
            if more.isEmpty { return String(decoding: bytes, as: UTF8.self) }
            bytes += more
        }
    }

    static func names(_ fixture: Fixture) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: fixture.installation.exports.directory))?.sorted() ?? []
    }

    /// The records of a CSV text, the first one's fields as keys.
    static func rows(_ text: String) -> [[String: String]] {
        let records = CSVReader(Array(text.utf8), separator: UInt8(ascii: ",")).compactMap { try? $0.get().fields }
        guard let header = records.first else { return [] }
        return records.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
    }

    @Test func hostileTextStaysWholeInATableAndRunsInNoSpreadsheet() async throws {
        let texts = ["=1+1", "@SUM(A1)", "+1\t2", "-1", "\"quoted\", and\r\nmore", "\u{202E}right to left, e\u{301}", "<b>&amp;"]
        try await Self.withAnswers(texts) { fixture, brand in
            let job = try await Self.request(fixture, brand, ExportRequest(format: .csv))
            await Self.exporter(fixture).runOnce()
            let done = try await Self.find(job, fixture)
            #expect(done.state == .done && done.counts == JobCounts(total: texts.count, done: texts.count), "\(done)")
            #expect(done.message.hasPrefix("A file of "))
            let written = try Self.text(done, fixture)
            let rows = Self.rows(String(written.dropFirst()))
            // The newest first.
            #expect(rows.map { SafeCell.read($0["response_text"] ?? "") } == texts.reversed())
            for row in rows {
                for cell in row.values { #expect(!"=+-@\t\r".contains(cell.first ?? " "), "\(cell)") }
            }
            #expect(rows.allSatisfy { $0["prompt"]?.hasPrefix("'=cmd") ?? false })
        }
    }

    @Test func linesAreThoseOfTheAPI() async throws {
        try await Self.withAnswers(["acme is fine", "none \u{2028} here"]) { fixture, brand in
            let job = try await Self.request(fixture, brand, ExportRequest(format: .ndjson))
            await Self.exporter(fixture).runOnce()
            let organization = try #require(try await fixture.catalog.organizations.all().first)
            let token = try await fixture.key([.query], .all, in: organization).token
            let api = try await fixture.send(.get, "/v1/\(brand.id)/responses?format=ndjson", token: token)
            #expect(api.status == 200 && !api.text.isEmpty)
            #expect(try Self.text(try await Self.find(job, fixture), fixture) == api.text)
        }
    }

    @Test func aFileHoldsThePeriodThatWasAskedForInManyPortions() async throws {
        let count = ExportWriter.usualPortion * 2 + 7
        try await Self.withAnswers((0..<count).map { "answer \($0)" }) { fixture, brand in
            let start = fixture.clock.now
            let all = try await Self.request(fixture, brand, ExportRequest(format: .csv))
            let some = ExportRequest(format: .csv, from: start + .seconds(3), until: start + .seconds(5))
            let part = try await Self.request(fixture, brand, some)
            await Self.exporter(fixture).runOnce()
            let rows = Self.rows(try Self.text(try await Self.find(all, fixture), fixture))
            #expect(rows.map { $0["response_text"] } == (0..<count).reversed().map { "answer \($0)" })
            let few = Self.rows(try Self.text(try await Self.find(part, fixture), fixture))
            #expect(few.map { $0["response_text"] } == ["answer 4", "answer 3"])
        }
    }

    @Test func nobodyElseOnTheMachineReadsAFile() async throws {
        try await Self.withAnswers(["one"]) { fixture, brand in
            let job = try await Self.request(fixture, brand, ExportRequest(format: .csv))
            await Self.exporter(fixture).runOnce()
            let files = fixture.installation.exports
            let attempt = try await Self.find(job, fixture).attempt
            for (path, mode) in [(files.directory, 0o700), (files.path(of: job.id, attempt: attempt), 0o600)] {
                let attributes = try FileManager.default.attributesOfItem(atPath: path)
                #expect(attributes[.posixPermissions] as? Int == mode, "\(path)")
            }
            #expect(Self.names(fixture) == ["\(job.id)-1.gz"])
        }
    }

    @Test func aCancelledExportLeavesNoFile() async throws {
        try await Self.withAnswers(["one"]) { fixture, brand in
            let job = try await Self.request(fixture, brand, ExportRequest(format: .csv))
            let (_, reporter) = try #require(try await fixture.catalog.jobs.claimExport())
            await reporter.stopHeart()
            _ = try await fixture.catalog.jobs.cancel(job.id, in: job.organization, by: .commandLine)
            let writer = ExportWriter(
                observations: fixture.catalog.observations, files: fixture.installation.exports, reserve: 0)
            guard case .cancelled(let person) = try await writer.write(ExportRequest(format: .csv), of: brand, reporter) else {
                return #expect(Bool(false), "it was not cancelled")
            }
            #expect(person == "command line")
            #expect(Self.names(fixture).isEmpty)
        }
    }

    @Test func anExportWhoseServerWasKilledIsWrittenWholeByAnother() async throws {
        try await Self.withAnswers(["one", "two"]) { fixture, brand in
            let job = try await Self.request(fixture, brand, ExportRequest(format: .csv))
            let (_, dead) = try #require(try await fixture.catalog.jobs.claimExport())
            await dead.stopHeart()
            let files = fixture.installation.exports
            try FileManager.default.createDirectory(atPath: files.directory, withIntermediateDirectories: true)
            try Data("half of a f".utf8).write(to: URL(filePath: files.unfinishedPath(of: job.id, attempt: 1)))
            let exporter = Self.exporter(fixture)
            await exporter.runOnce()
            #expect(try await Self.find(job, fixture).state == .running)
            fixture.clock.advance(by: .seconds(31))
            await exporter.runOnce()
            let done = try await Self.find(job, fixture)
            #expect(done.state == .done && done.attempt == 2)
            #expect(Self.rows(try Self.text(done, fixture)).map { $0["response_text"] } == ["two", "one"])
            await exporter.tidy()
            #expect(Self.names(fixture) == ["\(job.id)-2.gz"])
        }
    }

    @Test func aDiskThatTakesNoMoreIsToldOfAndNoPartIsKept() async throws {
        try await Self.withAnswers(["one"]) { fixture, brand in
            let full = try await Self.request(fixture, brand, ExportRequest(format: .csv))
            await Self.exporter(fixture, reserve: .max).runOnce()
            let failed = try await Self.find(full, fixture)
            #expect(failed.state == .failed && failed.message.contains("nearly full"), "\(failed)")
            #expect(Self.names(fixture).isEmpty)

            let nowhere = try await Self.request(fixture, brand, ExportRequest(format: .csv))
            let place = ExportFiles(directory: fixture.directory.appending(path: "latchkey.sqlite").path)
            await Self.exporter(fixture, files: place).runOnce()
            let lost = try await Self.find(nowhere, fixture)
            #expect(lost.state == .failed && lost.message.contains("No part of it was kept"), "\(lost)")
        }
    }

    @Test func filesGoAfterSevenDaysAndFilesOfOthersStay() async throws {
        try await Self.withAnswers(["one"]) { fixture, brand in
            let job = try await Self.request(fixture, brand, ExportRequest(format: .csv))
            let exporter = Self.exporter(fixture)
            await exporter.runOnce()
            let directory = URL(filePath: fixture.installation.exports.directory)
            for name in ["notes.txt", "4711-1.gz"] { try Data("x".utf8).write(to: directory.appending(path: name)) }
            await exporter.tidy()
            #expect(Self.names(fixture) == ["\(job.id)-1.gz", "notes.txt"])
            fixture.clock.advance(by: .seconds(JobService.exportDays * 86_400))
            await exporter.tidy()
            #expect(Self.names(fixture) == ["notes.txt"])
        }
    }

    @Test func anExportThatTakesItsServerDownAgainAndAgainIsGivenUp() async throws {
        try await Self.withAnswers(["one"]) { fixture, brand in
            let job = try await Self.request(fixture, brand, ExportRequest(format: .csv))
            for _ in 0..<10 {
                let (_, reporter) = try #require(try await fixture.catalog.jobs.claimExport())
                await reporter.stopHeart()
                fixture.clock.advance(by: .seconds(31))
            }
            await Self.exporter(fixture).runOnce()
            let failed = try await Self.find(job, fixture)
            #expect(failed.state == .failed && failed.message.contains("begun 10 times"), "\(failed)")
        }
    }

    @Test func aFileIsFetchedByMembersWhoMaySeeTheBrandOnly() async throws {
        try await Self.withAnswers(["one"]) { fixture, brand in
            let job = try await Self.request(fixture, brand, ExportRequest(format: .csv))
            let organizations = try await fixture.catalog.organizations.all()
            let northwind = try #require(organizations.first)
            let viewer = try await fixture.cookie("vera@northwind.example", .viewer, in: northwind)
            let guest = try await fixture.cookie("gus@northwind.example", .guest, in: northwind)
            let contoso = try await fixture.organization("Contoso")
            let stranger = try await fixture.cookie("sue@contoso.example", .admin, in: contoso)
            let path = "/o/northwind/brands/\(brand.id)/exports/\(job.id)"
            #expect(try await fixture.send(.get, path, headers: [.cookie: viewer]).status == 404)
            await Self.exporter(fixture).runOnce()
            let fetched = try await fixture.client.execute(uri: path, method: .get, headers: [.cookie: viewer])
            #expect(fetched.status == .ok)
            #expect(fetched.headers[.contentType] == "application/gzip")
            #expect(fetched.headers[.contentDisposition] == "attachment; filename=\"answers-\(brand.id)-\(job.id).csv.gz\"")
            let file = fixture.installation.exports.path(of: job.id, attempt: 1)
            #expect(Array(fetched.body.readableBytesView) == Array(try Data(contentsOf: URL(filePath: file))))
            #expect([403, 404].contains(try await fixture.send(.get, path, headers: [.cookie: guest]).status))
            #expect(try await fixture.send(.get, path, headers: [.cookie: stranger]).status == 404)
            #expect(try await fixture.send(.get, path).status == 303)
            let other = try await fixture.brand("globex", in: northwind)
            let wrong = "/o/northwind/brands/\(other)/exports/\(job.id)"
            #expect(try await fixture.send(.get, wrong, headers: [.cookie: viewer]).status == 404)
            fixture.clock.advance(by: .seconds(JobService.exportDays * 86_400))
            let late = try await fixture.send(.get, path, headers: [.cookie: viewer])
            #expect([303, 404].contains(late.status), "the file, or the session too, is gone")
        }
    }
}
