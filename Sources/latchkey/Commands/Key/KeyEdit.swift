internal import APIKeys
internal import ArgumentParser
internal import Catalog

extension Key {
    struct Edit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change a key: its name, scopes, brands, expiry, addresses or limit.",
            discussion: """
                What is not given stays as it is. --scope, --brand and --address give the whole new list, not an addition to it. \
                With --dry-run nothing is changed, and what the change would have refused in the last \(Impact.days) days is shown.
                """)

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @OptionGroup var key: KeyArgument
        @Option(help: "What the key is for.") var name: String?
        @Option(help: "A scope that it shall have; may be repeated.") var scope: [Scope] = []
        @Option(help: ArgumentHelp("A brand that it may touch; may be repeated.", valueName: "id")) var brand: [Int] = []
        @Flag(help: "All brands, those created later included.") var allBrands = false

        @Option(
            help: ArgumentHelp("90d from now, 12w, 1y, a date (2027-02-21) or never.", valueName: "when"), transform: Read.expiry)
        var expires: Expiry?

        @Option(
            help: ArgumentHelp("An address or block that requests must come from; may be repeated.", valueName: "block"),
            transform: Read.address)
        var address: [AddressRange] = []

        @Flag(help: "Requests may come from anywhere.") var anyAddress = false

        @Option(
            help: ArgumentHelp("Requests a minute, and how many at once: 60 or 60/10; or none.", valueName: "number"),
            transform: { try Choice.read($0, or: "none", Read.limit) })
        var limit: Choice<RateLimit>?

        @Flag(inversion: .prefixedNo, help: "Whether the key may ask for its own successor.") var rotatesItself: Bool?
        @Flag(help: "Only show before, after and the impact.") var dryRun = false

        func validate() throws {
            if allBrands, !brand.isEmpty { throw ValidationError("Give either --brand (once or more) or --all-brands.") }
            if anyAddress, !address.isEmpty { throw ValidationError("Give either --address (once or more) or --any-address.") }
            let isEmpty =
                name == nil && scope.isEmpty && brand.isEmpty && !allBrands && expires == nil && address.isEmpty && !anyAddress
                && limit == nil && rotatesItself == nil
            if isEmpty { throw ValidationError("Say what to change, such as --scope query or --expires 90d.") }
        }

        func run() async throws {
            let id = try key.parsed()
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let edit = edit(from: catalog.clock.now())
                let change = KeyChangeCommand(catalog: catalog, organization: organization, json: options.json)
                if dryRun { try await change.rehearse(edit, of: id) } else { try await change.make(edit, of: id) }
            }
        }

        private func edit(from now: Timestamp) -> KeyEdit {
            var edit = KeyEdit()
            edit.name = name
            if !scope.isEmpty { edit.scopes = Scopes(scope) }
            if allBrands { edit.brands = .all }
            if !brand.isEmpty { edit.brands = .specific(brand) }
            if let expires { edit.expiresAt = .some(expires.moment(from: now)) }
            if anyAddress { edit.addresses = [] }
            if !address.isEmpty { edit.addresses = address }
            if let limit { edit.limit = .some(limit.value) }
            edit.rotatesItself = rotatesItself
            return edit
        }
    }
}
