import APIKeys
import Testing

@testable import Catalog
@testable import Storage

@Suite struct JobStorageTests {
    static let csv = ExportRequest(format: .csv)

    static func export(_ fixture: Fixture, _ brand: Brand) async throws -> Job {
        try await fixture.catalog.jobs.requestExport(csv, of: brand, by: .commandLine)
    }

    static func find(_ job: Job, _ fixture: Fixture) async throws -> Job {
        try await fixture.catalog.jobs.find(job.id, in: job.organization)
    }

    static func draft(_ brand: Brand) -> JobDraft {
        JobDraft(.responseImport, of: brand, title: "answers.csv", by: .commandLine)
    }

    /// Without a heart: a sign of life at the wrong time would spoil what a test shows.
    static func begin(_ fixture: Fixture, _ brand: Brand) async throws -> JobReporter {
        let reporter = try await fixture.catalog.jobs.begin(draft(brand))
        await reporter.stopHeart()
        return reporter
    }

    static func claim(_ fixture: Fixture) async throws -> (job: Job, reporter: JobReporter)? {
        let claimed = try await fixture.catalog.jobs.claimExport()
        await claimed?.reporter.stopHeart()
        return claimed
    }

    static func takeUp(_ fixture: Fixture, _ brand: Brand) async throws -> JobReporter? {
        let reporter = try await fixture.catalog.jobs.takeUpReevaluation(of: brand)
        await reporter?.stopHeart()
        return reporter
    }

    @Test func aJobTellsWhoBeganItAndHowItEnded() async throws {
        try await PromptStorageTests.withBrand { fixture, brand in
            let reporter = try await Self.begin(fixture, brand)
            var query = JobQuery()
            query.isOver = false
            let begun = try #require(try await fixture.catalog.jobs.list(query, of: brand.organization).first)
            #expect(begun.state == .running && begun.kind == .responseImport && begun.title == "answers.csv")
            #expect(begun.startedBy == "command line" && begun.createdAt == Fixture.now && begun.finishedAt == nil)
            reporter.note(JobFault(place: "answers.csv", line: 7, message: "platform: unknown"))
            #expect(await reporter.tell(JobCounts(total: 9, done: 4, failed: 1)) == .goOn)
            #expect(await reporter.end(.done, "4 new."))
            let ended = try await Self.find(begun, fixture)
            #expect(ended.state == .done && ended.message == "4 new." && ended.finishedAt == Fixture.now)
            #expect(ended.counts == JobCounts(total: 9, done: 4, failed: 1))
            let faults = try await fixture.catalog.jobs.faults(of: ended)
            #expect(faults == [JobFault(place: "answers.csv", line: 7, message: "platform: unknown")])
            #expect(await !reporter.end(.failed, "again"))
            #expect(await reporter.tell(JobCounts()) == .goOn, "nothing is asked within a second")
            fixture.clock.advance(by: .seconds(1))
            #expect(await reporter.tell(JobCounts()) == .lost)
        }
    }

    @Test func howFarAJobIsIsWrittenOnceASecond() async throws {
        try await PromptStorageTests.withBrand { fixture, brand in
            let reporter = try await Self.begin(fixture, brand)
            func written() async throws -> Int? {
                try await fixture.catalog.jobs.list(JobQuery(), of: brand.organization).first?.counts.done
            }
            await reporter.tell(JobCounts(done: 1))
            await reporter.tell(JobCounts(done: 2))
            #expect(try await written() == 1)
            fixture.clock.advance(by: .milliseconds(999))
            await reporter.tell(JobCounts(done: 3))
            #expect(try await written() == 1)
            fixture.clock.advance(by: .milliseconds(1))
            await reporter.tell(JobCounts(done: 4))
            #expect(try await written() == 4)
            await reporter.tell(JobCounts(done: 5))
            await reporter.end(.done)
            #expect(try await written() == 5)
        }
    }

