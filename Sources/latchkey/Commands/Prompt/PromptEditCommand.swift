internal import ArgumentParser
internal import Catalog

extension PromptCommand {
    struct Edit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change prompts: tags, topics, stage, persona, platforms, favorite.",
            discussion: """
                What is not given stays as it is; all of the prompts are changed, or none. --tag, --topic and --platform give the \
                whole new list. A prompt's text never changes: what was answered to it would no longer belong to it.
                """)

        @OptionGroup var options: DataOptions
        @OptionGroup var brand: BrandOption
        @OptionGroup var prompts: PromptArguments
        @Option(help: "One of the brand's stages, by its name; case counts.") var stage: String?
        @Option(help: ArgumentHelp("For whom they are asked.", valueName: "name or id")) var persona: String?
        @Flag(help: "They are asked for nobody in particular.") var noPersona = false
        @Option(help: "A tag that they shall have; may be repeated.") var tag: [String] = []
        @Flag(help: "They have no tags.") var noTags = false
        @Option(help: "A tag beside those they have; may be repeated.") var addTag: [String] = []
        @Option(help: "A tag to take away; may be repeated.") var removeTag: [String] = []
        @Option(help: "A topic that they shall have; may be repeated.") var topic: [String] = []
        @Flag(help: "They have no topics.") var noTopics = false

        @Option(
            help: ArgumentHelp("A platform to ask, such as chatgpt; may be repeated.", valueName: "name"),
            transform: Read.platform)
        var platform: [Platform] = []

        @Flag(help: "All platforms are asked, those that come later included.") var allPlatforms = false
        @Flag(inversion: .prefixedNo, help: "Whether they are favorites.") var favorite: Bool?

        func validate() throws {
            if persona != nil, noPersona { throw ValidationError("Give either --persona or --no-persona.") }
            if !tag.isEmpty, noTags { throw ValidationError("Give either --tag (once or more) or --no-tags.") }
            if !topic.isEmpty, noTopics { throw ValidationError("Give either --topic (once or more) or --no-topics.") }
            if !platform.isEmpty, allPlatforms {
                throw ValidationError("Give either --platform (once or more) or --all-platforms.")
            }
            if edit == PromptEdit(), persona == nil {
                throw ValidationError("Say what to change, such as --add-tag or --favorite.")
            }
        }

        func run() async throws {
            try await prompts.change(options, brand, did: "Changed") { brand in
                var edit = edit
                if let persona { edit.persona = .some(try brand.persona(named: persona)) }
                return edit
            }
        }

        /// Without the persona, which only the brand knows.
        private var edit: PromptEdit {
            var edit = PromptEdit()
            edit.stage = stage
            if noPersona { edit.persona = .some(nil) }
            if noTags || !tag.isEmpty { edit.tags = tag }
            edit.addedTags = addTag
            edit.removedTags = removeTag
            if noTopics || !topic.isEmpty { edit.topics = topic }
            if allPlatforms || !platform.isEmpty { edit.platforms = platform }
            edit.isFavorite = favorite
            return edit
        }
    }

    struct Archive: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take prompts out of use. What was answered to them stays; \"restore\" gives all back.")

        @OptionGroup var options: DataOptions
        @OptionGroup var brand: BrandOption
        @OptionGroup var prompts: PromptArguments

        func run() async throws { try await prompts.set(archived: true, options, brand, did: "Archived") }
    }

    struct Restore: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Bring archived prompts back.")

        @OptionGroup var options: DataOptions
        @OptionGroup var brand: BrandOption
        @OptionGroup var prompts: PromptArguments

        func run() async throws { try await prompts.set(archived: false, options, brand, did: "Restored") }
    }
}

/// The prompts that a command changes.
struct PromptArguments: ParsableArguments {
    @Argument(help: "The prompts' ids; see \"latchkey prompt list\".") var ids: [Int]

    func set(archived: Bool, _ options: DataOptions, _ brand: BrandOption, did: String) async throws {
        try await change(options, brand, did: did) { _ in
            var edit = PromptEdit()
            edit.isArchived = archived
            return edit
        }
    }

    /// - Parameter did: what was done, at the start of a sentence.
    func change(
        _ options: DataOptions, _ brand: BrandOption, did: String, _ edit: @Sendable (Brand) throws -> PromptEdit
    ) async throws {
        try await options.withCatalog { catalog, _ in
            let brand = try await brand.find(in: catalog)
            // An id that is none is a mistake in the list: better nothing than a part of it.
            for id in ids { _ = try await catalog.prompts.find(id, of: brand) }
            let prompts = try await catalog.prompts.change(
                ids, try edit(brand), of: brand.id, in: brand.organization, by: .commandLine)
            guard !options.json else { return try Output.json(prompts.map { PromptOutput($0) }) }
            for prompt in prompts { print("\(did) prompt \(prompt.id): \(Output.safe(Output.brief(prompt.text, 60)))") }
        }
    }
}
