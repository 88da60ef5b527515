package import APIKeys

/// A signed-in browser. Only the digest of the cookie's value is stored.
package struct Session: Sendable {
    package let digest: AuthenticationCode
    package let user: User
    package let expiresAt: Timestamp
    /// Names the session to its person. It says nothing about the cookie.
    package let id: Int
    package let beganAt: Timestamp
    /// To the beginning of ``seenStep``.
    package let seenAt: Timestamp
    /// `Firefox on Linux`; empty when the browser said nothing.
    package let client: String
    /// Where the browser was seen last; empty when that is not known.
    package let address: String

    /// How exactly it is kept when a session was seen: a page is not a write.
    package static let seenStep = Duration.seconds(300)

    package init(
        digest: AuthenticationCode, user: User, expiresAt: Timestamp, id: Int, beganAt: Timestamp, seenAt: Timestamp,
        client: String, address: String
    ) {
        self.digest = digest
        self.user = user
        self.expiresAt = expiresAt
        self.id = id
        self.beganAt = beganAt
        self.seenAt = seenAt
        self.client = client
        self.address = address
    }

    /// What ``seenAt`` is for something seen at that moment.
    static func seen(at moment: Timestamp) -> Timestamp {
        let step = seenStep.components.seconds * 1000
        return Timestamp(milliseconds: moment.milliseconds - moment.milliseconds % step)
    }
}

/// A session that is about to begin.
package struct SessionDraft: Sendable {
    package let digest: AuthenticationCode
    package let user: User
    package let expiresAt: Timestamp
    package let seenAt: Timestamp
    package let client: String
    package let address: String
    /// The older session of the same browser, which ends.
    package let replaced: AuthenticationCode?
    /// The person's sign-in epoch when they gave their password; when that is over, the session does not begin. `nil` for who gave none.
    package let epoch: Int?
    /// What is used up by it; when that was used before, the session does not begin.
    package let spent: SpentCode?
    /// How many sessions the person may have with this one; beyond that, those end that were not seen for longest.
    package let most: Int
}

/// Where sessions are kept. See ``AccountStore``.
package protocol SessionStore: Sendable {
    /// - Returns: whether it began: not, when what it spends was spent already, or its epoch is over.
    func openSession(_ draft: SessionDraft, audit: AuditDraft) async throws -> Bool
    /// Counts what ends every sign-in of the person that is half done: signing out everywhere else, a new password, and turning two-factor
    /// sign-in on or off.
    func signInEpoch(of user: Int) async throws -> Int
    func session(digest: AuthenticationCode, at now: Timestamp) async throws -> Session?
    /// Those of one person that go on, the last seen first.
    func sessions(of user: Int, at now: Timestamp) async throws -> [Session]
    /// - Parameter address: where it was seen; empty to leave what is known.
    func keepSeen(_ digest: AuthenticationCode, at moment: Timestamp, address: String) async throws
    func closeSession(digest: AuthenticationCode, audit: AuditDraft) async throws
    /// - Returns: whether the person has such a session.
    func endSession(id: Int, of user: Int, audit: AuditDraft) async throws -> Bool
    /// - Returns: how many ended.
    func endSessions(of user: Int, but kept: AuthenticationCode, audit: AuditDraft) async throws -> Int
}
