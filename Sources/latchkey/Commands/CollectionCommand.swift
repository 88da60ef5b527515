internal import APIKeys
internal import ArgumentParser
internal import Catalog

struct CollectionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "collection", abstract: "Answers that are asked for now, instead of when their turn comes.",
        subcommands: [List.self, Request.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List what was asked for, newest first.")

        @OptionGroup var options: DataOptions
        @OptionGroup var brand: BrandOption
        @Option(help: "Only those that are queued, running, done or failed.") var state: CollectionJob.State?
        @Option(help: "At most this many.") var limit = 100
        @Option(help: "Leave out so many from the start.") var offset = 0

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let brand = try await brand.find(in: catalog)
                let (jobs, total) = try await catalog.collections.list(
                    of: brand.id, state: state, limit: max(1, limit), offset: max(0, offset))
                guard !options.json else { return try Output.json(jobs.map { CollectionOutput($0) }) }
                Output.table(
                    ["ID", "PROMPT", "PLATFORM", "STATE", "REQUESTED", "BY", "FAILURE"],
                    jobs.map { job in
                        [
                            job.reference, String(job.prompt), job.platform.rawValue, job.state.rawValue, job.requestedAt.iso8601,
                            job.requestedBy, job.failure ?? "",
                        ]
                    })
                if total > jobs.count { print("\(total) in all; see --limit, --offset and --state.") }
            }
        }
    }

    struct Request: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ask for answers to a prompt now.",
            discussion: "A platform on which the prompt waits already is not queued a second time.")

        @OptionGroup var options: DataOptions
        @OptionGroup var brand: BrandOption
        @Argument(help: "The prompt's id.") var prompt: Int

        @Option(
            help: ArgumentHelp(
                "A platform to ask, such as chatgpt; may be repeated. (default: all of the prompt's)", valueName: "name"),
            transform: Read.platform)
        var platform: [Platform] = []

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let brand = try await brand.find(in: catalog)
                let all = try await catalog.prompts.find(prompt, of: brand).settings.effectivePlatforms
                let jobs = try await catalog.collections.request(
                    prompt: prompt, on: platform.isEmpty ? all : platform, of: brand.id, in: brand.organization, by: .commandLine)
                guard !options.json else { return try Output.json(jobs.map { CollectionOutput($0) }) }
                print("Prompt \(prompt) waits for: \(jobs.map(\.platform.rawValue).joined(separator: ", ")).")
                guard !catalog.collections.hasCollector else { return }
                print("This server has no collector that asks the platforms; the jobs stay queued until it has one.")
            }
        }
    }
}

struct CollectionOutput: Encodable {
    let id: String
    let promptId: Int
    let platform: String
    let state: String
    let requestedAt: String
    let requestedBy: String
    @OrNull var finishedAt: String?
    @OrNull var failure: String?

    init(_ job: CollectionJob) {
        id = job.reference
        promptId = job.prompt
        platform = job.platform.rawValue
        state = job.state.rawValue
        requestedAt = job.requestedAt.iso8601
        requestedBy = job.requestedBy
        finishedAt = job.finishedAt?.iso8601
        failure = job.failure
    }
}

extension CollectionJob.State: ExpressibleByArgument {}