    @Test func theFirstHundredFaultsAreKeptAndARepeatedOneOnce() async throws {
        try await PromptStorageTests.withBrand { fixture, brand in
            let reporter = try await Self.begin(fixture, brand)
            for line in 1...60 { reporter.note(JobFault(place: "a", line: line, message: "wrong")) }
            await reporter.tell(JobCounts(failed: 60))
            for line in 61...150 {
                for _ in 0..<2 { reporter.note(JobFault(place: "a", line: line, message: "wrong")) }
            }
            await reporter.end(.failed)
            let job = try #require(try await fixture.catalog.jobs.list(JobQuery(), of: brand.organization).first)
            #expect(try await fixture.catalog.jobs.faults(of: job).map(\.line) == Array(1...100))
        }
    }

    @Test func twoServersNeverTakeTheSameJob() async throws {
        try await PromptStorageTests.withBrand { fixture, brand in
            let other = try await fixture.makeOrganization("Contoso")
            var brands = [brand]
            for number in 1...3 { brands.append(try await fixture.makeBrand("brand\(number)", in: other)) }
            var jobs: [Int] = []
            for brand in brands { jobs.append(try await Self.export(fixture, brand).id) }
            let wanted = Set(jobs)
            try await reopen(fixture.url) { second in
                let taken = try await withThrowingTaskGroup(of: Int?.self) { group in
                    for index in 0..<12 {
                        group.addTask {
                            let server = index.isMultiple(of: 2) ? fixture : second
                            return try await server.stores.jobs.claim(
                                .export, silentSince: Fixture.now + .seconds(-30), at: Fixture.now)?.id
                        }
                    }
                    return try await group.reduce(into: [Int]()) { if let job = $1 { $0.append(job) } }
                }
                #expect(taken.count == wanted.count && Set(taken) == wanted)
            }
        }
    }

    @Test func aJobWhoseProgramEndedIsTakenByAnotherAndLostToTheFirst() async throws {
        try await PromptStorageTests.withBrand { fixture, brand in
            let job = try await Self.export(fixture, brand)
            let (first, reporter) = try #require(try await Self.claim(fixture))
            #expect(first.id == job.id && first.attempt == 1)
            reporter.note(JobFault(place: "", line: 0, message: "of the first"))
            await reporter.tell(JobCounts(total: 10, done: 5))
            fixture.clock.advance(by: .seconds(30))
            #expect(try await Self.claim(fixture) == nil)
            #expect(try await !Self.find(job, fixture).isSilent(at: fixture.clock.now))
            fixture.clock.advance(by: .milliseconds(1))
            #expect(try await Self.find(job, fixture).isSilent(at: fixture.clock.now))
            let (again, next) = try #require(try await Self.claim(fixture))
            #expect(again.id == job.id && again.attempt == 2 && again.counts == JobCounts())
            #expect(try await fixture.catalog.jobs.faults(of: again).isEmpty)
            #expect(again.startedAt == Fixture.now)
            #expect(await reporter.tell(JobCounts(total: 10, done: 9)) == .lost)
            #expect(await !reporter.end(.done))
            #expect(await next.end(.done))
            #expect(try await Self.find(job, fixture).counts.done == 0)
        }
    }

    @Test func aJobThatIsPutBackIsTakenAtOnce() async throws {
        try await PromptStorageTests.withBrand { fixture, brand in
            _ = try await Self.export(fixture, brand)
            let (_, reporter) = try #require(try await Self.claim(fixture))
            await reporter.release()
            #expect(try await Self.claim(fixture)?.job.attempt == 2)
        }
    }

