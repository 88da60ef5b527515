internal import ArgumentParser
internal import Catalog

struct PersonaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "persona", abstract: "Those for whom a brand's prompts are asked.",
        subcommands: [List.self, Add.self, Edit.self, Archive.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List a brand's personas.")

        @OptionGroup var options: DataOptions
        @OptionGroup var brand: BrandOption

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let personas = try await brand.find(in: catalog).personas
                guard !options.json else { return try Output.json(personas.map { PersonaOutput($0) }) }
                Output.table(
                    ["ID", "NAME", "DESCRIPTION"],
                    personas.map { [String($0.id), $0.content.name, Output.brief($0.content.description, 80)] })
            }
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Add a persona.")

        @OptionGroup var options: DataOptions
        @OptionGroup var brand: BrandOption
        @Option(help: "The persona's name.") var name: String
        @Option(help: "Who that is, and what they want.") var description = ""

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let brand = try await brand.find(in: catalog)
                let persona = try await catalog.brands.add(
                    PersonaContent(name: name, description: description), to: brand.id, in: brand.organization, by: .commandLine)
                guard !options.json else { return try Output.json(PersonaOutput(persona)) }
                print("Added persona \(persona.id), \(persona.content.name), to \(brand.name).")
            }
        }
    }

    struct Edit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change a persona. What is not given stays as it is.")

        @OptionGroup var options: DataOptions
        @OptionGroup var brand: BrandOption
        @Argument(help: "The persona's id.") var id: Int
        @Option(help: "The persona's name.") var name: String?
        @Option(help: "Who that is, and what they want.") var description: String?

        func validate() throws {
            if name == nil, description == nil { throw ValidationError("Say what to change: --name or --description.") }
        }

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let brand = try await brand.find(in: catalog)
                let before: Persona = try catalog.brands.part(id, of: brand)
                var content = before.content
                if let name { content.name = name }
                if let description { content.description = description }
                let after = try await catalog.brands.replace(
                    id, with: content, of: brand.id, in: brand.organization, by: .commandLine)
                guard !options.json else { return try Output.json(PersonaOutput(after)) }
                let name = after.content.name
                print(after == before ? "\(name) is like this already; nothing was changed." : "Changed persona \(id), \(name).")
            }
        }
    }

    struct Archive: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a persona out of use. Prompts that are asked for it stay as they are.")

        @OptionGroup var options: DataOptions
        @OptionGroup var brand: BrandOption
        @Argument(help: "The persona's id.") var id: Int

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let brand = try await brand.find(in: catalog)
                let persona: Persona = try catalog.brands.part(id, of: brand)
                try await catalog.brands.archive(PersonaContent.self, id, of: brand.id, in: brand.organization, by: .commandLine)
                guard !options.json else { return try Output.json(PersonaOutput(persona)) }
                print("Archived persona \(id), \(persona.content.name), of \(brand.name).")
            }
        }
    }
}
