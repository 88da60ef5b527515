internal import ArgumentParser
internal import Catalog
internal import Server

extension Member {
    struct ChangeRole: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "role", abstract: "Set what a member may do.",
            discussion: """
                Replaces what they had on single brands too. It holds from their next request on. Open invitations of an admin who is none \
                any more end.
                """)

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @Option(help: "The person's e-mail address.") var email: String
        @OptionGroup var terms: TermsOptions

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let member = try await catalog.members.find(email: email, in: organization)
                let before = try await catalog.members.change(
                    member.user.id, to: terms.terms, in: organization, by: .commandLine)
                let now = try await catalog.members.find(email: email, in: organization)
                guard !options.json else { return try Output.json(MemberOutput(now, link: nil)) }
                print("\(now.user.email) is \(now.role.rawValue) of \(organization.name) now; was \(before.role.rawValue).")
            }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a person out of an organization.",
            discussion: """
                They reach nothing there from their next request on, and their admin tokens for it are revoked, and open \
                invitations that they made end. API keys go on, those that they made too. The last admin cannot be removed.
                """)

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @Option(help: "The person's e-mail address.") var email: String

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let member = try await catalog.members.find(email: email, in: organization)
                let removed = try await catalog.members.remove(member.user.id, from: organization, by: .commandLine)
                guard !options.json else { return try Output.json(MemberOutput(removed, link: nil)) }
                print("Removed \(removed.user.email) from \(organization.name).")
            }
        }
    }
}
