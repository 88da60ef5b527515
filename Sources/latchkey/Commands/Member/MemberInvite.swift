internal import APIKeys
internal import ArgumentParser
internal import Catalog
internal import Server

extension Member {
    struct Invite: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Invite a person to an organization.",
            discussion: "Prints the link by which they accept; it works once, for seven days, for this person.")

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @Option(help: "The person's e-mail address.") var email: String
        @OptionGroup var terms: TermsOptions

        func run() async throws {
            try await options.withCatalog { catalog, settings in
                let organization = try await catalog.organizations.find(slug: organization.org)
                let made = try await catalog.invitations.invite(
                    email: email, terms: terms.terms, to: organization, by: .commandLine,
                    address: { InvitationOutput.address(of: $0, settings) })
                try InvitationOutput.print(made, settings, json: options.json)
            }
        }
    }

    struct Invitations: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the invitations that were not accepted yet; revoke one, or make a new link for it.")

        @OptionGroup var options: DataOptions
        @OptionGroup var organization: OrganizationOption
        @Option(help: ArgumentHelp("End the invitation with this id.", valueName: "id")) var revoke: Int?
        @Option(help: ArgumentHelp("Make a new link for the invitation with this id; the old one ends.", valueName: "id"))
        var renew: Int?

        func validate() throws {
            guard revoke == nil || renew == nil else { throw ValidationError("Give --revoke or --renew, not both.") }
        }

        func run() async throws {
            try await options.withCatalog { catalog, settings in
                let organization = try await catalog.organizations.find(slug: organization.org)
                if let revoke {
                    let revoked = try await catalog.invitations.revoke(revoke, in: organization, by: .commandLine)
                    guard !options.json else {
                        return try Output.json(InvitationOutput(revoked, link: nil, now: catalog.clock.now()))
                    }
                    print("Revoked the invitation of \(revoked.user.email).")
                } else if let renew {
                    let made = try await catalog.invitations.resend(
                        renew, in: organization, by: .commandLine, address: { InvitationOutput.address(of: $0, settings) })
                    try InvitationOutput.print(made, settings, json: options.json)
                } else {
                    try list(try await catalog.invitations.list(of: organization), now: catalog.clock)
                }
            }
        }

        private func list(_ invitations: [Invitation], now clock: WallClock) throws {
            let rows = invitations.map { InvitationOutput($0, link: nil, now: clock.now()) }
            guard !options.json else { return try Output.json(rows) }
            Output.table(
                ["ID", "EMAIL", "ROLE", "BRANDS", "INVITED BY", "EXPIRES", "STATE"],
                rows.map {
                    [
                        String($0.id), $0.email, $0.role,
                        $0.brands.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " "),
                        $0.invitedBy, $0.expiresAt, $0.state,
                    ]
                })
        }
    }
}

struct InvitationOutput: Encodable {
    let id: Int
    let email: String
    let role: String
    /// Roles by brand id.
    let brands: [String: String]
    let invitedBy: String
    let createdAt: String
    let expiresAt: String
    let state: String
    let link: String?

    init(_ invitation: Invitation, link: String?, now: Timestamp) {
        id = invitation.id
        email = invitation.user.email
        role = invitation.terms.role.rawValue
        brands = Dictionary(
            uniqueKeysWithValues: invitation.terms.brandRoles.map { (String($0.key), $0.value.rawValue) })
        invitedBy = invitation.invitedBy
        createdAt = invitation.createdAt.iso8601
        expiresAt = invitation.expiresAt.iso8601
        state =
            switch invitation.state(at: now) {
            case .open: "open"
            case .expired: "expired"
            case .orphaned: "refused"
            }
        self.link = link
    }

    static func address(of link: String, _ settings: Settings) -> String {
        "\(settings.baseURL(port: settings.port))/invite/\(link)"
    }

    static func print(_ made: InvitationService.Made, _ settings: Settings, json: Bool) throws {
        let link = address(of: made.link, settings)
        let invitation = made.invitation
        guard !json else {
            return try Output.json(InvitationOutput(invitation, link: link, now: invitation.createdAt))
        }
        let delivery =
            switch made.delivery {
            case .byHand: ""
            case .mailed: " It was mailed to them."
            case .failed(let message): " The mail did not go out: \(Output.safe(message))"
            }
        Swift.print(
            "Invited \(invitation.user.email) to \(Output.safe(invitation.organization.name)) as \(invitation.terms.role.rawValue).\(delivery)\nTo accept, open within seven days:\n  \(link)"
        )
        try Output.finish()
    }
}
