internal import APIKeys
internal import ArgumentParser
internal import Catalog

extension Key {
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a key. It is printed once and never again.",
            discussion: """
                Scopes: query (read analytics, metrics and responses), configure (change brand settings, competitors, personas \
                and prompts), create-brand (create and archive brands), ingest (write responses). Give each integration a key of \
                its own, with the least it needs.

                With --secret-id and --secret-sha256 the secret is one that you made, and nothing secret is printed: \
                see "latchkey help token new".
                """)

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @Option(help: "What the key is for.") var name: String
        @Option(help: "query, configure, create-brand or ingest; may be repeated.") var scope: [Scope]
        @Option(help: ArgumentHelp("A brand that the key may touch; may be repeated.", valueName: "id")) var brand: [Int] = []
        @Flag(help: "All brands, those created later included.") var allBrands = false

        @Option(
            help: ArgumentHelp(
                "90d, 12w, 1y, a date (2027-02-21) or never. (default: 90d, or as long as the policy allows)", valueName: "when"),
            transform: Read.expiry)
        var expires: Expiry?

        @Option(
            help: ArgumentHelp(
                "An address or block that requests must come from; may be repeated. (default: anywhere)", valueName: "block"),
            transform: Read.address)
        var address: [AddressRange] = []

        @Option(
            help: ArgumentHelp("Requests a minute, and how many at once: 60 or 60/10. (default: no limit)", valueName: "number"),
            transform: Read.limit)
        var limit: RateLimit?

        @Flag(help: "The key may ask for its own successor: POST /v1/key/rotate.") var rotatesItself = false
        @OptionGroup var secret: SuppliedSecretOptions

        private static let standardDays = 90

        func validate() throws {
            if allBrands == !brand.isEmpty {
                throw ValidationError("Give either --brand (once or more) or --all-brands.")
            }
        }

        func run() async throws {
            let supplied = try secret.parsed()
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let now = catalog.clock.now()
                let longest = try await catalog.policies.find(of: organization).longestLifeDays
                let standard = Expiry.days(min(Self.standardDays, longest ?? Self.standardDays))
                var draft = KeyDraft(
                    name: name, scopes: Scopes(scope), brands: allBrands ? .all : .specific(brand),
                    expiresAt: (expires ?? standard).moment(from: now))
                draft.addresses = address
                draft.limit = limit
                draft.rotatesItself = rotatesItself
                draft.supplied = supplied
                let created = try await catalog.keys.create(draft, in: organization, by: .commandLine)
                guard !options.json else {
                    return try Output.json(Joined(KeyOutput(created.key, at: now), MadeOutput(created)))
                }
                let end = created.key.grant.expiresAt.map { "on \($0.iso8601)" } ?? "never"
                if let token = created.token {
                    print(token.reveal())
                    print("This is the only time the key is shown. Its id is \(created.key.id); it expires \(end).")
                } else {
                    print("Made key \(created.key.id) for the secret that you have; it expires \(end).")
                }
                guard created.isPending else { return }
                print(
                    "It does not work yet: a second admin must agree. See \"latchkey approval list --org \(organization.slug)\".")
            }
        }
    }
}
