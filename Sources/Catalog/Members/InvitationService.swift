package import APIKeys

/// Asking people to become members. They are none until they accept.
package struct InvitationService: Sendable {
    /// An invitation with its link, which is known at this moment only.
    package struct Made: Sendable {
        package let invitation: Invitation
        package let link: String
        package let delivery: Delivery
    }

    /// How the link reaches the person.
    package enum Delivery: Hashable, Sendable {
        /// No way to send mail is configured: whoever invited hands it over.
        case byHand
        case mailed
        /// The link works all the same.
        case failed(String)
    }

    package static let lifetime = Duration.seconds(7 * 86_400)
    package static let mostOpen = 500

    private let invitations: any InvitationStore
    private let brands: any BrandStore
    private let accounts: AccountService
    private let mailer: (any Mailer)?
    private let secret: ServerSecret
    private let clock: WallClock

    package init(
        invitations: any InvitationStore, brands: any BrandStore, accounts: AccountService, mailer: (any Mailer)?,
        secret: ServerSecret, clock: WallClock
    ) {
        self.invitations = invitations
        self.brands = brands
        self.accounts = accounts
        self.mailer = mailer
        self.secret = secret
        self.clock = clock
    }

    /// Newest first, those included that cannot be accepted any more.
    package func list(of organization: Organization) async throws -> [Invitation] {
        try await invitations.invitations(of: organization.id)
    }

    /// - Throws: ``CatalogError/notFound(_:)``.
    package func find(_ id: Int, in organization: Organization) async throws -> Invitation {
        guard let found = try await list(of: organization).first(where: { $0.id == id }) else {
            throw Self.noInvitation(id, organization)
        }
        return found
    }

    /// Makes an invitation and mails it where that is configured.
    ///
    /// - Parameter address: makes of the link's secret part what people open.
    /// - Throws: ``CatalogError``; `.invalid` with the field `email` or `brands`, `.conflict`.
    package func invite(
        email: String, terms: MemberTerms, to organization: Organization, by actor: Actor, address: (String) -> String
    ) async throws -> Made {
        let email = try EmailRule.check(email)
        if !terms.brandRoles.isEmpty { try terms.check(among: try await brands.brands(of: organization.id)) }
        let (now, link) = (clock.now(), RandomText.make(length: 43))
        let draft = InvitationDraft(
            email: email, terms: terms, digest: digest(link), inviter: actor.person, invitedBy: actor.name,
            expiresAt: now + Self.lifetime)
        let audit = AuditDraft(
            at: now, actor: actor, action: .memberInvited, detail: terms.detail.merging(["email": email]) { $1 })
        let invitation = try await invitations.insert(draft, into: organization, limit: Self.mostOpen, audit: audit)
        return try await deliver(invitation, link, address)
    }

    /// Makes another link, for as long as a new one; the old one ends.
    /// - Throws: ``CatalogError/notFound(_:)``.
    package func resend(
        _ id: Int, in organization: Organization, by actor: Actor, address: (String) -> String
    ) async throws -> Made {
        let (now, link) = (clock.now(), RandomText.make(length: 43))
        let renewed = try await invitations.renew(
            id, in: organization.id, digest: digest(link), inviter: actor.person, expiresAt: now + Self.lifetime
        ) { AuditDraft(at: now, actor: actor, action: .invitationRenewed, detail: ["email": $0.user.email]) }
        guard let renewed else { throw Self.noInvitation(id, organization) }
        return try await deliver(renewed, link, address)
    }

    /// Ends it: its link opens nothing any more.
    /// - Throws: ``CatalogError/notFound(_:)``.
    package func revoke(_ id: Int, in organization: Organization, by actor: Actor) async throws -> Invitation {
        let now = clock.now()
        let revoked = try await invitations.revoke(id, in: organization.id) {
            AuditDraft(
                at: now, actor: actor, action: .invitationRevoked,
                detail: $0.terms.detail.merging(["email": $0.user.email]) { $1 })
        }
        guard let revoked else { throw Self.noInvitation(id, organization) }
        return revoked
    }

    /// What the link offers; `nil` when it was used, revoked or has run out, or never was.
    package func offer(_ link: String) async throws -> InvitationOffer? {
        guard link.utf8.count <= 128, let found = try await invitations.find(digest: digest(link)),
            found.state(at: clock.now()) == .open
        else { return nil }
        let names = try await brands.brands(of: found.organization.id)
        let shared = names.compactMap { brand in
            found.terms.brandRoles[brand.id].map { InvitationOffer.SharedBrand(name: brand.name, role: $0) }
        }
        return InvitationOffer(
            invitation: found, brands: shared,
            way: try await invitations.hasAccount(found.user.id) ? .signingIn : .choosingPassword)
    }

    /// Makes who has signed in a member.
    /// - Returns: `nil` when the link is not open, or is for somebody else.
    /// - Throws: ``CatalogError/conflict(_:)`` when they are a member already.
    package func accept(_ link: String, by user: User) async throws -> Membership? {
        guard link.utf8.count <= 128 else { return nil }
        return try await accept(digest(link), by: user, choosing: nil)
    }

    /// Makes who has never been here a member, with a password of theirs.
    /// - Returns: `nil` when the link is not open.
    /// - Throws: ``CatalogError``; `.invalid` with the field `password`; `.conflict` when there is an account of theirs, which only
    ///   signing in opens.
    package func accept(_ link: String, choosing password: String) async throws -> Membership? {
        try PasswordHasher.check(password)
        guard let offer = try await offer(link) else { return nil }
        let user = offer.invitation.user
        let audit = AuditDraft(at: clock.now(), actor: .user(user), action: .passwordSet, detail: ["email": user.email])
        let chosen = ChosenPassword(hash: try await accounts.newHash(password, of: user), audit: audit)
        return try await accept(digest(link), by: user, choosing: chosen)
    }

    private func accept(
        _ digest: AuthenticationCode, by user: User, choosing password: ChosenPassword?
    ) async throws -> Membership? {
        let now = clock.now()
        return try await invitations.accept(digest: digest, by: user, choosing: password, at: now) { invitation in
            var detail = invitation.terms.detail
            detail["email"] = user.email
            detail["invited_by"] = invitation.invitedBy
            return AuditDraft(at: now, actor: .user(user), action: .memberJoined, detail: detail)
        }
    }

    /// Whether mail goes out at all; what a page says before somebody invites.
    package var sendsMail: Bool { mailer != nil }

    private func deliver(_ invitation: Invitation, _ link: String, _ address: (String) -> String) async throws -> Made {
        guard let mailer else { return Made(invitation: invitation, link: link, delivery: .byHand) }
        do {
            try await mailer.send(.invitation(invitation, address: address(link)))
            return Made(invitation: invitation, link: link, delivery: .mailed)
        } catch let error as MailError {
            return Made(invitation: invitation, link: link, delivery: .failed(error.message))
        } catch {
            // The invitation is written, and its link is known here only: it must come out whatever the mailer did.
            return Made(invitation: invitation, link: link, delivery: .failed("The mail could not be sent."))
        }
    }

    private func digest(_ link: String) -> AuthenticationCode { secret.code(for: Array(link.utf8), .invitationLink) }

    private static func noInvitation(_ id: Int, _ organization: Organization) -> CatalogError {
        .notFound("\(organization.name) has no invitation \(id). It may have been accepted or revoked.")
    }
}

extension Actor {
    fileprivate var person: User? { if case .user(let user) = self { user } else { nil } }
}
