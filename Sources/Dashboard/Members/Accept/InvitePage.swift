internal import Catalog

/// An invitation as its person reads it, with what they can do about it.
struct InvitePage: Page {
    static let template = Template.invite
    var title: String { "Invitation to \(organization)" }

    /// Who looks at it.
    enum Reader: Hashable, Sendable {
        case nobody
        case invited
        case member
        case somebodyElse(User)
    }

    let organization: String
    let email: String
    let invitedBy: String
    let role: String
    let explanation: String
    let brands: [Line]
    let hasBrands: Bool
    let until: Moment

    /// One of these is what can be done.
    let password: PasswordForm?
    let signInURL: String?
    /// Beside either, the way to a provider that says who somebody is.
    let provider: ProviderButton?
    let acceptURL: String?
    let memberURL: String?
    let stranger: Stranger?

    let problems: [Problem]
    let hasProblems: Bool

    struct Line: Hashable, Sendable {
        let name: String
        let may: String
    }

    struct PasswordForm: Hashable, Sendable {
        let passwordURL: String
        let passwordError: String?
    }

    struct Stranger: Hashable, Sendable {
        let signedInAs: String
        let signOutURL: String
    }

    init(
        _ offer: InvitationOffer, link: String, reader: Reader, problem: String? = nil, provider: ProviderButton? = nil,
        words: DateWords
    ) {
        let invitation = offer.invitation
        organization = invitation.organization.name
        email = invitation.user.email
        // The command line is nobody whom they know.
        invitedBy = invitation.inviter == nil ? "Whoever runs this server" : invitation.invitedBy
        role = invitation.terms.role.withArticle
        explanation = Self.explanation(invitation.terms.role)
        brands = offer.brands.map { Line(name: $0.name, may: $0.role == .editor ? "you read and change it" : "you read it") }
        hasBrands = !brands.isEmpty
        until = words.at(invitation.expiresAt)
        let address = SitePath.invite(link: link).address
        password =
            reader == .nobody && offer.way == .choosingPassword
            ? PasswordForm(passwordURL: address, passwordError: problem) : nil
        signInURL = reader == .nobody && offer.way == .signingIn ? SitePath.signIn.address(["next": address]) : nil
        self.provider = reader == .nobody ? provider : nil
        acceptURL = reader == .invited ? SitePath.acceptInvite(link: link).address : nil
        memberURL = reader == .member ? SitePath.organization(invitation.organization.slug).address : nil
        stranger =
            if case .somebodyElse(let user) = reader {
                Stranger(signedInAs: user.email, signOutURL: SitePath.signOut.address)
            } else { nil }
        problems = problem.map { [Problem(anchor: "password", message: $0)] } ?? []
        hasProblems = problem != nil
    }

    private static func explanation(_ role: Role) -> String {
        switch role {
        case .admin: "You can do everything there: keys, brands, members and the audit log."
        case .editor: "You can read every brand there, and change settings and prompts."
        case .viewer: "You can read every brand there."
        case .guest: "You can reach the brands that are shared with you there, and no others."
        }
    }
}

/// For a link that was used, revoked, has run out or never was.
struct InviteOverPage: Page {
    static let template = Template.inviteOver
    var title: String { "This invitation does not work any more" }

    let homeURL = SitePath.home.address
}
