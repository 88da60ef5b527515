import APIKeys
import Foundation
import Logging
import Testing
import Visibility

@testable import Catalog
@testable import Server
@testable import Storage

/// Answers that are evaluated anew, as a job that people follow.
@Suite struct ReevaluatorTests {
    private static func reevaluator(_ fixture: Fixture) -> Reevaluator {
        Reevaluator(
            catalog: fixture.catalog, directory: fixture.parts.mirror.brands,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private static func rename(_ brand: Brand, _ names: [String], _ fixture: Fixture) async throws {
        var patch = BrandPatch()
        patch.alternativeNames = names
        _ = try await fixture.catalog.brands.change(brand.id, patch, in: brand.organization, by: .commandLine)
    }

    private static func jobs(_ fixture: Fixture, _ brand: Brand) async throws -> [Job] {
        try await fixture.catalog.jobs.list(JobQuery(), of: brand.organization)
    }

    @Test func aChangeOfABrandIsAJobWithItsAnswersCounted() async throws {
        try await ExporterTests.withAnswers(["Ajax is here", "nothing", "Ajax again"]) { fixture, brand in
            let reevaluator = Self.reevaluator(fixture)
            var standing = Reevaluator.Standing()
            await reevaluator.runOnce(&standing)
            #expect(try await Self.jobs(fixture, brand).isEmpty, "nothing has changed")
            try await Self.rename(brand, ["Ajax"], fixture)
            await reevaluator.runOnce(&standing)
            let job = try #require(try await Self.jobs(fixture, brand).first)
            #expect(job.kind == .reevaluation && job.state == .done && job.startedBy == "this server")
            #expect(job.counts == JobCounts(total: 3, done: 3))
            let present = try await fixture.catalog.observations.list(AnswerQuery(), of: brand.id).count {
                $0.observation.brand.present
            }
            #expect(present == 2)
            await reevaluator.runOnce(&standing)
            #expect(try await Self.jobs(fixture, brand).count == 1)
        }
    }

    @Test func whatADeadServerBeganIsTakenUpAndNotBegunTwice() async throws {
        try await ExporterTests.withAnswers(["Ajax is here"]) { fixture, brand in
            try await Self.rename(brand, ["Ajax"], fixture)
            let dead = try #require(try await fixture.catalog.jobs.takeUpReevaluation(of: brand))
            await dead.stopHeart()
            let reevaluator = Self.reevaluator(fixture)
            var standing = Reevaluator.Standing()
            await reevaluator.runOnce(&standing)
            #expect(try await Self.jobs(fixture, brand).map(\.state) == [.running], "another server is at it")
            fixture.clock.advance(by: .seconds(31))
            await reevaluator.runOnce(&standing)
            let jobs = try await Self.jobs(fixture, brand)
            #expect(jobs.map(\.state) == [.done] && jobs.map(\.attempt) == [2])
            #expect(jobs.first?.counts.done == 1)
        }
    }

    @Test func aJobOfABrandThatNeedsNoneAnyMoreEnds() async throws {
        try await ExporterTests.withAnswers(["Ajax is here"]) { fixture, brand in
            let dead = try #require(try await fixture.catalog.jobs.takeUpReevaluation(of: brand))
            await dead.stopHeart()
            fixture.clock.advance(by: .seconds(31))
            var standing = Reevaluator.Standing()
            await Self.reevaluator(fixture).runOnce(&standing)
            #expect(try await Self.jobs(fixture, brand).map(\.state) == [.done])
        }
    }

    /// No job ends while this stands in the database.
    static let noEnd: SQL = """
        CREATE TRIGGER no_end BEFORE UPDATE ON jobs WHEN NEW.finished_at IS NOT NULL AND OLD.finished_at IS NULL
        BEGIN SELECT RAISE(ABORT, 'no room'); END
        """

    @Test func anEndThatCouldNotBeWrittenIsWrittenLater() async throws {
        try await ExporterTests.withAnswers(["Ajax is here"]) { fixture, brand in
            try await Self.rename(brand, ["Ajax"], fixture)
            try await fixture.tamper(Self.noEnd)
            let reevaluator = Self.reevaluator(fixture)
            var standing = Reevaluator.Standing()
            for _ in 0..<2 {
                await reevaluator.runOnce(&standing)
                #expect(try await Self.jobs(fixture, brand).map(\.state) == [.running])
            }
            try await fixture.tamper("DROP TRIGGER no_end")
            await reevaluator.runOnce(&standing)
            let jobs = try await Self.jobs(fixture, brand)
            #expect(jobs.map(\.state) == [.done] && jobs.map(\.attempt) == [1])
        }
    }

    @Test func whatAnotherServerLeftIsTakenUpThoughNoBrandChanges() async throws {
        try await ExporterTests.withAnswers(["Ajax is here"]) { fixture, brand in
            let reevaluator = Self.reevaluator(fixture)
            var standing = Reevaluator.Standing()
            await reevaluator.runOnce(&standing)
            let dead = try #require(try await fixture.catalog.jobs.takeUpReevaluation(of: brand))
            await dead.stopHeart()
            await reevaluator.runOnce(&standing)
            #expect(try await Self.jobs(fixture, brand).map(\.state) == [.running])
            fixture.clock.advance(by: .seconds(31))
            await reevaluator.runOnce(&standing)
            #expect(try await Self.jobs(fixture, brand).map(\.state) == [.done])
        }
    }

    @Test func whatIsLeftOfABrandThatIsArchivedEnds() async throws {
        try await ExporterTests.withAnswers(["Ajax is here"]) { fixture, brand in
            let dead = try #require(try await fixture.catalog.jobs.takeUpReevaluation(of: brand))
            await dead.stopHeart()
            _ = try await fixture.catalog.brands.archive(brand.id, in: brand.organization, by: .commandLine)
            fixture.clock.advance(by: .seconds(31))
            var standing = Reevaluator.Standing()
            await Self.reevaluator(fixture).runOnce(&standing)
            let job = try #require(try await Self.jobs(fixture, brand).first)
            #expect(job.state == .cancelled && job.message.contains("archived"))
        }
    }

    @Test func oneThatIsCancelledStopsUntilItIsToGoOn() async throws {
        try await ExporterTests.withAnswers(["Ajax is here", "nothing", "Ajax again"]) { fixture, brand in
            try await Self.rename(brand, ["Ajax"], fixture)
            let renamed = try await fixture.catalog.brands.find(brand.id, in: brand.organization)
            let jobs = fixture.catalog.jobs
            let dead = try #require(try await jobs.takeUpReevaluation(of: renamed))
            await dead.stopHeart()
            // Asked of a program that ends before it can.
            _ = try await jobs.cancel(dead.ticket.job, in: brand.organization, by: .commandLine)
            fixture.clock.advance(by: .seconds(31))
            let reevaluator = Self.reevaluator(fixture)
            var standing = Reevaluator.Standing()
            await reevaluator.runOnce(&standing)
            #expect(try await Self.jobs(fixture, brand).map(\.state) == [.cancelled])
            // Neither this server nor one that starts begins again.
            await reevaluator.runOnce(&standing)
            var other = Reevaluator.Standing()
            await reevaluator.runOnce(&other)
            #expect(try await Self.jobs(fixture, brand).count == 1)
            _ = try await jobs.resumeReevaluation(of: renamed, by: .commandLine)
            await reevaluator.runOnce(&standing)
            #expect(try await Self.jobs(fixture, brand).map(\.state) == [.done, .cancelled])
            let present = try await fixture.catalog.observations.list(AnswerQuery(), of: brand.id).count {
                $0.observation.brand.present
            }
            #expect(present == 2)
            #expect(try await fixture.catalog.observations.pending(of: renamed) == 0)
        }
    }
}
