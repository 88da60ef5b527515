package import APIKeys

/// A second factor at sign-in: codes of an authenticator app, and recovery codes for the day on which it is lost.
extension AccountService {
    package func secondFactor(of user: User) async throws -> SecondFactor? { try await accounts.secondFactor(of: user.id) }

    /// A factor that may come to be, with a secret of its own.
    /// - Throws: ``CatalogError/conflict(_:)`` when there is one already.
    package func offerSecondFactor(in session: Session) async throws -> SecondFactorOffer {
        try await requireNoFactor(session.user)
        return SecondFactorOffer(.random(), in: session, endsAt: clock.now() + SecondFactorOffer.lifetime, under: secret)
    }

    /// The offer that a form brings back; `nil` when it is over or was never made in this session.
    /// - Throws: ``CatalogError/conflict(_:)`` when there is a factor by now: its secret is never shown again.
    package func secondFactorOffer(_ value: String, in session: Session) async throws -> SecondFactorOffer? {
        try await requireNoFactor(session.user)
        return SecondFactorOffer(value, in: session, at: clock.now(), under: secret)
    }

    /// What the app is told, for a factor that may come to be.
    package func secondFactorSecret(_ salt: SecondFactorSalt, of user: User) -> SecondFactorSecret {
        SecondFactorSecret(salt: salt, of: user, under: secret)
    }

    /// Turns the factor on, once a code proves that the app knows its secret. The code is thereby used. Ends every other session of the
    /// person.
    /// - Throws: ``CatalogError/conflict(_:)`` when it is on already.
    /// - Returns: the recovery codes, which nobody can be shown again.
    package func turnOnSecondFactor(
        _ offer: SecondFactorOffer, password: String, code: String, by session: Session, from address: IPAddress?
    ) async throws -> Result<[RecoveryCode], AccountRefusal> {
        let user = session.user
        try await requireNoFactor(user)
        if let refusal = try await check(password, of: user, from: address) { return .failure(refusal) }
        let now = clock.now()
        let codes = secondFactorSecret(offer.salt, of: user).codes
        guard let step = codes.match(Self.digits(code), at: now, after: 0) else { return .failure(.wrongCode) }
        let recovery = Self.freshRecoveryCodes()
        let audit = AuditDraft(at: now, actor: .user(user), action: .secondFactorTurnedOn, detail: ["email": user.email])
        guard
            try await accounts.turnOn(
                offer.salt, step: step, codes: recovery.map { digest(of: $0, user) }, of: user.id, keeping: session.digest,
                audit: audit)
        else { throw Self.onAlready }
        return .success(recovery)
    }

    private func requireNoFactor(_ user: User) async throws {
        guard try await accounts.secondFactor(of: user.id) == nil else { throw Self.onAlready }
    }

    private static let onAlready = CatalogError.conflict(
        "Two-factor sign-in is on already. Turn it off first to set up another app.")

    /// - Returns: why not; `nil` when it is off.
    package func turnOffSecondFactor(
        password: String, code: String, by session: Session, from address: IPAddress?
    ) async throws -> AccountRefusal? {
        switch try await confirm(password, code, of: session.user, from: address) {
        case .failure(let refusal): return refusal
        case .success(let spent):
            let user = session.user
            let audit = AuditDraft(
                at: clock.now(), actor: .user(user), action: .secondFactorTurnedOff, detail: ["email": user.email])
            guard try await accounts.turnOff(of: user.id, spending: spent, audit: audit) else {
                return try await wrongCode(of: user, from: address)
            }
            codeThrottle.succeed(account: String(user.id), address: address)
            return nil
        }
    }

    /// New recovery codes; the old ones work no more.
    package func renewRecoveryCodes(
        password: String, code: String, by session: Session, from address: IPAddress?
    ) async throws -> Result<[RecoveryCode], AccountRefusal> {
        switch try await confirm(password, code, of: session.user, from: address) {
        case .failure(let refusal): return .failure(refusal)
        case .success(let spent):
            let user = session.user
            let recovery = Self.freshRecoveryCodes()
            let audit = AuditDraft(at: clock.now(), actor: .user(user), action: .recoveryCodesMade)
            let digests = recovery.map { digest(of: $0, user) }
            guard try await accounts.replaceRecoveryCodes(digests, of: user.id, spending: spent, audit: audit) else {
                return .failure(try await wrongCode(of: user, from: address))
            }
            codeThrottle.succeed(account: String(user.id), address: address)
            return .success(recovery)
        }
    }

    /// For the operator, when app and recovery codes are lost.
    /// - Throws: ``CatalogError/notFound(_:)`` when there is no such person, or no second factor.
    package func resetSecondFactor(email: String, by actor: Actor) async throws -> User {
        guard let user = try await accounts.user(email: EmailRule.check(email)) else {
            throw CatalogError.notFound("There is no person with the address \(email).")
        }
        let audit = AuditDraft(at: clock.now(), actor: actor, action: .secondFactorTurnedOff, detail: ["email": user.email])
        guard try await accounts.turnOff(of: user.id, spending: nil, audit: audit) else {
            throw CatalogError.notFound("\(user.email) has no two-factor sign-in; nothing was changed.")
        }
        return user
    }

    // MARK: Codes

    /// What a code would use up, if it is right. Whether a recovery code is one shows when it is spent.
    func spent(by text: String, _ factor: SecondFactor, of user: User, at now: Timestamp) -> SpentCode? {
        let digits = Self.digits(text)
        if digits.utf8.count == TOTP.digits {
            let codes = secondFactorSecret(factor.salt, of: user).codes
            return codes.match(digits, at: now, after: factor.lastStep).map(SpentCode.step)
        }
        return RecoveryCode(text).map { .recovery(digest(of: $0, user)) }
    }

    func noteWrongCode(of user: User, from address: IPAddress?, at now: Timestamp) async throws {
        let audit = AuditDraft(
            at: now, actor: .user(user), action: .secondFactorFailed, detail: address.map { ["address": "\($0)"] } ?? [:])
        try await accounts.note(audit, about: user.id)
    }

    /// The password and a code, of somebody who has signed in.
    private func confirm(
        _ password: String, _ code: String, of user: User, from address: IPAddress?
    ) async throws -> Result<SpentCode, AccountRefusal> {
        guard let factor = try await accounts.secondFactor(of: user.id) else {
            throw CatalogError.conflict("Two-factor sign-in is off; nothing was changed.")
        }
        if let refusal = try await check(password, of: user, from: address) { return .failure(refusal) }
        let now = clock.now()
        if let seconds = codeThrottle.begin(account: String(user.id), address: address, at: now) {
            return .failure(.throttled(seconds: seconds))
        }
        guard let spent = spent(by: code, factor, of: user, at: now) else {
            return .failure(try await wrongCode(of: user, from: address))
        }
        return .success(spent)
    }

    /// Of somebody who has signed in: guesses at the code that turns it off are guesses too.
    private func wrongCode(of user: User, from address: IPAddress?) async throws -> AccountRefusal {
        try await noteWrongCode(of: user, from: address, at: clock.now())
        return .wrongCode
    }

    private static func freshRecoveryCodes() -> [RecoveryCode] { (0..<RecoveryCode.count).map { _ in .random() } }

    /// Bound to the person: a row that is moved to somebody else opens nothing.
    private func digest(of code: RecoveryCode, _ user: User) -> AuthenticationCode {
        secret.code(for: Array("\(user.id):\(code.characters)".utf8), .recoveryCode)
    }

    /// Apps show `123 456`.
    private static func digits(_ text: String) -> String { String(text.prefix(64).filter { !$0.isWhitespace }) }
}
