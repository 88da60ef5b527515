package import APIKeys

package protocol InvitationStore: Sendable {
    /// Newest first, those included that cannot be accepted any more.
    func invitations(of organization: Int) async throws -> [Invitation]
    /// In whatever state it is.
    func find(digest: AuthenticationCode) async throws -> Invitation?
    /// Whether the person has a password, is known at a provider, or belongs to an organization.
    func hasAccount(_ user: Int) async throws -> Bool
    /// Finds or makes the person and invites them, in the place of an earlier invitation that cannot be accepted any more.
    /// - Throws: `.conflict` when they are a member, or an invitation of theirs is open, or `limit` are, or who invites is no admin.
    func insert(_ draft: InvitationDraft, into organization: Organization, limit: Int, audit: AuditDraft) async throws
        -> Invitation
    /// Puts another link in the place of the old one, by somebody who then counts as who invited.
    /// - Returns: `nil` when there is none.
    /// - Throws: `.conflict` when who renews is no admin.
    func renew(
        _ id: Int, in organization: Int, digest: AuthenticationCode, inviter: User?, expiresAt: Timestamp,
        _ audit: @escaping @Sendable (Invitation) -> AuditDraft
    ) async throws -> Invitation?
    func revoke(
        _ id: Int, in organization: Int, _ audit: @escaping @Sendable (Invitation) -> AuditDraft
    ) async throws -> Invitation?
    /// Spends the open invitation and makes its person a member, both or neither.
    ///
    /// - Parameters:
    ///   - user: must be the one invited.
    ///   - password: chosen at the same time by somebody who has never been here.
    /// - Returns: `nil` when the invitation is not open, or somebody else's.
    /// - Throws: `.conflict` when they are a member already, or would choose a password for an account that there is.
    func accept(
        digest: AuthenticationCode, by user: User, choosing password: ChosenPassword?, at now: Timestamp,
        _ audit: @escaping @Sendable (Invitation) -> AuditDraft
    ) async throws -> Membership?
}

package struct InvitationDraft: Sendable {
    package let email: String
    package let terms: MemberTerms
    package let digest: AuthenticationCode
    /// `nil` for someone with a shell on the server, who can always invite.
    package let inviter: User?
    package let invitedBy: String
    package let expiresAt: Timestamp
}

/// A password's hash, sealed for its person, and the entry about it.
package struct ChosenPassword: Sendable {
    package let hash: String
    package let audit: AuditDraft
}
