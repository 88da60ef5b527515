internal import ArgumentParser
internal import Catalog
internal import Server

extension BrandCommand {
    struct Archive: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a brand out of every key's reach. Nothing is lost; \"restore\" gives all back.")

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @Argument(help: "The brand's id.") var id: Int
        @Flag(help: "Only show which requests of the last \(Impact.days) days would have been refused.") var dryRun = false

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                guard !dryRun else { return try await rehearse(in: organization, catalog) }
                let keys = try await catalog.brands.keysReaching(id, in: organization.id)
                let brand = try await catalog.brands.archive(id, in: organization.id, by: .commandLine)
                guard !options.json else { return try Output.json(BrandOutput(brand)) }
                print("Archived brand \(brand.id), \(brand.name). Working keys that reached it: \(keys).")
            }
        }

        private func rehearse(in organization: Organization, _ catalog: Catalog) async throws {
            let brand = try await catalog.brands.find(id, in: organization.id)
            let impact = try await catalog.insight.impactOfArchiving(id, in: organization)
            guard !options.json else {
                return try Output.json(ArchivePreview(brand: BrandOutput(brand), impact: ImpactOutput(impact)))
            }
            print("Nothing was changed. With brand \(brand.id), \(brand.name), archived:")
            ImpactOutput.show(impact, of: .archiving)
        }

        private struct ArchivePreview: Encodable {
            let dryRun = true
            /// As it is.
            let brand: BrandOutput
            let impact: ImpactOutput
        }
    }
}
