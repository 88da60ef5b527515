internal import ArgumentParser
internal import Catalog
internal import Server

struct Org: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Organizations.", subcommands: [Create.self, List.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an organization and its first admin.",
            discussion:
                "Without --password-stdin a link is printed by which the admin sets a password; it works once, for three days.")

        @OptionGroup var options: DataOptions
        @Option(help: "The organization's name.") var name: String
        @Option(help: ArgumentHelp("The first admin's e-mail address.", valueName: "email")) var admin: String
        @OptionGroup var password: PasswordInput

        func run() async throws {
            let given = try password.read()
            let email = try EmailRule.check(admin)
            try await options.withCatalog(creating: true) { catalog, settings in
                try await PasswordInput.refuseToReplace(given, of: email, catalog)
                let organization = try await catalog.organizations.create(name: name, by: .commandLine)
                let member = try await catalog.organizations.add(
                    email: email, role: .admin, to: organization, by: .commandLine)
                let link = try await PasswordInput.apply(given, to: member, catalog, settings)
                guard !options.json else {
                    var output = OrganizationOutput(organization)
                    output.admin = member.user.email
                    output.setupLink = link
                    return try Output.json(output)
                }
                print("Made \(organization.name) (\(organization.slug)) with \(member.user.email) as admin.")
                if let link { print("To set a password, open within three days:\n  \(link)") }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the organizations.")

        @OptionGroup var options: DataOptions

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let all = try await catalog.organizations.all()
                guard !options.json else { return try Output.json(all.map { OrganizationOutput($0) }) }
                Output.table(["ID", "SLUG", "NAME"], all.map { [String($0.id), $0.slug, $0.name] })
            }
        }
    }
}
