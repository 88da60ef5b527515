internal import ArgumentParser
internal import Catalog
internal import Server

extension BrandCommand {
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a brand.",
            discussion: """
                Within a brand a website has one owner: the brand or one competitor. The main website is compared by its domain \
                alone, the others with their path.
                """)

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @Option(help: "The brand's name.") var name: String
        @Option(help: "The brand's website.") var website: String
        @Option(help: "One sentence on what it is.") var description = ""
        @OptionGroup var fields: BrandFields

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                var state = BrandState(BrandDraft(BrandContent(name: name, website: website, description: description)))
                fields.patch.apply(to: &state)
                let brand = try await catalog.brands.create(BrandDraft(state.content), in: organization.id, by: .commandLine)
                guard !options.json else { return try Output.json(BrandOutput(brand)) }
                print("Made brand \(brand.id), \(brand.name).")
            }
        }
    }

    struct Edit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change a brand: its names, websites, topics, status or language.",
            discussion: """
                What is not given stays as it is. An option that may be repeated gives the whole new list, not an addition to it; \
                one that begins with --no- empties it. When names or case change, it is told anew which prompts name the brand. \
                For competitors, personas and stages see "latchkey competitor", "latchkey persona" and the dashboard.
                """)

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @Argument(help: "The brand's id.") var id: Int
        @Option(help: "The brand's name.") var name: String?
        @Option(help: "The brand's website.") var website: String?
        @Option(help: "One sentence on what it is.") var description: String?
        @OptionGroup var fields: BrandFields
        @Flag(help: "It goes by no other name.") var noAlternativeNames = false
        @Flag(help: "No phrase is left out of the mentions.") var noExcludedNames = false
        @Flag(help: "It has no other website.") var noAlternativeWebsites = false
        @Flag(help: "It has no topics.") var noTopics = false

        func validate() throws {
            if patch == BrandPatch() { throw ValidationError("Say what to change, such as --name or --topic.") }
        }

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let before = try await catalog.brands.find(id, in: organization.id)
                let brand = try await catalog.brands.change(id, patch, in: organization.id, by: .commandLine)
                guard !options.json else { return try Output.json(BrandOutput(brand)) }
                let isSame = before.revision == brand.revision
                print(isSame ? "\(brand.name) is like this already; nothing was changed." : "Changed brand \(id), \(brand.name).")
            }
        }

        private var patch: BrandPatch {
            var patch = fields.patch
            patch.name = name
            patch.website = website
            patch.description = description
            if noAlternativeNames { patch.alternativeNames = [] }
            if noExcludedNames { patch.excludedNames = [] }
            if noAlternativeWebsites { patch.alternativeWebsites = [] }
            if noTopics { patch.keyTopics = [] }
            return patch
        }
    }
}

/// What "brand create" and "brand edit" have in common.
struct BrandFields: ParsableArguments {
    @Option(help: "Another name that it goes by; may be repeated.") var alternativeName: [String] = []
    @Option(help: "A phrase that never counts as a mention; may be repeated.") var excludedName: [String] = []
    @Option(help: "Another website of its own; may be repeated.") var alternativeWebsite: [String] = []
    @Option(help: "A topic that matters to it; may be repeated.") var topic: [String] = []
    @Option(help: "lead, prospect or customer.") var status: BrandContent.Status?
    @Flag(inversion: .prefixedNo, help: "Whether only its exact spelling counts as a mention.") var caseSensitive: Bool?
    @Option(help: ArgumentHelp("The language of prompts whose own cannot be told, such as en.", valueName: "code"))
    var language: String?

    /// Without the lists that are empty: those are not given.
    var patch: BrandPatch {
        var patch = BrandPatch()
        patch.alternativeNames = alternativeName.isEmpty ? nil : alternativeName
        patch.excludedNames = excludedName.isEmpty ? nil : excludedName
        patch.alternativeWebsites = alternativeWebsite.isEmpty ? nil : alternativeWebsite
        patch.keyTopics = topic.isEmpty ? nil : topic
        patch.status = status
        patch.caseSensitive = caseSensitive
        patch.language = language
        return patch
    }
}

extension BrandContent.Status: ExpressibleByArgument {}
