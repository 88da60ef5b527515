package import APIKeys

/// Signing in and out. Beside it: sessions, passwords and set-up links, second factors.
package struct AccountService: Sendable {
    package enum SignIn: Sendable {
        case signedIn(SessionCookie)
        /// The password was right, and the person has a second factor.
        case codeNeeded(SignInChallenge)
        case wrong
        case throttled(seconds: Int)
    }

    package enum CodeSignIn: Sendable {
        case signedIn(SessionCookie)
        case wrong
        case throttled(seconds: Int)
        /// The challenge has run out, is another browser's or never was: the password is asked for again.
        case over
    }

    /// The secret value of a session's cookie and when it ends.
    package struct SessionCookie: Sendable {
        package let value: String
        package let expiresAt: Timestamp
        package let user: User
    }

    /// Of one person. The list that they look through has to show every one.
    package static let mostSessions = 100
    package static let sessionLifetime = Duration.seconds(14 * 86_400)
    package static let setupLinkLifetime = Duration.seconds(3 * 86_400)

    let accounts: any AccountStore
    let secret: ServerSecret
    let hasher: PasswordHasher
    let throttle: SignInThrottle
    /// Of codes. It waits longer than that of passwords: only who knows the password gets there, and a code is short.
    let codeThrottle = SignInThrottle(longest: 300)
    let clock: WallClock

    package init(
        accounts: any AccountStore, secret: ServerSecret, hasher: PasswordHasher, throttle: SignInThrottle, clock: WallClock
    ) {
        self.accounts = accounts
        self.secret = secret
        self.hasher = hasher
        self.throttle = throttle
        self.clock = clock
    }

    /// A wrong password, an unknown address and a person without a password are one and the same answer, and take as long. That a
    /// second factor is asked for is learned only by who has the password.
    package func signIn(
        email: String, password: String, from address: IPAddress?, by browser: SigningBrowser = .unknown
    ) async throws -> SignIn {
        let email = email.trimmed.lowercased()
        let now = clock.now()
        if let seconds = throttle.begin(account: email, address: address, at: now) { return .throttled(seconds: seconds) }
        let user = try await accounts.user(email: email)
        // Before the password: what ends while that is checked ends this too.
        let epoch = if let user { try await accounts.signInEpoch(of: user.id) } else { 0 }
        let stored: (sealed: String, hash: String)? = if let user { try await storedPassword(of: user) } else { nil }
        guard try await hasher.verify(password, against: stored?.hash), let user, let stored else { return .wrong }
        throttle.succeed(account: email, address: address)
        guard try await accounts.secondFactor(of: user.id) == nil else {
            return .codeNeeded(
                SignInChallenge(
                    for: user, visitor: browser.visitor, password: stored.sealed, epoch: epoch,
                    endsAt: now + SignInChallenge.lifetime, under: secret))
        }
        guard let cookie = try await openSession(for: user, from: address, by: browser, at: epoch) else { return .wrong }
        return .signedIn(cookie)
    }

    /// Who may give a code for this challenge, in this browser; `nil` when it is over.
    package func owner(ofChallenge value: String, visitor: String) async throws -> User? {
        try await holder(ofChallenge: value, visitor: visitor)?.user
    }

    private func holder(ofChallenge value: String, visitor: String) async throws -> (user: User, epoch: Int)? {
        guard let claim = SignInChallenge.Claim(value), let user = try await accounts.user(id: claim.user) else { return nil }
        let epoch = try await accounts.signInEpoch(of: user.id)
        guard let stored = try await storedPassword(of: user),
            claim.isTrue(visitor: visitor, password: stored.sealed, epoch: epoch, at: clock.now(), under: secret)
        else { return nil }
        return (user, epoch)
    }

    /// - Parameter code: of the authenticator app, or a recovery code.
    package func signIn(
        challenge value: String, code: String, from address: IPAddress?, by browser: SigningBrowser
    ) async throws -> CodeSignIn {
        guard let (user, epoch) = try await holder(ofChallenge: value, visitor: browser.visitor),
            let factor = try await accounts.secondFactor(of: user.id)
        else { return .over }
        let now = clock.now()
        let account = String(user.id)
        if let seconds = codeThrottle.begin(account: account, address: address, at: now) { return .throttled(seconds: seconds) }
        if let spent = spent(by: code, factor, of: user, at: now),
            let cookie = try await openSession(for: user, from: address, by: browser, at: epoch, spending: spent)
        {
            codeThrottle.succeed(account: account, address: address)
            return .signedIn(cookie)
        }
        try await noteWrongCode(of: user, from: address, at: now)
        return .wrong
    }

    /// A session for somebody whose identity was proved. It ends the one that this browser had.
    /// - Parameter provider: who proved it, where it was not this server.
    package func openSession(
        for user: User, from address: IPAddress?, by browser: SigningBrowser, provider: String? = nil
    ) async throws -> SessionCookie {
        guard let cookie = try await openSession(for: user, from: address, by: browser, provider: provider) else {
            throw StoreError.failed("a session that depends on nothing did not begin")
        }
        return cookie
    }

    /// - Parameter epoch: the person's when the password was given.
    /// - Returns: `nil` when the code was spent before, or the epoch is over.
    private func openSession(
        for user: User, from address: IPAddress?, by browser: SigningBrowser, provider: String? = nil, at epoch: Int? = nil,
        spending spent: SpentCode? = nil
    ) async throws -> SessionCookie? {
        let now = clock.now()
        let value = Self.bearerValue(for: user)
        let cookie = SessionCookie(value: value, expiresAt: now + Self.sessionLifetime, user: user)
        let draft = SessionDraft(
            digest: digest(value), user: user, expiresAt: cookie.expiresAt, seenAt: Session.seen(at: now),
            client: SigningBrowser.name(browser.client), address: address?.description ?? "",
            replaced: browser.session.map(digest), epoch: epoch, spent: spent, most: Self.mostSessions)
        var detail: [String: String] = [:]
        if case .recovery = spent { detail["with"] = "recovery code" }
        detail["provider"] = provider
        let audit = AuditDraft(at: now, actor: .user(user), action: .signedIn, detail: detail)
        return try await accounts.openSession(draft, audit: audit) ? cookie : nil
    }

    // The value of a cookie or link names its person, and the stored digest covers that: a row that is given to somebody else by
    // editing the database opens nothing.

    static func bearerValue(for user: User) -> String { "\(user.id)-\(RandomText.make(length: 43))" }

    static func belongs(_ value: String, to user: User) -> Bool { value.hasPrefix("\(user.id)-") }

    func digest(_ value: String) -> AuthenticationCode { secret.code(for: Array(value.utf8), .session) }
}
