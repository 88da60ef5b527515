import APIKeys
import Testing

@testable import Catalog
@testable import Storage

/// Evaluations of a brand's answers that somebody ended before their time.
@Suite struct StoppedEvaluationTests {
    private static func takeUp(_ fixture: Fixture, _ brand: Brand) async throws -> JobReporter? {
        try await JobStorageTests.takeUp(fixture, brand)
    }

    private static func cancel(_ job: Int, _ fixture: Fixture, _ brand: Brand) async throws -> Job {
        try await fixture.catalog.jobs.cancel(job, in: brand.organization, by: .commandLine)
    }

    @Test func itIsNotBegunAgainByItselfAndIsRememberedBeyondItsTime() async throws {
        try await PromptStorageTests.withBrand { fixture, brand in
            let jobs = fixture.catalog.jobs
            #expect(try await jobs.openReevaluation(of: brand) == nil)
            let reporter = try #require(try await Self.takeUp(fixture, brand))
            #expect(try await jobs.openReevaluation(of: brand)?.id == reporter.ticket.job)
            #expect(try await Self.cancel(reporter.ticket.job, fixture, brand).state == .running)
            #expect(await reporter.tell(JobCounts(total: 10, done: 4)) == .cancel(by: "command line"))
            #expect(await reporter.end(.cancelled))
            #expect(try await Self.takeUp(fixture, brand) == nil)
            fixture.clock.advance(by: .seconds(31 * 86_400))
            try await jobs.prune()
            #expect(try await Self.takeUp(fixture, brand) == nil)
            let stopped = try #require(try await jobs.openReevaluation(of: brand))
            #expect(stopped.id == reporter.ticket.job && jobs.isStopped(stopped, of: brand))
            #expect(stopped.counts == JobCounts(total: 10, done: 4))
        }
    }

    @Test func somebodyHasItGoOnOnce() async throws {
        try await PromptStorageTests.withBrand { fixture, brand in
            let jobs = fixture.catalog.jobs
            await #expect(throws: CatalogError.self) { try await jobs.resumeReevaluation(of: brand, by: .commandLine) }
            let first = try #require(try await Self.takeUp(fixture, brand))
            await first.release()
            #expect(try await Self.cancel(first.ticket.job, fixture, brand).state == .cancelled, "it waited")
            #expect(try await Self.takeUp(fixture, brand) == nil)
            let going = try await jobs.resumeReevaluation(of: brand, by: .commandLine)
            #expect(going.state == .queued && going.startedBy == "command line")
            await #expect(throws: CatalogError.self) { try await jobs.resumeReevaluation(of: brand, by: .commandLine) }
            #expect(try await jobs.waitingReevaluations().map(\.id) == [going.id])
            let second = try #require(try await Self.takeUp(fixture, brand))
            #expect(second.ticket.job == going.id)
            #expect(await second.end(.done))
            #expect(try await jobs.openReevaluation(of: brand) == nil)
            #expect(try await fixture.actions().count { $0 == "reevaluation.resumed" } == 1)
            #expect(try await fixture.catalog.audit.verify().isIntact)
        }
    }

    @Test func aFurtherChangeOfTheBrandBeginsAnotherByItself() async throws {
        try await PromptStorageTests.withBrand { fixture, brand in
            let jobs = fixture.catalog.jobs
            let first = try #require(try await Self.takeUp(fixture, brand))
            _ = try await Self.cancel(first.ticket.job, fixture, brand)
            #expect(await first.end(.cancelled))
            var patch = BrandPatch()
            patch.alternativeNames = ["Ajax"]
            _ = try await fixture.catalog.brands.change(brand.id, patch, in: brand.organization, by: .commandLine)
            let changed = try await fixture.catalog.brands.find(brand.id, in: brand.organization)
            #expect(try await jobs.openReevaluation(of: changed) == nil)
            await #expect(throws: CatalogError.self) { try await jobs.resumeReevaluation(of: changed, by: .commandLine) }
            let second = try #require(try await Self.takeUp(fixture, changed))
            #expect(second.ticket.job != first.ticket.job)
        }
    }

    @Test func whatAPageAsksIsAnsweredByAnIndex() async throws {
        try await PromptStorageTests.withBrand { fixture, brand in
            let steps = try await fixture.database.read { session in
                try session.all(
                    """
                    EXPLAIN QUERY PLAN SELECT id FROM jobs WHERE brand_id = \(brand.id) AND kind = 'reevaluation'
                    ORDER BY id DESC LIMIT 1
                    """
                ) { try $0.text(3) }
            }
            #expect(steps.count == 1 && steps[0].contains("jobs_of_evaluation"), "\(steps)")
        }
    }
}
