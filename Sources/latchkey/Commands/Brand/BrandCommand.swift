internal import ArgumentParser
internal import Catalog
internal import Server

struct BrandCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "brand", abstract: "Brands of an organization.",
        subcommands: [Create.self, List.self, Show.self, Edit.self, Archive.self, Restore.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the brands, archived ones included.")

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let brands = try await catalog.brands.list(of: organization.id)
                guard !options.json else { return try Output.json(brands.map { BrandOutput($0) }) }
                Output.table(
                    ["ID", "NAME", "WEBSITE", "STATE"],
                    brands.map { [String($0.id), $0.name, $0.content.website, $0.isArchived ? "archived" : "in use"] })
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one brand: its names, websites, topics, competitors, personas and stages.")

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @Argument(help: "The brand's id.") var id: Int

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let brand = try await catalog.brands.find(id, in: organization.id)
                if options.json { try Output.json(BrandOutput(brand)) } else { Output.sheet(BrandSheet.rows(brand)) }
            }
        }
    }

    struct Restore: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Bring an archived brand back.")

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @Argument(help: "The brand's id.") var id: Int

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let brand = try await catalog.brands.restore(id, in: organization.id, by: .commandLine)
                guard !options.json else { return try Output.json(BrandOutput(brand)) }
                let keys = try await catalog.brands.keysReaching(id, in: organization.id)
                print("Restored brand \(brand.id), \(brand.name). Working keys that reach it: \(keys).")
            }
        }
    }
}
