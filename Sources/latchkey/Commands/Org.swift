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

struct Member: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Members of an organization.", subcommands: [Add.self, List.self, Link.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the members of an organization.")

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let members = try await catalog.organizations.members(of: organization)
                guard !options.json else { return try Output.json(members.map { MemberOutput($0, link: nil) }) }
                Output.table(
                    ["ID", "EMAIL", "ROLE", "SET UP"],
                    members.map { [String($0.user.id), $0.user.email, $0.role.rawValue, $0.isSetUp ? "yes" : "no"] })
            }
        }
    }

    struct Link: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a one-time link by which a member sets a new password.",
            discussion: "For who lost the first link or the password. Setting the password signs the person out everywhere.")

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @Option(help: "The person's e-mail address.") var email: String

        func run() async throws {
            let email = try EmailRule.check(email)
            try await options.withCatalog { catalog, settings in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let members = try await catalog.organizations.members(of: organization)
                guard let member = members.first(where: { $0.user.email == email }) else {
                    throw CatalogError.notFound("\(email) is no member of \(organization.name).")
                }
                let value = try await catalog.accounts.makeSetupLink(for: member.user, by: .commandLine)
                let link = PasswordInput.address(of: value, settings)
                guard !options.json else { return try Output.json(MemberOutput(member, link: link)) }
                print("To set a password, open within three days:\n  \(link)")
            }
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a person to an organization.",
            discussion: """
                Roles: \(Role.allCases.map(\.rawValue).joined(separator: ", ")). A person who has no password yet gets a \
                one-time set-up link, unless --password-stdin is given.
                """)

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @Option(help: "The person's e-mail address.") var email: String
        @Option(help: "admin, editor, viewer or guest.") var role: Role
        @OptionGroup var password: PasswordInput

        func run() async throws {
            let given = try password.read()
            try await options.withCatalog { catalog, settings in
                let organization = try await catalog.organizations.find(slug: organization.org)
                try await PasswordInput.refuseToReplace(given, of: email, catalog)
                let member = try await catalog.organizations.add(
                    email: email, role: role, to: organization, by: .commandLine)
                let link = try await PasswordInput.apply(given, to: member, catalog, settings)
                guard !options.json else {
                    return try Output.json(
                        MemberOutput(member, link: link))
                }
                print("Added \(member.user.email) to \(organization.name) as \(member.role.rawValue).")
                if let link { print("To set a password, open within three days:\n  \(link)") }
            }
        }
    }
}

extension Role: ExpressibleByArgument {}
