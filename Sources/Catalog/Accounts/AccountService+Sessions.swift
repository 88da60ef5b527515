package import APIKeys

/// A person's signed-in browsers.
extension AccountService {
    package func session(cookie value: String) async throws -> Session? {
        guard value.utf8.count <= 128 else { return nil }
        let session = try await accounts.session(digest: digest(value), at: clock.now())
        return session.flatMap { Self.belongs(value, to: $0.user) ? $0 : nil }
    }

    /// Whether it is to be kept that the session was seen now.
    package func isSeenAnew(_ session: Session) -> Bool { session.seenAt < Session.seen(at: clock.now()) }

    /// Keeps that the session was seen, once in ``Session/seenStep``.
    package func keepSeen(_ session: Session, from address: IPAddress?) async {
        let seen = Session.seen(at: clock.now())
        guard session.seenAt < seen else { return }
        // No page is withheld because this could not be written down.
        try? await accounts.keepSeen(session.digest, at: seen, address: address?.description ?? "")
    }

    package func signOut(_ session: Session) async throws {
        let audit = AuditDraft(at: clock.now(), actor: .user(session.user), action: .signedOut)
        try await accounts.closeSession(digest: session.digest, audit: audit)
    }

    /// The sessions of this session's person, itself included, the last seen first.
    package func sessions(besides session: Session) async throws -> [Session] {
        try await accounts.sessions(of: session.user.id, at: clock.now())
    }

    /// Ends another session of the same person.
    /// - Throws: ``CatalogError/notFound(_:)``, also for a session of somebody else.
    package func endSession(_ id: Int, by session: Session) async throws {
        let audit = AuditDraft(at: clock.now(), actor: .user(session.user), action: .sessionsEnded, detail: ["count": "1"])
        guard try await accounts.endSession(id: id, of: session.user.id, audit: audit) else {
            throw CatalogError.notFound("That session is over already.")
        }
    }

    /// Signs the person out everywhere but here. - Returns: how many sessions ended.
    package func endOtherSessions(of session: Session) async throws -> Int {
        let audit = AuditDraft(at: clock.now(), actor: .user(session.user), action: .sessionsEnded)
        return try await accounts.endSessions(of: session.user.id, but: session.digest, audit: audit)
    }

    /// The token that a form of this session must carry.
    package func formToken(for session: Session) -> String { formToken(for: session.digest.bytes) }

    /// The same for a browser without a session, bound to a random cookie.
    package func formToken(forVisitor cookie: String) -> String { formToken(for: Array(cookie.utf8)) }

    private func formToken(for subject: [UInt8]) -> String {
        Hex.text(secret.code(for: Array("form:".utf8) + subject, .session).bytes)
    }
}
