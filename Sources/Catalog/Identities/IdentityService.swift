package import APIKeys

/// Signing in as whom a provider says that somebody is.
///
/// Who comes for the first time is linked to the person here with the same address, where the provider has verified it and the person is a
/// member of an organization or brings the link of an invitation; nobody registers himself. From then on the link counts, whatever the address becomes there.
package struct IdentityService: Sendable {
    package enum SignIn: Sendable {
        case signedIn(AccountService.SessionCookie)
        /// Nobody here has this address, or they are a member of nothing and bring no invitation.
        case unknown(email: String)
        case unverified(email: String)
        /// The provider told no address.
        case nameless
        /// The person here is linked to another account at the provider.
        case taken(email: String)
    }

    private let accounts: AccountService
    private let store: any AccountStore
    private let members: any MemberStore
    private let invitations: InvitationService
    private let clock: WallClock
    /// Each attempt asks the provider something.
    private let throttle = SignInThrottle()

    init(
        accounts: AccountService, store: any AccountStore, members: any MemberStore, invitations: InvitationService,
        clock: WallClock
    ) {
        self.accounts = accounts
        self.store = store
        self.members = members
        self.invitations = invitations
        self.clock = clock
    }

    /// Counts an attempt before anything is asked of the provider for it.
    /// - Returns: `nil` when it may go on, otherwise the seconds to wait.
    package func begin(browser: String, from address: IPAddress?) -> Int? {
        throttle.begin(account: browser, address: address, at: clock.now())
    }

    /// - Parameters:
    ///   - provider: its name, for the audit log.
    ///   - invitation: the link with which the person came. It is not accepted by that: they are asked, as everybody is.
    /// - Throws: ``StoreError/sealBroken(_:)`` when the link was edited.
    package func signIn(
        _ identity: ExternalIdentity, by provider: String, bringing invitation: String? = nil, from address: IPAddress?,
        with browser: SigningBrowser
    ) async throws -> SignIn {
        if let user = try await store.owner(issuer: identity.issuer, subject: identity.subject) {
            return .signedIn(try await open(user, by: provider, from: address, with: browser))
        }
        guard let text = identity.email, let email = try? EmailRule.check(text) else { return .nameless }
        guard identity.isEmailVerified else { return .unverified(email: email) }
        guard let user = try await store.user(email: email), try await isExpected(user, invitation) else {
            return .unknown(email: email)
        }
        guard try await store.introducedEmail(of: user) == email else { throw StoreError.sealBroken("the address \(email)") }
        let audit = AuditDraft(
            at: clock.now(), actor: .user(user), action: .identityLinked,
            detail: ["email": email, "provider": provider, "issuer": identity.issuer])
        guard try await store.link(issuer: identity.issuer, subject: identity.subject, to: user, audit: audit) else {
            return .taken(email: email)
        }
        return .signedIn(try await open(user, by: provider, from: address, with: browser))
    }

    private func isExpected(_ user: User, _ invitation: String?) async throws -> Bool {
        if try await !members.memberships(of: user.id).isEmpty { return true }
        guard let invitation else { return false }
        return try await invitations.offer(invitation)?.invitation.user == user
    }

    private func open(
        _ user: User, by provider: String, from address: IPAddress?, with browser: SigningBrowser
    ) async throws -> AccountService.SessionCookie {
        throttle.succeed(account: browser.visitor, address: address)
        return try await accounts.openSession(for: user, from: address, by: browser, provider: provider)
    }

    /// Where the person is known, beside here.
    package func links(of user: User) async throws -> [IdentityLink] { try await store.links(of: user) }

    /// Forgets who the person is at providers; their next sign-in links them anew.
    /// - Returns: how many links there were.
    /// - Throws: ``CatalogError/notFound(_:)``.
    package func unlink(email: String, by actor: Actor) async throws -> Int {
        let email = try EmailRule.check(email)
        guard let user = try await store.user(email: email) else {
            throw CatalogError.notFound("There is nobody with the address \(email).")
        }
        let audit = AuditDraft(at: clock.now(), actor: actor, action: .identityUnlinked, detail: ["email": email])
        return try await store.unlink(user, audit: audit)
    }
}