    @Test func answersOfABrandAreEvaluatedAnewByOneProgramAtATime() async throws {
        try await PromptStorageTests.withBrand { fixture, brand in
            let jobs = fixture.catalog.jobs
            let first = try #require(try await Self.takeUp(fixture, brand))
            #expect(try await Self.takeUp(fixture, brand) == nil)
            #expect(try await jobs.waitingReevaluations().isEmpty)
            fixture.clock.advance(by: .seconds(31))
            #expect(try await jobs.waitingReevaluations().map(\.brand) == [brand.id])
            let second = try #require(try await Self.takeUp(fixture, brand))
            #expect(second.ticket.job == first.ticket.job && second.ticket.attempt == 2)
            #expect(await second.end(.done))
            let third = try #require(try await Self.takeUp(fixture, brand))
            #expect(third.ticket.job != first.ticket.job)
        }
    }

    @Test func beingPutBackIsNoAttemptThatFailed() async throws {
        try await PromptStorageTests.withBrand { fixture, brand in
            let job = try await Self.export(fixture, brand)
            for _ in 0..<3 { await (try #require(try await Self.claim(fixture))).reporter.release() }
            let found = try await Self.find(job, fixture)
            #expect(found.state == .queued && found.attempt == 3 && found.releases == 3)
        }
    }

    @Test func organizationsTakeTurns() async throws {
        try await PromptStorageTests.withBrand { fixture, brand in
            let other = try await fixture.makeBrand("fabrikam", in: try await fixture.makeOrganization("Contoso"))
            var mine: [Int] = []
            for _ in 0..<3 { mine.append(try await Self.export(fixture, brand).id) }
            let theirs = try await Self.export(fixture, other).id
            var order: [Int] = []
            for _ in 0..<4 {
                let (job, reporter) = try #require(try await Self.claim(fixture))
                order.append(job.id)
                fixture.clock.advance(by: .seconds(1))
                await reporter.end(.done)
            }
            #expect(order == [mine[0], theirs, mine[1], mine[2]])
        }
    }

    // MARK: Ending before the time

    @Test func whatWaitsOrIsSilentIsCancelledAtOnceAndWhatGoesOnIsAsked() async throws {
        try await PromptStorageTests.withBrand { fixture, brand in
            let jobs = fixture.catalog.jobs
            let waiting = try await Self.export(fixture, brand)
            #expect(try await jobs.cancel(waiting.id, in: brand.organization, by: .commandLine).state == .cancelled)
            #expect(try await Self.claim(fixture) == nil)

            let reporter = try await Self.begin(fixture, brand)
            let asked = try await jobs.cancel(reporter.ticket.job, in: brand.organization, by: .commandLine)
            #expect(asked.state == .running && asked.cancelledBy == "command line")
            #expect(await reporter.tell(JobCounts(done: 2000)) == .cancel(by: "command line"))
            #expect(await reporter.end(.cancelled, "2000 stay."))

            let silent = try await Self.begin(fixture, brand)
            await silent.tell(JobCounts(done: 1))
            fixture.clock.advance(by: .seconds(31))
            #expect(try await jobs.cancel(silent.ticket.job, in: brand.organization, by: .commandLine).state == .cancelled)
            #expect(await silent.tell(JobCounts(done: 2)) == .lost)
            #expect(try await fixture.actions().filter { $0 == "job.cancelled" }.count == 3)

            await #expect(throws: CatalogError.conflict("Job \(waiting.id) has ended already; nothing was cancelled.")) {
                try await jobs.cancel(waiting.id, in: brand.organization, by: .commandLine)
            }
            let other = try await fixture.makeOrganization("Contoso")
            let open = try await Self.export(fixture, brand)
            await #expect(throws: CatalogError.notFound("There is no job \(open.id).")) {
                try await jobs.cancel(open.id, in: other.id, by: .commandLine)
            }
        }
    }

    @Test func anOrganizationHasFiveExportsUnderWayAtMost() async throws {
        try await PromptStorageTests.withBrand { fixture, brand in
            for _ in 0..<JobService.mostExports { _ = try await Self.export(fixture, brand) }
            await #expect(throws: CatalogError.self) { try await Self.export(fixture, brand) }
            let other = try await fixture.makeBrand("fabrikam", in: try await fixture.makeOrganization("Contoso"))
            _ = try await Self.export(fixture, other)
            let (_, reporter) = try #require(try await Self.claim(fixture))
            await reporter.end(.done)
            _ = try await Self.export(fixture, brand)
            #expect(try await fixture.actions().filter { $0 == "export.requested" }.count == JobService.mostExports + 2)
        }
    }

