internal import ArgumentParser
internal import Catalog

struct CompetitorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "competitor", abstract: "Those whom a brand is compared with.",
        subcommands: [List.self, Add.self, Edit.self, Archive.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List a brand's competitors.")

        @OptionGroup var options: DataOptions
        @OptionGroup var brand: BrandOption

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let competitors = try await brand.find(in: catalog).competitors
                guard !options.json else { return try Output.json(competitors.map { CompetitorOutput($0) }) }
                Output.table(
                    ["ID", "NAME", "OTHER NAMES", "WEBSITES"],
                    competitors.map { competitor in
                        let content = competitor.content
                        return [
                            String(competitor.id), content.name, content.alternativeNames.joined(separator: ", "),
                            content.websites.joined(separator: ", "),
                        ]
                    })
            }
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a competitor.",
            discussion: "A website that the brand or another competitor has is refused; it has one owner within a brand.")

        @OptionGroup var options: DataOptions
        @OptionGroup var brand: BrandOption
        @Option(help: "The competitor's name.") var name: String
        @OptionGroup var fields: CompetitorFields

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let brand = try await brand.find(in: catalog)
                var content = CompetitorContent(name: name)
                fields.apply(to: &content)
                let competitor = try await catalog.brands.add(
                    content, to: brand.id, in: brand.organization, by: .commandLine)
                guard !options.json else { return try Output.json(CompetitorOutput(competitor)) }
                print("Added competitor \(competitor.id), \(competitor.content.name), to \(brand.name).")
            }
        }
    }

    struct Edit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change a competitor.",
            discussion: """
                What is not given stays as it is. An option that may be repeated gives the whole new list, not an addition to it; \
                one that begins with --no- empties it.
                """)

        @OptionGroup var options: DataOptions
        @OptionGroup var brand: BrandOption
        @Argument(help: "The competitor's id.") var id: Int
        @Option(help: "The competitor's name.") var name: String?
        @OptionGroup var fields: CompetitorFields
        @Flag(help: "It goes by no other name.") var noAlternativeNames = false
        @Flag(help: "No phrase is left out of the mentions.") var noExcludedNames = false
        @Flag(help: "It has no website.") var noWebsites = false

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let brand = try await brand.find(in: catalog)
                let before: Competitor = try catalog.brands.part(id, of: brand)
                var content = before.content
                if let name { content.name = name }
                fields.apply(to: &content)
                if noAlternativeNames { content.alternativeNames = [] }
                if noExcludedNames { content.excludedNames = [] }
                if noWebsites { content.websites = [] }
                let after = try await catalog.brands.replace(
                    id, with: content, of: brand.id, in: brand.organization, by: .commandLine)
                guard !options.json else { return try Output.json(CompetitorOutput(after)) }
                let name = after.content.name
                print(
                    after == before ? "\(name) is like this already; nothing was changed." : "Changed competitor \(id), \(name).")
            }
        }
    }

    struct Archive: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a competitor out of use. What is known of it stays.")

        @OptionGroup var options: DataOptions
        @OptionGroup var brand: BrandOption
        @Argument(help: "The competitor's id.") var id: Int

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let brand = try await brand.find(in: catalog)
                let competitor: Competitor = try catalog.brands.part(id, of: brand)
                try await catalog.brands.archive(
                    CompetitorContent.self, id, of: brand.id, in: brand.organization, by: .commandLine)
                guard !options.json else { return try Output.json(CompetitorOutput(competitor)) }
                print("Archived competitor \(id), \(competitor.content.name), of \(brand.name).")
            }
        }
    }
}

/// What "competitor add" and "competitor edit" have in common.
struct CompetitorFields: ParsableArguments {
    @Option(help: "Another name that it goes by; may be repeated.") var alternativeName: [String] = []
    @Option(help: "A phrase that never counts as a mention; may be repeated.") var excludedName: [String] = []
    @Option(help: "A website of its own; may be repeated.") var website: [String] = []
    @Flag(inversion: .prefixedNo, help: "Whether only its exact spelling counts as a mention.") var caseSensitive: Bool?

    func apply(to content: inout CompetitorContent) {
        if !alternativeName.isEmpty { content.alternativeNames = alternativeName }
        if !excludedName.isEmpty { content.excludedNames = excludedName }
        if !website.isEmpty { content.websites = website }
        if let caseSensitive { content.caseSensitive = caseSensitive }
    }
}
