internal import APIKeys
internal import ArgumentParser
internal import Catalog

extension Key {
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the keys.",
            discussion: """
                States: active, rotating (replaced, and still working), pending (waits for a second admin), expired, revoked, \
                rotated (replaced, and over) and tampered (its record was changed outside this server; listed, never searched for).
                """)

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @Option(help: "Only keys with this in their name or at the start of their id.") var search = ""

        @Option(help: ArgumentHelp("Only keys in this state.", valueName: "state"), transform: Self.state)
        var state: APIKey.State?

        @Option(
            help: ArgumentHelp(
                "name, created, last-used or expires: by name and by expiry the first come first, else the latest. (default: created)",
                valueName: "by"),
            transform: Self.order)
        var sort = KeyQuery.Sort.created

        @Flag(help: "The other way round.") var reverse = false
        @Option(help: "At most this many.") var limit = 1000
        @Option(help: "Leave out so many from the start.") var offset = 0

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let page = try await catalog.keys.list(query, of: organization)
                let now = catalog.clock.now()
                guard !options.json else { return try Output.json(page.keys.map { KeyOutput($0, at: now) }) }
                Output.table(
                    ["ID", "NAME", "SCOPES", "BRANDS", "EXPIRES", "LAST USED", "STATE"],
                    page.keys.map { key in
                        [
                            key.id.description, key.name, key.grant.scopes.names.joined(separator: ","),
                            key.grant.brands.listed.map { $0.map(String.init).joined(separator: ",") } ?? "all",
                            key.grant.expiresAt?.day ?? "never", key.lastUse?.at.iso8601 ?? "never",
                            key.state(at: now).rawValue,
                        ]
                    })
                if page.total > page.keys.count {
                    print(
                        "\(page.isMore ? "More than \(KeyPage.most)" : "\(page.total)") in all; see --limit, --offset and --search."
                    )
                }
            }
        }

        private var query: KeyQuery {
            var query = KeyQuery()
            query.search = search
            query.state = state
            query.sort = sort
            let isLatestFirst = sort == .created || sort == .lastUsed
            query.descending = isLatestFirst != reverse
            query.limit = max(1, limit)
            query.offset = max(0, offset)
            return query
        }

        private static func state(_ text: String) throws -> APIKey.State {
            guard let state = APIKey.State(rawValue: text), state != .tampered else {
                throw ValidationError("choose active, rotating, pending, expired, revoked or rotated.")
            }
            return state
        }

        private static func order(_ text: String) throws -> KeyQuery.Sort {
            guard let sort = KeyQuery.Sort(rawValue: text == "last-used" ? "last_used" : text) else {
                throw ValidationError("choose name, created, last-used or expires.")
            }
            return sort
        }
    }
}