    @Test func onePersonHasTwoExportsUnderWayAtMost() async throws {
        try await PromptStorageTests.withBrand { fixture, brand in
            let organization = try #require(try await fixture.stores.organizations.find(id: brand.organization))
            let ann = try await fixture.makeMember("ann@northwind.example", .viewer, of: organization)
            let ben = try await fixture.makeMember("ben@northwind.example", of: organization)
            func ask(_ user: User) async throws -> Job {
                try await fixture.catalog.jobs.requestExport(Self.csv, of: brand, by: .user(user))
            }
            let first = try await ask(ann)
            for _ in 1..<JobService.mostExportsOfOne { _ = try await ask(ann) }
            await #expect(throws: CatalogError.self) { try await ask(ann) }
            _ = try await ask(ben)
            _ = try await fixture.catalog.jobs.cancel(first.id, in: brand.organization, by: .user(ann))
            _ = try await ask(ann)
            await #expect(throws: CatalogError.self) { try await ask(ann) }
        }
    }

    @Test func theOldestFilesMakeRoomAndTheNewestStays() async throws {
        try await PromptStorageTests.withBrand { fixture, brand in
            let jobs = fixture.catalog.jobs
            var ids: [Int] = []
            for size in [40, 30, 20] {
                ids.append(try await Self.export(fixture, brand).id)
                let (_, reporter) = try #require(try await Self.claim(fixture))
                fixture.clock.advance(by: .seconds(1))
                #expect(try await reporter.writeEnd(.done, fileSize: size))
            }
            func drop(_ most: Int) async throws -> [Int] {
                try await jobs.dropFiles(of: brand.organization, beyond: most).map(\.id)
            }
            #expect(try await drop(90) == [])
            #expect(try await drop(60) == [ids[0]])
            #expect(try await drop(60) == [])
            let gone = try await jobs.find(ids[0], in: brand.organization)
            #expect(gone.isDropped && gone.state == .done && !jobs.isKept(gone))
            #expect(try await drop(1) == [ids[1]])
            #expect(jobs.isKept(try await jobs.find(ids[2], in: brand.organization)))
        }
    }

