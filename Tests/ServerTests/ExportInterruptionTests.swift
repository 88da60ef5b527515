import APIKeys
import Foundation
import Logging
import Synchronization
import Testing

@testable import Catalog
@testable import Server
@testable import Storage

/// Exports that something happens to while they are written, and the bounds of what they take.
@Suite struct ExportInterruptionTests {
    private static let five = ["one", "two", "three", "four", "five"]

    /// Writes two answers at a time.
    private static func writer(
        _ fixture: Fixture, _ beforePortion: @escaping @Sendable (Int) async -> Void = { _ in }
    ) -> ExportWriter {
        ExportWriter(
            observations: fixture.catalog.observations, files: fixture.installation.exports, reserve: 0, portion: 2,
            beforePortion: beforePortion)
    }

    private static func exporter(
        _ fixture: Fixture, _ writer: ExportWriter, keptBytes: Int = JobService.keptBytes
    ) -> Exporter {
        Exporter(
            catalog: fixture.catalog, writer: writer, keptBytes: keptBytes,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private static func ask(_ fixture: Fixture, _ brand: Brand) async throws -> Job {
        try await ExporterTests.request(fixture, brand, ExportRequest(format: .csv))
    }

    private static func texts(_ job: Job, _ fixture: Fixture) throws -> [String?] {
        ExporterTests.rows(try ExporterTests.text(job, fixture)).map { $0["response_text"] }
    }

    @Test func oneThatIsCancelledInTheMiddleEndsAfterItsPortionAndLeavesNoFile() async throws {
        try await ExporterTests.withAnswers(Self.five) { fixture, brand in
            let job = try await Self.ask(fixture, brand)
            let half = Mutex<[String]>([])
            let writer = Self.writer(fixture) { written in
                guard written == 2 else { return }
                half.withLock { $0 = ExporterTests.names(fixture) }
                // What the work is to do is asked once a second.
                fixture.clock.advance(by: .seconds(1))
                _ = try? await fixture.catalog.jobs.cancel(job.id, in: job.organization, by: .commandLine)
            }
            await Self.exporter(fixture, writer).runOnce()
            #expect(half.withLock { $0 } == ["\(job.id)-1.gz.part"], "it was in the middle")
            let ended = try await ExporterTests.find(job, fixture)
            #expect(ended.state == .cancelled && ended.cancelledBy == "command line")
            #expect(ended.message == "No part of the file was kept.")
            #expect(ended.counts == JobCounts(total: 5, done: 2))
            #expect(ExporterTests.names(fixture).isEmpty)
        }
    }

    @Test func oneWhoseServerEndsInTheMiddleIsPutBackAndWrittenWholeByTheNext() async throws {
        try await ExporterTests.withAnswers(Self.five) { fixture, brand in
            let job = try await Self.ask(fixture, brand)
            let ending = Self.writer(fixture) { written in
                guard written == 2 else { return }
                withUnsafeCurrentTask { $0?.cancel() }
            }
            await Task { await Self.exporter(fixture, ending).runOnce() }.value
            let back = try await ExporterTests.find(job, fixture)
            #expect(back.state == .queued && back.attempt == 1 && back.releases == 1)
            #expect(ExporterTests.names(fixture).isEmpty)
            await Self.exporter(fixture, Self.writer(fixture)).runOnce()
            let done = try await ExporterTests.find(job, fixture)
            #expect(done.state == .done && done.attempt == 2 && done.counts == JobCounts(total: 5, done: 5))
            #expect(try Self.texts(done, fixture) == Self.five.reversed())
            #expect(ExporterTests.names(fixture) == ["\(job.id)-2.gz"])
        }
    }

    @Test func oneThatAnotherServerTookUpInTheMiddleIsLeftToIt() async throws {
        try await ExporterTests.withAnswers(Self.five) { fixture, brand in
            let job = try await Self.ask(fixture, brand)
            let other = Mutex<JobTicket?>(nil)
            let writer = Self.writer(fixture) { written in
                guard written == 2 else { return }
                fixture.clock.advance(by: .seconds(31))
                let taken = try? await fixture.catalog.jobs.claimExport()
                await taken?.reporter.stopHeart()
                other.withLock { $0 = taken?.reporter.ticket }
            }
            await Self.exporter(fixture, writer).runOnce()
            #expect(other.withLock { $0?.attempt } == 2)
            let found = try await ExporterTests.find(job, fixture)
            #expect(found.state == .running && found.attempt == 2)
            #expect(ExporterTests.names(fixture).isEmpty)
        }
    }

    @Test func aPortionIsBoundInBytesToo() async throws {
        let long = (0..<5).map { String(repeating: "\($0)", count: 100) }
        try await ExporterTests.withAnswers(long) { fixture, brand in
            let job = try await Self.ask(fixture, brand)
            let portions = Mutex<[Int]>([])
            var writer = Self.writer(fixture) { written in portions.withLock { $0.append(written) } }
            (writer.portion, writer.portionBytes) = (500, 150)
            await Self.exporter(fixture, writer).runOnce()
            #expect(portions.withLock { $0 } == [0, 2, 4, 5])
            #expect(try Self.texts(try await ExporterTests.find(job, fixture), fixture) == long.reversed())
        }
    }

    @Test func aFileThatWouldTakeAllRoomIsNotKept() async throws {
        try await ExporterTests.withAnswers((0..<300).map { "answer \($0) \($0 &* 2_654_435_761)" }) { fixture, brand in
            let job = try await Self.ask(fixture, brand)
            var writer = Self.writer(fixture)
            writer.most = 5
            await Self.exporter(fixture, writer).runOnce()
            let failed = try await ExporterTests.find(job, fixture)
            #expect(failed.state == .failed && failed.message.contains("would be larger"), "\(failed)")
            #expect(ExporterTests.names(fixture).isEmpty)
        }
    }

    @Test func anOlderFileMakesRoomForANewerOne() async throws {
        try await ExporterTests.withAnswers(Self.five) { fixture, brand in
            let exporter = Self.exporter(fixture, Self.writer(fixture), keptBytes: 1)
            let old = try await Self.ask(fixture, brand)
            await exporter.runOnce()
            #expect(ExporterTests.names(fixture) == ["\(old.id)-1.gz"])
            fixture.clock.advance(by: .seconds(1))
            let new = try await Self.ask(fixture, brand)
            await exporter.runOnce()
            #expect(ExporterTests.names(fixture) == ["\(new.id)-1.gz"])
            #expect(try await ExporterTests.find(old, fixture).isDropped)
            await exporter.tidy()
            #expect(ExporterTests.names(fixture) == ["\(new.id)-1.gz"])
        }
    }

    @Test func serversThatAreToldToEndDoNotUseUpItsAttempts() async throws {
        try await ExporterTests.withAnswers(["one"]) { fixture, brand in
            let job = try await Self.ask(fixture, brand)
            for _ in 0..<12 { await (try #require(try await fixture.catalog.jobs.claimExport())).reporter.release() }
            await Self.exporter(fixture, Self.writer(fixture)).runOnce()
            let done = try await ExporterTests.find(job, fixture)
            #expect(done.state == .done && done.attempt == 13, "\(done)")
        }
    }

    @Test func oneWhoseEndCannotBeWrittenIsWrittenAgain() async throws {
        try await ExporterTests.withAnswers(["one"]) { fixture, brand in
            let job = try await Self.ask(fixture, brand)
            try await fixture.tamper(ReevaluatorTests.noEnd)
            let exporter = Self.exporter(fixture, Self.writer(fixture))
            await exporter.runOnce()
            #expect(try await ExporterTests.find(job, fixture).state == .running)
            try await fixture.tamper("DROP TRIGGER no_end")
            fixture.clock.advance(by: .seconds(31))
            await exporter.runOnce()
            let done = try await ExporterTests.find(job, fixture)
            #expect(done.state == .done && done.attempt == 2)
            await exporter.tidy()
            #expect(ExporterTests.names(fixture) == ["\(job.id)-2.gz"])
        }
    }
}
