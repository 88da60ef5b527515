internal import APIKeys
internal import ArgumentParser
internal import Catalog
internal import Foundation
internal import Server

struct Key: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "API keys of an organization.", subcommands: [Create.self, List.self, Show.self, Revoke.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a key. It is printed once and never again.",
            discussion: """
                Scopes: query (read analytics, metrics and responses), configure (change brand settings, competitors, personas \
                and prompts), create-brand (create and archive brands), ingest (write responses). Give each integration a key of \
                its own, with the least it needs.
                """)

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @Option(help: "What the key is for.") var name: String
        @Option(help: "query, configure, create-brand or ingest; may be repeated.") var scope: [Scope]
        @Option(help: ArgumentHelp("A brand that the key may touch; may be repeated.", valueName: "id")) var brand: [Int] = []
        @Flag(help: "All brands, those created later included.") var allBrands = false
        @Option(help: ArgumentHelp("90d, 12w, 1y, a date (2027-02-21) or never.", valueName: "when")) var expires = "90d"

        func validate() throws {
            if allBrands == !brand.isEmpty {
                throw ValidationError("Give either --brand (once or more) or --all-brands.")
            }
            if Expiry(expires) == nil {
                throw ValidationError("--expires is \"\(expires)\"; it must be like 90d, 12w, 1y, 2027-02-21 or never.")
            }
        }

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let now = catalog.clock.now()
                let draft = KeyDraft(
                    name: name, scopes: Scopes(scope), brands: allBrands ? .all : .specific(brand),
                    expiresAt: Expiry(expires)?.moment(from: now))
                let (key, token) = try await catalog.keys.create(draft, in: organization, by: .commandLine)
                guard !options.json else { return try Output.json(KeyOutput(key, token: token, at: now)) }
                print(token.reveal())
                print(
                    "This is the only time the key is shown. Its id is \(key.id); it expires \(key.grant.expiresAt.map { "on \($0.iso8601)" } ?? "never")."
                )
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the keys, newest first.")

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @Option(help: "Only keys with this in their name or at the start of their id.") var search = ""
        @Option(help: "At most this many.") var limit = 1000

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                var query = KeyQuery()
                query.search = search
                query.limit = max(1, limit)
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
                if page.total > page.keys.count { print("\(page.total) in all; see --limit and --search.") }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show one key; never its secret.")

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @OptionGroup var key: KeyArgument

        func run() async throws {
            let id = try key.parsed()
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let key = try await catalog.keys.find(id, in: organization)
                try KeyOutput(key, at: catalog.clock.now()).show(json: options.json)
            }
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End a key for good. A running server refuses it within a second.")

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @OptionGroup var key: KeyArgument

        func run() async throws {
            let id = try key.parsed()
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let key = try await catalog.keys.revoke(id, in: organization, by: .commandLine)
                try KeyOutput(key, at: catalog.clock.now()).show(json: options.json)
            }
        }
    }
}

/// Which key is meant.
struct KeyArgument: ParsableArguments {
    @Argument(help: "The key's public id, lk_….") var id: String

    /// A whole key is understood too, since that is what is at hand when one has leaked; no message repeats it.
    func parsed() throws -> KeyID {
        guard let id = KeyID(id) ?? Token(id)?.id else {
            throw OperatorError("That is no key id. An id is lk_ and 12 letters or digits; see \"latchkey key list\".")
        }
        return id
    }
}
