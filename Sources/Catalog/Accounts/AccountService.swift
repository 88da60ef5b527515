package import APIKeys

/// Signing in and out, and the one-time links by which people set their first password.
package struct AccountService: Sendable {
    package enum SignIn: Sendable {
        case signedIn(SessionCookie)
        case wrong
        case throttled(seconds: Int)
    }

    /// The secret value of a session's cookie and when it ends.
    package struct SessionCookie: Sendable {
        package let value: String
        package let expiresAt: Timestamp
        package let user: User
    }

    package static let sessionLifetime = Duration.seconds(14 * 86_400)
    package static let setupLinkLifetime = Duration.seconds(3 * 86_400)

    private let accounts: any AccountStore
    private let secret: ServerSecret
    private let hasher: PasswordHasher
    private let throttle: SignInThrottle
    private let clock: WallClock

    package init(
        accounts: any AccountStore, secret: ServerSecret, hasher: PasswordHasher, throttle: SignInThrottle, clock: WallClock
    ) {
        self.accounts = accounts
        self.secret = secret
        self.hasher = hasher
        self.throttle = throttle
        self.clock = clock
    }

    /// A wrong password, an unknown address and a person without a password are one and the same answer, and take as long.
    package func signIn(email: String, password: String, from address: IPAddress?) async throws -> SignIn {
        let email = email.trimmed.lowercased()
        let now = clock.now()
        if let seconds = throttle.begin(account: email, address: address, at: now) { return .throttled(seconds: seconds) }
        let user = try await accounts.user(email: email)
        let stored: String? = if let user { try await accounts.passwordHash(of: user.id) } else { nil }
        guard try await hasher.verify(password, against: stored), let user else { return .wrong }
        throttle.succeed(account: email, address: address)
        return .signedIn(try await openSession(for: user, at: now))
    }

    private func openSession(for user: User, at now: Timestamp) async throws -> SessionCookie {
        let value = RandomText.make(length: 43)
        let cookie = SessionCookie(value: value, expiresAt: now + Self.sessionLifetime, user: user)
        let session = Session(digest: digest(value), user: user, expiresAt: cookie.expiresAt)
        try await accounts.openSession(session, audit: AuditDraft(at: now, actor: .user(user), action: .signedIn))
        return cookie
    }

    package func session(cookie value: String) async throws -> Session? {
        guard value.utf8.count <= 128 else { return nil }
        return try await accounts.session(digest: digest(value), at: clock.now())
    }

    package func signOut(_ session: Session) async throws {
        let audit = AuditDraft(at: clock.now(), actor: .user(session.user), action: .signedOut)
        try await accounts.closeSession(digest: session.digest, audit: audit)
    }

    /// The token that a form of this session must carry.
    package func formToken(for session: Session) -> String { formToken(for: session.digest.bytes) }

    /// The same for a browser without a session, bound to a random cookie.
    package func formToken(forVisitor cookie: String) -> String { formToken(for: Array(cookie.utf8)) }

    private func formToken(for subject: [UInt8]) -> String {
        Self.hex(secret.code(for: Array("form:".utf8) + subject, .session))
    }

    /// A new one-time link's secret part; older links of the person end.
    package func makeSetupLink(for user: User) async throws -> String {
        let value = RandomText.make(length: 43)
        try await accounts.saveSetupLink(
            digest: digest(value), user: user.id, expiresAt: clock.now() + Self.setupLinkLifetime)
        return value
    }

    package func setupLinkOwner(_ value: String) async throws -> User? {
        guard value.utf8.count <= 128 else { return nil }
        return try await accounts.setupLinkOwner(digest: digest(value), at: clock.now())
    }

    /// Sets the person's password and spends the link, both or neither.
    /// - Returns: `nil` when the link was used, has run out or never was.
    package func setUp(link value: String, password: String) async throws -> User? {
        try PasswordHasher.check(password)
        guard let owner = try await setupLinkOwner(value) else { return nil }
        let now = clock.now()
        let audit = AuditDraft(at: now, actor: .user(owner), action: .passwordSet)
        return try await accounts.spendSetupLink(
            digest: digest(value), passwordHash: hasher.hash(password), audit: audit)
    }

    package func setPassword(_ password: String, of user: User, by actor: Actor) async throws {
        try PasswordHasher.check(password)
        let audit = AuditDraft(at: clock.now(), actor: actor, action: .passwordSet)
        try await accounts.setPassword(hasher.hash(password), of: user.id, audit: audit)
    }

    private func digest(_ value: String) -> AuthenticationCode {
        secret.code(for: Array(value.utf8), .session)
    }

    private static func hex(_ code: AuthenticationCode) -> String {
        code.bytes.map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
    }
}
