internal import APIKeys
internal import ArgumentParser
internal import Catalog

struct JobCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "job", abstract: "Long work: imports, exports, answers evaluated anew.",
        subcommands: [List.self, Cancel.self, Resume.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List jobs, newest first.")

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @Option(help: ArgumentHelp("Only those of one brand.", valueName: "id")) var brand: Int?
        @Flag(help: "Only those that wait or go on.") var open = false
        @Option(help: "At most this many.") var limit = 100
        @Option(help: ArgumentHelp("Older than this one.", valueName: "id")) var before: Int?

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                var query = JobQuery()
                query.brands = brand.map { [$0] }
                query.isOver = open ? false : nil
                query.limit = max(1, limit)
                query.before = before
                let now = catalog.clock.now()
                let jobs = try await catalog.jobs.list(query, of: organization.id).map { JobOutput($0, at: now) }
                guard !options.json else { return try Output.json(jobs) }
                guard !jobs.isEmpty else { return print("There are no jobs.") }
                Output.table(
                    ["ID", "KIND", "BRAND", "STATE", "DONE", "OF", "FAULTY", "BEGUN", "BY", "MESSAGE"],
                    jobs.map { job in
                        [
                            String(job.id), job.kind, String(job.brandId), job.state, String(job.done),
                            job.total.map(String.init) ?? "", String(job.failed), job.createdAt, job.startedBy, job.message,
                        ]
                    })
            }
        }
    }

    struct Cancel: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End a job before its time.",
            discussion: """
                A job that goes on ends after the portion it is at: what an import wrote stays, and no part of an export's file is \
                kept. Evaluating answers anew stops where it is until "latchkey job resume" or the next change of the brand's names.
                """)

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @Argument(help: "The number from \"latchkey job list\".") var id: Int

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let job = try await catalog.jobs.cancel(id, in: organization.id, by: .commandLine)
                guard !options.json else { return try Output.json(JobOutput(job, at: catalog.clock.now())) }
                print(
                    job.state.isOver
                        ? "Job \(id) is cancelled." : "Job \(id) is asked to end. It does so after the portion it is at.")
            }
        }
    }

    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Have the evaluation of a brand's answers go on that somebody cancelled.")

        @OptionGroup var options: DataOptions
        @OptionGroup var brand: BrandOption

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let found = try await brand.find(in: catalog)
                let job = try await catalog.jobs.resumeReevaluation(of: found, by: .commandLine)
                guard !options.json else { return try Output.json(JobOutput(job, at: catalog.clock.now())) }
                print("Job \(job.id) waits for a server, which goes on with it.")
            }
        }
    }
}

private struct JobOutput: Encodable {
    let id: Int
    let kind: String
    let brandId: Int
    let title: String
    /// As stored, or `stopped` where the program that did it ended without a word.
    let state: String
    let done: Int
    @OrNull var total: Int?
    let failed: Int
    let message: String
    let startedBy: String
    let createdAt: String
    @OrNull var finishedAt: String?
    @OrNull var cancelledBy: String?

    init(_ job: Job, at now: Timestamp) {
        id = job.id
        kind = job.kind.rawValue
        brandId = job.brand
        title = job.title
        state = job.isSilent(at: now) ? "stopped" : job.state.rawValue
        done = job.counts.done
        total = job.counts.total
        failed = job.counts.failed
        message = job.message
        startedBy = job.startedBy
        createdAt = job.createdAt.iso8601
        finishedAt = job.finishedAt?.iso8601
        cancelledBy = job.cancelledBy
    }
}
