package import APIKeys

/// Passwords, and the one-time links by which people set their first.
extension AccountService {
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

    /// Sets the person's password and spends the link, both or neither. A second factor stays.
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
        let hash = seal(try await hasher.hash(password), of: user)
        try await accounts.setPassword(hash, of: user.id, keeping: nil, audit: audit)
    }

    /// Ends every other session of the person, and an open set-up link.
    /// - Throws: ``CatalogError/invalid(field:message:)`` when the new one breaks the rule.
    /// - Returns: why not; `nil` when it is done.
    package func changePassword(
        from current: String, to password: String, by session: Session, at address: IPAddress?
    ) async throws -> AccountRefusal? {
        try PasswordHasher.check(password)
        if let refusal = try await check(current, of: session.user, from: address) { return refusal }
        let audit = AuditDraft(at: clock.now(), actor: .user(session.user), action: .passwordChanged)
        let hash = seal(try await hasher.hash(password), of: session.user)
        try await accounts.setPassword(hash, of: session.user.id, keeping: session.digest, audit: audit)
        return nil
    }

    /// Whether the person has chosen a password.
    package func hasPassword(email: String) async throws -> Bool {
        guard let user = try await accounts.user(email: EmailRule.check(email)) else { return false }
        return try await accounts.passwordHash(of: user.id) != nil
    }

    /// Asks a signed-in person for the password again, as slowly as signing in does.
    func check(_ given: String, of user: User, from address: IPAddress?) async throws -> AccountRefusal? {
        guard let stored = try await storedPassword(of: user) else { return .noPassword }
        if let seconds = throttle.begin(account: user.email, address: address, at: clock.now()) {
            return .throttled(seconds: seconds)
        }
        guard try await hasher.verify(given, against: stored.hash) else { return .wrongPassword }
        throttle.succeed(account: user.email, address: address)
        return nil
    }

    /// What is stored of a new password of this person.
    /// - Throws: what ``PasswordHasher`` throws.
    func newHash(_ password: String, of user: User) async throws -> String {
        seal(try await hasher.hash(password), of: user)
    }

    // A password hash is bound to its person under the server secret: whoever can write the database, but lacks the secret,
    // cannot put a hash of their own there, nor move one from another person.

    private func seal(_ hash: String, of user: User) -> String {
        "\(hash)#\(Hex.text(secret.code(for: Array("\(user.id):\(hash)".utf8), .password).bytes))"
    }

    /// As it is stored, and the hash within; `nil` when there is none, or it is not one that this server wrote.
    func storedPassword(of user: User) async throws -> (sealed: String, hash: String)? {
        guard let stored = try await accounts.passwordHash(of: user.id), let end = stored.lastIndex(of: "#") else { return nil }
        let hash = String(stored[..<end])
        return seal(hash, of: user) == stored ? (stored, hash) : nil
    }
}
