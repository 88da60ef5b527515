internal import APIKeys
internal import ArgumentParser
internal import Catalog
internal import Server

struct AdminTokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "admin-token", abstract: "Tokens that open the management API to programs.",
        discussion:
            "A token (lka_…) acts for the admin who owns it, and works only while that person is one. It never opens the data API.",
        subcommands: [Create.self, List.self, Revoke.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a token for an admin. It is printed once and never again.")

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @Option(help: ArgumentHelp("The e-mail address of the admin whom it acts for.", valueName: "email")) var owner: String
        @Option(help: "What the token is for.") var name: String
        @Option(help: "For how many days it works: 1 to 365. (default: 30)", transform: Read.days) var days = AdminTokenService
            .standardDays

        func run() async throws {
            let email = try EmailRule.check(owner)
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let members = try await catalog.organizations.members(of: organization)
                guard let owner = members.first(where: { $0.user.email == email })?.user else {
                    throw CatalogError.notFound("\(email) is no member of \(organization.name).")
                }
                let (token, secret) = try await catalog.adminTokens.create(
                    name: name, days: days, for: owner, in: organization, by: .commandLine)
                guard !options.json else {
                    return try Output.json(AdminTokenOutput(token, secret: secret, at: catalog.clock.now()))
                }
                print(secret.reveal())
                print(
                    "This is the only time the token is shown. Its id is \(token.id); it expires on \(token.expiresAt.iso8601).")
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the tokens, those that could still work first; never their secrets.")

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @OptionGroup var part: OverOptions

        func run() async throws {
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let list = try await catalog.adminTokens.list(of: organization, part.part)
                let tokens = list.all
                let now = catalog.clock.now()
                guard !options.json else { return try Output.json(tokens.map { AdminTokenOutput($0, at: now) }) }
                Output.table(
                    ["ID", "NAME", "OWNER", "EXPIRES", "LAST USED", "STATE"],
                    tokens.map { token in
                        [
                            token.id.description, token.name, token.owner.email, token.expiresAt.day,
                            token.lastUse?.at.iso8601 ?? "never", token.state(at: now).rawValue,
                        ]
                    })
                part.tell(list)
            }
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "End a token for good.")

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @Argument(help: "The token's public id, lka_….") var id: String

        func run() async throws {
            // A whole token is understood too; no message repeats it.
            guard let id = KeyID(id) ?? Token(id)?.id, id.kind == .admin else {
                throw OperatorError(
                    "That is no id of an admin token. An id is lka_ and 12 letters or digits; see \"latchkey admin-token list\".")
            }
            try await options.withCatalog { catalog, _ in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let token = try await catalog.adminTokens.revoke(id, in: organization, by: .commandLine)
                guard !options.json else { return try Output.json(AdminTokenOutput(token, at: catalog.clock.now())) }
                print("Revoked admin token \(token.id), \(Output.safe(token.name)).")
            }
        }
    }
}

private struct AdminTokenOutput: Encodable {
    let id: String
    /// Only in the answer that makes it.
    let token: String?
    let name: String
    let owner: String
    let state: String
    let createdAt: String
    let expiresAt: String
    @OrNull var revokedAt: String?
    @OrNull var lastUsedAt: String?
    @OrNull var lastUsedAddress: String?

    init(_ record: AdminToken, secret: Token? = nil, at now: Timestamp) {
        id = record.id.description
        token = secret?.reveal()
        name = record.name
        owner = record.owner.email
        state = record.state(at: now).rawValue
        createdAt = record.createdAt.iso8601
        expiresAt = record.expiresAt.iso8601
        revokedAt = record.revokedAt?.iso8601
        lastUsedAt = record.lastUse?.at.iso8601
        lastUsedAddress = record.lastUse?.address
    }
}
