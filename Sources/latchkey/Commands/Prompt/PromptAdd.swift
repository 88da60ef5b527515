internal import ArgumentParser
internal import Catalog

extension PromptCommand {
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a prompt.",
            discussion: """
                A prompt that is there already, with the same text and persona, is left as it is; an archived one is taken up again, \
                with what is given here. Without --stage rules decide, and without --language it is told from the text.
                """)

        @OptionGroup var options: DataOptions
        @OptionGroup var brand: BrandOption
        @Argument(help: "What is asked.") var text: String
        @Option(help: "One of the brand's stages, by its name; case counts.") var stage: String?
        @Option(help: ArgumentHelp("For whom it is asked.", valueName: "name or id")) var persona: String?
        @Option(help: "A tag; may be repeated.") var tag: [String] = []
        @Option(help: "A topic; may be repeated.") var topic: [String] = []

        @Option(
            help: ArgumentHelp("A platform to ask, such as chatgpt; may be repeated. (default: all)", valueName: "name"),
            transform: Read.platform)
        var platform: [Platform] = []

        @Option(help: ArgumentHelp("The language it is written in, such as en.", valueName: "code")) var language: String?
        @Flag(help: "Make it a favorite.") var favorite = false

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let brand = try await brand.find(in: catalog)
                let draft = try draft(for: brand)
                let added = try await catalog.prompts.create(draft, of: brand.id, in: brand.organization, by: .commandLine)
                guard !options.json else { return try Output.json(Joined(PromptOutput(added.prompt), Outcome(added))) }
                let prompt = added.prompt
                let facts = "stage \(prompt.stageName), \(prompt.isBranded ? "names the brand" : "does not name the brand")"
                switch added.outcome {
                case .created: print("Added prompt \(prompt.id): \(facts).")
                case .restored: print("Took up prompt \(prompt.id) again, which was archived: \(facts).")
                case .existing: print("Prompt \(prompt.id) asks this already; it was left as it is: \(facts).")
                }
            }
        }

        private func draft(for brand: Brand) throws -> PromptDraft {
            var draft = PromptDraft(text: text)
            draft.stage = stage
            draft.persona = try persona.map { try brand.persona(named: $0) }
            draft.tags = tag.isEmpty ? nil : tag
            draft.topics = topic.isEmpty ? nil : topic
            draft.platforms = platform.isEmpty ? nil : platform
            draft.language = language
            draft.isFavorite = favorite ? true : nil
            return draft
        }

        private struct Outcome: Encodable {
            let outcome: String

            init(_ added: AddedPrompt) { outcome = added.outcome.rawValue }
        }
    }
}
