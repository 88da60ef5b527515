internal import ArgumentParser
internal import Catalog
internal import Server

struct Member: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Members of an organization.",
        subcommands: [
            Invite.self, Invitations.self, Add.self, List.self, ChangeRole.self, Remove.self, Link.self,
            ResetTOTP.self, Unlink.self,
        ])

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
                    ["ID", "EMAIL", "ROLE", "BRANDS", "SET UP"],
                    members.map {
                        [
                            String($0.user.id), $0.user.email, $0.role.rawValue, BrandRoleArgument.text($0.brandRoles),
                            $0.isSetUp ? "yes" : "no",
                        ]
                    })
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
            try await options.withCatalog { catalog, settings in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let member = try await catalog.members.find(email: email, in: organization)
                let value = try await catalog.accounts.makeSetupLink(for: member.user, by: .commandLine)
                let link = PasswordInput.address(of: value, settings)
                guard !options.json else { return try Output.json(MemberOutput(member, link: link)) }
                print("To set a password, open within three days:\n  \(link)")
            }
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a person to an organization without asking them.",
            discussion: """
                A person who has no password yet gets a one-time set-up link, unless --password-stdin is given. Who has an account \
                already gets in with it at once; to let people accept first, use "latchkey member invite".
                """)

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @Option(help: "The person's e-mail address.") var email: String
        @OptionGroup var terms: TermsOptions
        @OptionGroup var password: PasswordInput

        func run() async throws {
            let given = try password.read()
            try await options.withCatalog { catalog, settings in
                let organization = try await catalog.organizations.find(slug: organization.org)
                try await PasswordInput.refuseToReplace(given, of: email, catalog)
                let member = try await catalog.members.add(
                    email: email, terms: terms.terms, to: organization, by: .commandLine)
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
