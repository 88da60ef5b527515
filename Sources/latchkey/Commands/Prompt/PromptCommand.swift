internal import APIKeys
internal import ArgumentParser
internal import Catalog

struct PromptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prompt", abstract: "The questions that are put to assistants for a brand.",
        subcommands: [List.self, Add.self, Edit.self, Archive.self, Restore.self, Import.self, Export.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List a brand's prompts, by id.")

        @OptionGroup var options: DataOptions
        @OptionGroup var brand: BrandOption
        @OptionGroup var filter: PromptFilter
        @Option(help: "At most this many.") var limit = 100
        @Option(help: "Leave out so many from the start.") var offset = 0

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let brand = try await brand.find(in: catalog)
                var query = try filter.query(for: brand)
                (query.limit, query.offset) = (max(1, limit), max(0, offset))
                let prompts = try await catalog.prompts.list(query, of: brand)
                guard !options.json else { return try Output.json(prompts.map { PromptOutput($0) }) }
                Output.table(
                    ["ID", "TEXT", "STAGE", "PERSONA", "TAGS", "NAMES THE BRAND", "FAVORITE", "STATUS"],
                    prompts.map { prompt in
                        [
                            String(prompt.id), Output.brief(prompt.text, 60), prompt.stageName,
                            prompt.settings.persona.map(String.init) ?? "-", prompt.settings.tags.joined(separator: ", "),
                            prompt.isBranded ? "yes" : "no", prompt.settings.isFavorite ? "yes" : "no",
                            prompt.isArchived ? "archived" : "active",
                        ]
                    })
                let total = try await catalog.prompts.count(query, of: brand)
                if total > prompts.count { print("\(total) in all; see --limit, --offset and --search.") }
            }
        }
    }
}

/// Which prompts.
struct PromptFilter: ParsableArguments {
    @Option(help: "active, archived or all.") var status = PromptQuery.Status.active
    @Option(help: "Only those in this stage, as the brand calls it.") var stage: String?
    @Option(help: ArgumentHelp("Only those for this persona.", valueName: "name or id")) var persona: String?
    @Option(help: "Only those with this tag.") var tag: String?
    @Option(help: "Only those on this topic.") var topic: String?
    @Option(help: ArgumentHelp("Only those put to this platform, such as chatgpt.", valueName: "name"), transform: Read.platform)
    var platform: Platform?
    @Flag(inversion: .prefixedNo, help: "Only those that name the brand, or that do not.") var branded: Bool?
    @Flag(inversion: .prefixedNo, help: "Only favorites, or the others.") var favorite: Bool?
    @Option(help: ArgumentHelp("Only those with these words in their text.", valueName: "words")) var search = ""

    func query(for brand: Brand) throws -> PromptQuery {
        var query = PromptQuery()
        query.status = status
        query.stage = stage
        // An id also of a persona that is archived: its prompts are there still.
        query.persona = try persona.map { try Int($0) ?? brand.persona(named: $0) }
        query.tag = tag
        query.topic = topic
        query.platform = platform
        query.isBranded = branded
        query.isFavorite = favorite
        query.search = search
        return query
    }
}

/// A prompt as `--json` says it: what the API answers, and its language.
struct PromptOutput: Encodable {
    let id: Int
    let text: String
    let stage: String
    @OrNull var personaId: Int?
    let platforms: [String]
    let tags: [String]
    let topics: [String]
    let language: String
    let branded: Bool
    let favorite: Bool
    let status: String
    let createdAt: String

    init(_ prompt: Prompt) {
        id = prompt.id
        text = prompt.text
        stage = prompt.stageName
        personaId = prompt.settings.persona
        platforms = prompt.settings.effectivePlatforms.map(\.rawValue)
        tags = prompt.settings.tags
        topics = prompt.settings.topics
        language = prompt.language
        branded = prompt.isBranded
        favorite = prompt.settings.isFavorite
        status = prompt.isArchived ? "archived" : "active"
        createdAt = prompt.createdAt.iso8601
    }
}

extension PromptQuery.Status: ExpressibleByArgument {}
