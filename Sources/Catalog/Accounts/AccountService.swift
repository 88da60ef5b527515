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
        let stored: String? = if let user { try await sealedHash(of: user) } else { nil }
        guard try await hasher.verify(password, against: stored), let user else { return .wrong }
        throttle.succeed(account: email, address: address)
        return .signedIn(try await openSession(for: user, at: now))
    }

    private func openSession(for user: User, at now: Timestamp) async throws -> SessionCookie {
        let value = Self.bearerValue(for: user)
        let cookie = SessionCookie(value: value, expiresAt: now + Self.sessionLifetime, user: user)
        let session = Session(digest: digest(value), user: user, expiresAt: cookie.expiresAt)
        try await accounts.openSession(session, audit: AuditDraft(at: now, actor: .user(user), action: .signedIn))
        return cookie
    }

    package func session(cookie value: String) async throws -> Session? {
        guard value.utf8.count <= 128 else { return nil }
        let session = try await accounts.session(digest: digest(value), at: clock.now())
        return session.flatMap { Self.belongs(value, to: $0.user) ? $0 : nil }
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
    package func makeSetupLink(for user: User, by actor: Actor) async throws -> String {
        let value = Self.bearerValue(for: user)
        let now = clock.now()
        let audit = AuditDraft(at: now, actor: actor, action: .setupLinkMade, detail: ["email": user.email])
        try await accounts.saveSetupLink(
            digest: digest(value), user: user.id, expiresAt: now + Self.setupLinkLifetime, audit: audit)
        return value
    }

    package func setupLinkOwner(_ value: String) async throws -> User? {
        guard value.utf8.count <= 128 else { return nil }
        let owner = try await accounts.setupLinkOwner(digest: digest(value), at: clock.now())
        return owner.flatMap { Self.belongs(value, to: $0) ? $0 : nil }
    }

    /// Sets the person's password and spends the link, both or neither.
    /// - Returns: `nil` when the link was used, has run out or never was.
    package func setUp(link value: String, password: String) async throws -> User? {
        try PasswordHasher.check(password)
        guard let owner = try await setupLinkOwner(value) else { return nil }
        let audit = AuditDraft(
            at: clock.now(), actor: .user(owner), action: .passwordSet, detail: ["email": owner.email])
        let hash = seal(try await hasher.hash(password), of: owner)
        return try await accounts.spendSetupLink(digest: digest(value), passwordHash: hash, audit: audit)
    }

    package func setPassword(_ password: String, of user: User, by actor: Actor) async throws {
        try PasswordHasher.check(password)
        let audit = AuditDraft(at: clock.now(), actor: actor, action: .passwordSet, detail: ["email": user.email])
        try await accounts.setPassword(seal(try await hasher.hash(password), of: user), of: user.id, audit: audit)
    }

    /// Whether the person has chosen a password.
    package func hasPassword(email: String) async throws -> Bool {
        guard let user = try await accounts.user(email: EmailRule.check(email)) else { return false }
        return try await accounts.passwordHash(of: user.id) != nil
    }

    // A password hash is bound to its person under the server secret: whoever can write the database, but lacks the secret,
    // cannot put a hash of their own there, nor move one from another person.

    private func seal(_ hash: String, of user: User) -> String {
        "\(hash)#\(Self.hex(secret.code(for: Array("\(user.id):\(hash)".utf8), .password)))"
    }

    private func sealedHash(of user: User) async throws -> String? {
        guard let stored = try await accounts.passwordHash(of: user.id), let end = stored.lastIndex(of: "#") else { return nil }
        let hash = String(stored[..<end])
        return seal(hash, of: user) == stored ? hash : nil
    }

    // The value of a cookie or link names its person, and the stored digest covers that: a row that is given to somebody else by
    // editing the database opens nothing.

    private static func bearerValue(for user: User) -> String { "\(user.id)-\(RandomText.make(length: 43))" }

    private static func belongs(_ value: String, to user: User) -> Bool { value.hasPrefix("\(user.id)-") }

    private func digest(_ value: String) -> AuthenticationCode {
        secret.code(for: Array(value.utf8), .session)
    }

    private static func hex(_ code: AuthenticationCode) -> String {
        code.bytes.map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
    }
}
