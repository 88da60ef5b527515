internal import APIKeys
internal import ArgumentParser
internal import Catalog
internal import Server

extension Key {
    struct Narrow: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take from a key the scopes and brands that it has not needed for \(LeastPrivilege.days) days.",
            discussion: """
                Shows what would be taken and asks; --yes takes it without asking. Nothing that the key did in that time is refused \
                afterwards. See "latchkey key hints".
                """)

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @OptionGroup var key: KeyArgument
        @Flag(name: .shortAndLong, help: "Do not ask.") var yes = false
        @Flag(help: "Only show before, after and the impact.") var dryRun = false

        func validate() throws {
            if options.json, !yes, !dryRun { throw ValidationError("With --json nothing is asked: add --yes or --dry-run.") }
        }

        func run() async throws {
            let id = try key.parsed()
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let key = try await catalog.keys.find(id, in: organization)
                guard let hint = try await catalog.insight.leastPrivilege(of: key) else {
                    throw OperatorError(
                        "There is nothing that \(id) has not needed for \(LeastPrivilege.days) days, or it is too early to tell.")
                }
                let change = KeyChangeCommand(catalog: catalog, organization: organization, json: options.json)
                if dryRun { return try await change.rehearse(hint.edit, of: id) }
                if !yes { try ask(id, hint) }
                try await change.make(hint.edit, of: id)
            }
        }

        private func ask(_ id: KeyID, _ hint: LeastPrivilege) throws {
            print("In the last \(LeastPrivilege.days) days \(id) did not need \(Hints.words(hint)).")
            print("Take it away? Answer yes or no:", terminator: " ")
            Output.flush()
            guard let answer = readLine(), ["y", "yes"].contains(answer.lowercased()) else {
                throw OperatorError("Nothing was changed.")
            }
        }
    }
}
