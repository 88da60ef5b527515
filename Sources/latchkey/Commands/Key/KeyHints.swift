internal import APIKeys
internal import ArgumentParser
internal import Catalog

extension Key {
    struct Hints: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say which scopes and brands keys have not needed for \(LeastPrivilege.days) days.",
            discussion: """
                Without an id every working key is looked at. A key that is younger, or of which no use that old is kept, gets no \
                hint. "latchkey key narrow" takes away what was not needed.
                """)

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @Argument(help: "The key's public id, lk_…; all working keys when left out.") var id: String?

        func run() async throws {
            let id = try id.map { try KeyArgument.read($0) }
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                guard let id else { return try await showAll(of: organization, catalog) }
                let hint = try await catalog.insight.leastPrivilege(of: catalog.keys.find(id, in: organization))
                guard !options.json else { return try Output.json(Entry(id, hint)) }
                guard let hint else { return print("There is nothing that \(id) has not needed, or it is too early to tell.") }
                print("In the last \(LeastPrivilege.days) days \(id) did not need \(Self.words(hint)).")
                print("To take it away: latchkey key narrow --org \(organization.slug) \(id)")
            }
        }

        private func showAll(of organization: Organization, _ catalog: Catalog) async throws {
            var found: [(key: APIKey, hint: LeastPrivilege)] = []
            for state in [APIKey.State.active, .rotating] {
                var query = KeyQuery()
                query.state = state
                query.limit = 500
                var keys = try await catalog.keys.list(query, of: organization).keys
                while !keys.isEmpty {
                    for key in keys {
                        if let hint = try await catalog.insight.leastPrivilege(of: key) { found.append((key, hint)) }
                    }
                    query.offset += keys.count
                    keys = try await catalog.keys.list(query, of: organization).keys
                }
            }
            guard !options.json else { return try Output.json(found.map { Entry($0.key.id, $0.hint) }) }
            guard !found.isEmpty else {
                return print("There is nothing that a working key has not needed, or it is too early to tell.")
            }
            Output.table(["ID", "NAME", "NOT NEEDED"], found.map { [$0.key.id.description, $0.key.name, Self.words($0.hint)] })
        }

        /// `the scope configure, nor the brands 2, 3`
        static func words(_ hint: LeastPrivilege) -> String {
            func part(_ noun: String, _ names: [String]) -> String? {
                names.isEmpty ? nil : "the \(noun)\(names.count == 1 ? "" : "s") \(names.joined(separator: ", "))"
            }
            return [part("scope", hint.unusedScopes.names), part("brand", hint.unusedBrands.map(String.init))]
                .compactMap { $0 }.joined(separator: ", nor ")
        }

        private struct Entry: Encodable {
            let keyId: String
            @OrNull var hints: HintsOutput?

            init(_ id: KeyID, _ hint: LeastPrivilege?) {
                keyId = id.description
                hints = hint.map { HintsOutput($0) }
            }
        }
    }
}