    @Test func aPeriodThatEndsBeforeItBeginsIsRefused() async throws {
        try await PromptStorageTests.withBrand { fixture, brand in
            let request = ExportRequest(format: .csv, from: Fixture.now, until: Fixture.now + .seconds(-1))
            await #expect(throws: CatalogError.invalid(field: "until", message: "The last day is before the first one.")) {
                try await fixture.catalog.jobs.requestExport(request, of: brand, by: .commandLine)
            }
        }
    }

    // MARK: Lists

    @Test func jobsAreListedByBrandAndStateTheNewestFirst() async throws {
        try await PromptStorageTests.withBrand { fixture, brand in
            let organization = try #require(try await fixture.stores.organizations.find(id: brand.organization))
            let second = try await fixture.makeBrand("fabrikam", in: organization)
            let first = try await Self.export(fixture, brand)
            _ = try await fixture.catalog.jobs.cancel(first.id, in: brand.organization, by: .commandLine)
            let last = try await Self.export(fixture, second)
            func list(_ narrow: (inout JobQuery) -> Void) async throws -> [Int] {
                var query = JobQuery()
                narrow(&query)
                return try await fixture.catalog.jobs.list(query, of: brand.organization).map(\.id)
            }
            #expect(try await list { _ in } == [last.id, first.id])
            #expect(try await list { $0.limit = 1 } == [last.id])
            #expect(try await list { $0.before = last.id } == [first.id])
            #expect(try await list { $0.isOver = true } == [first.id])
            #expect(try await list { $0.isOver = false } == [last.id])
            #expect(try await list { $0.brands = [second.id] } == [last.id])
            #expect(try await list { $0.brands = [] }.isEmpty)
            #expect(try await list { $0.kind = .reevaluation }.isEmpty)
            let other = try await fixture.makeOrganization("Contoso")
            #expect(try await fixture.catalog.jobs.list(JobQuery(), of: other.id).isEmpty)
        }
    }

    @Test func whatEndedIsForgottenAfterThirtyDays() async throws {
        try await PromptStorageTests.withBrand { fixture, brand in
            let jobs = fixture.catalog.jobs
            let ended = try await Self.begin(fixture, brand)
            ended.note(JobFault(place: "a", line: 1, message: "wrong"))
            await ended.tell(JobCounts(failed: 1))
            await ended.end(.failed)
            let abandoned = try await Self.begin(fixture, brand)
            await abandoned.tell(JobCounts(done: 1))
            let waiting = try await Self.export(fixture, brand)
            fixture.clock.advance(by: .seconds(30 * 86_400))
            try await jobs.prune()
            #expect(try await jobs.list(JobQuery(), of: brand.organization).count == 3)
            fixture.clock.advance(by: .milliseconds(1))
            try await jobs.prune()
            #expect(try await jobs.list(JobQuery(), of: brand.organization).map(\.id) == [waiting.id])
            #expect(try await fixture.stores.jobs.faults(of: ended.ticket.job).isEmpty)
        }
    }

    @Test func aFileIsKeptForSevenDays() async throws {
        try await PromptStorageTests.withBrand { fixture, brand in
            let job = try await Self.export(fixture, brand)
            #expect(!fixture.catalog.jobs.isKept(job))
            let (_, reporter) = try #require(try await Self.claim(fixture))
            await reporter.end(.done)
            let done = try await Self.find(job, fixture)
            #expect(fixture.catalog.jobs.isKept(done))
            fixture.clock.advance(by: .seconds(7 * 86_400))
            #expect(!fixture.catalog.jobs.isKept(done))
        }
    }

    // MARK: What waits to be collected

    @Test func requestsAreCountedByBrandAndPlatformAndTakenBackWhileTheyWait() async throws {
        try await CollectionStorageTests.withPrompt { fixture, brand, prompt in
            let jobs = try await CollectionStorageTests.request(fixture, brand, prompt, [.claude, .chatGPT])
            let collections = fixture.catalog.collections
            let lease = Fixture.now + .seconds(60)
            let claimed = try await fixture.stores.collections.claim(1, by: "north\u{7}", lease: lease, at: Fixture.now)
            #expect(claimed.map(\.claimedBy) == ["north "])
            var tallies = try await collections.tallies(of: brand.organization)
            #expect(tallies.count == 2)
            #expect(tallies.first { $0.platform == jobs[0].platform }?.counts == [.running: 1])
            #expect(tallies.first { $0.platform == jobs[1].platform }?.waitingSince == Fixture.now)
            await #expect(throws: CatalogError.self) {
                try await collections.cancel(jobs[0].id, of: brand.id, in: brand.organization, by: .commandLine)
            }
            try await collections.cancel(jobs[1].id, of: brand.id, in: brand.organization, by: .commandLine)
            tallies = try await collections.tallies(of: brand.organization)
            #expect(tallies.first { $0.platform == jobs[1].platform }?.counts == [.failed: 1])
            let (list, _) = try await collections.list(of: brand.id, state: .failed, limit: 9, offset: 0)
            #expect(list.map(\.failure) == ["Cancelled by command line while it waited."])
            #expect(try await fixture.actions().last == "collection.cancelled")
            let other = try await fixture.makeOrganization("Contoso")
            #expect(try await collections.tallies(of: other.id).isEmpty)
            // It may be asked for again.
            let again = try await CollectionStorageTests.request(fixture, brand, prompt, [.chatGPT])
            #expect(again.map(\.state) == [.queued])
        }
    }
}
