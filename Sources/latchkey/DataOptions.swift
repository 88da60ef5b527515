internal import ArgumentParser
internal import Catalog
internal import Server

/// What every command takes.
struct DataOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The data directory. (default: data)", valueName: "dir"))
    var data: String?

    @Option(
        help: ArgumentHelp("The configuration file; latchkey.yaml in the data directory when there is one.", valueName: "file"))
    var config: String?

    @Option(
        help: ArgumentHelp(
            "The file with the server secret; latchkey.secret in the data directory when unset.", valueName: "file"))
    var secretFile: String?

    @Flag(help: "Print JSON.")
    var json = false

    func settings(_ flags: [String: String?] = [:]) async throws -> Settings {
        var all = flags.compactMapValues { $0 }
        all["data"] = data
        all["secret.file"] = secretFile
        return try await Settings.read(flags: all, file: config)
    }

    /// Opens the data directory, does the work and closes it again.
    func withCatalog<T>(creating: Bool = false, _ work: (Catalog, Settings) async throws -> T) async throws -> T {
        let settings = try await settings()
        let installation = try await DataDirectory(settings.data).open(settings, creating: creating)
        do {
            let result = try await work(installation.catalog, settings)
            try installation.close()
            return result
        } catch {
            try? installation.close()
            throw error
        }
    }
}

/// `--org`.
struct OrganizationOption: ParsableArguments {
    @Option(help: ArgumentHelp("The organization's slug; see \"latchkey org list\".", valueName: "slug"))
    var org: String
}

/// `--org` and `--brand`.
struct BrandOption: ParsableArguments {
    @OptionGroup var organization: OrganizationOption
    @Option(help: ArgumentHelp("The brand's id; see \"latchkey brand list\".", valueName: "id")) var brand: Int

    func find(in catalog: Catalog) async throws -> Brand {
        let organization = try await catalog.organizations.find(slug: organization.org)
        return try await catalog.brands.find(brand, in: organization.id)
    }
}
